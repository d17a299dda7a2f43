package roadbed.rego.value;

/** A text that is not JSON, or breaks a bound, with its place. */
public final class JsonException extends RuntimeException {
  private final String problem;
  private final int line;
  private final int column;

  JsonException(String problem, int line, int column) {
    super(line + ":" + column + ": " + problem, null, false, false);
    this.problem = problem;
    this.line = line;
    this.column = column;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column in bytes, from 1. */
  public int column() {
    return column;
  }
}
