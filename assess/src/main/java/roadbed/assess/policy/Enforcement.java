package roadbed.assess.policy;

import java.util.Locale;
import java.util.Optional;

/** What a failure does at a gate, least first. */
public enum Enforcement {
  /** It is reported. */
  INFORM,
  /** It is reported so that nobody overlooks it. */
  WARN,
  /** It stops the change. */
  BLOCK;

  /** The identifier used in documents, for example {@code block}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level with that {@link #id()}, in any case. */
  public static Optional<Enforcement> ofId(String id) {
    for (Enforcement level : values()) {
      if (level.id().equalsIgnoreCase(id)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
