package roadbed.assess.reliability.promql;

/** A text that is no query; never leaves the package. */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;
  private final int offset;

  Malformed(String why, int offset) {
    super(why, null, false, false);
    this.why = why;
    this.offset = offset;
  }

  String why() {
    return why;
  }

  int offset() {
    return offset;
  }
}
