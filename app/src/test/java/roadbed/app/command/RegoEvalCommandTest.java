package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roadbed rego eval} on real files. */
class RegoEvalCommandTest {
  @TempDir Path folder;
  private String policy = "";
  private String input = "";

  @BeforeEach
  void files() throws IOException {
    policy = folder.resolve("p.rego").toString();
    input = folder.resolve("input.json").toString();
    Files.writeString(
        Path.of(policy),
        """
        package p

        deny contains msg if {
          some name in input.names
          startswith(name, "x")
          msg := sprintf("%s is not allowed", [name])
        }

        first := input.names[0]
        """);
    Files.writeString(Path.of(input), "{\"names\": [\"xa\", \"b\"]}");
  }

  private static String compact(String json) {
    return json.replaceAll("\\s+", " ").strip();
  }

  private Cli eval(String... more) {
    String[] words = new String[more.length + 6];
    System.arraycopy(new String[] {"rego", "eval", "-d", policy, "-i", input}, 0, words, 0, 6);
    System.arraycopy(more, 0, words, 6, more.length);
    return Cli.run(words);
  }

  @Test
  void solutionsInOpasShape() {
    assertThat(compact(eval("data.p.deny").out()))
        .isEqualTo(
            "{ \"result\": [ { \"expressions\": [ { \"value\": [ \"xa is not allowed\" ], \"text\": \"data.p.deny\","
                + " \"location\": { \"row\": 1, \"col\": 1 } } ] } ] }");
    assertThat(compact(eval("x := 1; x == 2; data.p.first").out()))
        .contains("\"value\": true, \"text\": \"x := 1\"")
        .contains("\"value\": false, \"text\": \"x == 2\"")
        .contains("\"value\": \"xa\", \"text\": \"data.p.first\"")
        .contains("\"bindings\": { \"x\": 1 }");
    assertThat(eval("data.p.nothing").out()).isEqualTo("{}\n");
  }

  @Test
  void otherFormats() {
    assertThat(eval("-f", "raw", "data.p.first").out()).isEqualTo("xa\n");
    assertThat(compact(eval("-f", "values", "data.p.first; 1").out())).isEqualTo("[ \"xa\", 1 ]");
    assertThat(compact(eval("-f", "bindings", "x := data.p.first").out())).isEqualTo("{ \"x\": \"xa\" }");
    assertThat(compact(eval("-f", "discard", "data.p.first").out())).isEqualTo("{ \"result\": \"discarded\" }");
    assertThat(eval("-f", "pretty", "data.p.first").out()).isEqualTo("\"xa\"\n");
    assertThat(eval("-f", "pretty", "data.p.nothing").out()).isEqualTo("undefined\n");
    assertThat(eval("-f", "pretty", "some i; x := input.names[i]").out())
        .isEqualTo(
            """
            +---+------+
            | i |  x   |
            +---+------+
            | 0 | "xa" |
            | 1 | "b"  |
            +---+------+
            """);
  }

  @Test
  void theQueryMayStandInAPackage() {
    assertThat(eval("-f", "raw", "--package", "p", "first").out()).isEqualTo("xa\n");
    assertThat(eval("-f", "raw", "--import", "data.p", "p.first").out()).isEqualTo("xa\n");
  }

  @Test
  void inputAndQueryCanBePipedIn() {
    assertThat(Cli.fed("{\"a\": 1}", "rego", "eval", "-I", "-f", "raw", "input.a").out()).isEqualTo("1\n");
    assertThat(Cli.fed("a: [2]", "rego", "eval", "-I", "-f", "raw", "input.a[0]").out()).isEqualTo("2\n");
    assertThat(Cli.fed("1 + 1", "rego", "eval", "--stdin", "-f", "raw").out()).isEqualTo("2\n");
  }

  @Test
  void exitCodesForScripts() throws IOException {
    assertThat(eval("--fail", "data.p.nothing").code()).isEqualTo(1);
    assertThat(eval("--fail", "data.p.first").code()).isZero();
    assertThat(eval("--fail-defined", "data.p.first").code()).isEqualTo(1);
    assertThat(eval("x ==").code()).isEqualTo(2);
    Files.writeString(folder.resolve("bad.rego"), "package bad\n\np if x == 1\n");
    Cli cli = eval("-d", folder.resolve("bad.rego").toString(), "data.p.first");
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.out()).contains("rego_unsafe_var_error").doesNotContain("\"result\"");
  }

  @Test
  void errorsOfBuiltinsAreShownOnRequest() {
    assertThat(eval("1 / 0").out()).isEqualTo("{}\n");
    Cli strict = eval("--strict-builtin-errors", "1 / 0");
    assertThat(strict.code()).isEqualTo(2);
    assertThat(strict.out()).contains("eval_builtin_error").contains("divide by zero");
    Cli shown = eval("--show-builtin-errors", "1 / 0");
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("divide by zero");
  }

  @Test
  void explanationsAndMeasurements() {
    assertThat(eval("-f", "pretty", "--explain", "fails", "data.p.deny").out())
        .contains("p.rego:5").contains("| | Fail startswith(name, \"x\")");
    assertThat(eval("--profile", "data.p.deny").out()).contains("\"num_eval\": 2").contains("timer_rego_query_eval_ns");
    assertThat(eval("--coverage", "data.p.deny").out()).contains("\"not_covered\"").contains("\"coverage\"");
    assertThat(eval("--metrics", "-f", "pretty", "1").out()).contains("timer_rego_module_compile_ns");
  }

  @Test
  void printGoesToTheMessages() {
    Cli cli = eval("-f", "raw", "print(\"hello\", input.names[1]); 1");
    assertThat(cli.err()).isEqualTo("hello b\n");
    assertThat(cli.out()).isEqualTo("true 1\n");
  }

  @Test
  void partialEvaluation() {
    Cli cli = Cli.run("rego", "eval", "-d", policy, "--partial", "-f", "source", "data.p.first == \"a\"");
    assertThat(cli.out()).contains("# Query 1").contains("input.names[0]");
    assertThat(Cli.run("rego", "eval", "-d", policy, "-p", "data.p.first == \"a\"").out()).contains("\"partial\"");
  }
}
