package roadbed.assess.cost.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An alert as it is kept: raised once for each threshold of a budget and each of its periods.
 *
 * @param id the number that it is acknowledged by; 0 before it is kept
 * @param budget the budget's name
 * @param from first day of the period
 * @param to its last day
 * @param forecast whether it was passed by the projection only
 * @param percent the threshold, in percent of the budget
 * @param words what to tell
 * @param owners who is to be told
 * @param amount of the budget
 * @param currency of the amount
 * @param asOf the last day whose cost was counted
 * @param raised when
 * @param acknowledged by whom and when, once somebody did
 */
public record BudgetAlert(
    long id,
    String budget,
    LocalDate from,
    LocalDate to,
    boolean forecast,
    int percent,
    String words,
    List<String> owners,
    BigDecimal amount,
    String currency,
    LocalDate asOf,
    Instant raised,
    Optional<Acknowledgement> acknowledged) {
  public BudgetAlert {
    owners = List.copyOf(owners);
  }

  /** Somebody has seen it. */
  public record Acknowledgement(String by, Instant at) {}

  /** The alerts that standings give, as of a moment. */
  public static List<BudgetAlert> of(List<BudgetStanding> standings, Instant at) {
    return standings.stream()
        .flatMap(
            standing ->
                standing.alerts().stream()
                    .map(
                        alert ->
                            new BudgetAlert(
                                0,
                                standing.budget().name(),
                                standing.from(),
                                standing.to(),
                                alert.forecast(),
                                alert.percent(),
                                alert.words(),
                                standing.budget().owners(),
                                standing.budget().amount(),
                                standing.budget().currency(),
                                standing.asOf(),
                                at,
                                Optional.empty())))
        .toList();
  }
}
