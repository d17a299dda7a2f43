package roadbed.prove.kpi;

import java.time.LocalDate;
import java.util.List;

/** Measured values by day. Implemented by {@code store}. */
public interface KpiStore {

  /** Keeps a measurement; a second one for the same KPI and day replaces the first. */
  void record(List<KpiMeasurement> measurements);

  /** The newest measurement of each KPI. */
  List<KpiMeasurement> latest();

  /** Measurements of one KPI, oldest first. */
  List<KpiMeasurement> trend(String kpi, LocalDate from, LocalDate to);
}
