package roadbed.rego.ir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.Definition;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.Resolver;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.resolve.Variable;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.Value;

/** Plans every rule of a resolved tree. */
public final class Planner {
  private final Map<RuleNode, TreeNode> nodes = new LinkedHashMap<>();
  private final RuleNode root;
  private final @Nullable Landmarks landmarks;
  private int places;

  public Planner(RuleNode root) {
    this(root, null);
  }

  /**
   * A planner that marks statements and rules.
   *
   * @param landmarks which statement a goal belongs to; null for a program without marks
   */
  public Planner(RuleNode root, @Nullable Landmarks landmarks) {
    this.root = root;
    this.landmarks = landmarks;
  }

  public Program program() {
    TreeNode top = mirror(root, null, List.of());
    nodes.forEach(this::fill);
    Costs.decide(nodes.values());
    return new Program(top, places);
  }

  /** Plans a query against the program that this planner made. */
  public QueryPlan query(Resolver.Query query) {
    return query(query, null);
  }

  /** Plans a query with marks, where there are landmarks. */
  public QueryPlan query(Resolver.Query query, @Nullable Landmarks queryLandmarks) {
    BodyPlanner planner = new BodyPlanner(this, queryLandmarks);
    List<String> names = query.variables().keySet().stream().sorted().toList();
    Block body =
        planner.rule(
            NOWHERE,
            queryLandmarks == null ? "" : queryLandmarks.queryText(),
            query.body(),
            () -> {
              List<Operand> values = new ArrayList<>();
              for (String name : names) {
                Variable variable = query.variables().get(name);
                if (variable != null) {
                  values.add(planner.operand(variable));
                }
              }
              return new Step.Solution(values);
            });
    return new QueryPlan(names, new Plan(NOWHERE, planner.slots(), planner.objects(), body, List.of(), null));
  }

  private static final Location NOWHERE = new Location("query", 1, 1);

  TreeNode node(RuleNode node) {
    TreeNode found = nodes.get(node);
    if (found == null) {
      throw new IllegalStateException("a rule that is not of this tree: " + node);
    }
    return found;
  }

  TreeNode root() {
    return node(root);
  }

  private TreeNode mirror(RuleNode node, @Nullable TreeNode parent, List<Value> path) {
    TreeNode made = new TreeNode(parent, path, node.kind(), node.arity(), places++);
    nodes.put(node, made);
    node.children()
        .forEach(
            (key, child) -> {
              List<Value> below = new ArrayList<>(path);
              below.add(key);
              made.children().put(key, mirror(child, made, below));
            });
    return made;
  }

  private void fill(RuleNode node, TreeNode into) {
    List<Plan> plans = node.definitions().stream().map(definition -> plan(node, definition)).toList();
    Definition byDefault = node.byDefault();
    into.fill(plans, byDefault == null ? null : plan(node, byDefault), sameConstant(node));
  }

  private static boolean sameConstant(RuleNode node) {
    if (node.definitions().isEmpty()) {
      return false;
    }
    Node first = node.definitions().getFirst().value();
    for (Definition definition : node.definitions()) {
      for (Definition d = definition; d != null; d = d.orElse()) {
        if (!(d.value() instanceof Node.Constant) || !d.value().equals(first)) {
          return false;
        }
      }
    }
    return true;
  }

  private Plan plan(RuleNode node, Definition definition) {
    List<Definition> chain = new ArrayList<>();
    for (Definition d = definition; d != null; d = d.orElse()) {
      chain.add(d);
    }
    Plan next = null;
    for (Definition d : chain.reversed()) {
      next = plan(node, d, next);
    }
    return Objects.requireNonNull(next);
  }

  private Plan plan(RuleNode node, Definition definition, @Nullable Plan orElse) {
    BodyPlanner planner = new BodyPlanner(this, landmarks);
    definition.parameters().forEach(planner::parameter);
    Block body =
        planner.rule(definition.at(), node.pathText(), definition.body(), () -> last(node, definition, planner));
    List<@Nullable Value> known = new ArrayList<>();
    for (Node part : definition.path()) {
      known.add(part instanceof Node.Constant constant ? constant.value() : null);
    }
    return new Plan(definition.at(), planner.slots(), planner.objects(), body, known, orElse);
  }

  private static Step last(RuleNode node, Definition definition, BodyPlanner planner) {
    RuleNode.Kind kind = node.kind();
    if (kind == RuleNode.Kind.OBJECT) {
      List<Operand> path = new ArrayList<>();
      definition.path().forEach(part -> path.add(planner.value(part)));
      return new Step.Entry(path, planner.value(definition.value()), definition.member(), definition.at());
    }
    boolean constant = definition.value() instanceof Node.Constant;
    Operand value = planner.value(definition.value());
    return kind == RuleNode.Kind.SET ? new Step.Member(value, constant) : new Step.Result(value, constant);
  }
}
