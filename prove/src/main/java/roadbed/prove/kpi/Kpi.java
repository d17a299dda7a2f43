package roadbed.prove.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A KPI as its file defines it.
 *
 * @param id stable identifier, for example {@code mttr}
 * @param title one line
 * @param pillar reliability, resilience, delivery, guardrails, cost, security, assurance, platform or
 *     organisation
 * @param definition what is counted over what, in words
 * @param unit percent, count, duration (seconds), money, rate or index
 * @param direction which way is better
 * @param target the target in the unit, where there is a number for it
 * @param tolerance how far from the target is still met where the direction is {@link Direction#NEAR}, and
 *     still near otherwise
 * @param targetText the target in words
 * @param counting how Roadbed counts it: the population, what is left out of it and why
 * @param cadence how often it is looked at
 * @param periodDays length of the period that ends on the day of measurement; 0 for a state of that day
 * @param needs tables that must not be empty for the KPI to have a value
 * @param sql one row: value, where it is a ratio numerator and denominator, and where there is something a
 *     reader must know (a currency) note. Named parameters: as_of, period_start (dates, both inside the
 *     period)
 * @param rowsSql the rows that are counted, with a boolean column {@code counted} that says whether a row
 *     is in the numerator (or in the value, where it is no ratio) and a text column {@code reason} that
 *     says why
 * @param file where it is defined
 */
public record Kpi(
    String id,
    String title,
    String pillar,
    String definition,
    String unit,
    Direction direction,
    Optional<Double> target,
    Optional<Double> tolerance,
    String targetText,
    String counting,
    String cadence,
    int periodDays,
    List<String> needs,
    String sql,
    String rowsSql,
    String file) {
  public Kpi {
    needs = List.copyOf(needs);
  }

  /** First day of the period that ends on a day; that day itself where the KPI is a state. */
  public LocalDate periodStart(LocalDate asOf) {
    return periodDays <= 1 ? asOf : asOf.minusDays(periodDays - 1L);
  }

  /** Which way is better. */
  public enum Direction {
    HIGHER,
    LOWER,
    NEAR
  }
}
