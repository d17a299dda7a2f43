package roadbed.rego.value;

/** Thrown, without a stack, when an outcome would depend on an {@link UnknownValue}. */
public final class UnknownReached extends RuntimeException {
  private final String reason;

  UnknownReached(String reason) {
    super("a value that is not known is needed: " + reason, null, false, false);
    this.reason = reason;
  }

  /** Why the value is not known. */
  public String reason() {
    return reason;
  }
}
