package roadbed.web.fakes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.CommitmentDay;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.waste.ResourceUse;
import roadbed.model.ResourceId;

/** Thirteen months of growing cost in euros, and a little in dollars. */
public final class FakeCosts implements CostStore {
  private static final LocalDate FIRST = LocalDate.parse("2025-11-01");
  private static final LocalDate LAST = LocalDate.parse("2026-11-20");
  private final List<DailyCost> daily = new ArrayList<>();

  public FakeCosts(boolean empty) {
    if (empty) {
      return;
    }
    String[][] lines = {
      {"aws", "410000000010", "Amazon EC2", "Compute", "checkout", "310"},
      {"aws", "410000000011", "Amazon RDS", "Databases", "payments", "240"},
      {"aws", "410000000012", "Amazon S3", "Storage", "", "95"},
      {"aws", "410000000013", "AWS Lambda", "Compute", "search", "44"},
      {"azure", "410000000014", "Virtual Machines", "Compute", "data", "180"},
      {"azure", "410000000015", "Azure SQL", "Databases", "", "70"},
      {"gcp", "shop-analytics", "BigQuery", "Analytics", "data", "130"},
      {"gcp", "shop-analytics", "Cloud Storage", "Storage", "search", "38"},
      {"kubernetes", "prod-eu", "GKE", "Containers", "platform", "60"},
    };
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      long age = day.toEpochDay() - FIRST.toEpochDay();
      for (String[] line : lines) {
        double amount = Double.parseDouble(line[5]) * (1 + age / 900.0);
        if (line[2].equals("BigQuery") && day.getMonthValue() == 11 && day.getYear() == 2026) {
          amount *= 2.4;
        }
        add(day, line, "EUR", amount);
      }
      add(day, new String[] {"gcp", "us-lab", "Vertex AI", "AI", "data", ""}, "USD", 12);
    }
  }

  private void add(LocalDate day, String[] line, String currency, double amount) {
    BigDecimal cost = BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    daily.add(
        new DailyCost(
            day, line[0], line[1], line[1], line[2], line[3], "eu", line[4],
            line[4].isEmpty() ? "" : "tag", "production", "Usage", currency, cost, cost, cost, cost));
  }

  private static String value(DailyCost cost, String dimension) {
    return switch (dimension) {
      case "provider" -> cost.provider();
      case "account" -> cost.account();
      case "service" -> cost.service();
      case "service_category" -> cost.serviceCategory();
      case "region" -> cost.region();
      case "owner" -> cost.owner();
      case "environment" -> cost.environment();
      case "charge_category" -> cost.chargeCategory();
      case "" -> "";
      default -> throw new IllegalArgumentException(dimension);
    };
  }

  private Predicate<DailyCost> within(
      LocalDate from, LocalDate to, String currency, Map<String, String> filters) {
    return cost ->
        !cost.day().isBefore(from)
            && !cost.day().isAfter(to)
            && cost.currency().equals(currency)
            && filters.entrySet().stream().allMatch(f -> value(cost, f.getKey()).equals(f.getValue()));
  }

  @Override
  public void record(String source, List<DailyCost> costs, List<ResourceCost> byResource) {
    throw new UnsupportedOperationException("pages read");
  }

  @Override
  public List<OwnedDay> owned(LocalDate from, LocalDate to, String currency) {
    return daily.stream()
        .filter(cost -> cost.currency().equals(currency) && !cost.day().isBefore(from) && !cost.day().isAfter(to))
        .map(cost -> new OwnedDay(cost.day(), cost.owner(), cost.service(), cost.effective()))
        .toList();
  }

  @Override
  public void recordUses(LocalDate day, List<ResourceUse> uses) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void recordCommitments(List<CommitmentDay> days) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String bills() {
    return "";
  }

  @Override
  public void recordBills(String state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> currencies() {
    return daily.isEmpty() ? List.of() : List.of("EUR", "USD");
  }

  @Override
  public List<LocalDate> span() {
    return daily.isEmpty() ? List.of() : List.of(FIRST, LAST);
  }

  @Override
  public List<Slice> by(
      String dimension, LocalDate from, LocalDate to, String currency, Map<String, String> filters) {
    long days = to.toEpochDay() - from.toEpochDay() + 1;
    Map<String, BigDecimal> now = sums(dimension, within(from, to, currency, filters));
    Map<String, BigDecimal> before =
        sums(dimension, within(from.minusDays(days), from.minusDays(1), currency, filters));
    return now.entrySet().stream()
        .map(e -> new Slice(e.getKey(), e.getValue(), before.getOrDefault(e.getKey(), BigDecimal.ZERO)))
        .sorted(Comparator.comparing(Slice::effective).reversed())
        .toList();
  }

  private Map<String, BigDecimal> sums(String dimension, Predicate<DailyCost> wanted) {
    Map<String, BigDecimal> sums = new LinkedHashMap<>();
    daily.stream()
        .filter(wanted)
        .forEach(cost -> sums.merge(value(cost, dimension), cost.effective(), BigDecimal::add));
    return sums;
  }

  @Override
  public List<Point> series(
      String dimension,
      boolean monthly,
      LocalDate from,
      LocalDate to,
      String currency,
      Map<String, String> filters) {
    Map<LocalDate, Map<String, BigDecimal>> sums = new TreeMap<>();
    daily.stream()
        .filter(within(from, to, currency, filters))
        .forEach(
            cost ->
                sums.computeIfAbsent(
                        monthly ? cost.day().withDayOfMonth(1) : cost.day(), _ -> new TreeMap<>())
                    .merge(value(cost, dimension), cost.effective(), BigDecimal::add));
    List<Point> points = new ArrayList<>();
    sums.forEach((at, values) -> values.forEach((v, amount) -> points.add(new Point(at, v, amount))));
    return points;
  }

  @Override
  public List<ResourceCost> ofResource(ResourceId id) {
    List<ResourceCost> costs = new ArrayList<>();
    for (int i = 0; i < 13 && !daily.isEmpty(); i++) {
      costs.add(
          new ResourceCost(id, FIRST.plusMonths(i), "EUR", BigDecimal.valueOf(40 + i * 3 + (i % 4) * 5L)));
    }
    return costs;
  }

  @Override
  public Allocation allocation(LocalDate from, LocalDate to, String currency) {
    Map<String, BigDecimal> owners = sums("owner", within(from, to, currency, Map.of()));
    BigDecimal none = owners.getOrDefault("", BigDecimal.ZERO);
    return new Allocation(
        owners.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add).subtract(none), none);
  }
}
