package roadbed.assess.policy.gate;

import java.util.Locale;
import java.util.Optional;

/** What a change does to a finding. */
public enum Movement {
  /** The change brings it. */
  NEW,
  /** It was there, and the change makes it worse: more is wrong, it is more severe, or its exception is gone. */
  WORSENED,
  /** It was there before. */
  UNCHANGED,
  /** It was there, and the change mends or removes it. */
  FIXED;

  /** The identifier used in documents. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The movement with that identifier. */
  public static Optional<Movement> ofId(String id) {
    for (Movement movement : values()) {
      if (movement.id().equals(id)) {
        return Optional.of(movement);
      }
    }
    return Optional.empty();
  }
}
