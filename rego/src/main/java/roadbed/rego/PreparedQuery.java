package roadbed.rego;

import org.jspecify.annotations.Nullable;
import roadbed.rego.ir.QueryPlan;
import roadbed.rego.value.Value;

/** A compiled query: immutable, and safe to use from many threads. */
public final class PreparedQuery {
  private final Policy policy;
  private final QueryPlan plan;

  PreparedQuery(Policy policy, QueryPlan plan) {
    this.policy = policy;
    this.plan = plan;
  }

  /** The solutions over an input; null for none. */
  public QueryResult evaluate(@Nullable Value input) {
    return policy.on(input).solutions(plan);
  }
}
