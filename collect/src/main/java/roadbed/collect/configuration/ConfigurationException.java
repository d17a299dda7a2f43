package roadbed.collect.configuration;

/** A text that is not in its format, with the place where that shows. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int line;

  ConfigurationException(int line, String problem) {
    super(problem);
    this.problem = problem;
    this.line = line;
  }

  /** What is wrong. */
  public String problem() {
    return problem;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }
}
