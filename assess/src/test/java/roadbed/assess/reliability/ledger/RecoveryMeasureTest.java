package roadbed.assess.reliability.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;

/** Recovery is the first of three good slices in a row after the objective was missed. */
class RecoveryMeasureTest {
  private static final Instant FAULT = Instant.parse("2026-03-10T10:00:00Z");
  private static final BigDecimal TARGET = new BigDecimal("0.99");

  /** Minutes from the fault on: {@code g} good, {@code b} bad, {@code .} without traffic, {@code ?} not known. */
  private static RecoveryMeasure measured(String minutes) {
    List<SliceCount> counts = new ArrayList<>();
    for (int i = 0; i < minutes.length(); i++) {
      char c = minutes.charAt(i);
      BigDecimal total = BigDecimal.valueOf(c == 'g' || c == 'b' ? 100 : 0);
      BigDecimal good = BigDecimal.valueOf(c == 'g' ? 100 : c == 'b' ? 40 : 0);
      SliceState state = c == '.' ? SliceState.NO_TRAFFIC : c == '?' ? SliceState.NO_DATA : SliceState.COUNTED;
      counts.add(new SliceCount("slo", FAULT.plusSeconds(60L * i), Duration.ofMinutes(1), good, total, state));
    }
    return RecoveryMeasure.of(EventLedger.of(counts), TARGET, FAULT);
  }

  @Test
  void itIsTheFirstOfThreeGoodSlicesInARow() {
    assertThat(measured("gbbgbggg").recoveredAt()).contains(FAULT.plusSeconds(300));
  }

  @Test
  void slicesWithoutTrafficArePassedOverAndUnknownOnesAreNotGood() {
    assertThat(measured("bbg.g.g").recoveredAt()).contains(FAULT.plusSeconds(120));
    assertThat(measured("bbgg?ggg").recoveredAt()).contains(FAULT.plusSeconds(300));
  }

  @Test
  void whatWasNeverFeltOrHasNotEndedIsNotMeasured() {
    assertThat(measured("ggggg").words()).isEqualTo("no slice since then missed the objective");
    assertThat(measured("bbbgg").recoveredAt()).isEmpty();
  }
}
