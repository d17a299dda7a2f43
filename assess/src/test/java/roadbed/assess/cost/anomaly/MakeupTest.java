package roadbed.assess.cost.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What made a change of cost; all parts add up to it. */
class MakeupTest {
  private static UsageLine line(String sku, String quantity, String effective, String list) {
    return new UsageLine(
        sku,
        "usage of " + sku,
        "i-1",
        "Hours",
        quantity.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(quantity)),
        new BigDecimal(effective),
        new BigDecimal(list));
  }

  private static Makeup of(UsageLine before, UsageLine now) {
    return Makeup.of(List.of(before), 10, List.of(now), 1).orElseThrow();
  }

  @Test
  void moreHoursAtTheSamePriceAreVolume() {
    Makeup makeup = of(line("m5", "240", "24", "48"), line("m5", "72", "7.2", "14.4"));
    assertThat(makeup).extracting(Makeup::volume, Makeup::mostly).containsExactly(new BigDecimal("4.80"), "volume");
    assertThat(makeup.listPrice()).isEqualByComparingTo("0");
    assertThat(makeup.discount()).isEqualByComparingTo("0");
    assertThat(makeup.drivers().getFirst().quantity()).isEqualTo("24 to 72 Hours");
  }

  @Test
  void anotherListPriceAndAnEndedDiscountAreToldApart() {
    Makeup dearer = of(line("m5", "240", "24", "48"), line("m5", "24", "3.6", "7.2"));
    assertThat(dearer.listPrice()).isEqualByComparingTo("1.20");
    assertThat(dearer.discount()).isEqualByComparingTo("0");
    Makeup ended = of(line("m5", "240", "24", "48"), line("m5", "24", "4.8", "4.8"));
    assertThat(ended.discount()).isEqualByComparingTo("2.40");
    assertThat(ended.mostly()).isEqualTo("discount");
  }

  @Test
  void whatIsNewIsNeitherPriceNorVolume() {
    Makeup makeup =
        Makeup.of(List.of(line("m5", "240", "24", "48")), 10, List.of(line("gpu", "24", "90", "90")), 1).orElseThrow();
    assertThat(makeup.appeared()).isEqualByComparingTo("87.60");
    assertThat(makeup.drivers()).extracting(Makeup.Driver::sku).containsExactly("gpu", "m5");
  }

  @Test
  void withoutAQuantityNothingIsSaid() {
    assertThat(of(line("tax", "", "10", "10"), line("tax", "", "5", "5")).unsaid()).isEqualByComparingTo("4.00");
    assertThat(Makeup.of(List.of(), 1, List.of(), 1)).isEmpty();
  }

  @Test
  void allPartsAddUpToTheChange() {
    List<UsageLine> before = List.of(line("a", "7", "3.33", "4"), line("b", "", "5", "0"), line("c", "1", "9.99", "12.5"));
    List<UsageLine> now = List.of(line("a", "11", "8.88", "9"), line("b", "3", "7", "0"), line("d", "2", "1.01", "2"));
    Makeup makeup = Makeup.of(before, 1, now, 1).orElseThrow();
    BigDecimal sum =
        makeup.volume().add(makeup.listPrice()).add(makeup.discount()).add(makeup.appeared()).add(makeup.unsaid());
    assertThat(sum.doubleValue()).isCloseTo(8.88 + 7 + 1.01 - 3.33 - 5 - 9.99, org.assertj.core.data.Offset.offset(0.03));
  }
}
