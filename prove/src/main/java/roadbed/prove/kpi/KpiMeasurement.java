package roadbed.prove.kpi;

import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * A KPI's value on a day.
 *
 * @param kpi the KPI's id
 * @param day the day it speaks of
 * @param value the value in the KPI's unit; empty where it could not be measured
 * @param numerator what was counted, where it is a ratio
 * @param denominator over what, where it is a ratio
 * @param note what a reader must know about the value, for example its currency; otherwise empty text
 * @param lacks for an empty value, what is missing, in words; otherwise empty text
 */
public record KpiMeasurement(
    String kpi,
    LocalDate day,
    OptionalDouble value,
    OptionalDouble numerator,
    OptionalDouble denominator,
    String note,
    String lacks) {

  /** A measurement that could not be made. */
  static KpiMeasurement lacking(String kpi, LocalDate day, String lacks) {
    return new KpiMeasurement(
        kpi, day, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), "", lacks);
  }
}
