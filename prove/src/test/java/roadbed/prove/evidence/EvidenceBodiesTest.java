package roadbed.prove.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.assess.policy.Judgement;
import roadbed.inventory.Snapshot;
import roadbed.model.EstateFacts;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;
import roadbed.model.Verdict.Outcome;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;

class EvidenceBodiesTest {
  private static final Snapshot EMPTY =
      new Snapshot(
          Instant.parse("2026-03-31T00:00:00Z"),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          EstateFacts.NONE,
          List.of(),
          List.of());

  @Test
  void verdictsTellPolicyPopulationAndCounts() {
    Judgement judgement =
        new Judgement(
            List.of(
                new Verdict(new ResourceId("a"), "g", Severity.HIGH, Outcome.FAIL, List.of("open")),
                new Verdict(new ResourceId("b"), "g", Severity.HIGH, Outcome.NOT_EVALUATED, List.of("unknown")),
                new Verdict(new ResourceId("c"), "g", Severity.HIGH, Outcome.PASS, List.of())),
            List.of(),
            "d1",
            List.of());
    Value.Fields body = EvidenceBodies.verdicts(judgement, EMPTY, Map.of("path", "x"));
    assertThat(CanonicalJson.text(body))
        .contains("\"policyDigest\":\"d1\"")
        .contains("\"parameters\":{\"path\":\"x\"}")
        .contains("\"population\":{\"digest\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"resources\":0}")
        .contains("\"guardrails\":{\"g\":{\"fail\":1,\"not-evaluated\":1,\"pass\":1}}")
        .contains("\"failedBySeverity\":{\"high\":1}")
        .contains("\"verdicts\":3");
  }

  @Test
  void aKpiRunTellsValuesAndWhatIsLacking() {
    LocalDate day = LocalDate.of(2026, 3, 31);
    KpiMeter.KpiRun run =
        new KpiMeter.KpiRun(
            day,
            List.of(
                new KpiMeasurement(
                    "mttr", day, OptionalDouble.of(0.1), OptionalDouble.empty(), OptionalDouble.empty(), "n", ""),
                new KpiMeasurement(
                    "mttd", day, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), "", "no incidents")),
            List.of());
    KpiCatalogue catalogue = KpiCatalogue.builtIn();
    assertThat(CanonicalJson.text(EvidenceBodies.kpiRun(catalogue, run, Map.of())))
        .contains("\"asOf\":\"2026-03-31\"")
        .contains("\"policyDigest\":\"" + catalogue.digest() + "\"")
        .contains("\"mttd\":{\"lacks\":\"no incidents\"}")
        .contains("\"mttr\":{\"denominator\":null,\"note\":\"n\",\"numerator\":null,\"value\":0.1}")
        .contains("\"measured\":1,\"notMeasured\":1");
    assertThat(CanonicalJson.text(EvidenceBodies.scan(List.of(), EMPTY, Map.of())))
        .contains("\"takenAt\":\"2026-03-31T00:00:00Z\"");
  }

  /** The one text of a value, and no other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\": 1.50, \"a\": [1e2, true, null]}|{\"a\":[100,true,null],\"b\":1.5}",
        "{\"\\u20ac\": 1, \"\\r\": 2, \"\\ud83d\\ude00\": 3, \"1\": 4}|{\"\\r\":2,\"1\":4,\"€\":1,\"😀\":3}",
        "\"\\u001f\\/\\ud800\"|\"\\u001f/\\ud800\"",
        "12345678901234567890.10|12345678901234567890.1",
        "1e400|1E+400",
      })
  void canonicalJson(String json, String canonical) {
    String text = CanonicalJson.text(ValueJson.parse(json));
    assertThat(text).isEqualTo(canonical);
    assertThat(CanonicalJson.text(ValueJson.parse(text))).isEqualTo(canonical);
  }
}
