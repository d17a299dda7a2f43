package roadbed.assess.reliability.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import roadbed.assess.reliability.slo.BurnCatalogue;
import roadbed.model.MetricSeries;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;

/** What the usual rules get wrong, each with their formula beside the ledger. */
class KnownFailuresTest {
  private static final ServiceLevelObjective SLO = Minutes.slo("0.999");
  private static final AlertWindows WINDOWS = new BurnCatalogue(List.of()).of(Duration.ofDays(30));

  private static Backtest usual(Minutes minutes) {
    return Backtest.of(SLO, minutes.ledger(), new AlertSet.Usual(WINDOWS));
  }

  private static Backtest byEvents(Minutes minutes) {
    return Backtest.of(SLO, minutes.ledger(), AlertSet.EventWeighted.of(WINDOWS, 5));
  }

  @Test
  void anIdleQuarterOfAnHourLeavesTheFigureAsItWas() {
    Minutes idle = new Minutes().of(60, 100, 1).of(15, SliceState.NO_TRAFFIC).of(60, 100, 1);
    assertThat(idle.usualErrors()).isNaN();
    assertThat(idle.standing(SLO).attainment()).hasValueSatisfying(share -> assertThat(share).isEqualByComparingTo("0.99"));
  }

  @Test
  void errorsFirstSeenAtFiftyAreFifty() {
    long[] hour = new long[121];
    double[] all = new double[121];
    for (int i = 0; i < hour.length; i++) {
      hour[i] = Minutes.START.getEpochSecond() + i * 60L;
      all[i] = i * 100.0;
    }
    long[] late = java.util.Arrays.copyOfRange(hour, 60, 121);
    double[] fifty = new double[late.length];
    java.util.Arrays.fill(fifty, 50);
    MetricSeries total = new MetricSeries("requests", Map.of(), hour, all);
    MetricSeries errors = new MetricSeries("requests", Map.of("code", "500"), late, fifty);
    // What increase() makes of it: the last value less the first.
    assertThat(errors.value(errors.size() - 1) - errors.value(0)).isZero();
    List<SliceCount> counts =
        CounterGrowth.of("shop-availability", Minutes.MINUTE, List.of(errors), false, List.of(total), List.of());
    Tally tally = EventLedger.of(counts).tally(Minutes.START, Minutes.START.plus(Duration.ofHours(3)));
    assertThat(Tally.events(tally.bad())).isEqualByComparingTo("50");
    assertThat(Tally.events(tally.total())).isEqualByComparingTo("12000");
  }

  @Test
  void quietFailingHoursWeighWhatTheyWeigh() {
    // 1,001 a minute for twelve hours and no error; then one a minute, and it fails.
    Minutes day = new Minutes().of(720, 1_001, 0).of(720, 1, 1);
    assertThat(day.usualErrors()).isCloseTo(0.499, within(0.003));
    Standing standing = day.standing(SLO);
    assertThat(standing.attainment().orElseThrow().doubleValue()).isCloseTo(1 - 1.0 / 1_002, within(1e-12));
    assertThat(standing.outcome()).isEqualTo(Standing.Outcome.MET);
  }

  @Test
  void aServiceThatNeverFailedHasAFigure() {
    long[] times = {Minutes.START.getEpochSecond(), Minutes.START.getEpochSecond() + 60, Minutes.START.getEpochSecond() + 120};
    MetricSeries total = new MetricSeries("requests", Map.of("code", "200"), times, new double[] {0, 100, 200});
    // The usual rule divides a series that is not there by one that is, which is no series.
    List<MetricSeries> errors = List.of();
    assertThat(errors).isEmpty();
    EventLedger ledger =
        EventLedger.of(CounterGrowth.of("shop-availability", Minutes.MINUTE, errors, false, List.of(total), List.of()));
    Standing standing = Standing.of(SLO, ledger, StatePolicy.USUAL, ledger.end());
    assertThat(standing.attainment()).hasValueSatisfying(share -> assertThat(share).isEqualByComparingTo("1"));
    assertThat(standing.left()).hasValueSatisfying(left -> assertThat(left).isEqualByComparingTo("1"));
  }

  @Test
  void aTargetThatVanishedPages() {
    Minutes gone = new Minutes().of(120, 100, 0).of(60, SliceState.TARGET_GONE);
    assertThat(usual(gone).firings()).isEmpty();
    List<Backtest.Found> found =
        byEvents(gone)
            .found(List.of(new Backtest.Fault("gone", Minutes.START.plus(Duration.ofHours(2)), Minutes.START.plus(Duration.ofHours(3)))));
    assertThat(found.getFirst().after()).contains(Duration.ofMinutes(5));
    // And the time counts against the objective.
    assertThat(gone.standing(SLO).outcome()).isEqualTo(Standing.Outcome.MISSED);
  }

  @Test
  void oneErrorOfAFewRequestsPagesNobody() {
    // A request every ten minutes; one fails.
    Minutes quiet = new Minutes();
    for (int i = 0; i < 144; i++) {
      quiet.of(9, SliceState.NO_TRAFFIC).of(1, 1, i == 100 ? 1 : 0);
    }
    assertThat(usual(quiet).pages()).isEqualTo(1);
    assertThat(byEvents(quiet).firings()).isEmpty();
  }

  @Test
  void aRealOutagePagesWithBoth() {
    Minutes outage = new Minutes().of(600, 100, 0).of(30, 100, 100).of(60, 100, 0);
    Backtest.Fault fault =
        new Backtest.Fault("outage", Minutes.START.plus(Duration.ofMinutes(600)), Minutes.START.plus(Duration.ofMinutes(630)));
    assertThat(usual(outage).found(List.of(fault)).getFirst().after()).contains(Duration.ofMinutes(1));
    assertThat(byEvents(outage).found(List.of(fault)).getFirst().after()).contains(Duration.ofMinutes(1));
    assertThat(byEvents(outage).falsePages(List.of(fault))).isZero();
    assertThat(byEvents(outage).falsePages(List.of())).isEqualTo(byEvents(outage).pages()).isPositive();
  }

  @Test
  void aBusyServiceSleepsThroughQuietErrorsAndWakesForBusyOnes() {
    // 1,000 a minute by day; at night 2 a minute, of which half fail.
    Minutes night = new Minutes().of(2_880, 1_000, 0).of(360, 2, 1).of(60, 1_000, 0);
    assertThat(usual(night).pages()).isPositive();
    assertThat(byEvents(night).pages()).isZero();
  }

  @Test
  void burnRatesSayBoth() {
    EventLedger ledger = new Minutes().of(1_380, 1_000, 0).of(60, 1, 1).ledger();
    BurnRate hour = BurnRate.of(SLO, ledger, StatePolicy.USUAL, Duration.ofHours(1), ledger.end());
    assertThat(hour.byShare()).hasValueSatisfying(rate -> assertThat(rate).isEqualByComparingTo("1000"));
    assertThat(hour.byEvents().orElseThrow()).isLessThan(new BigDecimal("1.1"));
    assertThat(hour.bad()).isEqualByComparingTo("60");
  }
}
