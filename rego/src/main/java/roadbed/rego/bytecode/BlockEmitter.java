package roadbed.rego.bytecode;

import static roadbed.rego.bytecode.Names.BOOLEAN;
import static roadbed.rego.bytecode.Names.BUILTIN;
import static roadbed.rego.bytecode.Names.INT;
import static roadbed.rego.bytecode.Names.INTS;
import static roadbed.rego.bytecode.Names.LIST;
import static roadbed.rego.bytecode.Names.LOCATION;
import static roadbed.rego.bytecode.Names.NODE;
import static roadbed.rego.bytecode.Names.OBJECT_BUILDER;
import static roadbed.rego.bytecode.Names.RUN;
import static roadbed.rego.bytecode.Names.SCOPE;
import static roadbed.rego.bytecode.Names.SET_BUILDER;
import static roadbed.rego.bytecode.Names.VALUE;
import static roadbed.rego.bytecode.Names.VALUES;
import static roadbed.rego.bytecode.Names.VOID;
import static roadbed.rego.bytecode.Names.operation;
import static roadbed.rego.bytecode.Names.type;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.ir.Block;
import roadbed.rego.ir.Join;
import roadbed.rego.ir.Operand;
import roadbed.rego.ir.Step;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Emits the steps of one method.
 *
 * <p>A block ends in one of two ways, each of which is a place to jump to: it asks to stop, or it does not. A method that
 * grows past what the virtual machine compiles hands the rest of a block on to a method of its own.
 */
final class BlockEmitter {
  /** HotSpot compiles no method of more than 8,000 bytes; weights are estimates. */
  private static final int MOST_BYTES = 6_000;

  /** The virtual machine allows 255 parameters. */
  private static final int MOST_PARAMETERS = 200;

  static final int RUN_LOCAL = 0;
  static final int SCOPE_LOCAL = 1;

  /**
   * Where a block goes.
   *
   * @param stop where it asks to stop
   * @param go where it does not
   * @param looped whether a loop of this method or of one around it holds the block
   */
  record Exits(Label stop, Label go, boolean looped) {}

  private record Collector(int local, Node.Kind kind) {}

  private final ClassEmitter in;
  private final PlanEmitter plan;
  private final CodeBuilder code;
  private final Map<Integer, Integer> slots = new HashMap<>();
  private final Map<Integer, Collector> collectors = new HashMap<>();
  private final Map<Integer, Integer> saved = new HashMap<>();
  private int scope = SCOPE_LOCAL;
  private int used;

  /** Where the result found so far is, or where findings go. */
  private final int outcome;

  BlockEmitter(ClassEmitter in, PlanEmitter plan, CodeBuilder code, int outcome) {
    this.in = in;
    this.plan = plan;
    this.code = code;
    this.outcome = outcome;
  }

  void slot(int slot, int local) {
    slots.put(slot, local);
  }

  void collector(int collector, int local, Node.Kind kind) {
    collectors.put(collector, new Collector(local, kind));
  }

  void saved(int number, int local) {
    saved.put(number, local);
  }

  /** Emits a block from one of its steps on; it always ends at one of its exits. */
  void block(Block block, int from, Exits exits, PlanEmitter.End end) {
    for (int i = from; i < block.size(); i++) {
      Step step = block.step(i);
      int weight = plan.uses().weight(step);
      if (used > 0 && used + weight > MOST_BYTES && outline(block, i, exits, end)) {
        return;
      }
      if (step(step, exits, end)) {
        return;
      }
    }
    code.goto_(exits.go());
  }

  /** Hands the rest of a block on to a method of its own; not where too much would have to be handed over. */
  private boolean outline(Block block, int from, Exits exits, PlanEmitter.End end) {
    Uses.Needs needs = Uses.needs(block, from);
    if (needs.slots().size() + needs.collectors().size() + needs.saved().size() > MOST_PARAMETERS) {
      return false;
    }
    Map<Integer, Node.Kind> kinds = new HashMap<>();
    needs.collectors().forEach(number -> kinds.put(number, collected(number).kind()));
    PlanEmitter.Part part = plan.part(block, from, needs, kinds, end, exits.looped());
    code.aload(RUN_LOCAL).aload(scope);
    needs.slots().forEach(slot -> code.aload(local(slot)));
    needs.collectors().forEach(number -> code.aload(collected(number).local()));
    needs.saved().forEach(number -> code.aload(savedScope(number)));
    if (end != PlanEmitter.End.CLOSURE) {
      code.aload(outcome);
    }
    code.invokestatic(in.self(), part.name(), part.type());
    if (end == PlanEmitter.End.VALUE) {
      code.astore(outcome);
      if (plan.stops() || !exits.looped()) {
        code.aload(outcome).ifnonnull(exits.stop());
      }
    } else {
      code.ifne(exits.stop());
    }
    code.goto_(exits.go());
    used += 30;
    return true;
  }

  private int local(int slot) {
    Integer local = slots.get(slot);
    if (local == null) {
      throw new IllegalStateException("slot " + slot + " is read before it is written");
    }
    return local;
  }

  private Collector collected(int number) {
    Collector collector = collectors.get(number);
    if (collector == null) {
      throw new IllegalStateException("nothing is collected into " + number);
    }
    return collector;
  }

  private int savedScope(int number) {
    Integer local = saved.get(number);
    if (local == null) {
      throw new IllegalStateException("no scope is kept under " + number);
    }
    return local;
  }

  private void store(int slot) {
    code.astore(slots.computeIfAbsent(slot, _ -> code.allocateLocal(TypeKind.REFERENCE)));
  }

  /** Stores what is on the stack, or goes where the block goes that is undefined. */
  private void storeOrGo(int slot, Exits exits) {
    store(slot);
    code.aload(local(slot)).ifnull(exits.go());
  }

  private void load(Operand operand) {
    switch (operand) {
      case Operand.Slot slot -> code.aload(local(slot.index()));
      case Operand.Const constant -> constant(constant.value());
    }
  }

  private void load(List<Operand> operands) {
    code.loadConstant(operands.size()).anewarray(VALUE);
    for (int i = 0; i < operands.size(); i++) {
      code.dup().loadConstant(i);
      load(operands.get(i));
      code.aastore();
    }
  }

  private void constant(Value value) {
    in.constant(code, value, VALUE);
  }

  private void constant(TreeNode node) {
    in.constant(code, node, NODE);
  }

  private void constant(Builtin builtin) {
    in.constant(code, builtin, BUILTIN);
  }

  private void constant(Location at) {
    in.constant(code, at, LOCATION);
  }

  private void constant(List<Value> path) {
    in.constant(code, path, LIST);
  }

  private void runAndScope() {
    code.aload(RUN_LOCAL).aload(scope);
  }

  private static boolean isScalar(Operand operand) {
    return operand instanceof Operand.Const(Value value)
        && (value instanceof StringValue
            || value instanceof NumberValue
            || value instanceof BooleanValue
            || value instanceof NullValue);
  }

  /** Emits a step; whether it was the last of its block. */
  private boolean step(Step step, Exits exits, PlanEmitter.End end) {
    if (!hasBlock(step)) {
      used += plan.uses().weight(step);
    }
    switch (step) {
      case Step.Input input -> input(input, exits);
      case Step.Get get -> {
        load(get.from());
        load(get.key());
        operation(code, "member", VALUE, VALUE, VALUE);
        storeOrGo(get.to(), exits);
      }
      case Step.Base base -> {
        code.aload(scope);
        constant(base.path());
        operation(code, "base", VALUE, SCOPE, LIST);
        storeOrGo(base.to(), exits);
      }
      case Step.Document document -> document(document, exits);
      case Step.Extent extent -> {
        runAndScope();
        constant(extent.node());
        load(extent.known());
        operation(code, "extent", VALUE, RUN, SCOPE, NODE, VALUES);
        store(extent.to());
      }
      case Step.Tree tree -> {
        runAndScope();
        constant(tree.node());
        load(tree.path());
        operation(code, "tree", VALUE, RUN, SCOPE, NODE, VALUES);
        storeOrGo(tree.to(), exits);
      }
      case Step.MakeArray make -> {
        load(make.items());
        operation(code, "array", VALUE, VALUES);
        store(make.to());
      }
      case Step.MakeSet make -> {
        load(make.items());
        operation(code, "set", VALUE, VALUES);
        store(make.to());
      }
      case Step.MakeObject make -> {
        load(make.keys());
        load(make.values());
        operation(code, "object", VALUE, VALUES, VALUES);
        store(make.to());
      }
      case Step.CallNative call -> {
        callNative(call.builtin(), call.args(), call.at());
        storeOrGo(call.to(), exits);
      }
      case Step.CallFunction call -> {
        callFunction(call);
        storeOrGo(call.to(), exits);
      }
      case Step.Equal equal -> {
        // Equality of a scalar with anything is the same from either side, and a constant tells its class.
        boolean swap = isScalar(equal.right()) && !isScalar(equal.left());
        load(swap ? equal.right() : equal.left());
        load(swap ? equal.left() : equal.right());
        operation(code, "isEqual", BOOLEAN, VALUE, VALUE);
        code.ifeq(exits.go());
      }
      case Step.Compare compare -> compare(compare, exits);
      case Step.Truthy truthy -> {
        load(truthy.value());
        operation(code, "isTruthy", BOOLEAN, VALUE);
        code.ifeq(exits.go());
      }
      case Step.IsArray is -> {
        load(is.value());
        code.loadConstant(is.size());
        operation(code, "isArray", BOOLEAN, VALUE, INT);
        code.ifeq(exits.go());
      }
      case Step.IsObject is -> {
        load(is.value());
        code.loadConstant(is.size());
        operation(code, "isObject", BOOLEAN, VALUE, INT);
        code.ifeq(exits.go());
      }
      case Step.Never _ -> {
        code.goto_(exits.go());
        return true;
      }
      case Step.Scan scan -> {
        load(scan.collection());
        loop(scan.join(), scan.key(), scan.value(), scan.body(), exits, end);
        return true;
      }
      case Step.TreeScan scan -> {
        runAndScope();
        constant(scan.node());
        load(scan.path());
        operation(code, "names", VALUE, RUN, SCOPE, NODE, VALUES);
        loop(null, -1, scan.key(), scan.body(), exits, end);
        return true;
      }
      case Step.CallRelation call -> {
        callNative(call.builtin(), call.args(), call.at());
        operation(code, "solutions", VALUE, VALUE);
        loop(null, -1, call.to(), call.body(), exits, end);
        return true;
      }
      case Step.Walk walk -> {
        walk(walk, exits, end);
        return true;
      }
      case Step.Absent absent -> {
        Label none = code.newLabel();
        block(absent.body(), 0, new Exits(exits.go(), none, false), PlanEmitter.End.CLOSURE);
        code.labelBinding(none);
      }
      case Step.ForAll every -> {
        load(every.collection());
        Label all = code.newLabel();
        every(every, all, exits);
        code.labelBinding(all);
      }
      case Step.Collect collect -> collect(collect);
      case Step.With with -> {
        with(with, exits, end);
        return true;
      }
      case Step.Leave leave -> {
        int inner = scope;
        scope = savedScope(leave.saved());
        block(leave.body(), 0, exits, end);
        scope = inner;
        return true;
      }
      case Step.Marked marked -> {
        block(marked.body(), 0, exits, end);
        return true;
      }
      case Step.Found _ -> {
        code.goto_(exits.stop());
        return true;
      }
      case Step.Add add -> add(add);
      case Step.Put put -> {
        code.aload(collected(put.collector()).local());
        load(put.key());
        load(put.value());
        operation(code, "put", VOID, OBJECT_BUILDER, VALUE, VALUE);
      }
      case Step.Result result -> {
        result(result, exits);
        return true;
      }
      case Step.Member member -> {
        code.aload(outcome);
        load(member.value());
        code.invokevirtual(SET_BUILDER, "add", type(BOOLEAN, VALUE)).pop();
        code.goto_(member.stop() ? exits.stop() : exits.go());
        return true;
      }
      case Step.Entry entry -> {
        code.aload(outcome);
        load(entry.path());
        load(entry.value());
        code.loadConstant(entry.member() ? 1 : 0);
        constant(entry.at());
        operation(code, "entry", VOID, Names.EXTENT, VALUES, VALUE, BOOLEAN, LOCATION);
      }
      case Step.Solution solution -> {
        code.aload(outcome);
        load(solution.values());
        code.invokeinterface(LIST, "add", type(BOOLEAN, ConstantDescs.CD_Object)).pop();
      }
    }
    return false;
  }

  private static boolean hasBlock(Step step) {
    return step instanceof Step.Scan
        || step instanceof Step.TreeScan
        || step instanceof Step.CallRelation
        || step instanceof Step.Walk
        || step instanceof Step.Absent
        || step instanceof Step.ForAll
        || step instanceof Step.Collect
        || step instanceof Step.With
        || step instanceof Step.Leave
        || step instanceof Step.Marked;
  }

  private void input(Step.Input input, Exits exits) {
    code.aload(scope).invokevirtual(SCOPE, "input", type(VALUE));
    storeOrGo(input.to(), exits);
    for (Value key : input.path()) {
      code.aload(local(input.to()));
      constant(key);
      operation(code, "member", VALUE, VALUE, VALUE);
      storeOrGo(input.to(), exits);
    }
  }

  private void document(Step.Document document, Exits exits) {
    TreeNode node = document.node();
    runAndScope();
    constant(node);
    if (node.kind() == RuleNode.Kind.COMPLETE || node.kind() == RuleNode.Kind.SET) {
      code.loadConstant(node.index());
      operation(code, "document", VALUE, RUN, SCOPE, NODE, INT);
    } else {
      operation(code, "document", VALUE, RUN, SCOPE, NODE);
    }
    storeOrGo(document.to(), exits);
  }

  private void compare(Step.Compare compare, Exits exits) {
    load(compare.left());
    load(compare.right());
    if (compare.how() == Step.Comparison.UNEQUAL) {
      operation(code, "isEqual", BOOLEAN, VALUE, VALUE);
      code.ifne(exits.go());
      return;
    }
    operation(code, "order", INT, VALUE, VALUE);
    switch (compare.how()) {
      case LESS -> code.ifge(exits.go());
      case LESS_OR_EQUAL -> code.ifgt(exits.go());
      case GREATER -> code.ifle(exits.go());
      case GREATER_OR_EQUAL, UNEQUAL -> code.iflt(exits.go());
    }
  }

  /** Leaves the result of a builtin on the stack, or null. */
  private void callNative(Builtin builtin, List<Operand> args, Location at) {
    runAndScope();
    constant(builtin);
    constant(at);
    String shortcut = Shortcut.of(builtin);
    if (shortcut != null) {
      args.forEach(this::load);
      ClassDesc[] types = new ClassDesc[4 + args.size()];
      java.util.Arrays.fill(types, VALUE);
      types[0] = RUN;
      types[1] = SCOPE;
      types[2] = BUILTIN;
      types[3] = LOCATION;
      code.invokestatic(Names.SHORTCUTS, shortcut, type(VALUE, types));
    } else {
      load(args);
      operation(code, "callNative", VALUE, RUN, SCOPE, BUILTIN, LOCATION, VALUES);
    }
  }

  /** Leaves the result of a function on the stack, or null. */
  private void callFunction(Step.CallFunction call) {
    TreeNode function = call.function();
    Label other = code.newLabel();
    Label done = code.newLabel();
    boolean here = !function.remembered() && in.has(function);
    if (here) {
      code.aload(scope).getfield(SCOPE, "plain", BOOLEAN).ifeq(other);
      runAndScope();
      call.args().forEach(this::load);
      code.invokestatic(in.self(), ClassEmitter.name(function), ClassEmitter.valueType(call.args().size()));
      code.goto_(done);
      code.labelBinding(other);
    }
    runAndScope();
    constant(function);
    constant(call.at());
    load(call.args());
    operation(code, "callFunction", VALUE, RUN, SCOPE, NODE, LOCATION, VALUES);
    code.labelBinding(done);
  }

  /** A loop over the members of the collection on the stack. */
  private void loop(
      @Nullable Join join, int key, int value, Block body, Exits exits, PlanEmitter.End ends) {
    used += 60;
    int collection = code.allocateLocal(TypeKind.REFERENCE);
    int size = code.allocateLocal(TypeKind.INT);
    int at = code.allocateLocal(TypeKind.INT);
    code.astore(collection);
    int chosen = join == null ? -1 : joined(join, collection);
    code.aload(collection);
    if (chosen < 0) {
      operation(code, "size", INT, VALUE);
    } else {
      code.aload(chosen);
      operation(code, "size", INT, VALUE, INTS);
    }
    code.istore(size).iconst_0().istore(at);
    Label again = code.newBoundLabel();
    code.iload(at).iload(size).if_icmpge(exits.go());
    int position = at;
    if (chosen >= 0) {
      position = code.allocateLocal(TypeKind.INT);
      code.aload(chosen).iload(at);
      operation(code, "position", INT, INTS, INT);
      code.istore(position);
    }
    member(collection, position, key, value);
    Label next = code.newLabel();
    block(body, 0, new Exits(exits.stop(), next, true), ends);
    code.labelBinding(next);
    code.iinc(at, 1).goto_(again);
  }

  /** Stores which members can be in a join; the local that they are in. */
  private int joined(Join join, int collection) {
    used += 40 + 10 * join.outside().size();
    runAndScope();
    code.aload(collection);
    constant((Value) join.parts());
    code.loadConstant(join.outside().size()).anewarray(VALUE);
    for (int i = 0; i < join.outside().size(); i++) {
      Operand from = join.outside().get(i).from();
      if (from != null) {
        code.dup().loadConstant(i);
        load(from);
        code.aastore();
      }
    }
    constant((Value) join.paths());
    operation(code, "joined", INTS, RUN, SCOPE, VALUE, VALUE, VALUES, VALUE);
    int chosen = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(chosen);
    return chosen;
  }

  private void walk(Step.Walk walk, Exits exits, PlanEmitter.End end) {
    used += 60;
    runAndScope();
    constant(walk.builtin());
    constant(walk.at());
    load(walk.of());
    code.invokestatic(Names.WALK, "begin", type(Names.WALK, RUN, SCOPE, BUILTIN, LOCATION, VALUE));
    int cursor = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(cursor);
    Label again = code.newBoundLabel();
    code.aload(cursor).invokevirtual(Names.WALK, "next", type(BOOLEAN)).ifeq(exits.go());
    code.aload(RUN_LOCAL);
    operation(code, "tick", VOID, RUN);
    if (plan.uses().isRead(walk.value())) {
      code.aload(cursor).invokevirtual(Names.WALK, "value", type(VALUE));
      store(walk.value());
    }
    if (walk.path() >= 0 && plan.uses().isRead(walk.path())) {
      code.aload(cursor).invokevirtual(Names.WALK, "path", type(VALUE));
      store(walk.path());
    }
    block(walk.body(), 0, new Exits(exits.stop(), again, true), end);
  }

  private void every(Step.ForAll every, Label all, Exits exits) {
    used += 60;
    int collection = code.allocateLocal(TypeKind.REFERENCE);
    int size = code.allocateLocal(TypeKind.INT);
    int at = code.allocateLocal(TypeKind.INT);
    code.astore(collection).aload(collection);
    operation(code, "size", INT, VALUE);
    code.istore(size).iload(size).iflt(exits.go()).iconst_0().istore(at);
    Label again = code.newBoundLabel();
    code.iload(at).iload(size).if_icmpge(all);
    member(collection, at, every.key(), every.value());
    Label next = code.newLabel();
    block(every.body(), 0, new Exits(next, exits.go(), false), PlanEmitter.End.CLOSURE);
    code.labelBinding(next);
    code.iinc(at, 1).goto_(again);
  }

  private void member(int collection, int at, int key, int value) {
    code.aload(RUN_LOCAL);
    operation(code, "tick", VOID, RUN);
    if (key >= 0 && plan.uses().isRead(key)) {
      code.aload(collection).iload(at);
      operation(code, "keyAt", VALUE, VALUE, INT);
      store(key);
    }
    if (plan.uses().isRead(value)) {
      code.aload(collection).iload(at);
      operation(code, "valueAt", VALUE, VALUE, INT);
      store(value);
    }
  }

  private void collect(Step.Collect collect) {
    used += 24;
    ClassDesc type = PlanEmitter.collectorType(collect.kind());
    switch (collect.kind()) {
      case ARRAY -> operation(code, "newList", type);
      case SET -> operation(code, "newSet", type);
      case OBJECT -> operation(code, "newObject", type);
    }
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(local);
    collector(collect.collector(), local, collect.kind());
    Label done = code.newLabel();
    block(collect.body(), 0, new Exits(done, done, false), PlanEmitter.End.CLOSURE);
    code.labelBinding(done);
    code.aload(local);
    operation(code, "built", VALUE, type);
    store(collect.to());
  }

  private void add(Step.Add add) {
    Collector collector = collected(add.collector());
    code.aload(collector.local());
    load(add.value());
    operation(code, "add", VOID, PlanEmitter.collectorType(collector.kind()), VALUE);
  }

  private void result(Step.Result result, Exits exits) {
    if (!exits.looped() || result.stop()) {
      load(result.value());
      code.astore(outcome).goto_(exits.stop());
      return;
    }
    code.aload(outcome);
    load(result.value());
    code.loadConstant(plan.isFunction() ? 1 : 0);
    constant(plan.at());
    operation(code, "result", VALUE, VALUE, VALUE, BOOLEAN, LOCATION);
    code.astore(outcome).goto_(exits.go());
  }

  private void with(Step.With with, Exits exits, PlanEmitter.End end) {
    used += 10 + 24 * with.replacements().size();
    int outer = scope;
    int inner = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(outer);
    for (Step.Replacement replacement : with.replacements()) {
      switch (replacement) {
        case Step.ReplaceInput input -> {
          constant(input.path());
          load(input.value());
          operation(code, "withInput", SCOPE, SCOPE, LIST, VALUE);
        }
        case Step.ReplaceData data -> {
          constant(data.path());
          TreeNode node = data.node();
          if (node == null) {
            code.aconst_null();
          } else {
            constant(node);
          }
          load(data.value());
          operation(code, "withData", SCOPE, SCOPE, LIST, NODE, VALUE);
        }
        case Step.ReplaceFunction function -> {
          identity(function.function());
          Operand value = function.value();
          if (value == null) {
            code.aconst_null();
          } else {
            load(value);
          }
          identity(function.by());
          operation(
              code, "withFunction", SCOPE, SCOPE, ConstantDescs.CD_Object, VALUE, ConstantDescs.CD_Object);
        }
      }
    }
    code.astore(inner);
    saved(with.saved(), outer);
    scope = inner;
    block(with.body(), 0, exits, end);
    scope = outer;
  }

  private void identity(@Nullable Object function) {
    switch (function) {
      case null -> code.aconst_null();
      case Builtin builtin -> constant(builtin);
      case TreeNode node -> constant(node);
      default -> throw new IllegalStateException("no function: " + function);
    }
  }
}
