package roadbed.collect.terraform.expression;

import roadbed.model.Value;

/**
 * Ends an evaluation that cannot give a value, with what to give instead. It never leaves {@link Evaluator}.
 */
public final class Undecided extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Value instead;
  private final boolean wrong;

  private Undecided(Value instead, boolean wrong) {
    super("undecided", null, false, false);
    this.instead = instead;
    this.wrong = wrong;
  }

  /** The expression is wrong here: {@code try} goes on to its next argument. */
  public static Undecided wrong(String reason) {
    return new Undecided(new Value.Unknown(reason), true);
  }

  /** An operand is unknown or secret, and so is the result. */
  static Undecided because(Value operand) {
    return new Undecided(operand, false);
  }

  /** What the evaluation gives instead of a value. */
  public Value instead() {
    return instead;
  }

  boolean isWrong() {
    return wrong;
  }
}
