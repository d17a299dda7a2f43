package roadbed.rego.ir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.value.Value;

/** A place in the tree of all rules; filled in by the planner, not changed afterwards. */
public final class TreeNode {
  private final @Nullable TreeNode parent;
  private final List<Value> path;
  private final Map<Value, TreeNode> children = new LinkedHashMap<>();
  private final RuleNode.@Nullable Kind kind;
  private final int index;
  private final int arity;
  private List<Plan> plans = List.of();
  private @Nullable Plan byDefault;
  private boolean stopAtFirst;
  private @Nullable RuleIndex ruleIndex;
  private int[] definitions = {};
  private boolean remembered = true;

  TreeNode(@Nullable TreeNode parent, List<Value> path, RuleNode.@Nullable Kind kind, int arity, int index) {
    this.parent = parent;
    this.path = List.copyOf(path);
    this.kind = kind;
    this.arity = arity;
    this.index = index;
  }

  void fill(List<Plan> newPlans, @Nullable Plan newDefault, boolean stop) {
    plans = List.copyOf(newPlans);
    byDefault = newDefault;
    stopAtFirst = stop;
    definitions = IntStream.range(0, plans.size()).toArray();
    ruleIndex = RuleIndex.of(plans, arity);
  }

  public @Nullable TreeNode parent() {
    return parent;
  }

  /** The path below {@code data}. */
  public List<Value> path() {
    return path;
  }

  public Map<Value, TreeNode> children() {
    return children;
  }

  public @Nullable TreeNode child(Value key) {
    return children.get(key);
  }

  /** What the rules here make; null for an inner node. */
  public RuleNode.@Nullable Kind kind() {
    return kind;
  }

  /** How many arguments the function here takes. */
  public int arity() {
    return arity;
  }

  /** The number of this place; memory of an evaluation is kept under it. */
  public int index() {
    return index;
  }

  public List<Plan> plans() {
    return plans;
  }

  public @Nullable Plan byDefault() {
    return byDefault;
  }

  /** Whether results of this function are remembered; not where that costs more than to compute them again. */
  public boolean remembered() {
    return remembered;
  }

  void forget() {
    remembered = false;
  }

  /** The numbers of all definitions. */
  public int[] definitions() {
    return definitions;
  }

  /** What chooses among the definitions; null where all are tried. */
  public @Nullable RuleIndex ruleIndex() {
    return ruleIndex;
  }

  /** Whether all definitions can only give the same value, so that the first that holds decides. */
  public boolean stopAtFirst() {
    return stopAtFirst;
  }
}
