package roadbed.operate.drill;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import roadbed.model.resilience.DrillRecord;

/**
 * What is to be tried.
 *
 * @param title what people call it
 * @param kind what is tried
 * @param services catalog components whose recovery is tried
 * @param restores resources that are brought back from a backup
 * @param planned for which day
 * @param participants who takes part, each perhaps with a role in brackets
 * @param steps what is to be done, in order
 * @param objective the SLO by which recovery is measured
 */
public record DrillPlan(
    String title,
    DrillRecord.Kind kind,
    List<String> services,
    List<String> restores,
    LocalDate planned,
    List<String> participants,
    List<String> steps,
    Optional<String> objective) {
  public DrillPlan {
    services = List.copyOf(services);
    restores = List.copyOf(restores);
    participants = List.copyOf(participants);
    steps = List.copyOf(steps);
  }
}
