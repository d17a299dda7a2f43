package roadbed.rego.builtin;

import org.jspecify.annotations.Nullable;
import roadbed.rego.value.Value;

/** One function that Rego offers. */
public final class Builtin {
  private final String name;
  private final Signature signature;
  private final @Nullable String infix;
  private final boolean deterministic;
  private final boolean deprecated;
  private final boolean relation;
  private final Body body;

  Builtin(
      String name,
      Signature signature,
      @Nullable String infix,
      boolean deterministic,
      boolean deprecated,
      boolean relation,
      Body body) {
    this.name = name;
    this.signature = signature;
    this.infix = infix;
    this.deterministic = deterministic;
    this.deprecated = deprecated;
    this.relation = relation;
    this.body = body;
  }

  public String name() {
    return name;
  }

  public Signature signature() {
    return signature;
  }

  /** The number of fixed arguments. */
  public int arity() {
    return signature.arguments().size();
  }

  /** The operator that stands for it, such as {@code +}, where there is one. */
  public @Nullable String infix() {
    return infix;
  }

  /** Whether the result depends on the arguments alone. */
  public boolean deterministic() {
    return deterministic;
  }

  public boolean deprecated() {
    return deprecated;
  }

  /** Whether the result is an array of all solutions, each of which the call may take. */
  public boolean relation() {
    return relation;
  }

  /** The part of the name before its last dot, or nothing. */
  public String category() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  /**
   * Calls the function.
   *
   * @return the result; null where it is undefined
   * @throws BuiltinException where it refuses
   */
  public @Nullable Value call(CallContext context, Value[] args) {
    try {
      Value result = body.apply(context, args);
      context.charge(args, result);
      return result;
    } catch (BuiltinException e) {
      throw e.in(name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
