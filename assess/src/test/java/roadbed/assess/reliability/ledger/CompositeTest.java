package roadbed.assess.reliability.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Location;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceState;
import roadbed.model.slo.SloWindow;

/** A composite is the mean of its parts' shares by weight, whatever their traffic is. */
class CompositeTest {
  private static final SloWindow HOUR = new SloWindow.Rolling(Duration.ofHours(1));

  private static Indicator.Part part(String name, String weight) {
    Indicator.Query query = new Indicator.Query(Optional.empty(), "x", Location.of("slo.yaml"));
    return new Indicator.Part(name, new Indicator.Events(query, false, query, true), new BigDecimal("0.9"), new BigDecimal(weight));
  }

  private static Optional<Standing> standing(String target, String weightOfA, String weightOfB, Map<String, Minutes> counts) {
    Map<String, Standing> parts = new HashMap<>();
    counts.forEach((name, minutes) -> parts.put("shop-" + name, minutes.standing(Minutes.slo("0.9", HOUR, new Budgeting.Occurrences()))));
    ServiceLevelObjective whole = Minutes.slo(target, HOUR, new Budgeting.Occurrences());
    return Standing.of(whole, new Indicator.Composite(List.of(part("a", weightOfA), part("b", weightOfB))), parts);
  }

  private static Minutes minutes(long total, long bad) {
    return new Minutes().of(60, total, bad);
  }

  @ParameterizedTest
  @CsvSource({
    // weights of a and b; a has 1 bad of 10, b none of 1,000: traffic does not weigh, weights do
    "1, 1, 0.95,  MET,    0.95, 0",
    "1, 1, 0.951, MISSED, 0.95, -0.02",
    "3, 1, 0.925, MET,    0.925, 0",
    "1, 4, 0.95,  MET,    0.98, 0.6",
  })
  void weightsDecideAndNotTraffic(String a, String b, String target, Standing.Outcome outcome, String attained, String left) {
    Standing standing = standing(target, a, b, Map.of("a", minutes(10, 1), "b", minutes(1_000, 0))).orElseThrow();

    assertThat(standing.outcome()).isEqualTo(outcome);
    assertThat(standing.attainment().orElseThrow()).isEqualByComparingTo(attained);
    assertThat(standing.left().orElseThrow().setScale(2, java.math.RoundingMode.HALF_UP)).isEqualByComparingTo(left);
  }

  @Test
  void noDivisionRoundsAMissAway() {
    // A third and two thirds are a half on the mean, exactly.
    Map<String, Minutes> thirds = Map.of("a", minutes(3, 2), "b", minutes(3, 1));

    assertThat(standing("0.5", "1", "1", thirds).orElseThrow().outcome()).isEqualTo(Standing.Outcome.MET);
    assertThat(standing("0.50000000000000000001", "1", "1", thirds).orElseThrow().outcome()).isEqualTo(Standing.Outcome.MISSED);
  }

  @Test
  void itIsUnknownWhereAPartIs() {
    assertThat(standing("0.9", "1", "1", Map.of("a", minutes(10, 0))).orElseThrow().outcome()).isEqualTo(Standing.Outcome.UNKNOWN);
    assertThat(
            standing("0.9", "1", "1", Map.of("a", minutes(10, 0), "b", new Minutes().of(60, SliceState.NO_DATA))).orElseThrow().outcome())
        .isEqualTo(Standing.Outcome.UNKNOWN);
    assertThat(
            standing("0.9", "1", "1", Map.of("a", minutes(10, 0), "b", new Minutes().of(40, 10, 0).of(20, SliceState.NO_DATA)))
                .orElseThrow()
                .outcome())
        .isEqualTo(Standing.Outcome.UNKNOWN);
    assertThat(standing("0.9", "1", "1", Map.of())).isEmpty();
  }

  @Test
  void itsEventsAreItsPartsAndNotCountedTwice() {
    Standing standing = standing("0.9", "1", "1", Map.of("a", minutes(10, 1), "b", minutes(10, 0))).orElseThrow();

    assertThat(standing.tally().total()).isZero();
    assertThat(standing.tally().counted()).isEqualTo(120);
    assertThat(standing.coverage()).isEqualByComparingTo("1");
  }
}
