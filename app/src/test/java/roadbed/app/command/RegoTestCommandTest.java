package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roadbed rego test} on real folders. */
class RegoTestCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    write(
        "authz.rego",
        """
        package authz

        allow if {
          input.method == "GET"
          data.roles[input.user] == "admin"
        }

        open if input.open
        """);
    write("roles/data.json", "{\"ann\": \"admin\"}");
    write(
        "authz_test.rego",
        """
        package authz_test

        import data.authz.allow

        test_admin if allow with input as {"method": "GET", "user": "ann"}

        test_stranger_denied if not allow with input as {"method": "GET", "user": "bob"}
        """);
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Cli test(String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "rego";
    words[1] = "test";
    System.arraycopy(more, 0, words, 2, more.length);
    words[words.length - 1] = folder.toString();
    return Cli.run(words);
  }

  @Test
  void testsThatPassAreCountedAndNotListed() {
    Cli cli = test();
    assertThat(cli.out()).isEqualTo("PASS: 2/2\n2 passed, 0 failed, 0 skipped\n");
    assertThat(cli.code()).isZero();
  }

  @Test
  void aTestThatFailsIsListedWithWhatItPrinted() throws IOException {
    write(
        "fails_test.rego",
        """
        package fails

        test_wrong if {
          x := 1
          print("x is", x)
          x == 2
        }
        """);
    Cli cli = test();
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.out())
        .contains("fails_test.rego:3:\ndata.fails.test_wrong: FAIL (")
        .contains("\n  x is 1\n")
        .endsWith("PASS: 2/3\nFAIL: 1/3\n2 passed, 1 failed, 0 skipped\n");
    assertThat(test("--var-values").out()).contains("fails_test.rego:6:\n    x == 2\n      x: 1\n");
    assertThat(test("-v").out()).contains("| Fail x == 2").contains("data.authz_test.test_admin: PASS (");
  }

  @Test
  void eachCaseOfATestCounts() throws IOException {
    write(
        "cases_test.rego",
        """
        package cases

        test_sum[name] if {
          some name, c in {"good": {"a": 1, "b": 1}, "bad": {"a": 1, "b": 2}}
          c.a == c.b
        }
        """);
    Cli cli = test("--run", "cases");
    assertThat(cli.out()).contains("data.cases.test_sum: FAIL").contains("  bad: FAIL").doesNotContain("good:");
    assertThat(cli.out()).endsWith("1 passed, 1 failed, 0 skipped\n");
    assertThat(test("-f", "json", "--run", "cases").out())
        .containsPattern("(?s)\"sub_results\": \\{\\s+\"bad\": \\{\\s+\"name\": \"bad\",\\s+\"fail\": true");
  }

  @Test
  void rulesOfOneNameAreTestsOfTheirOwn() throws IOException {
    write("twice_test.rego", "package twice\n\ntest_x if true\n\ntest_x if false\n\ntest_x if true\n");
    assertThat(test("-r", "twice").out())
        .contains("data.twice.test_x#01: FAIL")
        .endsWith("2 passed, 1 failed, 0 skipped\n");
  }

  @Test
  void whatIsNotTrueFails() throws IOException {
    write("odd_test.rego", "package odd\n\ntest_text := \"yes\"\n\ntest_set contains 1\n\ntest_true := true\n");
    assertThat(test("-r", "odd").out()).endsWith("1 passed, 2 failed, 0 skipped\n");
  }

  @Test
  void aTestToBeDoneIsSkipped() throws IOException {
    write("todo_test.rego", "package todo\n\ntodo_test_later if false\n");
    assertThat(test().code()).isEqualTo(2);
    assertThat(test("-z").code()).isZero();
    assertThat(test("-z").out()).contains("data.todo.todo_test_later: SKIPPED").endsWith("1 skipped\n");
  }

  @Test
  void aFileWithErrorsIsLeftOutAndTheRestIsRun() throws IOException {
    write("unsafe_test.rego", "package bad\n\ntest_unsafe if x == 1\n");
    write("broken_test.rego", "package worse\n\ntest_broken if {\n");
    Cli cli = test();
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.err()).contains("2 errors occurred").contains("unsafe_test.rego:3: rego_unsafe_var_error");
    assertThat(cli.out()).contains("data.bad.test_unsafe: ERROR").endsWith("2 passed, 1 failed, 0 skipped\n");
  }

  @Test
  void aTestThatEndsWithAnErrorIsAnError() throws IOException {
    write("error_test.rego", "package e\n\ntest_conflict if {k: v | k := 1; v := [1, 2][_]}\n");
    Cli cli = test("-r", "conflict");
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.out()).contains("eval_conflict_error").contains("ERROR: 1/1");
  }

  @Test
  void coverageSaysWhichLinesWereComeTo() {
    assertThat(test("--coverage", "-f", "pretty").out()).containsPattern("Overall Coverage +\\| 83.33").contains("| 8 ");
    assertThat(test("-c").out()).contains("\"not_covered\": [").contains("\"row\": 8");
    Cli cli = test("--threshold", "99");
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("Code coverage threshold not met: got ");
    assertThat(test("--threshold", "50").code()).isZero();
  }

  @Test
  void formatsForPrograms() {
    assertThat(test("-f", "json").out()).contains("\"package\": \"data.authz_test\"").contains("\"name\": \"test_admin\"");
    assertThat(test("-f", "junit").out()).contains("<testcase classname=\"data.authz_test\" name=\"test_admin\"");
  }

  @Test
  void namesCanBeIgnored() throws IOException {
    write("fails_test.rego", "package fails\n\ntest_wrong if false\n");
    assertThat(test("--ignore", "fails_*").code()).isZero();
  }

  @Test
  void filesFromBeforeOpaOne() throws IOException {
    write("authz.rego", "package authz\n\nallow { input.open }\n");
    write("authz_test.rego", "package authz\n\ntest_open { allow with input as {\"open\": true} }\n");
    assertThat(test().code()).isEqualTo(1);
    assertThat(test("--v0-compatible").out()).endsWith("1 passed, 0 failed, 0 skipped\n");
  }

  @Test
  void gatekeepersShape() throws IOException {
    write("authz.rego", "package unused\n");
    write("authz_test.rego", "package unused\n");
    write("lib.rego", "package lib.names\n\nnamed(object, name) {\n  object.metadata.name == name\n}\n");
    write(
        "src.rego",
        """
        package k8suniquename

        import data.lib.names

        violation[{"msg": msg, "details": {}}] {
          other := data.inventory.namespace[namespace][_]["Pod"][name]
          names.named(input.review.object, name)
          namespace != input.review.object.metadata.namespace
          msg := sprintf("name <%v> is taken in %v", [name, namespace])
        }
        """);
    write(
        "src_test.rego",
        """
        package k8suniquename

        test_taken {
          results := violation with input as review("web", "prod") with data.inventory as inventory("web", "dev")
          count(results) == 1
        }

        test_free {
          input := review("web", "prod")
          results := violation with input as input with data.inventory as inventory("db", "dev")
          count(results) == 0
        }

        review(name, namespace) = output {
          output = {"review": {"object": {"metadata": {"name": name, "namespace": namespace}}}}
        }

        inventory(name, namespace) = {"namespace": {namespace: {"v1": {"Pod": {name: {"metadata": {"name": name}}}}}}}
        """);
    assertThat(test("--v0-compatible").out()).endsWith("2 passed, 0 failed, 0 skipped\n");
  }

  @Test
  void benchmarksInTheFormOfGo() throws IOException {
    write("authz_test.rego", "package authz_test\n\ntest_quick if true\n");
    assertThat(test("--bench", "-f", "gobench").out()).containsPattern("BenchmarkDataAuthzTestTestQuick\t +[0-9]+\t +[0-9]+ ns/op");
  }

  @Test
  void wrongUseIsSaid() {
    assertThat(test("--run", "(").err()).contains("--run is no regular expression");
    assertThat(test("--timeout", "soon").err()).contains("--timeout is a length of time");
    assertThat(List.of(Cli.run("rego", "test").code())).containsExactly(ExitCode.USAGE);
  }
}
