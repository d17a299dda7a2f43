package roadbed.rego.ir;

import java.util.List;

/**
 * A query, ready to run.
 *
 * @param names the variables of a solution, in the order of its values
 */
public record QueryPlan(List<String> names, Plan plan) {
  public QueryPlan {
    names = List.copyOf(names);
  }
}
