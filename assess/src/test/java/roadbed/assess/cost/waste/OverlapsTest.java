package roadbed.assess.cost.waste;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import roadbed.model.Location;
import roadbed.model.Money;
import roadbed.model.Provider;

/** Whatever is found on a resource, what counts is never more than what is paid, and the order of finding does not matter. */
class OverlapsTest {
  private static final long SEED = 20261121;

  private static WasteFinding finding(WasteKind kind, Part part, String cost, String saving) {
    WasteFinding.Subject subject =
        new WasteFinding.Subject(
            "r", List.of("r"), "r", "t", "r", Provider.AWS, "", "", "", "", Location.of(""), Optional.empty());
    Grade grade = Grade.low("");
    return new WasteFinding(
        kind.id() + part.id(), kind, kind.id() + "-" + part.id(), subject, "", "", part,
        Optional.of(new MonthlyCost(new Money(new BigDecimal(cost), "USD"), MonthlyCost.Basis.BILL, "")),
        new Estimate.Known(new Money(new BigDecimal(saving), "USD"), ""),
        Optional.empty(), "", grade, grade, grade, List.of(), Remedy.words(""));
  }

  @Test
  void aScheduleSavesItsShareOfWhatASmallerSizeLeaves() {
    List<WasteFinding> settled =
        Overlaps.settle(
            List.of(finding(WasteKind.SCHEDULE, Part.RUN, "100", "70"), finding(WasteKind.OVERSIZED, Part.RUN, "100", "50")));
    assertThat(settled).extracting(one -> one.rule() + " " + one.counted().orElseThrow().amount().stripTrailingZeros().toPlainString())
        .containsExactly("oversized-run 50", "schedule-run 35");
  }

  @Test
  void changesOfDifferentPartsAddUp() {
    List<WasteFinding> settled =
        Overlaps.settle(
            List.of(finding(WasteKind.GENERATION, Part.STORAGE, "10", "2"), finding(WasteKind.OVERSIZED, Part.RUN, "100", "50")));
    assertThat(settled).extracting(one -> one.counted().orElseThrow().amount()).containsExactly(new BigDecimal("50"), new BigDecimal("2"));
  }

  @Test
  void randomFindingsNeverCountMoreThanIsPaid() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      Map<Part, BigDecimal> costs = new EnumMap<>(Part.class);
      BigDecimal whole = BigDecimal.ZERO;
      for (Part part : List.of(Part.RUN, Part.STORAGE, Part.TRAFFIC)) {
        BigDecimal cost = BigDecimal.valueOf(random.nextInt(100_000), 2);
        costs.put(part, cost);
        whole = whole.add(cost);
      }
      costs.put(Part.WHOLE, whole);
      List<WasteFinding> findings = new ArrayList<>();
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        WasteKind kind = WasteKind.values()[random.nextInt(WasteKind.values().length)];
        Part part = kind.removes() ? Part.WHOLE : List.of(Part.RUN, Part.STORAGE, Part.TRAFFIC).get(random.nextInt(3));
        BigDecimal cost = costs.getOrDefault(part, BigDecimal.ZERO);
        BigDecimal saving = kind.removes() ? cost : cost.multiply(BigDecimal.valueOf(random.nextInt(101), 2));
        findings.add(finding(kind, part, cost.toPlainString(), saving.toPlainString()));
      }
      List<WasteFinding> settled = Overlaps.settle(findings);
      BigDecimal sum = settled.stream().map(one -> one.counted().orElseThrow().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum).as("seed %d round %d", SEED, round).isLessThanOrEqualTo(whole);
      assertThat(settled).allMatch(one -> one.counted().orElseThrow().amount().compareTo(one.saving().rank()) <= 0);
      Collections.shuffle(findings, random);
      BigDecimal again =
          Overlaps.settle(findings).stream().map(one -> one.counted().orElseThrow().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(again).isEqualByComparingTo(sum);
    }
  }
}
