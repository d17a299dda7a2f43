package roadbed.model.slo;

import java.util.Optional;

/** What is known of a slice of time. */
public enum SliceState {
  /** Events were counted. */
  COUNTED("counted"),
  /** The service was measured, and there were no events. */
  NO_TRAFFIC("no-traffic"),
  /** Nothing is known: whoever measures did not. */
  NO_DATA("no-data"),
  /** Whoever measures did, and the service was not there to be measured. */
  TARGET_GONE("target-gone");

  private final String id;

  SliceState(String id) {
    this.id = id;
  }

  /** As files write it. */
  public String id() {
    return id;
  }

  /** The state that a file means. */
  public static Optional<SliceState> of(String id) {
    for (SliceState state : values()) {
      if (state.id.equals(id)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
