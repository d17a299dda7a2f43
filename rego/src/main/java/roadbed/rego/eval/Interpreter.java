package roadbed.rego.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.ir.Block;
import roadbed.rego.ir.Join;
import roadbed.rego.ir.Operand;
import roadbed.rego.ir.Plan;
import roadbed.rego.ir.RuleIndex;
import roadbed.rego.ir.Step;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** Runs plans step by step. */
final class Interpreter {
  private final Run run;

  Interpreter(Run run) {
    this.run = run;
  }

  /** Runs a definition of a set or an object of rules, or a query. */
  void run(Plan plan, Scope scope, Object sink) {
    exec(plan, new Frame(plan, scope, false, sink));
  }

  /** Runs a definition; where the budget was used up is within it. */
  private void exec(Plan plan, Frame frame) {
    try {
      exec(plan.body(), frame);
    } catch (EvaluationException e) {
      throw Budget.isSpent(e) ? e.from(plan.at()) : e;
    }
  }

  /** Runs a complete rule or a function; null where it is undefined. */
  @Nullable Value evaluate(TreeNode node, Scope scope, Value[] args) {
    run.budget.enter();
    boolean function = node.kind() == RuleNode.Kind.FUNCTION;
    Value result = null;
    RuleIndex index = node.ruleIndex();
    int[] chosen =
        index == null
            ? null
            : Operations.candidates(scope, index, index.argument() < 0 ? null : args[index.argument()]);
    int count = chosen == null ? node.plans().size() : chosen.length;
    for (int i = 0; i < count; i++) {
      Plan plan = node.plans().get(chosen == null ? i : chosen[i]);
      Value found = first(plan, function, scope, args);
      if (found == null) {
        continue;
      }
      if (result == null) {
        result = found;
        if (node.stopAtFirst()) {
          break;
        }
      } else if (!result.equals(found)) {
        throw Run.conflict(function, plan.at());
      }
    }
    Plan byDefault = node.byDefault();
    if (result == null && byDefault != null) {
      result = first(byDefault, function, scope, args);
    }
    run.budget.leave();
    return result;
  }

  /** The value of the first alternative that has one. */
  private @Nullable Value first(Plan chain, boolean function, Scope scope, Value[] args) {
    for (Plan plan = chain; plan != null; plan = plan.orElse()) {
      Frame frame = new Frame(plan, scope, function, null);
      System.arraycopy(args, 0, frame.slots, 0, args.length);
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
          Value at = frame.scope.input(step.path());
          if (at == null) {
            return false;
          }
          slots[step.to()] = at;
        }
        case Step.Get step -> {
          Value found = Operations.member(frame.get(step.from()), frame.get(step.key()));
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
          if (!Operations.isTruthy(frame.get(step.value()))) {
            return false;
          }
        }
        case Step.Compare step -> {
          if (!Operations.compare(step.how(), frame.get(step.left()), frame.get(step.right()))) {
            return false;
          }
        }
        case Step.Document step -> {
          Value found = run.documents().document(frame.scope, step.node());
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.CallNative step -> {
          Value found = run.calls.callNative(frame.scope, step.builtin(), values(step.args(), frame), step.at());
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.CallFunction step -> {
          Value found = run.calls.call(frame.scope, step.function(), values(step.args(), frame), step.at());
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
            throw Run.conflict(frame.function, frame.plan.at());
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
          if (!Operations.isArray(frame.get(step.value()), step.size())) {
            return false;
          }
        }
        case Step.IsObject step -> {
          if (!Operations.isObject(frame.get(step.value()), step.size())) {
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
          Value found = frame.scope.base(step.path());
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.Extent step -> slots[step.to()] =
            run.documents().extent(frame.scope, step.node(), List.of(values(step.known(), frame)));
        case Step.Tree step -> {
          Value found = run.documents().lookup(frame.scope, step.node(), List.of(values(step.path(), frame)));
          if (found == null) {
            return false;
          }
          slots[step.to()] = found;
        }
        case Step.TreeScan step -> {
          for (Value key : run.documents().keys(frame.scope, step.node(), List.of(values(step.path(), frame)))) {
            run.budget.tick();
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
        case Step.Walk step -> {
          Walk walk = Walk.begin(run, frame.scope, step.builtin(), step.at(), frame.get(step.of()));
          while (walk.next()) {
            run.budget.tick();
            slots[step.value()] = walk.value();
            if (step.path() >= 0) {
              slots[step.path()] = walk.path();
            }
            if (exec(step.body(), frame)) {
              return true;
            }
          }
          return false;
        }
        case Step.With step -> {
          Scope outer = frame.scope;
          Scope inner = outer;
          for (Step.Replacement replacement : step.replacements()) {
            inner = replace(inner, replacement, frame);
          }
          frame.objects[step.saved()] = outer;
          frame.scope = inner;
          boolean stop = exec(step.body(), frame);
          frame.scope = outer;
          return stop;
        }
        case Step.Leave step -> {
          Scope inner = frame.scope;
          frame.scope = (Scope) frame.objects[step.saved()];
          boolean stop = exec(step.body(), frame);
          frame.scope = inner;
          return stop;
        }
        case Step.Never _ -> {
          return false;
        }
        case Step.Marked step -> {
          Tracer told = run.tracer();
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
    Join join = step.join();
    Value collection = frame.get(step.collection());
    if (join != null && Joins.isLarge(collection)) {
      int[] chosen =
          run.joins.matching(frame.scope, collection, join.parts(), froms(join, frame), join.paths());
      if (chosen != null) {
        return scan(step, collection, chosen, frame);
      }
    }
    Value[] slots = frame.slots;
    switch (collection) {
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          run.budget.tick();
          slots[step.key()] = NumberValue.of(i);
          slots[step.value()] = array.get(i);
          if (exec(step.body(), frame)) {
            return true;
          }
        }
      }
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          run.budget.tick();
          slots[step.key()] = object.keyAt(i);
          slots[step.value()] = object.valueAt(i);
          if (exec(step.body(), frame)) {
            return true;
          }
        }
      }
      case SetValue set -> {
        for (int i = 0; i < set.size(); i++) {
          run.budget.tick();
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

  private static @Nullable Value[] froms(Join join, Frame frame) {
    @Nullable Value[] froms = new @Nullable Value[join.outside().size()];
    for (int i = 0; i < froms.length; i++) {
      Operand from = join.outside().get(i).from();
      froms[i] = from == null ? null : frame.get(from);
    }
    return froms;
  }

  private boolean scan(Step.Scan step, Value collection, int[] chosen, Frame frame) {
    for (int i : chosen) {
      run.budget.tick();
      frame.slots[step.key()] = Operations.keyAt(collection, i);
      frame.slots[step.value()] = Operations.valueAt(collection, i);
      if (exec(step.body(), frame)) {
        return true;
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
    run.budget.tick();
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
    Operations.entry(
        (Extent) sink(frame), values(step.path(), frame), frame.get(step.value()), step.member(), step.at());
  }

  @SuppressWarnings("unchecked") // The sink of a query is made as a list of rows.
  private static void solution(Step.Solution step, Frame frame) {
    ((List<Value[]>) sink(frame)).add(values(step.values(), frame));
  }

  private boolean relation(Step.CallRelation step, Frame frame) {
    Value found = run.calls.callNative(frame.scope, step.builtin(), values(step.args(), frame), step.at());
    if (found instanceof ArrayValue solutions) {
      for (int i = 0; i < solutions.size(); i++) {
        run.budget.tick();
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
