package roadbed.rego.server;

import java.util.Map;
import java.util.Optional;
import roadbed.rego.value.Value;

/** What the API tells of the parts around it that fetch bundles and send logs; by itself it has none. */
public interface Surroundings {
  /** No bundles, no logs, no status. */
  Surroundings NONE = new Surroundings() {};

  /** The state of each part under OPA's name for it: {@code OK}, {@code NOT_READY}, {@code ERROR}. */
  default Map<String, String> states() {
    return Map.of();
  }

  /** The status that {@code /v1/status} shows, where there is one. */
  default Optional<Value> status() {
    return Optional.empty();
  }

  /** Whether decisions are logged, and so have ids. */
  default boolean logsDecisions() {
    return false;
  }

  /**
   * Takes a decision to log.
   *
   * @throws IllegalStateException where the decision must not be told because it cannot be logged
   */
  default void log(DecisionEvent event) {}
}
