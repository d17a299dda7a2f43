package roadbed.collect.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.ModuleRepository;

class ModuleFoldersTest {
  private static final String TEST = "run \"works\" {\n  command = plan\n}\n";
  private static final String WORKFLOW = "on: push\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - %s\n";

  @TempDir Path estate;

  @BeforeEach
  void oneModuleInARepositoryOfItsOwn() throws IOException {
    write("roadbed.yaml", facts("acme/queue/aws@~> 1.0", "queue"));
    write("queue/main.tf", "variable \"name\" {}\n");
  }

  private static String facts(String source, String path) {
    return "apiVersion: roadbed.dev/v1\nkind: Estate\nmodules:\n  approved: [acme/*/*]\n  repositories:\n    - source: "
        + source + "\n      path: " + path + "\n";
  }

  private void write(String name, String text) throws IOException {
    Path file = estate.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Collection scan() {
    return new Collector().collect("s", List.of(estate), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
  }

  private ModuleRepository found() {
    return scan().facts().stream().flatMap(facts -> facts.moduleRepositories().stream()).findFirst().orElseThrow();
  }

  private List<String> named(List<String> files) {
    return files.stream().map(file -> file.replace(estate.toString().replace('\\', '/') + "/", "")).toList();
  }

  @Test
  void testsAndChecksAreFoundWhereTheyRunSomething() throws IOException {
    write("queue/tests/queue.tftest.hcl", TEST);
    write("queue/tests/all.tofutest.json", "{\"run\": {\"works\": {}}}");
    write(
        "queue/test/queue_test.go",
        "package test\nimport (\n\t\"testing\"\n\t\"github.com/gruntwork-io/terratest/modules/terraform\"\n)\nfunc TestQueue(t *testing.T) {}\n");
    write("queue/.github/workflows/ci.yml", WORKFLOW.formatted("run: pip install checkov && checkov -d ."));
    ModuleRepository found = found();
    assertThat(found.source()).isEqualTo("acme/queue/aws");
    assertThat(found.unknown()).isEmpty();
    assertThat(named(found.tests()))
        .containsExactly("queue/test/queue_test.go", "queue/tests/all.tofutest.json", "queue/tests/queue.tftest.hcl");
    assertThat(named(found.checks())).containsExactly("checkov in queue/.github/workflows/ci.yml");
  }

  @Test
  void whatTestsNothingIsNoTest() throws IOException {
    write("queue/tests/empty.tftest.hcl", "# run \"later\" {\n/*\nrun \"off\" {}\n*/\nvariables {}\n");
    write("queue/tests/nothing.tftest.json", "{}");
    write("queue/test/unit_test.go", "package test\n// \"github.com/gruntwork-io/terratest/modules/aws\"\nfunc TestUnit() {}\n");
    write("queue/.terraform/modules/x/a.tftest.hcl", TEST);
    assertThat(found().tests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run: conftest test plan.json", "run: ./roadbed gate --base main", "run: trivy config .",
        "run: docker run --rm -v \"$PWD:/src\" bridgecrew/checkov:3 -d /src", "run: opa exec --decision terraform/deny plan.json",
        "run: |\n          make plan\n          if ! tfsec .; then exit 1; fi", "uses: bridgecrewio/checkov-action@v12",
        "uses: aquasecurity/trivy-action@0.28.0\n        with:\n          scan-type: config", "run: TF_IN=1 sudo tflint --recursive"
      })
  void aStepThatCallsAToolChecks(String step) throws IOException {
    write("queue/.github/workflows/ci.yml", WORKFLOW.formatted(step));
    assertThat(found().checks()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run: pip install checkov", "run: checkov --version", "run: echo checkov", "run: 'true # checkov -d .'", "name: checkov",
        "run: checkov -d .\n        if: false", "uses: terraform-linters/setup-tflint@v4", "uses: ./.github/actions/checkov",
        "uses: aquasecurity/trivy-action@0.28.0\n        with:\n          scan-type: image", "run: opa fmt policy", "run: trivy image app",
        "run: ./check-tfsec.sh", "uses: acme/flows/.github/workflows/checkov.yml@v1"
      })
  void aStepThatDoesNotCallAToolDoesNotCheck(String step) throws IOException {
    write("queue/.github/workflows/ci.yml", WORKFLOW.formatted(step));
    assertThat(found().checks()).isEmpty();
  }

  @Test
  void hooksMakefilesAndOtherPipelinesCheckToo() throws IOException {
    write("queue/.pre-commit-config.yaml", "repos:\n  - repo: https://example.org/hooks\n    hooks:\n      - id: terraform_tflint\n");
    write("queue/Makefile", "checkov: plan\n\t@terrascan scan -d .\n");
    write("queue/.gitlab-ci.yml", ".unused:\n  script: [tfsec .]\ncheck:\n  script:\n    - kics scan -p .\n");
    write("queue/Jenkinsfile", "pipeline {\n  // sh 'tfsec .'\n  stages { stage('p') { steps { sh 'sentinel apply p.sentinel' } } }\n}\n");
    assertThat(named(found().checks()))
        .containsExactlyInAnyOrder(
            "tflint in queue/.pre-commit-config.yaml", "terrascan in queue/Makefile", "kics in queue/.gitlab-ci.yml",
            "sentinel in queue/Jenkinsfile");
  }

  @Test
  void aRepositoryOfManyModulesChecksThemAllAndTestsThoseThatItNames() throws IOException {
    write("roadbed.yaml", facts("git::https://example.org/mods.git//modules/queue?ref=v1", "mods/modules/queue"));
    write("mods/modules/queue/main.tf", "variable \"name\" {}\n");
    write("mods/.github/workflows/ci.yml", WORKFLOW.formatted("run: tfsec ."));
    write("mods/tests/queue.tftest.hcl", TEST + "# \"./modules/queue\"\n");
    write("mods/tests/other.tftest.hcl", TEST);
    ModuleRepository found = found();
    assertThat(found.source()).isEqualTo("git::https://example.org/mods.git//modules/queue");
    assertThat(named(found.tests())).containsExactly("mods/tests/queue.tftest.hcl");
    assertThat(named(found.checks())).containsExactly("tfsec in mods/.github/workflows/ci.yml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"elsewhere", "../../other", "/etc", "queue/none"})
  void aFolderThatIsNotScannedIsUnknownAndSaid(String path) throws IOException {
    write("roadbed.yaml", facts("acme/queue/aws", path));
    Collection scan = scan();
    ModuleRepository found = scan.facts().getFirst().moduleRepositories().getFirst();
    assertThat(found.unknown()).isEqualTo(Optional.of("its folder is not among what was scanned"));
    assertThat(scan.diagnostics()).extracting(Diagnostic::code).contains("module.repository");
  }

  @Test
  void aPatternIsNoModule() throws IOException {
    write("roadbed.yaml", facts("acme/*/aws", "queue"));
    Collection scan = scan();
    assertThat(scan.facts().getFirst().moduleRepositories()).isEmpty();
    assertThat(scan.diagnostics()).extracting(Diagnostic::code).contains("facts.schema");
  }
}
