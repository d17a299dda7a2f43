package roadbed.rego.bundle;

/** Why a bundle cannot be read or written; nothing of it is used then. */
public final class BundleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public BundleException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong. */
  public String reason() {
    return reason;
  }
}
