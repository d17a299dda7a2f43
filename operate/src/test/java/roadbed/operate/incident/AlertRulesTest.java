package roadbed.operate.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import roadbed.model.Alert;
import roadbed.model.AllocationJson;
import roadbed.model.Value;
import roadbed.model.ValueJson;

class AlertRulesTest {
  private static Value document(String rest) {
    return ValueJson.parse("{\"apiVersion\": \"roadbed.dev/v1\", \"kind\": \"AlertRules\"" + rest + "}");
  }

  private static AlertRules.Read read(String... rest) {
    return AlertRules.read(Stream.of(rest).map(AlertRulesTest::document).toList());
  }

  @Test
  void nothingSaidIsWhatHoldsOtherwise() {
    assertThat(AlertRules.read(List.of()).rules()).isEqualTo(AlertRules.USUAL);
    assertThat(read("").rules()).isEqualTo(AlertRules.USUAL);
  }

  @Test
  void aDocumentSaysHowAlertsArePutTogether() {
    AlertRules.Read read =
        read(
            """
            , "correlation": {"window": "1h30m", "steps": "1", "places": "20", "opensFrom": "error"}, "restore": "alone",
              "severities": {"outage": ["SEV1", "1", "2", "3"]},
              "thresholds": [{"match": {"alertname": "Flaky*"}, "times": "3", "within": "1h"}],
              "silences": [{"id": "old", "match": {"service": "fax"}, "from": "2026-11-01T00:00:00Z", "until": "2026-11-20T00:00:00Z",
                "by": "ann", "reason": "it is switched off"}]
            """,
            """
            , "maintenance": [{"id": "db", "match": {"service": "shop"}, "from": "2026-12-01T22:00", "until": "2026-12-02T02:00",
                "zone": "Europe/Berlin", "by": "bob", "reason": "upgrade"}]
            """);
    assertThat(read.problems()).allSatisfy(of -> assertThat(of).isEmpty());
    Correlator correlator = read.rules().correlator();
    assertThat(read.rules().restoresAlone()).isTrue();
    assertThat(correlator.window()).isEqualTo(Duration.ofMinutes(90));
    assertThat(correlator.hops()).isEqualTo(1);
    assertThat(correlator.least()).isEqualTo(Alert.Level.ERROR);
    assertThat(correlator.matrix().severity(SeverityMatrix.Impact.OUTAGE, OptionalInt.of(2))).isEqualTo(IncidentSeverity.SEV1);
    assertThat(correlator.matrix().severity(SeverityMatrix.Impact.RISK, OptionalInt.of(1))).isEqualTo(IncidentSeverity.SEV4);
    assertThat(correlator.thresholds())
        .containsExactly(new Threshold(new AlertMatcher(Map.of("alertname", "Flaky*")), 3, Duration.ofHours(1)));
    assertThat(correlator.quiets()).extracting(Quiet::id).containsExactly("old", "db");
    assertThat(correlator.quiets().getLast().from()).as("by the clock of its zone").isEqualTo(Instant.parse("2026-12-01T21:00:00Z"));
  }

  @Test
  void whatIsWrongIsToldByItsPlaceAndTheRestHolds() {
    AlertRules.Read read =
        read(
            """
            , "correlation": {"window": "soon", "steps": "9", "opensFrom": "loud"}, "restore": "nobody", "colour": "red",
              "thresholds": [{"times": "1", "within": "1h"}, {"match": {"service": "a"}, "times": "2", "within": "2h"}],
              "silences": [{"id": "s", "match": {"service": "fax"}, "from": "2026-11-01T00:00:00Z", "until": "2027-11-20T00:00:00Z",
                "by": "ann", "reason": "for ever"}, {"id": "t", "from": "then", "until": "2026-11-20T00:00:00Z"}]
            """);
    assertThat(read.problems().getFirst())
        .extracting(AllocationJson.Problem::pointer)
        .contains(
            "/colour", "/correlation/window", "/correlation/steps", "/correlation/opensFrom", "/restore", "/thresholds/0/match",
            "/thresholds/0/times", "/silences/0/until", "/silences/1/match", "/silences/1/from");
    assertThat(read.rules().correlator().thresholds()).hasSize(1);
    assertThat(read.rules().correlator().quiets()).isEmpty();
    assertThat(read.rules().correlator().window()).isEqualTo(Correlator.USUAL.window());
  }

  @Test
  void aDocumentThatIsNoneIsTold() {
    assertThat(AlertRules.read(List.of(Value.of("x"))).problems().getFirst()).isNotEmpty();
    assertThat(AlertRules.read(List.of(ValueJson.parse("{\"apiVersion\": \"v2\", \"kind\": \"Rules\"}"))).problems().getFirst()).hasSize(2);
  }
}
