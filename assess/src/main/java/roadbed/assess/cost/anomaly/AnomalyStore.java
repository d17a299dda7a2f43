package roadbed.assess.cost.anomaly;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Where cases live, with what people did with them. Implemented by {@code store}. */
public interface AnomalyStore {

  /** Cases that began on a day or later, the newest first. */
  List<AnomalyCase> since(LocalDate day);

  /** One case. */
  Optional<AnomalyCase> find(String id);

  /** Keeps cases as they are found now; their steps are left alone. */
  void record(List<AnomalyCase> cases, Instant at);

  /** When cases were last looked for; empty where they never were. */
  Optional<Instant> lookedAt();

  /**
   * Adds a step.
   *
   * @param known how many steps the case had when the person decided
   * @return whether it still has as many, and the step counts
   */
  boolean add(String id, int known, Triage.Step step);

  /** Lets what was learned about a scope be forgotten. */
  void forget(Sensitivity.Forgotten forgotten);

  /** What was forgotten, oldest first. */
  List<Sensitivity.Forgotten> forgotten();
}
