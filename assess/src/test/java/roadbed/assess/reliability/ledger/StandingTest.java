package roadbed.assess.reliability.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.assess.reliability.ledger.BudgetPolicy.Verdict;
import roadbed.assess.reliability.ledger.StatePolicy.Meaning;
import roadbed.model.MetricSeries;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;
import roadbed.model.slo.SloWindow;

/** Windows, states, slices and budgets. */
class StandingTest {
  private static final SloWindow HOUR = new SloWindow.Rolling(Duration.ofHours(1));

  private static String attained(Standing standing) {
    return standing.attainment().map(share -> share.stripTrailingZeros().toPlainString()).orElse("nothing");
  }

  @ParameterizedTest
  @CsvSource({
    // Half of the hour is gone; what it means decides.
    "TARGET_GONE, BAD, 0.5, MISSED",
    "TARGET_GONE, IGNORE, 1, MET",
    "TARGET_GONE, GOOD, 1, MET",
    // Nothing is known of half of it: whatever it means, that is no pass.
    "NO_DATA, IGNORE, 1, UNKNOWN",
    "NO_DATA, GOOD, 1, UNKNOWN",
    "NO_DATA, BAD, 0.5, MISSED",
    "NO_TRAFFIC, IGNORE, 1, MET",
    "NO_TRAFFIC, BAD, 0.666666, MISSED"
  })
  void aSliceWithoutCountsMeansWhatThePolicySays(SliceState state, Meaning meaning, String share, Standing.Outcome outcome) {
    EventLedger ledger = new Minutes().of(30, 10, 0).of(30, state).ledger();
    StatePolicy policy =
        new StatePolicy(
            state == SliceState.NO_TRAFFIC ? meaning : Meaning.IGNORE,
            state == SliceState.NO_DATA ? meaning : Meaning.IGNORE,
            state == SliceState.TARGET_GONE ? meaning : Meaning.IGNORE);
    ServiceLevelObjective slo = Minutes.slo("0.9", HOUR, new Budgeting.Occurrences());
    Standing standing = Standing.of(slo, ledger, policy, ledger.end());
    assertThat(attained(standing)).startsWith(share);
    assertThat(standing.outcome()).isEqualTo(outcome);
  }

  @Test
  void nothingCountedIsNotMet() {
    EventLedger ledger = new Minutes().of(60, SliceState.NO_DATA).ledger();
    Standing standing = Standing.of(Minutes.slo("0"), ledger, StatePolicy.USUAL, ledger.end());
    assertThat(standing.outcome()).isEqualTo(Standing.Outcome.UNKNOWN);
    assertThat(standing.left()).isEmpty();
  }

  @Test
  void aLedgerThatNobodyWritesAnyMoreIsUnknown() {
    EventLedger ledger = new Minutes().of(60, 10, 0).ledger();
    Standing standing =
        Standing.of(Minutes.slo("0.9"), ledger, StatePolicy.USUAL, ledger.end().plus(Duration.ofHours(1)));
    assertThat(standing.coverage()).isEqualByComparingTo("0.5");
    assertThat(standing.outcome()).isEqualTo(Standing.Outcome.UNKNOWN);
  }

  @Test
  void exactlyTheTargetIsMetAndOneEventLessIsNot() {
    ServiceLevelObjective slo = Minutes.slo("0.999");
    assertThat(new Minutes().of(1, 1_000_000_000, 1_000_000).standing(slo).outcome()).isEqualTo(Standing.Outcome.MET);
    assertThat(new Minutes().of(1, 1_000_000_000, 1_000_001).standing(slo).outcome()).isEqualTo(Standing.Outcome.MISSED);
  }

  @Test
  void whereNothingMayBeBadOneBadEventSpendsAll() {
    Standing standing = new Minutes().of(60, 10, 0).of(1, 10, 1).standing(Minutes.slo("1"));
    assertThat(standing.outcome()).isEqualTo(Standing.Outcome.MISSED);
    assertThat(standing.left()).isEmpty();
    assertThat(BudgetPolicy.USUAL.standing("shop", List.of(standing))).isInstanceOf(Verdict.Freeze.class);
  }

  @Test
  void timeSlicesCountSlices() {
    // Ten minutes each: four clean and busy, one with a bad minute of its ten, one that fails and is quiet.
    Minutes minutes = new Minutes().of(40, 1_000, 0).of(9, 10, 0).of(1, 10, 10).of(10, 1, 1);
    Budgeting slices = new Budgeting.Timeslices(new BigDecimal("0.9"), Duration.ofMinutes(10));
    Standing standing = minutes.standing(Minutes.slo("0.8", HOUR, slices));
    assertThat(standing.good()).isEqualByComparingTo("5");
    assertThat(standing.valid()).isEqualByComparingTo("6");
    // 1.2 of six slices may be bad.
    assertThat(standing.spent().orElseThrow().doubleValue()).isEqualTo(1 / 1.2);
    Standing ratios =
        minutes.standing(Minutes.slo("0.8", HOUR, new Budgeting.RatioTimeslices(Duration.ofMinutes(10))));
    assertThat(ratios.good()).isEqualByComparingTo("4.9");
  }

  @ParameterizedTest
  @CsvSource({
    "1, MONTH, 2026-01-31T00:00, Europe/Zurich, 2026-03-01T12:00:00Z, 2026-02-27T23:00:00Z, 2026-03-30T22:00:00Z",
    "1, MONTH, 2020-01-01T00:00, America/New_York, 2026-03-15T12:00:00Z, 2026-03-01T05:00:00Z, 2026-04-01T04:00:00Z",
    "1, QUARTER, 2026-01-01T00:00, UTC, 2025-12-31T23:59:59Z, 2025-10-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "2, WEEK, 2026-03-02T00:00, Asia/Kolkata, 2026-03-16T00:00:00Z, 2026-03-15T18:30:00Z, 2026-03-29T18:30:00Z",
    // 02:30 is skipped in spring; the day begins when the clocks have jumped.
    "1, DAY, 2026-01-01T02:30, Europe/Zurich, 2026-03-29T12:00:00Z, 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z",
    // 02:30 comes twice in autumn; the first is meant.
    "1, DAY, 2026-01-01T02:30, Europe/Zurich, 2026-10-25T12:00:00Z, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "1, YEAR, 2024-02-29T00:00, UTC, 2026-02-28T00:00:00Z, 2026-02-28T00:00:00Z, 2027-02-28T00:00:00Z",
    "6, HOUR, 2026-03-29T00:00, Europe/Zurich, 2026-03-29T10:00:00Z, 2026-03-29T05:00:00Z, 2026-03-29T11:00:00Z"
  })
  void calendarsKnowTheirZone(int count, SloWindow.CalendarUnit unit, String start, String zone, String at, String from, String end) {
    WindowSpan span =
        WindowSpan.of(new SloWindow.Calendar(count, unit, LocalDateTime.parse(start), ZoneId.of(zone)), Instant.parse(at));
    assertThat(span).isEqualTo(new WindowSpan(Instant.parse(from), Instant.parse(end)));
  }

  @Test
  void aCalendarsBudgetIsThatOfTheWholePeriod() {
    SloWindow month = new SloWindow.Calendar(1, SloWindow.CalendarUnit.MONTH, LocalDateTime.parse("2026-03-01T00:00"), ZoneId.of("UTC"));
    // The first day of 31: half of a percent of its events went wrong, of a percent that may.
    Standing standing = new Minutes().of(1_440, 200, 1).standing(Minutes.slo("0.99", month, new Budgeting.Occurrences()));
    assertThat(standing.budget()).isEqualByComparingTo(new BigDecimal(1_440 * 2 * 31));
    assertThat(standing.spent().orElseThrow().doubleValue()).isEqualTo(0.5 / 31);
  }

  @Test
  void anyStretchIsTheSumOfItsSlices() {
    Random random = new Random(6);
    Minutes minutes = new Minutes();
    long[] totals = new long[500];
    for (int i = 0; i < totals.length; i++) {
      totals[i] = random.nextInt(5);
      minutes.of(1, totals[i], random.nextInt((int) totals[i] + 1));
    }
    EventLedger ledger = minutes.ledger();
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(500);
      int until = from + random.nextInt(500 - from);
      long sum = java.util.Arrays.stream(totals, from, until).sum();
      Tally tally = ledger.tally(ledger.start(from), ledger.start(until));
      assertThat(tally.total()).isEqualTo(sum * 1_000);
      assertThat(tally.slices()).isEqualTo(until - from);
    }
    assertThat(EventLedger.of(ledger.counts("x")).tally(ledger.start(), ledger.end())).isEqualTo(ledger.tally(ledger.start(), ledger.end()));
  }

  @Test
  void countersThatBeginAnewCountInFull() {
    long start = Minutes.START.getEpochSecond();
    MetricSeries total =
        new MetricSeries("requests", Map.of(), new long[] {start, start + 60, start + 120, start + 240}, new double[] {1_000_000, 1_000_010, 3, 9});
    MetricSeries up = new MetricSeries("up", Map.of(), new long[] {start, start + 60, start + 120, start + 180, start + 240}, new double[] {1, 1, 1, 0, 1});
    List<SliceCount> counts =
        CounterGrowth.of("shop-availability", Minutes.MINUTE, List.of(), false, List.of(total), List.of(up));
    assertThat(counts).extracting(count -> count.total().intValueExact()).containsExactly(0, 10, 3, 0, 6);
    assertThat(counts)
        .extracting(SliceCount::state)
        .containsExactly(SliceState.NO_TRAFFIC, SliceState.COUNTED, SliceState.COUNTED, SliceState.TARGET_GONE, SliceState.COUNTED);
  }

  @Test
  void theStrictestObjectiveOfAServiceDecides() {
    ServiceLevelObjective slo = Minutes.slo("0.99");
    assertThat(BudgetPolicy.USUAL.standing("shop", List.of(new Minutes().of(10, 100, 0).standing(slo))))
        .isInstanceOf(Verdict.Free.class);
    Standing little = new Minutes().of(1, 1_000, 8).standing(slo);
    assertThat(BudgetPolicy.USUAL.standing("shop", List.of(little)))
        .isEqualTo(new Verdict.SlowDown(List.of("availability: 20.0% of its error budget is left")));
    Standing gone = new Minutes().of(1, 1_000, 11).standing(slo);
    assertThat(BudgetPolicy.USUAL.standing("shop", List.of(little, gone))).isInstanceOf(Verdict.Freeze.class);
    assertThat(BudgetPolicy.USUAL.standing("other", List.of(little, gone))).isInstanceOf(Verdict.Unknown.class);
  }

  /** The same slices counted from sums alone, and one by one since a state that occurs means something or they lie across. */
  @ParameterizedTest
  @CsvSource({"1", "5", "10", "7"})
  void slicesAreCountedAlikeHoweverTheyLie(int minutes) {
    Random random = new Random(20_261_122 + minutes);
    for (int run = 0; run < 50; run++) {
      Minutes made = new Minutes();
      for (int i = 0; i < 120; i++) {
        made = random.nextInt(9) == 0 ? made.of(1 + random.nextInt(3), SliceState.NO_TRAFFIC) : made.of(1, 1 + random.nextInt(9), random.nextInt(2));
      }
      EventLedger ledger = made.ledger();
      Duration slice = Duration.ofMinutes(minutes);
      WindowSpan window = WindowSpan.of(HOUR, ledger.end());
      BigDecimal target = new BigDecimal("0.8");
      long good = 0;
      long valid = 0;
      long length = slice.toSeconds();
      long from = Math.max(window.from().getEpochSecond(), ledger.start().getEpochSecond());
      for (long begin = Math.ceilDiv(from, length) * length; begin + length <= ledger.end().getEpochSecond(); begin += length) {
        Tally.Weighed one = ledger.tally(begin, begin + length).weighed(StatePolicy.USUAL);
        valid += one.valid() > 0 ? 1 : 0;
        good += one.valid() > 0 && one.good() * 10 >= one.valid() * 8 ? 1 : 0;
      }
      Buckets buckets = Buckets.good(ledger, StatePolicy.USUAL, window, ledger.end(), slice, target);
      assertThat(buckets.valid()).isEqualTo(valid);
      assertThat(buckets.good()).isEqualByComparingTo(BigDecimal.valueOf(good));
    }
  }
}
