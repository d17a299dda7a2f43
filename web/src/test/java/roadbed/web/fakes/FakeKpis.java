package roadbed.web.fakes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.Kpi;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiStore;

/** Six KPIs with a year of values, and tables that answer their queries. */
public final class FakeKpis implements KpiStore {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private final boolean empty;

  public FakeKpis(boolean empty) {
    this.empty = empty;
  }

  public static KpiCatalogue catalogue() {
    return new KpiCatalogue(
        List.of(
            kpi("mttr", "Mean time to restore", "reliability", "duration", Kpi.Direction.LOWER, 3600.0),
            kpi("high-severity-incidents", "Severe incidents caused by the platform", "reliability", "count", Kpi.Direction.LOWER, 2.0),
            kpi("policy-compliance-rate", "Policy compliance", "guardrails", "percent", Kpi.Direction.HIGHER, 95.0),
            kpi("spend-vs-budget", "Spend against budget", "cost", "percent", Kpi.Direction.NEAR, 100.0),
            kpi("allocation-coverage", "Cost with an owner", "cost", "percent", Kpi.Direction.HIGHER, 90.0),
            kpi("observability-coverage", "Components with dashboard, alerts and SLO", "platform", "percent", Kpi.Direction.HIGHER, 80.0)),
        "0".repeat(64),
        List.of());
  }

  private static Kpi kpi(
      String id, String title, String pillar, String unit, Kpi.Direction direction, double target) {
    return new Kpi(
        id, title, pillar, "share of what counts over all that could count", unit, direction,
        Optional.of(target), Optional.of(target * 0.05), "as agreed in the spring review",
        "Resources that are gone on the day are left out, since nobody can mend them.",
        "weekly", 28, List.of("incident"),
        "select avg(x) as value from incident where day between :period_start and :as_of",
        "select id, title, counted from incident where day between :period_start and :as_of",
        "kpis/" + id + ".yaml");
  }

  @Override
  public void record(List<KpiMeasurement> measurements) {
    throw new UnsupportedOperationException("pages read");
  }

  private static double value(String kpi, int monthsAgo) {
    return switch (kpi) {
      case "mttr" -> 2_900 + monthsAgo * 410;
      case "high-severity-incidents" -> 2 + monthsAgo % 3;
      case "policy-compliance-rate" -> 93.4 - monthsAgo * 1.2;
      case "spend-vs-budget" -> 104 + monthsAgo % 4;
      default -> 78.25 - monthsAgo * 2.1;
    };
  }

  private static KpiMeasurement measurement(String kpi, LocalDate day, int monthsAgo) {
    return kpi.equals("observability-coverage")
        ? new KpiMeasurement(
            kpi, day, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), "",
            "no component is known: push a catalog-info.yaml")
        : new KpiMeasurement(
            kpi, day, OptionalDouble.of(value(kpi, monthsAgo)), OptionalDouble.of(391),
            OptionalDouble.of(420), "in EUR", "");
  }

  @Override
  public List<KpiMeasurement> latest() {
    return empty
        ? List.of()
        : catalogue().kpis().stream().map(kpi -> measurement(kpi.id(), TODAY, 0)).toList();
  }

  @Override
  public List<KpiMeasurement> trend(String kpi, LocalDate from, LocalDate to) {
    List<KpiMeasurement> trend = new ArrayList<>();
    for (int i = 12; i >= 0 && !empty; i--) {
      trend.add(measurement(kpi, TODAY.minusMonths(i), i));
    }
    return trend;
  }

  /** The tables. */
  public FactTables tables() {
    return new FactTables() {
      @Override
      public Table query(String sql, Map<String, LocalDate> parameters, LocalDate asOf, int limit) {
        if (sql.contains("from budget")) {
          return new Table(
              List.of("currency", "amount"),
              List.of(Arrays.asList("EUR", new BigDecimal("42000"))),
              false);
        }
        Optional<Table> resilience = FakeResilience.answer(sql, empty);
        if (resilience.isPresent()) {
          return resilience.get();
        }
        if (sql.contains("from deployment")) {
          return deployments(empty);
        }
        if (sql.startsWith("select avg")) {
          return new Table(
              List.of("value", "numerator", "denominator"),
              List.of(Arrays.asList(93.4, 391L, 420L)),
              false);
        }
        return new Table(
            List.of("id", "title", "minutes", "counted"),
            List.of(
                Arrays.asList("INC-204", "Checkout answers 502", 74L, true),
                Arrays.asList("INC-207", "Search index is <b>stale</b>", 12L, false),
                Arrays.asList("INC-211", null, new BigDecimal("33.5"), true)),
            true);
      }

      @Override
      public long count(String table, LocalDate asOf) {
        return empty ? 0 : 12;
      }

      @Override
      public void close() {}
    };
  }

  /** Two deployments, of which one was put back, and one to nobody knows where. */
  private static FactTables.Table deployments(boolean empty) {
    return new FactTables.Table(
        List.of(
            "id", "service", "environment", "standing", "finished", "failed", "confidence", "evidence", "lead_seconds",
            "recovery_seconds", "rework", "actor", "version", "link"),
        empty
            ? List.of()
            : List.of(
                Arrays.asList(
                    "github:acme/shop:2", "shop", "production", "production", "2026-11-20 10:00:00", true, 0.9,
                    "github:acme/shop:3 put back <b>what</b> had run before", 90_000L, 3_600L, false,
                    "ann", "v2", "https://ci.example/2"),
                Arrays.asList(
                    "github:acme/shop:1", "shop", "production", "production", "2026-11-19 10:00:00", false, 0.0, "", 7_200L, null, false,
                    "<bob>", "0123456789012345678901234567890123456789", "javascript:alert(1)"),
                Arrays.asList(
                    "github:acme/cart:1", "cart", "", "unknown environment", "2026-11-18 10:00:00", false, 0.0, "", null, null, false,
                    "", "", "")),
        false);
  }
}
