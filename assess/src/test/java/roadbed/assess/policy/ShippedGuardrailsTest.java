package roadbed.assess.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import roadbed.model.Diagnostic;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.bundle.Source;
import roadbed.rego.resolve.Schemas;
import roadbed.rego.suite.TestResult;
import roadbed.rego.suite.TestRun;
import roadbed.rego.suite.TestSuite;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ObjectValue;
import roadbed.testkit.SharedData;

/** Every shipped guardrail: its metadata are whole, agree with the list of record, and its own tests pass. */
class ShippedGuardrailsTest {
  /** What CloudFormation and Resource Manager's templates of a resource group have no words for. */
  private static final Set<String> TERRAFORM_ALONE =
      Set.of(
          "ebs-default-encryption",
          "iam-password-length",
          "iam-password-reuse",
          "s3-account-public-block",
          "s3-mfa-delete",
          "sg-default-closed",
          "vpc-default-not-declared");

  private final Guardrails guardrails = Guardrails.shipped();

  private static String[] languages(Guardrail guardrail, String own) {
    return TERRAFORM_ALONE.contains(guardrail.id()) ? new String[] {"terraform"} : new String[] {"terraform", own};
  }

  @Test
  void allCanBeRead() {
    assertThat(guardrails.diagnostics()).isEmpty();
    assertThat(guardrails.all()).hasSizeGreaterThanOrEqualTo(200);
  }

  @Test
  void metadataAreWhole() {
    assertThat(guardrails.all())
        .allSatisfy(
            guardrail -> {
              assertThat(guardrail.rationale()).as(guardrail.id()).isNotBlank();
              assertThat(guardrail.remediation()).as(guardrail.id()).isNotBlank();
              assertThat(guardrail.kinds()).as(guardrail.id()).isNotEmpty();
              assertThat(guardrail.controls()).as(guardrail.id()).isNotEmpty();
            });
  }

  @Test
  void everyOneHasAnExampleAReferenceAndItsProfiles() {
    assertThat(guardrails.all())
        .allSatisfy(
            guardrail -> {
              GuardrailTerms terms = guardrail.terms();
              switch (guardrail.provider()) {
                case "kubernetes" -> assertThat(terms.examples()).as(guardrail.id()).containsKey("kubernetes");
                case "other" -> assertThat(terms.examples()).as(guardrail.id()).isNotEmpty();
                case "aws" ->
                    assertThat(terms.examples()).as(guardrail.id()).containsKeys(languages(guardrail, "cloudformation"));
                case "azure" -> assertThat(terms.examples()).as(guardrail.id()).containsKeys(languages(guardrail, "arm"));
                default -> assertThat(terms.examples()).as(guardrail.id()).containsKey("terraform");
              }
              assertThat(terms.examples().values()).as(guardrail.id()).noneMatch(String::isBlank);
              assertThat(terms.references()).as(guardrail.id()).isNotEmpty().allMatch(url -> url.startsWith("https://"));
              assertThat(terms.profiles()).as(guardrail.id()).contains("strict").isSubsetOf(Profiles.SHIPPED.keySet());
              terms
                  .whenSet()
                  .ifPresent(name -> assertThat(terms.parameter(name)).as(guardrail.id()).isPresent());
            });
  }

  @Test
  void everyOneHasATestThatPassesAndOneThatFails() throws IOException {
    for (Guardrail guardrail : guardrails.all()) {
      String tests = text(guardrail.id() + "_test.rego");
      assertThat(tests).as(guardrail.id()).containsPattern("(?m)^test_passes\\w* if ").containsPattern("\\.deny\\) == 0");
      assertThat(tests).as(guardrail.id()).containsPattern("(?m)^test_fails\\w* if ").containsPattern("\\.deny\\) [=>]=? [0-9]");
    }
  }

  @Test
  void everyParameterHasADefaultOfItsTypeAndIsExplained() {
    assertThat(guardrails.all())
        .allSatisfy(
            guardrail ->
                assertThat(guardrail.terms().parameters())
                    .as(guardrail.id())
                    .allSatisfy(
                        parameter -> {
                          assertThat(parameter.written()).isNotBlank();
                          assertThat(parameter.description()).isNotBlank();
                        }));
  }

  @Test
  void aRuleReadsItsOwnParametersAndEachOfThem() {
    assertThat(guardrails.all())
        .allSatisfy(
            guardrail -> {
              Set<String> read = new TreeSet<>();
              Matcher mention =
                  Pattern.compile("data\\.parameters\\[\"([a-z0-9-]+)\"]\\.([a-z_]+)").matcher(guardrail.sources());
              while (mention.find()) {
                assertThat(mention.group(1)).as(guardrail.id()).isEqualTo(guardrail.id());
                read.add(mention.group(2));
              }
              assertThat(guardrail.terms().parameters())
                  .as(guardrail.id())
                  .extracting(GuardrailParameter::name)
                  .containsExactlyInAnyOrderElementsOf(read);
            });
  }

  @Test
  void allOfTheListAreThereWithItsTitlesAndSeverities() throws IOException {
    for (String line : Files.readAllLines(SharedData.at("guardrails.csv")).stream().skip(1).toList()) {
      List<String> cells = Csv.cells(line);
      Guardrail guardrail = guardrails.find(cells.getFirst()).orElseThrow(() -> new AssertionError("no " + line));
      assertThat(List.of(guardrail.title(), guardrail.provider(), guardrail.severity().id()))
          .as(guardrail.id())
          .isEqualTo(cells.subList(1, 4));
    }
  }

  @Test
  void theirOwnTestsPass() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String name : text("index.txt").lines().toList()) {
      sources.add(new Source(name + ".rego", text(name + ".rego"), Dialect.V1));
      if (!name.startsWith("lib_")) {
        sources.add(new Source(name + "_test.rego", text(name + "_test.rego"), Dialect.V1));
      }
    }
    ObjectValue.Builder data = ObjectValue.builder(1);
    data.put("parameters", guardrails.parameterDocument());
    TestSuite suite =
        TestSuite.of(new Loaded(sources, data.build(), List.of(), List.of()), Schemas.NONE, false, false);
    assertThat(suite.errors()).isEmpty();
    List<TestResult> results = new ArrayList<>();
    new TestRun(Duration.ofSeconds(20), 2, false, Optional.empty()).run(suite, _ -> true, results::add);
    assertThat(results).hasSizeGreaterThanOrEqualTo(2 * guardrails.all().size());
    assertThat(results)
        .filteredOn(result -> result.status() != TestResult.Status.PASSED)
        .extracting(result -> result.rule().path())
        .isEmpty();
  }

  @Test
  void theIndexHoldsWhatTheFilesSay() throws IOException {
    List<GuardrailFile> files = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (String name : text("index.txt").lines().toList()) {
      GuardrailFile.read(name + ".rego", text(name + ".rego"), diagnostics).ifPresent(files::add);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GuardrailIndex.write(files, out);
    List<GuardrailFile> read =
        GuardrailIndex.read(new ByteArrayInputStream(out.toByteArray())).orElseThrow();
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("parsed")
        .isEqualTo(files);
    assertThat(read).allSatisfy(file -> assertThat(file.module().rules()).isNotEmpty());
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Guardrails.class.getResourceAsStream("/roadbed/guardrails/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The quoting that the list uses: cells in double quotes may hold commas. */
  private static final class Csv {
    static List<String> cells(String line) {
      return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
          .map(cell -> cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell)
          .toList();
    }
  }
}
