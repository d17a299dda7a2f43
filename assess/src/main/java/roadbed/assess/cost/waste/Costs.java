package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import roadbed.assess.cost.allocation.BilledAccount;
import roadbed.assess.cost.allocation.BilledResources;
import roadbed.assess.cost.change.ChangePrice;
import roadbed.assess.cost.change.PriceSheet;
import roadbed.assess.cost.change.Usage;
import roadbed.model.Money;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.UnitPrice;

/** What resources cost in a month: what the bill says, and where it says nothing what price sheets say. */
final class Costs {
  private final Bill bill;
  private final PriceSheet prices;
  private final Map<ResourceId, List<Bill.Use>> uses = new HashMap<>();
  private final List<Bill.Use> strangers = new ArrayList<>();

  Costs(Bill bill, PriceSheet prices, List<Resource> resources) {
    this.bill = bill;
    this.prices = prices;
    BilledResources billed = new BilledResources(resources);
    for (Bill.Use use : bill.uses()) {
      BilledAccount account = BilledAccount.of(use.provider(), use.account());
      Optional<Resource> found = billed.find(account.provider(), account.id(), use.resource());
      if (found.isPresent()) {
        uses.computeIfAbsent(found.get().id(), _ -> new ArrayList<>(2)).add(use);
      } else {
        strangers.add(use);
      }
    }
  }

  Bill bill() {
    return bill;
  }

  /** What was billed for a resource. */
  List<Bill.Use> uses(Seen it) {
    return uses.getOrDefault(it.resource().id(), List.of());
  }

  /** What was billed and is of no resource that the inventory knows. */
  List<Bill.Use> strangers() {
    return strangers;
  }

  /** Identifiers of a resource in the bill, or what the inventory calls it where no bill knows it. */
  List<String> billed(Seen it) {
    Set<String> names = uses(it).stream().map(Bill.Use::resource).collect(Collectors.toCollection(TreeSet::new));
    return names.isEmpty() ? List.of(it.resource().id().value()) : List.copyOf(names);
  }

  /** What a part of a resource costs in a month; empty where neither bill nor prices say. */
  Optional<MonthlyCost> of(Seen it, Part part) {
    List<Bill.Use> own = uses(it);
    if (!own.isEmpty()) {
      return billed(own.stream().filter(use -> part == Part.WHOLE || Part.ofMeter(use.words(), Part.ofType(it.type())) == part).toList());
    }
    return priced(it, part);
  }

  /** The sum of some lines as one of a month; empty without any, or where they are of several currencies. */
  Optional<MonthlyCost> billed(List<Bill.Use> lines) {
    Set<String> currencies = lines.stream().map(Bill.Use::currency).collect(Collectors.toSet());
    if (currencies.size() != 1) {
      return Optional.empty();
    }
    BigDecimal sum = lines.stream().map(Bill.Use::effective).reduce(BigDecimal.ZERO, BigDecimal::add).max(BigDecimal.ZERO);
    String currency = currencies.iterator().next();
    return Optional.of(
        new MonthlyCost(
            new Money(bill.monthly(sum), currency),
            MonthlyCost.Basis.BILL,
            "billed " + sum.stripTrailingZeros().toPlainString() + " " + currency + " " + bill.period()));
  }

  /** What price sheets say; empty where any component has no price. */
  Optional<MonthlyCost> priced(Seen it, Part part) {
    return priced(it.translated(), part);
  }

  Optional<MonthlyCost> priced(Resource resource, Part part) {
    List<ChangePrice.PartPrice> parts =
        ChangePrice.parts(resource, prices, Usage.NONE).stream()
            .filter(
                one -> {
                  Part of = Part.ofMeter(one.item(), Part.RUN);
                  return part == Part.WHOLE ? of != Part.TRAFFIC : of == part;
                })
            .toList();
    if (parts.isEmpty() || parts.stream().anyMatch(one -> one.monthly().isEmpty())) {
      return Optional.empty();
    }
    String currency = parts.getFirst().currency();
    if (parts.stream().anyMatch(one -> !one.currency().equals(currency))) {
      return Optional.empty();
    }
    BigDecimal sum = parts.stream().flatMap(one -> one.monthly().stream()).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Optional.of(
        new MonthlyCost(
            new Money(sum, currency),
            MonthlyCost.Basis.PRICES,
            "priced " + parts.stream().map(one -> one.item() + ": " + one.words()).collect(Collectors.joining(", "))));
  }

  /** The price of an item where a resource is. */
  Optional<UnitPrice> price(Seen it, String item) {
    return prices.find(it.provider().id(), it.region(), item);
  }

  /** A share of an amount, to ten places. */
  static BigDecimal share(BigDecimal amount, BigDecimal of, BigDecimal whole) {
    return amount.multiply(of).divide(whole, MathContext.DECIMAL128).setScale(10, RoundingMode.HALF_EVEN);
  }

  /** An amount without zeros at its end, for words. */
  static String words(Money money) {
    return money.amount().setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " " + money.currency();
  }
}
