package roadbed.model;

import java.util.Locale;
import java.util.Optional;

/** How much a failed guardrail matters, least first, so that the natural order compares. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** The lower-case identifier used in documents, SQL and policies. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The severity with that {@link #id()}, in any case. */
  public static Optional<Severity> ofId(String id) {
    for (Severity severity : values()) {
      if (severity.id().equalsIgnoreCase(id)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }
}
