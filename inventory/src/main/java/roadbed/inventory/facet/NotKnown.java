package roadbed.inventory.facet;

/**
 * Says that something was read whose value is not known here. {@link Facets} turns it into an unknown facet, so
 * that mappings read as if everything were known. It never leaves this module.
 */
public final class NotKnown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param reason why, in words for a person */
  public NotKnown(String reason) {
    super(reason, null, false, false);
  }

  /** Why it is not known. */
  public String reason() {
    String message = getMessage();
    return message == null ? "not known" : message;
  }
}
