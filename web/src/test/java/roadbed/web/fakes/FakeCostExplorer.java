package roadbed.web.fakes;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.assess.cost.currency.Unrated;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostAnswer.Item;
import roadbed.assess.cost.explore.CostAnswer.Row;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;

/** Answers from a year of lines of nine services, one with a credit, one whose resource looks like a formula. */
public final class FakeCostExplorer implements CostExplorer {
  private static final LocalDate FIRST = LocalDate.parse("2025-11-01");
  private static final LocalDate LAST = LocalDate.parse("2026-11-20");
  private final List<Item> lines = new ArrayList<>();

  FakeCostExplorer(boolean empty) {
    String[][] kinds = {
      {"AWS", "410000000010", "Amazon EC2", "i-0a1", "310"},
      {"AWS", "410000000011", "Amazon RDS", "db-orders", "240"},
      {"AWS", "410000000012", "Amazon S3", "receipts", "95"},
      {"AWS", "410000000013", "AWS Lambda", "=HYPERLINK(1)", "44"},
      {"Azure", "410000000014", "Virtual Machines", "vm-7", "180"},
      {"Azure", "410000000015", "Azure SQL", "sql|main", "70"},
      {"Google Cloud", "shop-analytics", "BigQuery", "jobs", "130"},
      {"Google Cloud", "shop-analytics", "Cloud Storage", "exports", "38"},
      {"AWS", "410000000010", "Credits", "", "-25"},
    };
    for (LocalDate day = FIRST; !empty && !day.isAfter(LAST); day = day.plusDays(1)) {
      long age = day.toEpochDay() - FIRST.toEpochDay();
      for (String[] kind : kinds) {
        boolean jump = kind[2].equals("BigQuery") && !day.isBefore(LocalDate.parse("2026-11-09"));
        BigDecimal amount =
            new BigDecimal(kind[4])
                .multiply(BigDecimal.valueOf((900 + age) * (jump ? 24 : 10)))
                .divide(BigDecimal.valueOf(9000), 2, java.math.RoundingMode.HALF_UP);
        lines.add(item(day, kind, amount, "EUR"));
      }
      lines.add(item(day, new String[] {"Google Cloud", "us-lab", "Vertex AI", "tuning"}, BigDecimal.valueOf(12), "USD"));
    }
  }

  private static Item item(LocalDate day, String[] kind, BigDecimal amount, String currency) {
    return new Item(
        day, kind[0], kind[1], kind[2], amount.signum() < 0 ? "Credit" : "Usage", kind[3], "sku", "usage of " + kind[2],
        "24 Hours", currency, amount, amount, "{\"team\":\"shop\"}");
  }

  private static String value(Item item, String dimension) {
    return switch (dimension) {
      case "provider" -> item.provider();
      case "account" -> item.account();
      case "service" -> item.service();
      case "resource" -> item.resource();
      case "charge_category" -> item.chargeCategory();
      case "month" -> item.day().toString().substring(0, 7);
      case "tag:team" -> "shop";
      default -> "";
    };
  }

  private List<Item> within(CostQuestion question, LocalDate from, LocalDate to) {
    return lines.stream()
        .filter(item -> !item.day().isBefore(from) && !item.day().isAfter(to))
        .filter(item -> question.filters().stream().allMatch(filter -> holds(filter, item)))
        .toList();
  }

  private static boolean holds(Filter filter, Item item) {
    return filter.values().contains(value(item, filter.dimension())) == filter.is();
  }

  private record Key(Optional<LocalDate> at, List<String> values, String currency) {}

  private Map<Key, BigDecimal> sums(CostQuestion question, LocalDate from, LocalDate to) {
    Map<Key, BigDecimal> sums = new HashMap<>();
    for (Item own : within(question, from, to)) {
      Item item = converted(own, question);
      Optional<LocalDate> at =
          switch (question.grain()) {
            case WHOLE -> Optional.empty();
            case DAY -> Optional.of(item.day());
            case WEEK -> Optional.of(item.day().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH -> Optional.of(item.day().withDayOfMonth(1));
          };
      sums.merge(
          new Key(at, question.groups().stream().map(group -> value(item, group)).toList(), item.currency()),
          item.effective(),
          BigDecimal::add);
    }
    return sums;
  }

  private static boolean rated(LocalDate day) {
    return !day.isBefore(LocalDate.parse("2026-11-01"));
  }

  /** Two dollars are one euro, since November. */
  private static Item converted(Item item, CostQuestion question) {
    boolean turned = question.currency().equals(Optional.of("EUR")) && item.currency().equals("USD") && rated(item.day());
    BigDecimal half = item.effective().divide(BigDecimal.valueOf(2));
    return turned
        ? new Item(
            item.day(), item.provider(), item.account(), item.service(), item.chargeCategory(), item.resource(), item.sku(),
            item.description(), item.quantity(), "EUR", half, half, item.tags())
        : item;
  }

  private List<Unrated> unrated(CostQuestion question) {
    if (question.currency().isEmpty()) {
      return List.of();
    }
    Map<String, TreeMap<LocalDate, BigDecimal>> left = new HashMap<>();
    LocalDate from = question.compared().map(CostQuestion.Days::from).orElse(question.from());
    for (Item item : within(question, from, question.to())) {
      if (item.currency().equals("USD") && !rated(item.day())) {
        left.computeIfAbsent("USD", _ -> new TreeMap<>()).merge(item.day(), item.effective(), BigDecimal::add);
      }
    }
    return Unrated.of(left);
  }

  @Override
  public CostAnswer explore(CostQuestion question) {
    Map<Key, BigDecimal> now = sums(question, question.from(), question.to());
    Map<Key, BigDecimal> before =
        question.compared().map(days -> sums(question, days.from(), days.to())).orElse(Map.of());
    List<Row> rows = new ArrayList<>();
    Map<String, Row> rest = new TreeMap<>();
    now.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.comparing((BigDecimal amount) -> amount.abs()).reversed()))
        .forEach(
            entry -> {
              Key key = entry.getKey();
              BigDecimal was = before.getOrDefault(key, BigDecimal.ZERO);
              if (rows.size() < question.top()) {
                rows.add(new Row(key.at(), key.values(), key.currency(), entry.getValue(), was));
              } else {
                rest.merge(
                    key.currency(),
                    new Row(
                        Optional.empty(), key.values().stream().map(_ -> CostAnswer.OTHERS).toList(), key.currency(),
                        entry.getValue(), was),
                    (a, b) ->
                        new Row(a.at(), a.values(), a.currency(), a.amount().add(b.amount()), a.before().add(b.before())));
              }
            });
    rows.addAll(rest.values());
    return new CostAnswer(question, question.ofDailySums() && question.grain() == Grain.WHOLE, rows, totals(now), totals(before), unrated(question));
  }

  private static Map<String, BigDecimal> totals(Map<Key, BigDecimal> sums) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    sums.forEach((key, amount) -> totals.merge(key.currency(), amount, BigDecimal::add));
    return totals;
  }

  @Override
  public List<Item> items(CostQuestion question, int most) {
    return within(question, question.from(), question.to()).stream()
        .sorted(Comparator.comparing((Item item) -> item.effective().abs()).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public List<String> currencies() {
    return List.of("EUR", "USD");
  }
}
