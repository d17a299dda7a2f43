package roadbed.assess.cost.change;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import roadbed.assess.cost.BilledUse;
import roadbed.assess.cost.allocation.BilledAccount;
import roadbed.assess.cost.allocation.BilledResources;
import roadbed.inventory.Snapshot;
import roadbed.model.Provider;
import roadbed.model.Resource;

/**
 * Use as it was in the last full months of a bill, as an assumption for the months to come. A resource that the bill
 * knows is assumed to be used as it was, on the mean; one that it does not know, as the median of its like (the same item
 * at the same provider, in its region where there are any). Each assumption says the months and the figures it is from.
 */
public final class UsageHistory {
  private static final int MONTHS = 3;
  private static final int FEWEST_LIKE = 2;

  private final List<BilledUse> use;
  private final List<YearMonth> months;
  private final Map<String, List<BilledUse>> rows = new HashMap<>();

  /**
   * A history.
   *
   * @param use what the bill says
   * @param today months that have not ended by then are not full
   */
  public UsageHistory(List<BilledUse> use, LocalDate today) {
    TreeMap<YearMonth, LocalDate> last = new TreeMap<>();
    use.forEach(one -> last.merge(YearMonth.from(one.month()), one.lastDay(), (a, b) -> a.isAfter(b) ? a : b));
    List<YearMonth> full =
        last.entrySet().stream()
            .filter(
                one ->
                    one.getKey().atEndOfMonth().isBefore(today)
                        // A month that others follow is whole, whichever its last day with use was.
                        && (one.getValue().equals(one.getKey().atEndOfMonth()) || !one.getKey().equals(last.lastKey())))
            .map(Map.Entry::getKey)
            .toList();
    this.months = full.subList(Math.max(0, full.size() - MONTHS), full.size());
    this.use = use.stream().filter(one -> months.contains(YearMonth.from(one.month()))).toList();
  }

  /** The full months that are looked at, at most three; empty where the bill has none. */
  public List<YearMonth> months() {
    return months;
  }

  /** What is assumed for the resources of both sides of a change, of what is priced by use. */
  public Usage of(Snapshot before, Snapshot after) {
    if (months.isEmpty()) {
      return Usage.NONE;
    }
    List<Resource> all = new ArrayList<>(after.resources());
    all.addAll(before.resources());
    Map<String, String> known = billed(all);
    Map<String, Map<String, List<BilledUse>>> own = new HashMap<>();
    Map<String, Map<String, BigDecimal>> byItem = new HashMap<>();
    List<Usage.Assumption> assumptions = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (Resource resource : all) {
      for (Component component : Anatomy.of(resource).orElse(List.of())) {
        String address = resource.origin().address();
        if (component.quantity().isEmpty()
            && BilledItem.of(component.item()).isPresent()
            && done.add(address + "\n" + component.item())) {
          Map<String, List<BilledUse>> byAddress =
              own.computeIfAbsent(
                  component.item(),
                  item ->
                      rows(item).stream()
                          .filter(one -> known.containsKey(key(one)))
                          .collect(Collectors.groupingBy(one -> known.getOrDefault(key(one), ""))));
          own(component.item(), address, byAddress.getOrDefault(address, List.of()))
              .or(() -> alike(component.item(), resource, byItem))
              .ifPresent(assumptions::add);
        }
      }
    }
    return new Usage(assumptions);
  }

  /** Addresses by the resource's key in the bill. */
  private Map<String, String> billed(List<Resource> resources) {
    BilledResources found = new BilledResources(resources);
    Map<String, String> addresses = new HashMap<>();
    Set<String> asked = new HashSet<>();
    for (BilledUse one : use) {
      if (!one.resource().isEmpty() && asked.add(key(one))) {
        BilledAccount account = BilledAccount.of(one.provider(), one.account());
        found
            .find(account.provider(), account.id(), one.resource())
            .ifPresent(resource -> addresses.put(key(one), resource.origin().address()));
      }
    }
    return addresses;
  }

  private static String key(BilledUse one) {
    return one.provider() + "\n" + one.account() + "\n" + one.resource();
  }

  /** Rows of the bill that are of an item. */
  private List<BilledUse> rows(String item) {
    return rows.computeIfAbsent(
        item,
        name -> {
          BilledItem billed = BilledItem.of(name).orElseThrow();
          return use.stream().filter(billed::is).toList();
        });
  }

  private static Optional<Usage.Assumption> own(String item, String address, List<BilledUse> used) {
    TreeMap<YearMonth, BigDecimal> byMonth = new TreeMap<>();
    used.forEach(one -> byMonth.merge(YearMonth.from(one.month()), one.quantity(), BigDecimal::add));
    if (byMonth.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal mean =
        byMonth.values().stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(byMonth.size()), MathContext.DECIMAL64);
    return assumption(
        address,
        item,
        mean,
        "its own bill, mean of "
            + byMonth.entrySet().stream().map(one -> one.getKey() + ": " + shown(one.getValue())).collect(Collectors.joining(", ")));
  }

  private Optional<Usage.Assumption> alike(
      String item, Resource resource, Map<String, Map<String, BigDecimal>> byItem) {
    for (String region : resource.region().isEmpty() ? List.of("") : List.of(resource.region(), "")) {
      Map<String, BigDecimal> each =
          byItem.computeIfAbsent(
              resource.provider().id() + "\n" + item + "\n" + region, _ -> each(item, resource.provider(), region));
      if (each.size() >= FEWEST_LIKE) {
        List<BigDecimal> sorted = each.values().stream().sorted(Comparator.naturalOrder()).toList();
        BigDecimal median = sorted.get((sorted.size() - 1) / 2);
        return assumption(
            resource.origin().address(),
            item,
            median,
            "median of " + sorted.size() + " like it" + (region.isEmpty() ? "" : " in " + region) + " in the bill of "
                + months.stream().map(YearMonth::toString).collect(Collectors.joining(", ")) + "; they use "
                + shown(sorted.getFirst()) + " to " + shown(sorted.getLast()));
      }
    }
    return Optional.empty();
  }

  /** Means of the months by resource. */
  private Map<String, BigDecimal> each(String item, Provider provider, String region) {
    Map<String, BigDecimal> sums = new HashMap<>();
    Map<String, Set<YearMonth>> seen = new HashMap<>();
    for (BilledUse one : rows(item)) {
      if (!one.resource().isEmpty()
          && BilledAccount.of(one.provider(), one.account()).provider() == provider
          && (region.isEmpty() || one.region().equalsIgnoreCase(region))) {
        sums.merge(key(one), one.quantity(), BigDecimal::add);
        seen.computeIfAbsent(key(one), _ -> new HashSet<>()).add(YearMonth.from(one.month()));
      }
    }
    sums.replaceAll(
        (key, sum) -> sum.divide(BigDecimal.valueOf(seen.getOrDefault(key, Set.of()).size()), MathContext.DECIMAL64));
    return sums;
  }

  private static Optional<Usage.Assumption> assumption(String address, String item, BigDecimal monthly, String source) {
    return monthly.signum() < 0
        ? Optional.empty()
        : Optional.of(new Usage.Assumption(Usage.literal(address), Usage.literal(item), monthly, source));
  }

  private static String shown(BigDecimal quantity) {
    return quantity.round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /** How bills name what is priced by use: by service, unit and words of the description, in any case. */
  private record BilledItem(Pattern services, Pattern units, Pattern words) {
    private BilledItem(String services, String units, String words) {
      this(Pattern.compile(services), Pattern.compile(units), Pattern.compile(words));
    }

    static Optional<BilledItem> of(String item) {
      String of = item.indexOf(':') < 0 ? item : item.substring(0, item.indexOf(':'));
      String gibibyte = "(gb|gib|gigabytes?|gibibytes?)";
      return switch (of) {
        case "nat-gateway-traffic" -> Optional.of(new BilledItem(".*", gibibyte, ".*\\bnat ?gateway.*"));
        case "object-storage" ->
            Optional.of(
                new BilledItem(
                    ".*(simple storage service|\\bs3\\b|cloud storage|storage accounts?|blob storage|^storage$).*",
                    gibibyte + "[- /]?(mo|month)s?",
                    ".*"));
        case "function-request" -> Optional.of(new BilledItem(".*lambda.*", "(lambda[- ])?requests?", ".*"));
        case "function-gb-second" ->
            Optional.of(new BilledItem(".*lambda.*", "(lambda[- ])?" + gibibyte + "[- ]?seconds?", ".*"));
        default -> Optional.empty();
      };
    }

    boolean is(BilledUse use) {
      return units.matcher(use.unit().strip().toLowerCase(Locale.ROOT)).matches()
          && services.matcher(use.service().toLowerCase(Locale.ROOT)).matches()
          && words.matcher(use.description().toLowerCase(Locale.ROOT).replace('\n', ' ')).matches();
    }
  }
}
