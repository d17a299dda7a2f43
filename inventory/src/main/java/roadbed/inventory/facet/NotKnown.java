package roadbed.inventory.facet;

import roadbed.model.Value;

/**
 * Says that something was read whose value is not known here. {@link Facets} turns it into an unknown facet, so
 * that mappings read as if everything were known. It never leaves this module.
 */
public final class NotKnown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Value.Unknown unknown;

  /** @param reason why, in words for a person */
  public NotKnown(String reason) {
    this(new Value.Unknown(reason));
  }

  /** @param unknown what was read */
  NotKnown(Value.Unknown unknown) {
    super(unknown.reason(), null, false, false);
    this.unknown = unknown;
  }

  /** What was read. */
  Value.Unknown unknown() {
    return unknown;
  }

  /** Why it is not known. */
  public String reason() {
    String message = getMessage();
    return message == null ? "not known" : message;
  }
}
