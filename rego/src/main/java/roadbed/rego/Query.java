package roadbed.rego;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.bytecode.CompiledCodes;
import roadbed.rego.eval.Code;
import roadbed.rego.ir.QueryPlan;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** A compiled query or entrypoint: immutable, and safe to use from many threads. */
public final class Query {
  private final Policy policy;
  /** How often a query is interpreted until it is compiled. */
  private static final int HOT = 500;

  private final QueryPlan plan;
  private volatile @Nullable Code code;
  private volatile boolean tried;
  private int runs;

  Query(Policy policy, QueryPlan plan) {
    this.policy = policy;
    this.plan = plan;
  }

  private @Nullable Code code() {
    Code known = code;
    if (known != null || tried) {
      return known;
    }
    boolean compile =
        switch (policy.machine()) {
          case INTERPRETER -> false;
          case BYTECODE -> true;
          // Counts of several threads may be lost; nothing depends on them but when.
          case TIERED -> ++runs == HOT && CompiledCodes.isWorthIt(plan);
        };
    if (compile) {
      tried = true;
      known = CompiledCodes.compile(plan);
      code = known;
    }
    return known;
  }

  /** The solutions where there is no input. */
  public QueryResult evaluate() {
    return policy.on(null).solutions(plan, code());
  }

  /** The solutions over an input; null for none. */
  public QueryResult evaluate(@Nullable Value input) {
    return policy.on(input).solutions(plan, code());
  }

  /** The solutions in an evaluation of the policy that the query belongs to; what that knows already, it keeps. */
  public QueryResult in(Evaluation evaluation) {
    return evaluation.solutions(plan, code());
  }

  /**
   * The solutions over an input that is read from JSON, in UTF-8.
   *
   * @throws roadbed.rego.value.JsonException where it is not JSON
   */
  public QueryResult evaluate(byte[] json) {
    return evaluate(Values.parseJson(json));
  }

  /** The solutions over each of many inputs, in their order; the work is shared among all cores. */
  public List<QueryResult> evaluateAll(List<? extends Value> inputs) {
    return IntStream.range(0, inputs.size()).parallel().mapToObj(i -> evaluate(inputs.get(i))).toList();
  }

  /**
   * The solutions over each of many inputs that are read from JSON, in UTF-8, in their order; the work is shared among
   * all cores.
   *
   * @throws roadbed.rego.value.JsonException where one is not JSON
   */
  public List<QueryResult> evaluateAllJson(List<byte[]> inputs) {
    return IntStream.range(0, inputs.size()).parallel().mapToObj(i -> evaluate(inputs.get(i))).toList();
  }
}
