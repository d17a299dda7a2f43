package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smaller commands of Rego on real files. */
class RegoToolsTest {
  @TempDir Path folder;
  private String dir = "";

  @BeforeEach
  void files() throws IOException {
    dir = folder.resolve("src").toString();
    write(
        "src/p.rego",
        """
        # METADATA
        # title: The first
        package p

        import data.lib

        allow if {
          lib.admin(input.user)
          data.open[input.day]
        }
        """);
    write("src/lib.rego", "package lib\n\nadmin(user) if data.roles[user] == \"admin\"\n");
    write("src/data.json", "{\"roles\": {\"ann\": \"admin\"}}");
  }

  private String write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  @Test
  void checkFindsAllErrorsOfAllFiles() throws IOException {
    assertThat(Cli.run("rego", "check", dir).code()).isZero();
    write("src/a.rego", "package a\n\np if x\n\nq if y\n");
    write("src/b.rego", "package b\n\np if {\n");
    Cli cli = Cli.run("rego", "check", dir);
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.err()).contains("var x is unsafe").contains("var y is unsafe").contains("b.rego:");
    assertThat(Cli.run("rego", "check", "-f", "json", dir).err()).contains("\"code\": \"rego_parse_error\"");
    write("src/b.rego", "package b\n\nimport data.a\n\np := 1\n");
    assertThat(Cli.run("rego", "check", "-S", "--ignore", "a.rego", dir).err()).contains("import data.a unused");
  }

  @Test
  void fmtLaysFilesOut() throws IOException {
    String file = write("fmt/a.rego", "package a\nallow if {\n  input.x==1\n}\n");
    write("fmt/bad.rego", "package b\n\np if {\n");
    String laidOut = "package a\n\nallow if {\n\tinput.x == 1\n}\n";
    assertThat(Cli.run("rego", "fmt", file).out()).isEqualTo(laidOut);
    assertThat(Cli.run("rego", "fmt", "-l", file).out()).isEqualTo(file + "\n");
    assertThat(Cli.run("rego", "fmt", "-d", file).out()).contains("-  input.x==1\n+\tinput.x == 1\n");
    assertThat(Cli.run("rego", "fmt", "--fail", "-l", file).code()).isEqualTo(2);
    Cli all = Cli.run("rego", "fmt", "-w", folder.resolve("fmt").toString());
    assertThat(all.code()).isEqualTo(2);
    assertThat(all.err()).contains("bad.rego:");
    assertThat(Files.readString(Path.of(file))).isEqualTo(laidOut);
    assertThat(Cli.run("rego", "fmt", "--fail", "-l", file).code()).isZero();
    assertThat(Cli.fed("package a\np{input.x}\n", "rego", "fmt", "--v0-compatible").out())
        .isEqualTo("package a\n\np {\n\tinput.x\n}\n");
  }

  @Test
  void depsTellsBaseAndVirtualDocuments() {
    assertThat(Cli.run("rego", "deps", "-d", dir, "data.p.allow").out())
        .isEqualTo(
            """
            +----------------+-------------------+
            | Base Documents | Virtual Documents |
            +----------------+-------------------+
            | data.open      | data.lib.admin    |
            | data.roles     | data.p.allow      |
            | input.day      |                   |
            | input.user     |                   |
            +----------------+-------------------+
            """);
    assertThat(Cli.run("rego", "deps", "-d", dir, "-f", "json", "data.lib").out()).contains("\"data.roles\"");
  }

  @Test
  void parseShowsTheTree() {
    assertThat(Cli.run("rego", "parse", dir + "/lib.rego", "-f", "json").out()).contains("\"package\": {");
    assertThat(Cli.run("rego", "parse", dir + "/lib.rego").out()).contains("head admin").contains("expr data.roles[user] == \"admin\"");
  }

  @Test
  void aBundleIsBuiltSignedInspectedAndUsed() throws IOException {
    String bundle = folder.resolve("b.tar.gz").toString();
    Cli built =
        Cli.run("rego", "build", "-b", dir, "-o", bundle, "-r", "r1", "--signing-key", "secret", "--signing-alg", "HS256");
    assertThat(built.err()).isEmpty();
    assertThat(built.code()).isZero();
    byte[] first = Files.readAllBytes(Path.of(bundle));
    Cli.run("rego", "build", "-b", dir, "-o", bundle, "-r", "r1", "--signing-key", "secret", "--signing-alg", "HS256");
    assertThat(Files.readAllBytes(Path.of(bundle))).isEqualTo(first);
    assertThat(Cli.run("rego", "inspect", bundle).out()).contains("| Revision     | r1").contains("data.p");
    assertThat(Cli.run("rego", "inspect", "-a", "-f", "json", bundle).out()).contains("\"title\": \"The first\"");
    assertThat(Cli.run("rego", "eval", "-b", bundle, "-f", "raw", "data.lib.admin(\"ann\")").out()).isEqualTo("true\n");
    String again = folder.resolve("c.tar.gz").toString();
    assertThat(Cli.run("rego", "build", "-b", bundle, "-o", again).err()).contains("verification key not provided");
    assertThat(
            Cli.run("rego", "build", "-b", bundle, "-o", again, "--verification-key", "wrong", "--signing-alg", "HS256")
                .err())
        .contains("failed to verify");
    assertThat(
            Cli.run("rego", "build", "-b", bundle, "-o", again, "--verification-key", "secret", "--signing-alg", "HS256")
                .code())
        .isZero();
  }

  @Test
  void signWritesTheSignatureBesideTheFiles() throws IOException {
    Cli cli = Cli.run("rego", "sign", "--signing-key", "secret", "--signing-alg", "HS256", "-b", dir, "-o", dir);
    assertThat(cli.code()).isZero();
    assertThat(Files.readString(Path.of(dir, ".signatures.json"))).startsWith("{\"signatures\":[\"");
  }

  @Test
  void benchMeasures() {
    assertThat(Cli.run("rego", "bench", "--benchtime", "20ms", "-d", dir, "data.lib.admin(\"ann\")").out())
        .contains("| ns/op").contains("| histogram_ns_p99");
    assertThat(Cli.run("rego", "bench", "--benchtime", "20ms", "-f", "json", "1 + 1").out()).contains("\"ns_per_op\"");
  }

  @Test
  void capabilitiesAndVersion() {
    assertThat(Cli.run("rego", "capabilities").out()).contains("\"name\": \"json.patch\"").contains("\"rego_v1\"");
    assertThat(Cli.run("rego", "version").out()).startsWith("Version: 1.");
  }

  @Test
  void theReplTakesRulesAndQueries() {
    Cli cli =
        Cli.fed(
            """
            x := 2
            double(n) := n * 2
            double(x)
            big if {
              x > 1
            }
            big
            x := 0
            big
            show
            unset big
            nothing == 1
            json
            y := [1, 2][_]
            exit
            not evaluated
            """,
            "rego",
            "repl");
    assertThat(cli.code()).isZero();
    assertThat(cli.out())
        .startsWith("Rule 'x' defined in package repl. Type 'show' to see rules.\n")
        .contains("\n4\n")
        .contains("\ntrue\n")
        .contains("Rule 'x' re-defined")
        .contains("\nundefined\n")
        .contains("package repl\n\ndouble(n) := n * 2\n")
        .contains("rego_unsafe_var_error: var nothing is unsafe")
        .doesNotContain("not evaluated");
  }

  @Test
  void theReplKnowsWhatWasLoaded() {
    assertThat(Cli.fed("import data.lib\nlib.admin(\"ann\")\ndata.roles\ntrace\n1 == 2\n", "rego", "repl", "-d", dir).out())
        .startsWith("true\n").contains("\"ann\": \"admin\"").contains("| Eval 1 == 2");
  }
}
