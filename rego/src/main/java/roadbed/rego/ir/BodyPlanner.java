package roadbed.rego.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.resolve.Body;
import roadbed.rego.resolve.Callee;
import roadbed.rego.resolve.Goal;
import roadbed.rego.resolve.Modifier;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.resolve.Variable;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.Value;

/**
 * Plans the bodies of one definition. The steps go into the current block; after a loop, that is the loop's own block.
 */
final class BodyPlanner {
  private static final Map<String, Step.Comparison> COMPARISONS =
      Map.of(
          "neq", Step.Comparison.UNEQUAL,
          "lt", Step.Comparison.LESS,
          "lte", Step.Comparison.LESS_OR_EQUAL,
          "gt", Step.Comparison.GREATER,
          "gte", Step.Comparison.GREATER_OR_EQUAL);

  private final Planner planner;
  private final ReferencePlanner references;
  private final UnificationPlanner unification;
  private final @Nullable Marking marking;
  private Map<Variable, Operand> bound = new HashMap<>();
  private BlockBuilder current = new BlockBuilder();
  private int slots;
  private int objects;

  BodyPlanner(Planner planner, @Nullable Landmarks landmarks) {
    this.planner = planner;
    this.marking = landmarks == null ? null : new Marking(this, landmarks);
    this.references = new ReferencePlanner(this, planner);
    this.unification = new UnificationPlanner(this);
  }

  int slots() {
    return slots;
  }

  int objects() {
    return objects;
  }

  int newSlot() {
    return slots++;
  }

  void parameter(Variable variable) {
    bound.put(variable, new Operand.Slot(newSlot()));
  }

  void emit(Step step) {
    current.add(step);
  }

  /** Emits a loop: what follows goes into its block. */
  void open(Function<Block, Step> loop) {
    current = current.open(loop);
  }

  boolean isBound(Variable variable) {
    return bound.containsKey(variable);
  }

  void bind(Variable variable, Operand operand) {
    bound.put(variable, operand);
  }

  Operand operand(Variable variable) {
    Operand operand = bound.get(variable);
    if (operand == null) {
      throw new IllegalStateException("variable " + variable + " at " + variable.at() + " is not bound where it is needed");
    }
    return operand;
  }

  /** A body as a block of its own; what it binds is forgotten afterwards. */
  Block block(Body body, Supplier<Step> last) {
    return block(() -> body.goals().forEach(this::goal), last);
  }

  /** The body of a definition. */
  Block rule(Location at, String path, Body body, Supplier<Step> last) {
    Runnable goals = () -> body.goals().forEach(this::goal);
    return marking == null ? block(goals, last) : marking.rule(at, path, () -> block(goals, last));
  }

  private Block block(Runnable work, Supplier<Step> last) {
    Map<Variable, Operand> outerBound = bound;
    BlockBuilder outer = current;
    bound = new HashMap<>(outerBound);
    BlockBuilder top = new BlockBuilder();
    current = top;
    if (marking == null) {
      work.run();
      emit(last.get());
    } else {
      marking.body(work, last);
    }
    Block made = top.build();
    current = outer;
    bound = outerBound;
    return made;
  }

  /** What is bound at this point of the planning; what is bound later in the same body comes to be in it too. */
  Map<Variable, Operand> bound() {
    return bound;
  }

  private void goal(Goal goal) {
    if (marking != null) {
      marking.goal(goal.at());
    }
    if (goal.with().isEmpty()) {
      plain(goal);
      return;
    }
    List<Step.Replacement> replacements = goal.with().stream().map(this::replacement).toList();
    int saved = objects++;
    open(body -> new Step.With(saved, replacements, body));
    plain(goal.with(List.of()));
    open(body -> new Step.Leave(saved, body));
  }

  private Step.Replacement replacement(Modifier modifier) {
    Operand value = modifier.replacement() instanceof Modifier.ByValue by ? value(by.node()) : null;
    return switch (modifier.target()) {
      case Modifier.InputTarget input -> new Step.ReplaceInput(input.path(), required(value));
      case Modifier.DataTarget data -> {
        TreeNode node = planner.root();
        for (Value part : data.path()) {
          node = node == null ? null : node.child(part);
        }
        yield new Step.ReplaceData(data.path(), node, required(value));
      }
      case Modifier.FunctionTarget function ->
          new Step.ReplaceFunction(
              identity(function.callee()),
              value,
              modifier.replacement() instanceof Modifier.ByFunction by ? identity(by.callee()) : null);
    };
  }

  private static Operand required(@Nullable Operand operand) {
    if (operand == null) {
      throw new IllegalStateException("a document is replaced by a value only");
    }
    return operand;
  }

  private Object identity(Callee callee) {
    return switch (callee) {
      case Callee.Native nativeCallee -> nativeCallee.builtin();
      case Callee.Defined defined -> planner.node(defined.node());
    };
  }

  private void plain(Goal goal) {
    switch (goal) {
      case Goal.Holds holds -> {
        if (holds.term() instanceof Node.Constant constant && constant.value().equals(BooleanValue.TRUE)) {
          return;
        }
        emit(new Step.Truthy(value(holds.term())));
      }
      case Goal.Unify unify -> unification.unify(unify.left(), unify.right());
      case Goal.Invoke invoke -> invoke(invoke);
      case Goal.Absent absent -> emit(new Step.Absent(block(absent.body(), Step.Found::new)));
      case Goal.ForAll every -> every(every);
    }
  }

  private void every(Goal.ForAll every) {
    Operand domain = value(every.domain());
    int key = every.key() == null ? -1 : newSlot();
    int value = newSlot();
    Block body =
        block(
            () -> {
              if (every.key() != null) {
                bind(every.key(), new Operand.Slot(key));
              }
              bind(every.value(), new Operand.Slot(value));
              every.body().goals().forEach(this::goal);
            },
            Step.Found::new);
    emit(new Step.ForAll(domain, key, value, body));
  }

  private void invoke(Goal.Invoke invoke) {
    List<Operand> args = new ArrayList<>();
    invoke.args().forEach(arg -> args.add(value(arg)));
    Node result = invoke.result();
    if (invoke.callee() instanceof Callee.Native callee) {
      Builtin builtin = callee.builtin();
      if (result == null && args.size() == 2) {
        if (builtin.name().equals("equal")) {
          emit(new Step.Equal(args.get(0), args.get(1)));
          return;
        }
        Step.Comparison how = COMPARISONS.get(builtin.name());
        if (how != null) {
          emit(new Step.Compare(how, args.get(0), args.get(1)));
          return;
        }
      }
      if (builtin.name().equals("walk") && result instanceof Node.ArrayNode pair && pair.items().size() == 2) {
        walk(builtin, args.getFirst(), pair, invoke.at());
        return;
      }
      int to = newSlot();
      if (builtin.relation()) {
        open(body -> new Step.CallRelation(to, builtin, args, invoke.at(), body));
      } else {
        emit(new Step.CallNative(to, builtin, args, invoke.at()));
      }
      match(result, to);
      return;
    }
    RuleNode node = ((Callee.Defined) invoke.callee()).node();
    int to = newSlot();
    emit(new Step.CallFunction(to, planner.node(node), args, invoke.at()));
    match(result, to);
  }

  private void walk(Builtin builtin, Operand of, Node.ArrayNode pair, Location at) {
    Node pathPattern = pair.items().get(0);
    boolean wanted = !(pathPattern instanceof Node.Local local && local.variable().name().equals("_"));
    int path = wanted ? newSlot() : -1;
    int value = newSlot();
    open(body -> new Step.Walk(path, value, builtin, of, at, body));
    if (wanted) {
      unification.match(pathPattern, new Operand.Slot(path), pair.items().get(1), new Operand.Slot(value));
    } else {
      match(pair.items().get(1), new Operand.Slot(value));
    }
  }

  private void match(@Nullable Node result, int slot) {
    Operand value = new Operand.Slot(slot);
    if (result == null) {
      emit(new Step.Truthy(value));
    } else {
      unification.match(result, value);
    }
  }

  void match(Node pattern, Operand value) {
    unification.match(pattern, value);
  }

  /** Whether all variables outside of references' paths and closures are bound. */
  boolean isKnown(Node node) {
    return switch (node) {
      case Node.Constant _, Node.Comprehension _ -> true;
      case Node.Local local -> isBound(local.variable());
      case Node.ArrayNode array -> array.items().stream().allMatch(this::isKnown);
      case Node.SetNode set -> set.items().stream().allMatch(this::isKnown);
      case Node.ObjectNode object ->
          object.keys().stream().allMatch(this::isKnown) && object.values().stream().allMatch(this::isKnown);
      case Node.Reference reference -> reference.variable() == null || isBound(reference.variable());
    };
  }

  /** Plans a term whose variables are bound, save those that a reference's path binds. */
  Operand value(Node node) {
    return switch (node) {
      case Node.Constant constant -> new Operand.Const(constant.value());
      case Node.Local local -> operand(local.variable());
      case Node.ArrayNode array -> {
        List<Operand> items = values(array.items());
        int to = newSlot();
        emit(new Step.MakeArray(to, items));
        yield new Operand.Slot(to);
      }
      case Node.SetNode set -> {
        List<Operand> items = values(set.items());
        int to = newSlot();
        emit(new Step.MakeSet(to, items));
        yield new Operand.Slot(to);
      }
      case Node.ObjectNode object -> {
        List<Operand> keys = values(object.keys());
        List<Operand> values = values(object.values());
        int to = newSlot();
        emit(new Step.MakeObject(to, keys, values));
        yield new Operand.Slot(to);
      }
      case Node.Reference reference -> references.plan(reference);
      case Node.Comprehension comprehension -> comprehension(comprehension);
    };
  }

  private List<Operand> values(List<Node> nodes) {
    List<Operand> operands = new ArrayList<>(nodes.size());
    nodes.forEach(node -> operands.add(value(node)));
    return operands;
  }

  private Operand comprehension(Node.Comprehension comprehension) {
    int collector = objects++;
    Block body =
        block(
            comprehension.body(),
            () -> {
              Node key = comprehension.key();
              if (key == null) {
                return new Step.Add(collector, value(comprehension.value()));
              }
              Operand planned = value(key);
              return new Step.Put(collector, planned, value(comprehension.value()));
            });
    int to = newSlot();
    emit(new Step.Collect(to, comprehension.kind(), collector, body));
    return new Operand.Slot(to);
  }
}
