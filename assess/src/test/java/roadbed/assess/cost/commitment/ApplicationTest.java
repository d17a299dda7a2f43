package roadbed.assess.cost.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApplicationTest {
  private static BigDecimal of(String number) {
    return new BigDecimal(number);
  }

  private static Usage.Kind kind(String family, String size) {
    return new Usage.Kind(family, size, "eu-west-1", "eu-west-1a", "Linux/UNIX", false);
  }

  private static Usage usage(String account, String family, String size, String instances, String rate, String ec2, String compute) {
    return new Usage(
        account,
        kind(family, size),
        of(instances),
        of(rate),
        Map.of(SavingsPlan.Kind.EC2_INSTANCE, of(ec2), SavingsPlan.Kind.COMPUTE, of(compute)));
  }

  private static SavingsPlan compute(String owner, String hourly) {
    return new SavingsPlan("sp-compute", owner, SavingsPlan.Kind.COMPUTE, "", "", of(hourly));
  }

  private static SavingsPlan instances(String owner, String hourly) {
    return new SavingsPlan("sp-m5", owner, SavingsPlan.Kind.EC2_INSTANCE, "m5", "eu-west-1", of(hourly));
  }

  private static List<String> told(Application.Outcome outcome) {
    return outcome.covered().stream()
        .map(one -> one.by() + " " + one.usage().account() + " " + one.usage().kind().family() + "."
            + one.usage().kind().size() + " " + one.instances().stripTrailingZeros().toPlainString())
        .toList();
  }

  @Test
  void reservationsComeBeforePlansForInstancesAndThoseBeforePlansForComputing() {
    Application.Outcome outcome =
        Application.of(
            List.of(usage("a", "m5", "large", "3", "0.10", "0.06", "0.07")),
            List.of(new Reservation("ri", "a", kind("m5", "large"), 1, Reservation.Scope.REGION)),
            List.of(compute("a", "1"), instances("a", "0.06")));
    assertThat(told(outcome)).containsExactly("ri a m5.large 1", "sp-m5 a m5.large 1", "sp-compute a m5.large 1");
    assertThat(outcome.onDemand()).isEqualByComparingTo("0");
    assertThat(outcome.unused()).singleElement().satisfies(unused -> assertThat(unused.share()).isEqualByComparingTo("0.93"));
  }

  @Test
  void theOwnersUseComesFirstEvenWhereOthersWouldSaveMore() {
    Application.Outcome outcome =
        Application.of(
            List.of(
                usage("other", "m5", "large", "1", "0.10", "0.06", "0.05"),
                usage("owner", "c5", "large", "1", "0.10", "0.09", "0.08")),
            List.of(),
            List.of(compute("owner", "0.08")));
    assertThat(told(outcome)).containsExactly("sp-compute owner c5.large 1");
  }

  @Test
  void theHighestSavingComesFirstAndOfEqualOnesTheLowestRate() {
    Application.Outcome outcome =
        Application.of(
            List.of(
                usage("a", "c5", "large", "1", "0.10", "0.09", "0.08"),
                usage("a", "r5", "2xlarge", "1", "0.40", "0.30", "0.20"),
                usage("a", "r5", "large", "1", "0.10", "0.09", "0.05")),
            List.of(),
            List.of(compute("a", "0.30")));
    assertThat(told(outcome))
        .containsExactly("sp-compute a r5.large 1", "sp-compute a r5.2xlarge 1", "sp-compute a c5.large 0.625");
    assertThat(outcome.onDemand()).isEqualByComparingTo("0.0375");
    assertThat(outcome.unused()).isEmpty();
  }

  @Test
  void aRegionalReservationCoversItsFamilyFromTheSmallestSizeUp() {
    Application.Outcome outcome =
        Application.of(
            List.of(
                usage("a", "m5", "2xlarge", "1", "0.40", "0.24", "0.28"),
                usage("a", "m5", "large", "1", "0.10", "0.06", "0.07"),
                usage("a", "m5", "xlarge", "1", "0.20", "0.12", "0.14")),
            List.of(new Reservation("ri", "a", kind("m5", "2xlarge"), 1, Reservation.Scope.REGION)),
            List.of());
    assertThat(told(outcome)).containsExactly("ri a m5.large 1", "ri a m5.xlarge 1", "ri a m5.2xlarge 0.25");
  }

  @Test
  void aZonalReservationCoversItsSizeAndZoneAloneAndComesBeforeRegionalOnes() {
    Usage.Kind elsewhere = new Usage.Kind("m5", "large", "eu-west-1", "eu-west-1b", "Linux/UNIX", false);
    Usage there = new Usage("a", elsewhere, of("1"), of("0.10"), Map.of());
    Application.Outcome outcome =
        Application.of(
            List.of(there, usage("a", "m5", "xlarge", "1", "0.2", "0.1", "0.1"), usage("a", "m5", "large", "1", "0.1", "0.06", "0.07")),
            List.of(
                new Reservation("regional", "a", kind("m5", "large"), 1, Reservation.Scope.REGION),
                new Reservation("zonal", "a", kind("m5", "large"), 2, Reservation.Scope.ZONE)),
            List.of());
    assertThat(told(outcome)).containsExactly("zonal a m5.large 1", "regional a m5.large 1");
    assertThat(outcome.unused()).singleElement().satisfies(unused -> assertThat(unused.share()).isEqualByComparingTo("0.5"));
  }

  @Test
  void windowsReservationsCoverTheirOwnSizeAlone() {
    Usage.Kind windows = new Usage.Kind("m5", "xlarge", "eu-west-1", "eu-west-1a", "Windows", false);
    Usage.Kind small = new Usage.Kind("m5", "large", "eu-west-1", "eu-west-1a", "Windows", false);
    Application.Outcome outcome =
        Application.of(
            List.of(new Usage("a", small, of("2"), of("0.2"), Map.of())),
            List.of(new Reservation("ri", "a", windows, 1, Reservation.Scope.REGION)),
            List.of());
    assertThat(outcome.covered()).isEmpty();
    assertThat(outcome.coverage()).isEqualByComparingTo("0");
  }

  @Test
  void whateverIsUsedIsCoveredOnceOrPaidForAndNoCommitmentIsOverspent() {
    Random random = new Random(23);
    String[] families = {"m5", "c5", "r5"};
    String[] sizes = {"large", "xlarge", "2xlarge"};
    for (int round = 0; round < 200; round++) {
      List<Usage> usage =
          random
              .ints(12, 0, 9)
              .mapToObj(
                  i ->
                      usage(
                          "account" + i % 2,
                          families[i % 3],
                          sizes[i / 3],
                          Integer.toString(1 + i % 4),
                          "0." + (2 + i),
                          "0.1" + i,
                          "0.15" + i))
              .toList();
      SavingsPlan plan = compute("account0", "0." + (1 + random.nextInt(8)));
      Application.Outcome outcome =
          Application.of(
              usage,
              List.of(new Reservation("ri", "account1", kind("m5", "xlarge"), 2, Reservation.Scope.REGION)),
              List.of(plan, instances("account1", "0.3")));
      BigDecimal spent =
          outcome.covered().stream()
              .filter(one -> one.by().equals("sp-compute"))
              .map(Application.Covered::spent)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(spent).isLessThanOrEqualTo(plan.hourly());
      BigDecimal open = outcome.onDemand();
      for (Application.Covered one : outcome.covered()) {
        open = open.add(one.instances().multiply(one.usage().onDemandRate()));
      }
      BigDecimal all =
          usage.stream().map(use -> use.instances().multiply(use.onDemandRate())).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(open).isEqualByComparingTo(all);
    }
  }
}
