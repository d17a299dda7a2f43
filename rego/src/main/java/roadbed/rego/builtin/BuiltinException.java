package roadbed.rego.builtin;

import roadbed.rego.value.Value;

/**
 * A builtin's refusal, with OPA's code and text.
 *
 * <p>Outside strict mode a refused call is undefined; one that {@link #halts} ends the evaluation in any mode, because
 * going on would turn a lack of time or memory into an answer.
 */
public final class BuiltinException extends RuntimeException {
  public static final String BUILTIN_ERROR = "eval_builtin_error";
  public static final String TYPE_ERROR = "eval_type_error";
  public static final String LIMIT_ERROR = "eval_limit_error";

  private final String code;
  private final String problem;
  private final boolean halts;

  public BuiltinException(String code, String problem) {
    this(code, problem, false);
  }

  private BuiltinException(String code, String problem, boolean halts) {
    super(problem, null, false, false);
    this.code = code;
    this.problem = problem;
    this.halts = halts;
  }

  /** A failure of the function's own. */
  static BuiltinException failed(String problem) {
    return new BuiltinException(BUILTIN_ERROR, problem);
  }

  /** An argument of the right type with a wrong content. */
  static BuiltinException operand(int position, String problem) {
    return new BuiltinException(TYPE_ERROR, "operand " + position + " " + problem);
  }

  /** An argument of a wrong type. */
  static BuiltinException wrongType(int position, Value got, String... expected) {
    String name = got.typeName();
    if (expected.length == 1) {
      return operand(position, "must be " + expected[0] + " but got " + name);
    }
    return operand(position, "must be one of {" + String.join(", ", expected) + "} but got " + name);
  }

  /** A bound that was passed. */
  static BuiltinException limit(String problem) {
    return new BuiltinException(LIMIT_ERROR, problem, true);
  }

  /** What the evaluation was not given the right to do. */
  static BuiltinException forbidden(String problem) {
    return new BuiltinException(BUILTIN_ERROR, problem, true);
  }

  BuiltinException in(String builtin) {
    return new BuiltinException(code, builtin + ": " + problem, halts);
  }


  public String code() {
    return code;
  }

  /** What is wrong, with the builtin's name before it. */
  public String problem() {
    return problem;
  }

  /** Whether the evaluation must end, strict or not. */
  public boolean halts() {
    return halts;
  }
}
