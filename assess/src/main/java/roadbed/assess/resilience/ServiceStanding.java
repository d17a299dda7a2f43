package roadbed.assess.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.model.resilience.RecoveryObjective;

/**
 * How a service would come back.
 *
 * @param service the catalog component
 * @param owner who has it
 * @param tier its tier
 * @param objective what it must reach
 * @param weak what it needs that promises less
 * @param recoveries what was measured, the newest first
 */
public record ServiceStanding(
    String service,
    Optional<String> owner,
    Optional<String> tier,
    RecoveryObjective objective,
    List<WeakDependency> weak,
    List<Recovery> recoveries) {
  public ServiceStanding {
    weak = List.copyOf(weak);
    recoveries = List.copyOf(recoveries);
  }

  /**
   * A measured recovery.
   *
   * @param source {@code drill}, {@code incident} or {@code restore}
   * @param id which one
   * @param at when it was over
   * @param time how long the service was lost; a restore alone measures none
   * @param loss how much of the newest data was lost
   */
  public record Recovery(String service, String source, String id, Instant at, Optional<Duration> time, Optional<Duration> loss) {}

  /** The newest measured time of recovery. */
  public Optional<Recovery> latestTime() {
    return recoveries.stream().filter(one -> one.time().isPresent()).findFirst();
  }

  /** The newest measured loss of data. */
  public Optional<Recovery> latestLoss() {
    return recoveries.stream().filter(one -> one.loss().isPresent()).findFirst();
  }

  /** Whether the newest measured recovery met both objectives; empty where an objective or a measurement is not known. */
  public Optional<Boolean> met() {
    Optional<Boolean> time = met(latestTime().flatMap(Recovery::time), objective.time());
    Optional<Boolean> loss = met(latestLoss().flatMap(Recovery::loss), objective.point());
    if (time.filter(met -> !met).isPresent() || loss.filter(met -> !met).isPresent()) {
      return Optional.of(false);
    }
    return time.flatMap(_ -> loss);
  }

  private static Optional<Boolean> met(Optional<Duration> measured, Optional<Duration> asked) {
    return measured.flatMap(took -> asked.map(most -> took.compareTo(most) <= 0));
  }
}
