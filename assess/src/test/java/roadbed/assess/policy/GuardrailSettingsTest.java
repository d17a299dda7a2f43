package roadbed.assess.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Diagnostic;
import roadbed.model.GateRules;

/** What a guardrails.yaml sets, and what it says where it does not fit. */
class GuardrailSettingsTest {
  @TempDir Path folder;

  private Guardrails with(String yaml) throws IOException {
    Files.writeString(folder.resolve("guardrails.yaml"), yaml);
    return Guardrails.load(List.of(folder));
  }

  private static String value(Guardrails guardrails, String id, String parameter) {
    return guardrails.find(id).flatMap(one -> one.terms().parameter(parameter)).orElseThrow().written();
  }

  private List<String> problems(Guardrails guardrails) {
    return guardrails.diagnostics().stream()
        .map(Diagnostic::toString)
        .map(text -> text.replace(folder.resolve("guardrails.yaml").toString(), "file"))
        .toList();
  }

  @Test
  void aParameterIsSet() throws IOException {
    Guardrails guardrails = with("parameters: {log-retention-1y: {days: 180}, allowed-regions: {regions: eu-*}}");
    assertThat(guardrails.diagnostics()).isEmpty();
    assertThat(value(guardrails, "log-retention-1y", "days")).isEqualTo("180");
    assertThat(value(guardrails, "allowed-regions", "regions")).isEqualTo("[eu-*]");
    assertThat(guardrails.digest()).isNotEqualTo(Guardrails.shipped().digest());
  }

  @Test
  void whatDoesNotFitIsToldOfWithItsPlace() throws IOException {
    Guardrails guardrails =
        with(
            """
            parameters:
              log-retention-1y:
                day: 180
                days: half a year
              log-retention: {days: 1}
            enforcement:
              s3-versioning: stop
            rules: []
            """);
    assertThat(problems(guardrails))
        .containsExactly(
            "file:8:8: there is no rules in this file (it has parameters, enforcement and profiles) [policy.settings-unknown]",
            "file:3:10: log-retention-1y has no parameter day (it has days) [policy.unknown-parameter]",
            "file:4:11: days of log-retention-1y is a whole number (its default is 365) [policy.parameter-type]",
            "file:5:18: there is no guardrail log-retention (roadbed policy list shows them all) [policy.unknown-guardrail]",
            "file:7:18: there is no enforcement stop (say inform, warn or block) [policy.unknown-enforcement]");
    assertThat(value(guardrails, "log-retention-1y", "days")).isEqualTo("365");
  }

  @Test
  void aFileThatIsNoYamlSaysWhere() throws IOException {
    assertThat(problems(with("parameters:\n  a: [1\n"))).singleElement().asString().startsWith("file:3:1: not YAML");
  }

  @Test
  void enforcementIsSet() throws IOException {
    assertThat(with("enforcement: {s3-versioning: block}").find("s3-versioning").orElseThrow().terms().enforcement())
        .isEqualTo(GateRules.Level.BLOCK);
  }

  @Test
  void aProfileOfOnesOwn() throws IOException {
    Guardrails mine =
        with(
                """
                profiles:
                  payments:
                    title: ours
                    extends: [small]
                    guardrails: [rds-multi-az]
                    except: [s3-cmk]
                    environments: [Prod]
                    parameters: {rds-backup-retention: {days: 14}}
                  small:
                    guardrails: [s3-cmk, s3-versioning, rds-backup-retention]
                """)
            .profile("payments");
    assertThat(mine.diagnostics()).isEmpty();
    assertThat(mine.all())
        .extracting(Guardrail::id)
        .containsExactly("rds-backup-retention", "rds-multi-az", "s3-versioning");
    assertThat(value(mine, "rds-backup-retention", "days")).isEqualTo("14");
  }

  @Test
  void profilesThatExtendThemselvesAndUnknownOnesAreToldOf() throws IOException {
    String yaml = "profiles:\n  a: {extends: [b]}\n  b: {extends: [a, c]}\n";
    assertThat(problems(with(yaml).profile("a")))
        .hasSize(2)
        .anyMatch(text -> text.startsWith("file:2:6: profile a extends itself"))
        .anyMatch(text -> text.startsWith("file:3:20: there is no profile c"));
  }

  @Test
  void theProfilesThatComeWithRoadbed() {
    Guardrails shipped = Guardrails.shipped();
    assertThat(shipped.profiles()).extracting(Profile::name).containsExactly("baseline", "cis", "prod", "strict");
    assertThat(shipped.profile("strict").all()).hasSameSizeAs(shipped.all());
    assertThat(shipped.profile("baseline").all())
        .hasSizeBetween(50, shipped.all().size() - 50)
        .extracting(Guardrail::id)
        .contains("s3-no-public-acl", "k8s-no-privileged");
    assertThat(shipped.profile("nothing").all()).isEmpty();
    assertThat(shipped.profile("nothing").diagnostics()).isNotEmpty();
    assertThat(shipped.only(Set.of("s3-cmk")).profile("strict").all()).hasSize(1);
  }
}
