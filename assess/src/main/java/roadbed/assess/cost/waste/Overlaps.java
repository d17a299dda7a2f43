package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Money;

/**
 * What of each finding counts where several are about one resource. What takes the resource away goes first and takes
 * all; of the others each saves its share of what the ones before it have left of the same part of the cost. So what
 * counts never adds up to more than what is paid.
 */
final class Overlaps {
  private static final Comparator<WasteFinding> ORDER =
      Comparator.comparing((WasteFinding one) -> !one.kind().removes())
          .thenComparing(WasteFinding::kind)
          .thenComparing(one -> one.saving().rank(), Comparator.reverseOrder())
          .thenComparing(WasteFinding::rule);

  private Overlaps() {}

  static List<WasteFinding> settle(List<WasteFinding> findings) {
    Map<String, List<WasteFinding>> bySubject = new LinkedHashMap<>();
    findings.forEach(one -> bySubject.computeIfAbsent(one.subject().id(), _ -> new ArrayList<>(2)).add(one));
    List<WasteFinding> settled = new ArrayList<>(findings.size());
    bySubject.values().forEach(ofOne -> settled.addAll(ofOne(ofOne)));
    return settled;
  }

  private static List<WasteFinding> ofOne(List<WasteFinding> findings) {
    List<WasteFinding> ordered = findings.stream().sorted(ORDER).toList();
    List<WasteFinding> done = new ArrayList<>(ordered.size());
    for (WasteFinding one : ordered) {
      done.add(settled(one, done));
    }
    return done;
  }

  private static WasteFinding settled(WasteFinding one, List<WasteFinding> before) {
    Optional<WasteFinding> removal = before.stream().filter(other -> other.kind().removes()).findFirst();
    if (removal.isPresent()) {
      Optional<Money> nothing = one.saving().known().map(money -> new Money(BigDecimal.ZERO, money.currency()));
      return one.counting(nothing, removal.get().rule() + " goes first and takes it away");
    }
    Optional<Money> own = one.saving().known();
    if (own.isEmpty()) {
      return one;
    }
    List<WasteFinding> same =
        before.stream().filter(other -> other.part().overlaps(one.part()) && other.counted().isPresent()).toList();
    if (same.isEmpty() || own.get().amount().signum() == 0) {
      return one.counting(own, "");
    }
    String names = String.join(", ", same.stream().map(WasteFinding::rule).toList());
    Optional<BigDecimal> cost = one.cost().map(known -> known.money().amount()).filter(amount -> amount.signum() > 0);
    if (cost.isEmpty() || same.stream().anyMatch(other -> !currency(other).equals(own.get().currency()))) {
      return one.counting(
          Optional.of(new Money(BigDecimal.ZERO, own.get().currency())), names + " goes first, and what it leaves is not known");
    }
    BigDecimal taken =
        same.stream().flatMap(other -> other.counted().stream()).map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal left = cost.get().subtract(taken).max(BigDecimal.ZERO);
    BigDecimal counted = Costs.share(own.get().amount(), left, cost.get()).min(left);
    return one.counting(Optional.of(new Money(counted, own.get().currency())), names + " goes first: counted on what it leaves");
  }

  private static String currency(WasteFinding finding) {
    return finding.counted().map(Money::currency).orElse("");
  }
}
