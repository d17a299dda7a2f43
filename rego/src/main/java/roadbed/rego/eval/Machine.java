package roadbed.rego.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.ir.Block;
import roadbed.rego.ir.Operand;
import roadbed.rego.ir.Plan;
import roadbed.rego.ir.Program;
import roadbed.rego.ir.QueryPlan;
import roadbed.rego.ir.Step;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.UnknownReached;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** Runs the steps of one evaluation. */
public final class Machine {
  /** The sink of a frame that is a function's call. */
  private static final Object CALL = "call";

  private final Budget budget;
  private final Scope outermost;
  private final Documents documents = new Documents(this);
  private final Calls calls;
  private Scope scope;
  private @Nullable Tracer tracer;

  /**
   * A machine for one evaluation.
   *
   * @param input what {@code input} is; null where there is none
   * @param data the base document
   * @param strict whether an error of a builtin ends the evaluation
   */
  public Machine(
      Program program, @Nullable Value input, Value data, boolean strict, Limits limits, CallContext.Builder context) {
    this.budget = new Budget(limits);
    this.calls =
        new Calls(
            this,
            strict,
            context
                .strict(strict)
                .spends(budget::spend)
                .maxItems(limits.items())
                .maxCharacters(limits.characters())
                .build());
    this.outermost = new Scope(input, data, program.places());
    this.scope = outermost;
  }

  /** Tells a tracer of the marks of the program. */
  public void trace(Tracer value) {
    tracer = value;
  }

  /** Errors of builtins that only made their calls undefined. */
  public List<RegoError> builtinErrors() {
    return calls.errors();
  }

  Scope scope() {
    return scope;
  }

  void see(Scope other) {
    scope = other;
  }

  /** The document at a path below a place of the tree; null where it is undefined. */
  public @Nullable Value document(TreeNode root, List<Value> path) {
    return documents.lookup(root, path);
  }

  /** The solutions of a query. */
  public List<Value[]> solutions(QueryPlan query) {
    List<Value[]> rows = new ArrayList<>();
    run(query.plan(), rows);
    return rows;
  }

  /**
   * The members of a partial set, definition by definition: one that comes upon an unknown value keeps what it has found
   * and gives its reason, and the others go on.
   */
  public SetValue members(TreeNode node, Set<String> undecided) {
    SetValue.Builder members = SetValue.builder();
    for (Plan plan : node.plans()) {
      try {
        run(plan, members);
      } catch (UnknownReached unknown) {
        undecided.add(unknown.reason());
        reset();
      }
    }
    return members.build();
  }

  /** Makes the machine fit for another evaluation after one that was ended; what is remembered stays true. */
  public void reset() {
    scope = outermost;
    budget.reset();
  }

  void enter() {
    budget.enter();
  }

  void leave() {
    budget.leave();
  }

  private void tick() {
    budget.tick();
  }

  static EvaluationException failure(String code, String message, @Nullable Location at) {
    return new EvaluationException(new RegoError(code, message, at));
  }

  /** One level down; null where there is nothing, and no answer for an unknown. */
  static @Nullable Value member(Value value, Value key) {
    if (value instanceof UnknownValue unknown) {
      throw unknown.reached();
    }
    return value.get(key);
  }

  void run(Plan plan, Object sink) {
    exec(plan, new Frame(plan, sink));
  }

  /** Runs a definition; where the budget was used up is within it. */
  private void exec(Plan plan, Frame frame) {
    try {
      exec(plan.body(), frame);
    } catch (EvaluationException e) {
      throw Budget.isSpent(e) ? e.from(plan.at()) : e;
    }
  }

  @Nullable Value complete(TreeNode node) {
    Scope seen = scope;
    Object known = seen.remembered(node);
    if (known != null) {
      return known instanceof Value value ? value : null;
    }
    Value value = evaluate(node, null);
    seen.remember(node, value);
    return value;
  }

  Value set(TreeNode node) {
    Scope seen = scope;
    if (seen.remembered(node) instanceof Value known) {
      return known;
    }
    enter();
    SetValue.Builder members = SetValue.builder();
    for (Plan plan : node.plans()) {
      run(plan, members);
    }
    leave();
    SetValue value = members.build();
    seen.remember(node, value);
    return value;
  }

  @Nullable Value evaluate(TreeNode node, Value @Nullable [] args) {
    enter();
    Value result = null;
    for (Plan plan : node.plans()) {
      Value found = first(plan, args);
      if (found == null) {
        continue;
      }
      if (result == null) {
        result = found;
        if (node.stopAtFirst()) {
          break;
        }
      } else if (!result.equals(found)) {
        throw conflict(args != null, plan.at());
      }
    }
    Plan byDefault = node.byDefault();
    if (result == null && byDefault != null) {
      result = first(byDefault, args);
    }
    leave();
    return result;
  }

  private static EvaluationException conflict(boolean function, Location at) {
    return failure(
        RegoError.CONFLICT,
        function
            ? "functions must not produce multiple outputs for same inputs"
            : "complete rules must not produce multiple outputs",
        at);
  }

  /** The value of the first alternative that has one. */
  private @Nullable Value first(Plan chain, Value @Nullable [] args) {
    for (Plan plan = chain; plan != null; plan = plan.orElse()) {
      Frame frame = new Frame(plan, args == null ? null : CALL);
      if (args != null) {
        System.arraycopy(args, 0, frame.slots, 0, args.length);
      }
      exec(plan, frame);
      if (frame.result != null) {
        return frame.result;
      }
    }
    return null;
  }

  /** Runs a block; whether something in it asked to stop. */
  private boolean exec(Block block, Frame frame) {
    Value[] slots = frame.slots;
    for (int i = 0; i < block.size(); i++) {
      switch (block.step(i)) {
        case Step.Input step -> {
          Value at = scope.input;
          List<Value> path = step.path();
          for (int k = 0; at != null && k < path.size(); k++) {
            at = member(at, path.get(k));
          }
          if (at == null) {
            return false;
          }
          slots[step.to()] = at;
        }
        case Step.Get step -> {
          Value found = member(frame.get(step.from()), frame.get(step.key()));
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.Equal step -> {
          if (!frame.get(step.left()).equals(frame.get(step.right()))) {
            return false;
          }
        }
        case Step.Truthy step -> {
          Value value = frame.get(step.value());
          if (value instanceof UnknownValue unknown) {
            throw unknown.reached();
          }
          if (value.equals(BooleanValue.FALSE)) {
            return false;
          }
        }
        case Step.Compare step -> {
          if (!compare(step.how(), frame.get(step.left()), frame.get(step.right()))) {
            return false;
          }
        }
        case Step.Document step -> {
          Value found = documents.document(step.node());
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.CallNative step -> {
          Value found = calls.callNative(step.builtin(), values(step.args(), frame), step.at());
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.CallFunction step -> {
          Value found = calls.call(step.function(), values(step.args(), frame), step.at());
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.Scan step -> {
          return scan(step, frame);
        }
        case Step.Absent step -> {
          if (exec(step.body(), frame)) {
            return false;
          }
        }
        case Step.Found _ -> {
          return true;
        }
        case Step.Collect step -> slots[step.to()] = collect(step, frame);
        case Step.Add step -> Collecting.add(frame.objects[step.collector()], frame.get(step.value()));
        case Step.Put step ->
            Collecting.put(frame.objects[step.collector()], frame.get(step.key()), frame.get(step.value()));
        case Step.Result step -> {
          Value value = frame.get(step.value());
          if (frame.result == null) {
            frame.result = value;
          } else if (!frame.result.equals(value)) {
            throw conflict(CALL.equals(frame.sink), frame.plan.at());
          }
          return step.stop();
        }
        case Step.Member step -> {
          ((SetValue.Builder) sink(frame)).add(frame.get(step.value()));
          return step.stop();
        }
        case Step.Entry step -> entry(step, frame);
        case Step.Solution step -> solution(step, frame);
        case Step.IsArray step -> {
          Value value = frame.get(step.value());
          if (value instanceof UnknownValue unknown) {
            throw unknown.reached();
          }
          if (!(value instanceof ArrayValue array) || array.size() != step.size()) {
            return false;
          }
        }
        case Step.IsObject step -> {
          Value value = frame.get(step.value());
          if (value instanceof UnknownValue unknown) {
            throw unknown.reached();
          }
          if (!(value instanceof ObjectValue object) || object.size() != step.size()) {
            return false;
          }
        }
        case Step.MakeArray step -> slots[step.to()] = ArrayValue.of(values(step.items(), frame));
        case Step.MakeSet step -> slots[step.to()] = SetValue.of(values(step.items(), frame));
        case Step.MakeObject step -> slots[step.to()] = object(step, frame);
        case Step.ForAll step -> {
          if (!forAll(step, frame)) {
            return false;
          }
        }
        case Step.Base step -> {
          Value found = scope.base(step.path());
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.Extent step -> slots[step.to()] =
            documents.extent(step.node(), List.of(values(step.known(), frame)));
        case Step.Tree step -> {
          Value found = documents.lookup(step.node(), List.of(values(step.path(), frame)));
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.TreeScan step -> {
          for (Value key : documents.keys(step.node(), List.of(values(step.path(), frame)))) {
            tick();
            slots[step.key()] = key;
            if (exec(step.body(), frame)) {
              return true;
            }
          }
          return false;
        }
        case Step.CallRelation step -> {
          return relation(step, frame);
        }
        case Step.With step -> {
          Scope outer = scope;
          Scope inner = outer;
          for (Step.Replacement replacement : step.replacements()) {
            inner = replace(inner, replacement, frame);
          }
          frame.objects[step.saved()] = outer;
          scope = inner;
          boolean stop = exec(step.body(), frame);
          scope = outer;
          return stop;
        }
        case Step.Leave step -> {
          Scope inner = scope;
          scope = (Scope) frame.objects[step.saved()];
          boolean stop = exec(step.body(), frame);
          scope = inner;
          return stop;
        }
        case Step.Never _ -> {
          return false;
        }
        case Step.Marked step -> {
          Tracer told = tracer;
          if (told == null) {
            return exec(step.body(), frame);
          }
          told.begin(step.mark(), slots);
          boolean stop = exec(step.body(), frame);
          told.end(step.mark(), slots, stop);
          return stop;
        }
      }
    }
    return false;
  }

  private static Object sink(Frame frame) {
    if (frame.sink == null) {
      throw new IllegalStateException("a definition without a place for what it finds at " + frame.plan.at());
    }
    return frame.sink;
  }

  private static boolean compare(Step.Comparison how, Value left, Value right) {
    if (how == Step.Comparison.UNEQUAL) {
      return !left.equals(right);
    }
    int order = left.compareTo(right);
    return switch (how) {
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  private static Value[] values(List<Operand> operands, Frame frame) {
    Value[] values = new Value[operands.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = frame.get(operands.get(i));
    }
    return values;
  }

  private static Value object(Step.MakeObject step, Frame frame) {
    ObjectValue.Builder builder = ObjectValue.builder(step.keys().size());
    for (int i = 0; i < step.keys().size(); i++) {
      builder.put(frame.get(step.keys().get(i)), frame.get(step.values().get(i)));
    }
    return builder.build();
  }

  private boolean scan(Step.Scan step, Frame frame) {
    Value[] slots = frame.slots;
    switch (frame.get(step.collection())) {
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          tick();
          slots[step.key()] = NumberValue.of(i);
          slots[step.value()] = array.get(i);
          if (exec(step.body(), frame)) {
            return true;
          }
        }
      }
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          tick();
          slots[step.key()] = object.keyAt(i);
          slots[step.value()] = object.valueAt(i);
          if (exec(step.body(), frame)) {
            return true;
          }
        }
      }
      case SetValue set -> {
        for (int i = 0; i < set.size(); i++) {
          tick();
          Value member = set.at(i);
          slots[step.key()] = member;
          slots[step.value()] = member;
          if (exec(step.body(), frame)) {
            return true;
          }
        }
      }
      case UnknownValue unknown -> throw unknown.reached();
      default -> {
        // A scalar has no members.
      }
    }
    return false;
  }

  private boolean forAll(Step.ForAll step, Frame frame) {
    switch (frame.get(step.collection())) {
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          if (!holds(step, frame, NumberValue.of(i), array.get(i))) {
            return false;
          }
        }
      }
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          if (!holds(step, frame, object.keyAt(i), object.valueAt(i))) {
            return false;
          }
        }
      }
      case SetValue set -> {
        for (int i = 0; i < set.size(); i++) {
          if (!holds(step, frame, set.at(i), set.at(i))) {
            return false;
          }
        }
      }
      case UnknownValue unknown -> throw unknown.reached();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean holds(Step.ForAll step, Frame frame, Value key, Value value) {
    tick();
    if (step.key() >= 0) {
      frame.slots[step.key()] = key;
    }
    frame.slots[step.value()] = value;
    return exec(step.body(), frame);
  }

  private Value collect(Step.Collect step, Frame frame) {
    Object collector = Collecting.begin(step.kind());
    frame.objects[step.collector()] = collector;
    exec(step.body(), frame);
    return Collecting.built(step.kind(), collector);
  }

  private static void entry(Step.Entry step, Frame frame) {
    Extent extent = (Extent) sink(frame);
    List<Value> path = List.of(values(step.path(), frame));
    if (step.member()) {
      extent.add(path, frame.get(step.value()), step.at());
    } else {
      extent.put(path, frame.get(step.value()), step.at());
    }
  }

  @SuppressWarnings("unchecked") // The sink of a query is made as a list of rows.
  private static void solution(Step.Solution step, Frame frame) {
    ((List<Value[]>) sink(frame)).add(values(step.values(), frame));
  }

  private boolean relation(Step.CallRelation step, Frame frame) {
    Value found = calls.callNative(step.builtin(), values(step.args(), frame), step.at());
    if (found instanceof ArrayValue solutions) {
      for (int i = 0; i < solutions.size(); i++) {
        tick();
        frame.slots[step.to()] = solutions.get(i);
        if (exec(step.body(), frame)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Scope replace(Scope scope, Step.Replacement replacement, Frame frame) {
    return switch (replacement) {
      case Step.ReplaceInput input -> scope.withInput(input.path(), frame.get(input.value()));
      case Step.ReplaceData data -> scope.withData(data.path(), data.node(), frame.get(data.value()));
      case Step.ReplaceFunction function ->
          scope.withFunction(
              function.function(),
              new Scope.Substitute(
                  function.value() == null ? null : frame.get(function.value()), function.by()));
    };
  }
}
