package roadbed.assess.cost.change;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import roadbed.inventory.Snapshot;
import roadbed.model.EstateFacts;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.UnitPrice;

/**
 * What a change adds to the cost of a month.
 *
 * @param resources those whose cost changes, most first, and those of which a part has no price
 * @param totals before and after by currency, of what has a price
 * @param unpriced how many resources are of types that are not priced here, by type
 * @param sources where the prices are from
 */
public record ChangePrice(
    List<ResourcePrice> resources, Map<String, Total> totals, Map<String, Integer> unpriced, List<String> sources) {
  public ChangePrice {
    resources = List.copyOf(resources);
    totals = java.util.Collections.unmodifiableMap(new TreeMap<>(totals));
    unpriced = java.util.Collections.unmodifiableMap(new TreeMap<>(unpriced));
    sources = List.copyOf(sources);
  }

  /** Costs of a month. */
  public record Total(BigDecimal before, BigDecimal after) {
    /** What the change adds. */
    public BigDecimal difference() {
      return after.subtract(before);
    }
  }

  /**
   * One resource.
   *
   * @param address as the configuration names it
   * @param owner empty where nobody is known
   * @param before cost of a month before the change, in the currency
   * @param after cost of a month after it
   * @param parts what it is made of after the change, or before it where it is removed
   */
  public record ResourcePrice(
      String address,
      String type,
      String owner,
      String account,
      String currency,
      BigDecimal before,
      BigDecimal after,
      List<PartPrice> parts) {
    public ResourcePrice {
      parts = List.copyOf(parts);
    }

    /** What the change adds. */
    public BigDecimal difference() {
      return after.subtract(before);
    }

    /** Whether a part of it has no price. */
    public boolean incomplete() {
      return parts.stream().anyMatch(part -> part.monthly().isEmpty());
    }
  }

  /**
   * One part of a resource.
   *
   * @param monthly its cost in a month; empty where that is not known
   * @param words the quantity and the price, or why there is none
   */
  public record PartPrice(String item, Optional<BigDecimal> monthly, String currency, String words) {}

  /** Prices a change. */
  public static ChangePrice of(Snapshot before, Snapshot after, PriceSheet sheet, Usage usage) {
    Map<String, Resource> was = byAddress(before);
    Map<String, Resource> is = byAddress(after);
    Set<String> addresses = new TreeSet<>(was.keySet());
    addresses.addAll(is.keySet());
    List<ResourcePrice> resources = new ArrayList<>();
    Map<String, Total> totals = new HashMap<>();
    Map<String, Integer> unpriced = new HashMap<>();
    for (String address : addresses) {
      Optional<Resource> old = Optional.ofNullable(was.get(address));
      Optional<Resource> now = Optional.ofNullable(is.get(address));
      List<PartPrice> oldParts = old.map(one -> parts(one, sheet, usage)).orElse(List.of());
      List<PartPrice> newParts = now.map(one -> parts(one, sheet, usage)).orElse(List.of());
      Resource shown = now.or(() -> old).orElseThrow();
      if (Anatomy.of(shown).isEmpty()) {
        unpriced.merge(shown.type(), 1, Integer::sum);
        continue;
      }
      Set<String> currencies = new TreeSet<>();
      oldParts.forEach(part -> currencies.add(part.currency()));
      newParts.forEach(part -> currencies.add(part.currency()));
      currencies.remove("");
      for (String currency : currencies.isEmpty() ? Set.of("") : currencies) {
        BigDecimal from = sum(oldParts, currency);
        BigDecimal to = sum(newParts, currency);
        if (!currency.isEmpty()) {
          totals.merge(
              currency,
              new Total(from, to),
              (one, other) -> new Total(one.before().add(other.before()), one.after().add(other.after())));
        }
        ResourcePrice price =
            new ResourcePrice(
                address,
                shown.type(),
                shown.ownership().map(Ownership::owner).orElse(""),
                shown.account(),
                currency,
                from,
                to,
                now.isPresent() ? newParts : oldParts);
        boolean unsure = price.incomplete() && !oldParts.equals(newParts);
        if (unsure || price.difference().signum() != 0) {
          resources.add(price);
        }
      }
    }
    resources.sort(
        Comparator.comparing((ResourcePrice one) -> one.difference().abs()).reversed()
            .thenComparing(ResourcePrice::address));
    return new ChangePrice(resources, totals, unpriced, sheet.sources());
  }

  private static Map<String, Resource> byAddress(Snapshot snapshot) {
    Map<String, Resource> resources = new LinkedHashMap<>();
    snapshot.resources().forEach(one -> resources.putIfAbsent(one.origin().address(), one));
    return resources;
  }

  private static BigDecimal sum(List<PartPrice> parts, String currency) {
    return parts.stream()
        .filter(part -> part.currency().equals(currency))
        .flatMap(part -> part.monthly().stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What a resource is made of with its cost in a month; empty for types that are not priced here. */
  public static List<PartPrice> parts(Resource resource, PriceSheet sheet, Usage usage) {
    List<PartPrice> parts = new ArrayList<>();
    for (Component component : Anatomy.of(resource).orElse(List.of())) {
      parts.add(part(resource, component, sheet, usage));
    }
    return parts;
  }

  private static PartPrice part(Resource resource, Component component, PriceSheet sheet, Usage usage) {
    Optional<UnitPrice> price =
        sheet.find(resource.provider().id(), resource.region(), component.item());
    if (price.isEmpty()) {
      return new PartPrice(
          component.item(),
          Optional.empty(),
          "",
          component.why().isEmpty() || component.why().equals("depends on use")
              ? "no price of it in " + (resource.region().isEmpty() ? "an unknown region" : resource.region())
              : component.why());
    }
    Optional<Usage.Assumption> assumed =
        component.quantity().isEmpty() ? usage.of(resource.origin().address(), component.item()) : Optional.empty();
    Optional<BigDecimal> quantity = component.quantity().or(() -> assumed.map(Usage.Assumption::monthly));
    return new PartPrice(
        component.item(),
        quantity.map(price.get().amount()::multiply),
        price.get().currency(),
        quantity
            .map(
                units ->
                    units.toPlainString() + " " + price.get().unit() + " at " + price.get().amount().toPlainString()
                        + assumed.map(one -> " (assumed: " + one.source() + ")").orElse(""))
            .orElse(component.why()));
  }

  /** The change as guardrails of budgets see it, beside the budgets of the estate. */
  public roadbed.model.Value.Fields document(EstateFacts facts) {
    return ChangeDocument.of(this, facts);
  }
}
