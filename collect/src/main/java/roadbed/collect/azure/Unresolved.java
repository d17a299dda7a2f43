package roadbed.collect.azure;

/** Ends the evaluation of one call. It never leaves this package. */
final class Unresolved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean secret;

  private Unresolved(String reason, boolean secret) {
    super(reason, null, false, false);
    this.secret = secret;
  }

  /** An argument is not known, or the call makes no sense. */
  static Unresolved because(String reason) {
    return new Unresolved(reason, false);
  }

  /** An argument is a secret, and so is what would come of it. */
  static Unresolved secret() {
    return new Unresolved("made from a secret, which is not kept", true);
  }

  boolean isSecret() {
    return secret;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
