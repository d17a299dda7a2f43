package roadbed.assess.cost.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Measure;
import roadbed.model.AllocationRules.Method;
import roadbed.model.AllocationRules.Receiver;
import roadbed.model.AllocationRules.Span;
import roadbed.model.AllocationRules.Split;
import roadbed.model.AllocationRules.UnusedCommitments;
import roadbed.model.Provider;
import roadbed.model.Value;

class SplittingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 10);

  private static Charge charge(String owner, String pool, String amount) {
    return charge(DAY, "EUR", owner, pool, "", false, amount);
  }

  private static Charge charge(
      LocalDate day, String currency, String owner, String pool, String commitment, boolean unused, String amount) {
    BigDecimal exact = new BigDecimal(amount);
    return new Charge(
        day,
        currency,
        "service",
        "",
        "",
        "Usage",
        commitment,
        unused,
        new Placement(Provider.AWS, "1", "", "", owner, pool, "rule", pool.isEmpty() ? "tag" : "shared"),
        new Amounts(exact, exact, exact, exact));
  }

  private static AllocationRules rules(UnusedCommitments unused, Split... splits) {
    return new AllocationRules(
        List.of(), List.of(), List.of(splits), List.of(), unused, false, Value.Null.INSTANCE);
  }

  private static Split split(String name, String pool, Method method) {
    return new Split(name, pool, method, false, false, Span.ALWAYS);
  }

  private static Map<String, String> effective(Allocation allocation) {
    Map<String, String> sums = new LinkedHashMap<>();
    allocation
        .sums(line -> line.pool().isEmpty() ? line.owner() : "pool:" + line.pool())
        .getOrDefault("EUR", Map.of())
        .forEach((owner, sum) -> sums.put(owner, Amounts.shortest(sum.effective()).toPlainString()));
    return sums;
  }

  @Test
  void aPoolIsSplitByEachMeasureAndFeedsALaterStep() {
    List<Charge> charges =
        List.of(charge("a", "", "30"), charge("b", "", "10"), charge("", "network", "100"), charge("", "support", "10"));
    Allocation allocation =
        Splitting.run(
            rules(
                new UnusedCommitments.Buyer(),
                split("support", "support", new Method.Even(List.of())),
                split(
                    "network",
                    "network",
                    new Method.Fixed(Map.of(new Receiver.Pool("support"), BigDecimal.ONE, new Receiver.Owner("a"), BigDecimal.ONE)))),
            charges,
            Measures.NONE);
    assertThat(allocation.steps()).extracting(Step::name).containsExactly("network", "support");
    assertThat(effective(allocation)).containsExactly(Map.entry("a", "110"), Map.entry("b", "40"));
    assertThat(allocation.totals()).extracting(Allocation.Total::after).containsExactly("rules", "network", "support");
    assertThat(allocation.lines())
        .extracting(Allocated::owner, Allocated::trail)
        .contains(tuple("b", "rule > network > support"), tuple("a", "rule"));
  }

  @Test
  void whoUsesSeveralCommitmentsHasTheSumOfTheirWeightsInWhateverOrderChargesCome() {
    List<Charge> charges =
        List.of(
            charge(DAY, "EUR", "a", "", "one", false, "30"),
            charge(DAY, "EUR", "a", "", "two", false, "5"),
            charge(DAY, "EUR", "buyer", "", "one", true, "4"),
            charge(DAY, "EUR", "buyer", "", "one", true, "2"),
            charge(DAY, "EUR", "buyer", "", "two", true, "1"));
    for (List<Charge> order : List.of(charges, charges.reversed())) {
      Allocation allocation = Splitting.run(rules(new UnusedCommitments.Users()), order, Measures.NONE);
      assertThat(allocation.steps().getFirst().shares())
          .extracting(Step.Share::receiver, Step.Share::weight, share -> share.amounts().effective().stripTrailingZeros())
          .containsExactly(tuple("a", new BigDecimal("35"), new BigDecimal("7")));
    }
  }

  @Test
  void proportionalLeavesOutWhoHasNoCostOrARefund() {
    Allocation allocation =
        Splitting.run(
            rules(new UnusedCommitments.Buyer(), split("s", "p", new Method.Proportional(List.of(), false))),
            List.of(charge("a", "", "30"), charge("b", "", "10"), charge("c", "", "-5"), charge("", "p", "1")),
            Measures.NONE);
    assertThat(effective(allocation))
        .containsExactly(Map.entry("a", "30.75"), Map.entry("b", "10.25"), Map.entry("c", "-5"));
  }

  @Test
  void whatNobodyHasAWeightForStaysInThePoolAndIsSaid() {
    Measures measures =
        new Measures(
            List.of(
                new Measure("requests", YearMonth.of(2026, 1), Optional.empty(), "a", new BigDecimal("3")),
                new Measure("requests", YearMonth.of(2026, 1), Optional.empty(), "b", new BigDecimal("1"))));
    Allocation allocation =
        Splitting.run(
            rules(new UnusedCommitments.Buyer(), split("s", "p", new Method.Telemetry("requests", List.of()))),
            List.of(charge("", "p", "1"), charge(DAY.plusMonths(1), "EUR", "", "p", "", false, "7")),
            measures);
    assertThat(effective(allocation))
        .containsExactly(Map.entry("a", "0.75"), Map.entry("b", "0.25"), Map.entry("pool:p", "7"));
    assertThat(allocation.steps().getFirst().left()).extracting(Step.Left::period).containsExactly("2026-02");
  }

  @Test
  void theUnusedPartOfACommitmentGoesToItsBuyerAPoolOrItsUsers() {
    List<Charge> charges =
        List.of(
            charge(DAY, "EUR", "a", "", "sp-1", false, "60"),
            charge(DAY, "EUR", "b", "", "sp-1", false, "20"),
            charge(DAY, "EUR", "c", "", "sp-2", false, "20"),
            charge(DAY, "EUR", "buyer", "", "sp-1", true, "8"));
    assertThat(effective(Splitting.run(rules(new UnusedCommitments.Buyer()), charges, Measures.NONE)))
        .containsEntry("buyer", "8");
    assertThat(effective(Splitting.run(rules(new UnusedCommitments.Users()), charges, Measures.NONE)))
        .containsExactly(Map.entry("a", "66"), Map.entry("b", "22"), Map.entry("c", "20"));
    assertThat(effective(Splitting.run(rules(new UnusedCommitments.Shared("spare")), charges, Measures.NONE)))
        .containsEntry("pool:spare", "8");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noStepMakesOrLosesTheLastDigit(long seed) {
    Random random = new Random(seed);
    List<Charge> charges = new ArrayList<>();
    List<String> owners = List.of("", "a", "b", "c", "d", "e");
    List<String> pools = List.of("p1", "p2", "p3");
    for (int i = 0; i < 2_000; i++) {
      boolean shared = random.nextInt(3) == 0;
      int scale = random.nextInt(19);
      BigDecimal amount =
          new BigDecimal(new java.math.BigInteger(1 + random.nextInt(70), random), scale)
              .multiply(random.nextInt(5) == 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE);
      charges.add(
          charge(
              DAY.plusDays(random.nextInt(60)),
              List.of("EUR", "USD", "JPY").get(random.nextInt(3)),
              shared ? "" : owners.get(random.nextInt(owners.size())),
              shared ? pools.get(random.nextInt(3)) : "",
              random.nextBoolean() ? "sp" : "",
              random.nextInt(10) == 0,
              amount.toPlainString()));
    }
    List<Measure> samples = new ArrayList<>();
    for (String owner : owners.subList(1, owners.size())) {
      for (int day = 0; day < 60; day++) {
        LocalDate on = DAY.plusDays(day);
        samples.add(
            new Measure("cpu", YearMonth.from(on), Optional.of(on), owner, new BigDecimal(random.nextInt(1000)).movePointLeft(2)));
      }
    }
    Allocation allocation =
        Splitting.run(
            rules(
                random.nextBoolean() ? new UnusedCommitments.Users() : new UnusedCommitments.Shared("p2"),
                new Split(
                    "one",
                    "p1",
                    new Method.Even(List.of(new Receiver.Pool("p2"), new Receiver.Owner("a"), new Receiver.Pool("p3"))),
                    false,
                    false,
                    Span.ALWAYS),
                new Split("two", "p2", new Method.Telemetry("cpu", List.of()), true, true, Span.ALWAYS),
                new Split(
                    "three",
                    "p3",
                    new Method.Proportional(List.of(), random.nextBoolean()),
                    random.nextBoolean(),
                    false,
                    new Span(Optional.of(DAY.plusDays(5)), Optional.empty()))),
            charges,
            new Measures(samples));
    for (String currency : List.of("EUR", "USD", "JPY")) {
      Amounts before =
          charges.stream()
              .filter(charge -> charge.currency().equals(currency))
              .map(Charge::amounts)
              .reduce(Amounts.ZERO, Amounts::plus);
      for (Allocation.Total total : allocation.totals()) {
        assertThat(total.byCurrency().getOrDefault(currency, Amounts.ZERO).sameAs(before)).isTrue();
      }
      Amounts after =
          allocation.lines().stream()
              .filter(line -> line.charge().currency().equals(currency))
              .map(Allocated::amounts)
              .reduce(Amounts.ZERO, Amounts::plus);
      assertThat(after.effective()).isEqualByComparingTo(before.effective());
    }
    assertThat(allocation.totals()).hasSizeGreaterThanOrEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "0.01", "-0.01", "0.000000000000000007", "1e20", "0"})
  void sharesSumToTheAmount(String amount) {
    BigDecimal whole = new BigDecimal(amount);
    List<BigDecimal> shares =
        new LargestRemainder(List.of(new BigDecimal("1"), new BigDecimal("0.33"), new BigDecimal("7"), BigDecimal.ZERO))
            .split(whole);
    assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(whole);
    assertThat(shares.getLast()).isZero();
    assertThat(shares).allMatch(share -> share.signum() == 0 || share.signum() == whole.signum());
  }
}
