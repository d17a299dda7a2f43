package roadbed.rego.syntax;

/** Leaves the parser at the first thing it cannot read in one statement; never leaves this package. */
final class ParseFailure extends RuntimeException {
  private final transient RegoError error;
  private final boolean isFinal;

  ParseFailure(RegoError error) {
    this(error, false);
  }

  private ParseFailure(RegoError error, boolean isFinal) {
    super(error.message(), null, false, false);
    this.error = error;
    this.isFinal = isFinal;
  }

  /** A bound was passed: reading the same text in another way is no use. */
  static ParseFailure bound(RegoError error) {
    return new ParseFailure(error, true);
  }

  /** The same failure with what was probably meant. */
  ParseFailure hinting(String hint) {
    return new ParseFailure(error.hinting(hint), isFinal);
  }

  /** Goes on only if another reading may be tried. */
  void retry() {
    if (isFinal) {
      throw this;
    }
  }

  RegoError error() {
    return error;
  }
}
