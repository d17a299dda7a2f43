package roadbed.assess.cost.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecommendationTest {
  private static final int WEEK = 168;

  private static HourlyDemand demand(int weeks, IntToDoubleFunction units) {
    return new HourlyDemand(IntStream.range(0, weeks * WEEK).mapToDouble(units).toArray());
  }

  private static Recommendation recommended(HourlyDemand demand, List<Offer> offers, Held... held) {
    return Recommendation.of(demand, offers, List.of(held), 0.08, Ladder.USUAL).orElseThrow();
  }

  @Test
  void steadyDemandIsCoveredInRungsAndNotAtOnce() {
    Recommendation one = recommended(demand(30, _ -> 100), List.of(Offer.year(0.6)));
    assertThat(one.target()).isBetween(80.0, 101.0);
    assertThat(one.rungs()).hasSizeGreaterThan(2);
    assertThat(one.rungs().getFirst().units()).isLessThan(0.3 * one.target());
    assertThat(one.rungs().stream().mapToDouble(Recommendation.Rung::units).sum()).isCloseTo(one.target(), within(2.0));
    assertThat(one.breakEven()).isEqualTo(0.6);
    assertThat(one.regretLow()).isPositive();
    assertThat(one.regretHigh()).isPositive();
  }

  @Test
  void whatIsUsedByDayOnlyIsNotCommittedTo() {
    Recommendation one = recommended(demand(30, hour -> hour % 24 >= 8 && hour % 24 < 18 ? 100 : 30), List.of(Offer.year(0.6)));
    assertThat(one.target()).isBetween(20.0, 32.0);
  }

  @Test
  void whatIsHeldIsNotBoughtAgainAndWhatEndsIsReplacedWhenItEnds() {
    HourlyDemand steady = demand(30, _ -> 100);
    int now = steady.hours();
    double target = recommended(steady, List.of(Offer.year(0.6))).target();
    Held ending = new Held(0, now + 4 * WEEK, target);
    Recommendation one = recommended(steady, List.of(Offer.year(0.6)), ending);
    assertThat(one.rungs().getFirst().week()).isEqualTo(4);
    assertThat(one.ending()).containsExactly(ending);
    assertThat(one.held()).isEqualTo(target);
  }

  @Test
  void nothingIsRecommendedWhileDemandFallsOrIsNotKnown() {
    assertThat(Recommendation.of(demand(30, hour -> Math.max(0, 100 - hour / 60.0)), List.of(Offer.year(0.6)), List.of(), 0, Ladder.USUAL))
        .isEmpty();
    assertThat(Recommendation.of(new HourlyDemand(new double[0]), List.of(Offer.year(0.6)), List.of(), 0, Ladder.USUAL)).isEmpty();
    assertThat(Recommendation.of(demand(8, _ -> 0), List.of(Offer.year(0.6)), List.of(), 0, Ladder.USUAL)).isEmpty();
  }

  @Test
  void payingUpfrontMustBeWorthWhatTheMoneyCosts() {
    Offer later = Offer.year(0.60);
    Offer upfront = new Offer("1 year, all upfront", Offer.YEAR, 0.59, 1);
    HourlyDemand steady = demand(30, hour -> 90 + hour % 21);
    assertThat(Recommendation.of(steady, List.of(later, upfront), List.of(), 0, Ladder.USUAL).orElseThrow().offer()).isEqualTo(upfront);
    assertThat(Recommendation.of(steady, List.of(later, upfront), List.of(), 0.2, Ladder.USUAL).orElseThrow().offer()).isEqualTo(later);
  }

  @Test
  void theLastUnitsUtilisationIsAboveBreakEven() {
    Recommendation one = recommended(demand(30, hour -> 50 + 40 * Math.sin(hour * Math.PI / 12)), List.of(Offer.year(0.6)));
    assertThat(one.utilisation()).isGreaterThanOrEqualTo(0.6);
    assertThat(one.saving()).isPositive();
  }

  @Test
  void aBacktestKnowsNothingOfTheFuture() {
    HourlyDemand steady = demand(120, hour -> 100 + 20 * Math.sin(hour * Math.PI / 12));
    List<CommitmentBacktest.Row> rows = CommitmentBacktest.run(List.of(steady), 0.6, Offer.YEAR);
    double best = rows.getFirst().saving();
    assertThat(rows).allSatisfy(row -> assertThat(row.saving()).isLessThanOrEqualTo(best + 1e-9));
    assertThatThrownBy(() -> CommitmentBacktest.run(List.of(demand(10, _ -> 1)), 0.6, Offer.YEAR))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
