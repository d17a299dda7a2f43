package roadbed.prove.kpi;

import java.time.LocalDate;
import java.util.List;
import roadbed.model.Diagnostic;

/** Measures KPIs over fact tables, and opens a number to the rows behind it. */
public final class KpiMeter {
  private KpiMeter() {}

  /** Measures every KPI of a catalogue. What cannot be measured says what it lacks. */
  public static KpiRun measure(KpiCatalogue catalogue, FactTables tables, LocalDate asOf) {
    return landsNext();
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
    return landsNext();
  }

  /**
   * A KPI opened.
   *
   * @param kpi its definition
   * @param measurement its value on the day
   * @param periodStart first day of the period, the day itself for a state
   * @param rows the population, with the columns {@code counted} and {@code reason} where they exist
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

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T landsNext() {
    throw new UnsupportedOperationException("lands next");
  }
}
