package roadbed.assess.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.resilience.DrillRecord;
import roadbed.model.resilience.WrittenDuration;

/**
 * An exercise and whether it counts as passed: it was, both times were measured, and no objective of a service that it tried
 * was missed.
 *
 * @param drill the exercise
 * @param passed whether it counts
 * @param reason why, or why not
 */
public record DrillStanding(DrillRecord drill, boolean passed, String reason) {

  static DrillStanding of(DrillRecord drill, Map<String, ServiceStanding> services) {
    Optional<DrillRecord.Outcome> outcome = drill.outcome();
    if (outcome.isEmpty()) {
      return new DrillStanding(drill, false, drill.begunAt().isPresent() ? "it has not ended" : "it has not begun");
    }
    if (outcome.get() != DrillRecord.Outcome.PASSED) {
      return new DrillStanding(drill, false, "it was " + outcome.get().id());
    }
    List<String> wrong = new ArrayList<>();
    if (drill.kind() == DrillRecord.Kind.RECOVERY) {
      if (drill.recoveryTime().isEmpty()) {
        wrong.add("the time of recovery was not measured");
      }
      if (drill.dataLoss().isEmpty()) {
        wrong.add("the loss of data was not measured");
      }
    }
    for (String service : drill.services()) {
      ServiceStanding standing = services.get(service);
      if (standing != null) {
        longer("recovery", service, drill.recoveryTime(), standing.objective().time()).ifPresent(wrong::add);
        longer("loss", service, drill.dataLoss(), standing.objective().point()).ifPresent(wrong::add);
      }
    }
    return new DrillStanding(drill, wrong.isEmpty(), wrong.isEmpty() ? "it passed" : String.join("; ", wrong));
  }

  private static Optional<String> longer(String what, String service, Optional<Duration> measured, Optional<Duration> asked) {
    return measured.isPresent() && asked.isPresent() && measured.get().compareTo(asked.get()) > 0
        ? Optional.of("a " + what + " of " + WrittenDuration.text(measured.get()) + " is longer than " + WrittenDuration.text(asked.get()) + " asked of " + service)
        : Optional.empty();
  }
}
