package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries written for other programs, as people run them. */
final class PolicyLibrariesTest {
  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Cli check(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "policy";
    all[1] = "check";
    System.arraycopy(words, 0, all, 2, words.length);
    return Cli.run(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          main.tf         | resource "t" "n" {;  a = var.x;}          | input.resource.t.n[_].a == "${var.x}"
          a.tfvars        | x = ["y"]                                  | input.x == ["y"]
          pom.xml         | <p><v>1</v><v>2</v></p>                    | input.p.v == ["1", "2"]
          c.edn           | {:env :prod}                               | input[":env"] == ":prod"
          .dockerignore   | .git                                       | input[_] == {"Kind": "Path", "Value": ".git", "Original": ".git"}
          a.jsonc         | {"a": 1, // one;}                          | input.a == 1
          a.ndjson        | {"a": 2};{"a": 1}                          | input.a == 1
          a.toml          | a = 1                                      | input.a == 1
          a.ini           | [s];a = 1                                  | input.s.a == 1
          a.properties    | a.b = 1                                    | input["a.b"] == "1"
          sample.env      | A=1                                        | input.A == "1"
          Dockerfile      | FROM x                                     | input[_].Cmd == "from"
          """)
  void aDocumentIsWhatConftestMakesOfIt(String name, String text, String condition) throws IOException {
    Path file = write(name, text.replace(';', '\n') + "\n");
    Path policy = write("policy/p.rego", "package main\ndeny contains \"seen\" if " + condition + "\n");
    Cli cli = check(file.toString(), "--policy", policy.toString());
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).contains("FAIL - " + file + " - main - seen").contains("1 failure");
    assertThat(cli.code()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void filesCombinedAreInTheOrderOfTheirPaths() throws IOException {
    Path one = write("b.yaml", "n: 1\n---\nn: 2\n");
    Path other = write("a.json", "{\"n\": 3}");
    Path policy =
        write("policy/p.rego", "package main\ndeny contains sprintf(\"%v\", [[one.contents.n | some one in input]])\n");
    assertThat(check(one.toString(), other.toString(), "--combine", "--policy", policy.toString()).out())
        .contains("main - [3, 1, 2]");
  }

  @Test
  void aFileOfSettingsSaysWhatTheCommandLineDoesNot() throws IOException {
    Path policy = write("rules/p.rego", "package other\nwarn contains \"careful\" if input.a\n");
    Path settings =
        write(
            "conftest.toml",
            "policy = \"" + policy + "\"\nnamespace = [\"other\"]\nfail-on-warn = true\nparser = \"yaml\"\n");
    Path file = write("odd.name", "a: 1\n");
    Cli cli = check(file.toString(), "--config-file", settings.toString());
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).contains("other - careful");
    assertThat(cli.code()).isEqualTo(1);
    assertThat(check(file.toString(), "--config-file", settings.toString(), "--namespace", "none").code()).isZero();
    write("conftest.toml", "policy = \n");
    assertThat(check(file.toString(), "--config-file", settings.toString()).err()).contains("conftest.toml:1");
  }

  @Test
  void testsOfPoliciesReadConfigurationBesideThem() throws IOException {
    write("policy/disk.tf", "resource \"disk\" \"a\" {\n  encrypted = false\n}\n");
    write("outside.yaml", "a: 1\n");
    write("policy/deny.rego", "package main\ndeny contains name if input.resource.disk[name][_].encrypted == false\n");
    write(
        "policy/deny_test.rego",
        """
        package main
        test_file if deny["a"] with input as parse_config_file("disk.tf")
        test_text if deny["b"] with input as parse_config("hcl2", "resource \\"disk\\" \\"b\\" {\\n encrypted = false\\n}")
        test_combined if parse_combined_config_files(["disk.tf"])[0].path == "disk.tf"
        test_elsewhere if not parse_config_file("../outside.yaml")
        test_trivy if result.new("m", {"StartLine": 2}).startline == 2
        """);
    Cli cli = Cli.run("rego", "test", folder.resolve("policy").toString());
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).endsWith("5 passed, 0 failed, 0 skipped\n");
  }

  @Test
  void aSuiteIsRunWithTheDefaultsOfItsTemplatesSchema() throws IOException {
    write(
        "template.yaml",
        """
        apiVersion: templates.gatekeeper.sh/v1
        kind: ConstraintTemplate
        metadata: {name: mode}
        spec:
          crd:
            spec:
              names: {kind: Mode}
              validation:
                openAPIV3Schema: {type: object, properties: {strict: {type: boolean, default: true}}}
          targets:
          - target: admission.k8s.gatekeeper.sh
            rego: |
              package mode
              violation[{"msg": "strict"}] { input.parameters.strict }
        """);
    write(
        "constraint.yaml",
        "{apiVersion: constraints.gatekeeper.sh/v1beta1, kind: Mode, metadata: {name: m}, spec: {parameters: {}}}");
    write("object.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: p}}");
    write(
        "suite.yaml",
        """
        kind: Suite
        apiVersion: test.gatekeeper.sh/v1alpha1
        tests:
        - name: t
          template: template.yaml
          constraint: constraint.yaml
          cases:
          - {name: one, object: object.yaml, assertions: [{violations: 1, message: strict}]}
          - {name: other, object: object.yaml, skip: true, assertions: [{violations: no}]}
        """);
    Cli cli = Cli.run("policy", "verify", folder.toString());
    assertThat(cli.out()).endsWith("1 passed, 0 failed, 1 skipped\n");
    assertThat(cli.code()).isEqualTo(ExitCode.CLEAN);
  }
}
