package roadbed.rego.bytecode;

import static roadbed.rego.bytecode.Names.BOOLEAN;
import static roadbed.rego.bytecode.Names.ENDED;
import static roadbed.rego.bytecode.Names.LOCATION;
import static roadbed.rego.bytecode.Names.RUN;
import static roadbed.rego.bytecode.Names.SCOPE;
import static roadbed.rego.bytecode.Names.VALUE;
import static roadbed.rego.bytecode.Names.VOID;
import static roadbed.rego.bytecode.Names.operation;
import static roadbed.rego.bytecode.Names.type;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import roadbed.rego.ir.Block;
import roadbed.rego.ir.Plan;
import roadbed.rego.ir.Step;
import roadbed.rego.resolve.Node;
import roadbed.rego.syntax.Location;

/** Emits the methods of one definition: its own, and those that parts of its body became. */
final class PlanEmitter {
  /** What a block ends in. */
  enum End {
    /** A value of a complete rule or a function. */
    VALUE,
    /** Something that goes into a collection of the definition. */
    FINDING,
    /** A closure's: that something was found, or something that goes into a collection of its own. */
    CLOSURE
  }

  /** A part of a body that became a method. */
  record Part(
      String name,
      MethodTypeDesc type,
      Block block,
      int from,
      Uses.Needs needs,
      Map<Integer, Node.Kind> kinds,
      End end,
      boolean looped) {}

  private final ClassEmitter in;
  private final String name;
  private final Plan plan;
  private final int arguments;
  private final End end;
  private final ClassDesc sink;
  private final boolean function;
  private final Uses uses;
  private final boolean stops;
  private final IdentityHashMap<Block, Map<Integer, Part>> parts = new IdentityHashMap<>();
  private final Deque<Part> open = new ArrayDeque<>();
  private int made;

  /**
   * An emitter of a complete rule's or a function's definition.
   *
   * @param arguments how many a function has
   */
  static PlanEmitter value(ClassEmitter in, String name, Plan plan, int arguments, boolean function) {
    return new PlanEmitter(in, name, plan, arguments, End.VALUE, VALUE, function);
  }

  /**
   * An emitter of another definition.
   *
   * @param sink the class of what its findings go into
   */
  static PlanEmitter finding(ClassEmitter in, String name, Plan plan, ClassDesc sink) {
    return new PlanEmitter(in, name, plan, 0, End.FINDING, sink, false);
  }

  private PlanEmitter(
      ClassEmitter in, String name, Plan plan, int arguments, End end, ClassDesc sink, boolean function) {
    this.in = in;
    this.name = name;
    this.plan = plan;
    this.arguments = arguments;
    this.end = end;
    this.sink = sink;
    this.function = function;
    this.uses = new Uses(plan.body());
    this.stops = stops(plan.body());
  }

  /** Whether the one result that a body ends in asks to stop. */
  private static boolean stops(Block block) {
    if (block.size() == 0) {
      return false;
    }
    return switch (block.step(block.size() - 1)) {
      case Step.Result result -> result.stop();
      case Step.Scan scan -> stops(scan.body());
      case Step.TreeScan scan -> stops(scan.body());
      case Step.CallRelation call -> stops(call.body());
      case Step.Walk walk -> stops(walk.body());
      case Step.With with -> stops(with.body());
      case Step.Leave leave -> stops(leave.body());
      case Step.Marked marked -> stops(marked.body());
      default -> false;
    };
  }

  Uses uses() {
    return uses;
  }

  boolean stops() {
    return stops;
  }

  boolean isFunction() {
    return function;
  }

  Location at() {
    return plan.at();
  }

  static ClassDesc collectorType(Node.Kind kind) {
    return switch (kind) {
      case ARRAY -> Names.LIST;
      case SET -> Names.SET_BUILDER;
      case OBJECT -> Names.OBJECT_BUILDER;
    };
  }

  /** The method for the rest of a block; asked for again, it is the same. */
  Part part(
      Block block, int from, Uses.Needs needs, Map<Integer, Node.Kind> kinds, End blockEnd, boolean looped) {
    return parts
        .computeIfAbsent(block, _ -> new java.util.HashMap<>())
        .computeIfAbsent(
            from,
            _ -> {
              List<ClassDesc> types = new ArrayList<>(List.of(RUN, SCOPE));
              needs.slots().forEach(_ -> types.add(VALUE));
              needs.collectors().forEach(number -> types.add(collectorType(kinds.getOrDefault(number, Node.Kind.ARRAY))));
              needs.saved().forEach(_ -> types.add(SCOPE));
              if (blockEnd != End.CLOSURE) {
                types.add(sink);
              }
              ClassDesc result = blockEnd == End.VALUE ? VALUE : BOOLEAN;
              Part part =
                  new Part(name + "_" + made++, type(result, types), block, from, needs, kinds, blockEnd, looped);
              open.add(part);
              return part;
            });
  }

  void emit() {
    MethodTypeDesc descriptor = end == End.VALUE ? ClassEmitter.valueType(arguments) : type(VOID, RUN, SCOPE, sink);
    in.methods().withMethodBody(name, descriptor, ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE, this::whole);
    while (!open.isEmpty()) {
      Part part = open.remove();
      in.methods()
          .withMethodBody(
              part.name(), part.type(), ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE, code -> rest(part, code));
    }
  }

  private void whole(CodeBuilder method) {
    // An end that a limit made has no place yet: it is this definition's.
    method.trying(
        code -> {
          int outcome = end == End.VALUE ? code.allocateLocal(TypeKind.REFERENCE) : BlockEmitter.SCOPE_LOCAL + 1;
          BlockEmitter emitter = new BlockEmitter(in, this, code, outcome);
          for (int i = 0; i < arguments; i++) {
            emitter.slot(i, BlockEmitter.SCOPE_LOCAL + 1 + i);
          }
          Label done = code.newLabel();
          if (end == End.VALUE) {
            code.aconst_null().astore(outcome);
          }
          emitter.block(plan.body(), 0, new BlockEmitter.Exits(done, done, false), end);
          code.labelBinding(done);
          if (end == End.VALUE) {
            code.aload(outcome).areturn();
          } else {
            code.return_();
          }
        },
        handlers ->
            handlers.catching(
                ENDED,
                code -> {
                  in.constant(code, plan.at(), LOCATION);
                  operation(code, "placed", ENDED, ENDED, LOCATION);
                  code.athrow();
                }));
  }

  private void rest(Part part, CodeBuilder code) {
    int parameters = part.type().parameterCount();
    int outcome = part.end() == End.CLOSURE ? -1 : parameters - 1;
    BlockEmitter emitter = new BlockEmitter(in, this, code, outcome);
    int local = BlockEmitter.SCOPE_LOCAL + 1;
    for (int slot : part.needs().slots()) {
      emitter.slot(slot, local++);
    }
    for (int collector : part.needs().collectors()) {
      emitter.collector(collector, local++, part.kinds().getOrDefault(collector, Node.Kind.ARRAY));
    }
    for (int saved : part.needs().saved()) {
      emitter.saved(saved, local++);
    }
    Label stop = code.newLabel();
    Label go = code.newLabel();
    emitter.block(part.block(), part.from(), new BlockEmitter.Exits(stop, go, part.looped()), part.end());
    code.labelBinding(stop);
    if (part.end() == End.VALUE) {
      code.labelBinding(go);
      code.aload(outcome).areturn();
    } else {
      code.iconst_1().ireturn();
      code.labelBinding(go);
      code.iconst_0().ireturn();
    }
  }
}
