package roadbed.collect.terraform.expression;

/** Ends the parsing of one thing; whoever began it says so to a person, or reads on behind it. */
public final class SyntaxProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int offset;
  private final String problem;

  /**
   * A problem.
   *
   * @param offset where, in characters from 0
   * @param problem what is wrong, without any of the text
   */
  public SyntaxProblem(int offset, String problem) {
    super(problem, null, false, false);
    this.offset = offset;
    this.problem = problem;
  }

  /** Where, in characters from 0. */
  public int offset() {
    return offset;
  }

  /** What is wrong, without any of the text, which may be secret. */
  public String problem() {
    return problem;
  }
}
