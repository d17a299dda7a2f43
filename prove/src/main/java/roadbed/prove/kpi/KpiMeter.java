package roadbed.prove.kpi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.prove.kpi.FactTables.FactQueryException;

/** Measures KPIs over fact tables, and opens a number to the rows behind it. */
public final class KpiMeter {
  private final FactTables tables;
  private final LocalDate asOf;
  private final Map<String, Long> counts = new HashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private KpiMeter(FactTables tables, LocalDate asOf) {
    this.tables = tables;
    this.asOf = asOf;
  }

  /** Measures every KPI of a catalogue. What cannot be measured says what it lacks. */
  public static KpiRun measure(KpiCatalogue catalogue, FactTables tables, LocalDate asOf) {
    KpiMeter meter = new KpiMeter(tables, asOf);
    List<KpiMeasurement> measurements = catalogue.kpis().stream().map(meter::measure).toList();
    return new KpiRun(asOf, measurements, meter.diagnostics);
  }

  /**
   * What measuring gave.
   *
   * @param asOf the day it speaks of
   * @param measurements one for each KPI, in the catalogue's order
   * @param diagnostics queries that did not work
   */
  public record KpiRun(
      LocalDate asOf, List<KpiMeasurement> measurements, List<Diagnostic> diagnostics) {
    public KpiRun {
      measurements = List.copyOf(measurements);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * Opens a KPI: its value on a day and the rows behind it.
   *
   * @param limit rows to return at most
   */
  public static Explanation explain(Kpi kpi, FactTables tables, LocalDate asOf, int limit) {
    KpiMeter meter = new KpiMeter(tables, asOf);
    KpiMeasurement measurement = meter.measure(kpi);
    FactTables.Table rows = meter.rows(kpi, limit);
    return new Explanation(
        kpi, measurement, kpi.periodStart(asOf), rows, counted(rows), meter.diagnostics);
  }

  /**
   * A KPI opened.
   *
   * @param kpi its definition
   * @param measurement its value on the day
   * @param periodStart first day of the period, the day itself for a state
   * @param rows the population: {@code counted} is true for a row that is counted, false for one of the
   *     population that is not, and null for one that is left out; {@code reason} says why
   * @param counted how many of the returned rows are counted
   * @param diagnostics queries that did not work
   */
  public record Explanation(
      Kpi kpi,
      KpiMeasurement measurement,
      LocalDate periodStart,
      FactTables.Table rows,
      long counted,
      List<Diagnostic> diagnostics) {
    public Explanation {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  private KpiMeasurement measure(Kpi kpi) {
    try {
      List<String> missing = new ArrayList<>();
      for (String table : kpi.needs()) {
        if (counts.computeIfAbsent(table, name -> tables.count(name, asOf)) == 0) {
          missing.add(whatIsMissing(table));
        }
      }
      if (!missing.isEmpty()) {
        return KpiMeasurement.lacking(kpi.id(), asOf, String.join("; ", missing));
      }
      return read(kpi, query(kpi.sql(), kpi, 2));
    } catch (FactQueryException | IllegalArgumentException e) {
      return failed(kpi, "the query did not work: " + e.getMessage());
    }
  }

  private FactTables.Table query(String sql, Kpi kpi, int limit) {
    Map<String, LocalDate> parameters =
        Map.of("as_of", asOf, "period_start", kpi.periodStart(asOf));
    return tables.query(sql, parameters, asOf, limit);
  }

  private KpiMeasurement read(Kpi kpi, FactTables.Table table) {
    if (!table.columns().contains("value")) {
      return failed(kpi, "the query has no column value");
    }
    if (table.rows().size() != 1) {
      return failed(kpi, "the query gives " + (table.rows().isEmpty() ? "no row" : "several rows") + ", not one");
    }
    List<@Nullable Object> row = table.rows().getFirst();
    try {
      OptionalDouble value = number(table, row, "value");
      if (value.isEmpty()) {
        String why = text(table, row, "lacks");
        return KpiMeasurement.lacking(
            kpi.id(), asOf, why.isEmpty() ? "there is nothing to count in the period" : why);
      }
      return new KpiMeasurement(
          kpi.id(),
          asOf,
          value,
          number(table, row, "numerator"),
          number(table, row, "denominator"),
          text(table, row, "note"),
          "");
    } catch (IllegalArgumentException e) {
      return failed(kpi, "the query's answer is not usable: " + e.getMessage());
    }
  }

  private KpiMeasurement failed(Kpi kpi, String message) {
    diagnostics.add(
        Diagnostic.error(
            "kpi.query", Location.of(kpi.file()), "KPI " + kpi.id() + ": " + message, "correct its SQL"));
    return KpiMeasurement.lacking(kpi.id(), asOf, message);
  }

  private FactTables.Table rows(Kpi kpi, int limit) {
    try {
      return query(kpi.rowsSql(), kpi, limit);
    } catch (FactQueryException | IllegalArgumentException e) {
      failed(kpi, "the query for its rows did not work: " + e.getMessage());
      return new FactTables.Table(List.of(), List.of(), false);
    }
  }

  private static long counted(FactTables.Table rows) {
    int column = rows.columns().indexOf("counted");
    return column < 0
        ? 0
        : rows.rows().stream().filter(row -> Boolean.TRUE.equals(row.get(column))).count();
  }

  private static OptionalDouble number(
      FactTables.Table table, List<@Nullable Object> row, String name) {
    int column = table.columns().indexOf(name);
    Object value = column < 0 ? null : row.get(column);
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return OptionalDouble.of(number.doubleValue());
    }
    throw new IllegalArgumentException(name + " is " + value + ", which is no number");
  }

  private static String text(FactTables.Table table, List<@Nullable Object> row, String name) {
    int column = table.columns().indexOf(name);
    Object value = column < 0 ? null : row.get(column);
    return value == null ? "" : value.toString();
  }

  private static String whatIsMissing(String table) {
    return switch (table) {
      case "resource" -> "no resources: scan Terraform plans, states or sources, or Kubernetes manifests";
      case "verdict" -> "no verdicts: no guardrail applies to any resource";
      case "relation" -> "no relations between resources";
      case "incident" -> "no incidents: add them as CSV or JSON";
      case "optimisation" -> "no optimisation in the backlog: add one, and verify it by a bill";
      case "cost_daily" -> "no billing: add FOCUS files";
      case "cost_resource" -> "no billing line whose resource is in the inventory";
      case "commitment_daily" -> "no billing with use that commitments cover";
      case "on_call_shift" -> "no shifts on call: push documents of kind OnCall to a server";
      case "resource_use" -> "no measurements of use: add exports of monitoring beside the inventory";
      case "budget" -> "no budgets: state them in roadbed.yaml";
      case "driver" -> "no business drivers: state them in roadbed.yaml";
      case "account" -> "no accounts: state them in roadbed.yaml";
      case "component" -> "no components: add Backstage catalog-info.yaml files";
      default -> "no rows in table " + table;
    };
  }
}
