package roadbed.rego.ir;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which functions cost more to compute than to remember.
 *
 * <p>To remember a result takes the hash of all arguments and a place in a map, which is more than a few comparisons
 * take. The cost of a function counts those that it calls, so that what is not remembered is bounded however functions
 * call each other.
 */
final class Costs {
  /** In steps: from here on a result is remembered. */
  private static final int REMEMBERED = 48;

  /** Builtins that look at no more than their arguments themselves. */
  private static final Set<String> CHEAP =
      Set.of(
          "count", "plus", "minus", "mul", "equal", "neq", "lt", "lte", "gt", "gte", "startswith", "endswith", "is_array",
          "is_boolean", "is_null", "is_number", "is_object", "is_set", "is_string", "type_name", "object.get", "abs");

  private final Map<TreeNode, Integer> known = new HashMap<>();

  private Costs() {}

  /** Marks the functions that are not worth to be remembered. */
  static void decide(Iterable<TreeNode> nodes) {
    Costs costs = new Costs();
    for (TreeNode node : nodes) {
      if (node.arity() > 0 && costs.of(node) < REMEMBERED) {
        node.forget();
      }
    }
  }

  private int of(TreeNode function) {
    Integer cost = known.get(function);
    if (cost == null) {
      // A function that calls itself, which the resolver refuses, would count as dear.
      known.put(function, REMEMBERED);
      cost = chain(function.byDefault());
      for (Plan plan : function.plans()) {
        cost = sum(cost, chain(plan));
      }
      known.put(function, cost);
    }
    return cost;
  }

  private static int sum(int a, int b) {
    return Math.min(REMEMBERED, a + b);
  }

  private int chain(@Nullable Plan first) {
    int cost = 0;
    for (Plan plan = first; plan != null; plan = plan.orElse()) {
      cost = sum(cost, of(plan.body()));
    }
    return cost;
  }

  private int of(Block block) {
    int cost = 0;
    for (int i = 0; i < block.size() && cost < REMEMBERED; i++) {
      cost = sum(cost, of(block.step(i)));
    }
    return cost;
  }

  private int of(Step step) {
    return switch (step) {
      case Step.Input input -> 1 + input.path().size();
      case Step.Base base -> 1 + base.path().size();
      case Step.CallNative call -> CHEAP.contains(call.builtin().name()) ? 2 : REMEMBERED;
      case Step.CallFunction call -> sum(3, of(call.function()));
      case Step.Absent absent -> sum(1, of(absent.body()));
      case Step.Marked marked -> of(marked.body());
      case Step.MakeArray make -> 2 + make.items().size();
      case Step.Get _,
          Step.Document _,
          Step.Equal _,
          Step.Compare _,
          Step.Truthy _,
          Step.IsArray _,
          Step.IsObject _,
          Step.Never _,
          Step.Found _,
          Step.Result _ ->
          1;
      case Step.Extent _,
          Step.Tree _,
          Step.MakeSet _,
          Step.MakeObject _,
          Step.Scan _,
          Step.TreeScan _,
          Step.CallRelation _,
          Step.Walk _,
          Step.ForAll _,
          Step.Collect _,
          Step.With _,
          Step.Leave _,
          Step.Add _,
          Step.Put _,
          Step.Member _,
          Step.Entry _,
          Step.Solution _ ->
          REMEMBERED;
    };
  }
}
