package roadbed.rego.syntax;

/** Leaves the parser at the first thing it cannot read in one statement; never leaves this package. */
final class ParseFailure extends RuntimeException {
  private final transient RegoError error;

  ParseFailure(RegoError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  RegoError error() {
    return error;
  }
}
