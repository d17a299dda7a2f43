package roadbed.rego.bytecode;

import static roadbed.rego.bytecode.Names.CODE;
import static roadbed.rego.bytecode.Names.EXTENT;
import static roadbed.rego.bytecode.Names.INT;
import static roadbed.rego.bytecode.Names.LIST;
import static roadbed.rego.bytecode.Names.NODE;
import static roadbed.rego.bytecode.Names.OBJECTS;
import static roadbed.rego.bytecode.Names.RUN;
import static roadbed.rego.bytecode.Names.SCOPE;
import static roadbed.rego.bytecode.Names.SET_BUILDER;
import static roadbed.rego.bytecode.Names.VALUE;
import static roadbed.rego.bytecode.Names.VALUES;
import static roadbed.rego.bytecode.Names.VOID;
import static roadbed.rego.bytecode.Names.operation;
import static roadbed.rego.bytecode.Names.type;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import roadbed.rego.eval.Code;
import roadbed.rego.ir.Plan;
import roadbed.rego.ir.QueryPlan;
import roadbed.rego.ir.RuleIndex;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.resolve.RuleNode;

/** Emits one class: a batch of rules, or one query. */
final class ClassEmitter {
  private static final ClassDesc SELF = ClassDesc.of(Code.packageName(), "Compiled");
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  /** A constant's field. */
  private record Field(int number, ClassDesc type) {}

  private final Constants constants = new Constants();
  private final Map<Integer, Field> fields = new LinkedHashMap<>();
  private final Map<TreeNode, Integer> entries = new LinkedHashMap<>();
  private final SortedMap<Integer, Consumer<CodeBuilder>> calls = new TreeMap<>();
  private final SortedMap<Integer, Consumer<CodeBuilder>> collects = new TreeMap<>();
  private @Nullable ClassBuilder methods;

  private ClassEmitter() {}

  /** Emits a batch of rules. */
  static ClassFileOfRules rules(List<TreeNode> nodes) {
    ClassEmitter emitter = new ClassEmitter();
    int entry = 0;
    for (TreeNode node : nodes) {
      emitter.entries.put(node, entry);
      entry += isValue(node) ? 1 : node.plans().size();
    }
    byte[] bytes = emitter.emit(() -> emitter.entries.forEach(emitter::node));
    return new ClassFileOfRules(bytes, emitter.constants.table(), emitter.entries);
  }

  /** Emits a query; it is entry 0. */
  static ClassFileOfRules query(QueryPlan query) {
    ClassEmitter emitter = new ClassEmitter();
    byte[] bytes =
        emitter.emit(
            () -> {
              PlanEmitter.finding(emitter, "query", query.plan(), LIST).emit();
              emitter.collects.put(0, code -> emitter.collect(code, "query", LIST));
            });
    return new ClassFileOfRules(bytes, emitter.constants.table(), Map.of());
  }

  /** Whether the rules at a place make one value. */
  static boolean isValue(TreeNode node) {
    return node.kind() == RuleNode.Kind.COMPLETE || node.kind() == RuleNode.Kind.FUNCTION;
  }

  static String name(TreeNode node) {
    return "rule" + node.index();
  }

  static MethodTypeDesc valueType(int arguments) {
    List<ClassDesc> types = new ArrayList<>(List.of(RUN, SCOPE));
    for (int i = 0; i < arguments; i++) {
      types.add(VALUE);
    }
    return type(VALUE, types);
  }

  ClassDesc self() {
    return SELF;
  }

  ClassBuilder methods() {
    return Objects.requireNonNull(methods);
  }

  /** Whether this class has the code of a function. */
  boolean has(TreeNode function) {
    return entries.containsKey(function);
  }

  /** Loads a constant. */
  void constant(CodeBuilder code, Object value, ClassDesc type) {
    int number = constants.number(value);
    Field field = fields.computeIfAbsent(number, n -> new Field(n, type));
    code.getstatic(SELF, "c" + number, field.type());
  }

  private byte[] emit(Runnable content) {
    return ClassFile.of()
        .build(
            SELF,
            builder -> {
              methods = builder;
              builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(CODE);
              builder.withMethodBody(
                  ConstantDescs.INIT_NAME,
                  NOTHING,
                  0,
                  code -> code.aload(0).invokespecial(CODE, ConstantDescs.INIT_NAME, NOTHING).return_());
              content.run();
              builder.withMethodBody(
                  "call", type(VALUE, INT, RUN, SCOPE, VALUES), ClassFile.ACC_PROTECTED, code -> dispatch(code, calls));
              builder.withMethodBody(
                  "collect",
                  type(VOID, INT, RUN, SCOPE, ConstantDescs.CD_Object),
                  ClassFile.ACC_PROTECTED,
                  code -> dispatch(code, collects));
              fields
                  .values()
                  .forEach(
                      field ->
                          builder.withField(
                              "c" + field.number(),
                              field.type(),
                              ClassFile.ACC_STATIC | ClassFile.ACC_FINAL | ClassFile.ACC_PRIVATE));
              builder.withMethodBody(
                  ConstantDescs.CLASS_INIT_NAME, NOTHING, ClassFile.ACC_STATIC, this::initialise);
            });
  }

  /** Takes the constants from the class data. */
  private void initialise(CodeBuilder code) {
    ClassDesc lookup = ConstantDescs.CD_MethodHandles_Lookup;
    code.invokestatic(ClassDesc.ofDescriptor(MethodHandles.class.descriptorString()), "lookup", type(lookup))
        .loadConstant(ConstantDescs.DEFAULT_NAME)
        .loadConstant(OBJECTS)
        .invokestatic(
            ClassDesc.ofDescriptor(MethodHandles.class.descriptorString()),
            "classData",
            type(ConstantDescs.CD_Object, lookup, ConstantDescs.CD_String, ConstantDescs.CD_Class))
        .checkcast(OBJECTS)
        .astore(0);
    for (Field field : fields.values()) {
      code.aload(0)
          .loadConstant(field.number())
          .aaload()
          .checkcast(field.type())
          .putstatic(SELF, "c" + field.number(), field.type());
    }
    code.return_();
  }

  private static void dispatch(CodeBuilder code, SortedMap<Integer, Consumer<CodeBuilder>> cases) {
    Label none = code.newLabel();
    List<SwitchCase> table = new ArrayList<>();
    cases.keySet().forEach(entry -> table.add(SwitchCase.of(entry, code.newLabel())));
    if (!cases.isEmpty()) {
      code.iload(1).tableswitch(cases.firstKey(), cases.lastKey(), none, table);
      table.forEach(
          found -> {
            code.labelBinding(found.target());
            Objects.requireNonNull(cases.get(found.caseValue())).accept(code);
          });
    }
    code.labelBinding(none);
    code.iload(1);
    operation(code, "noEntry", ClassDesc.of("java.lang", "IllegalStateException"), INT);
    code.athrow();
  }

  private void node(TreeNode node, int entry) {
    if (isValue(node)) {
      value(node, entry);
    } else {
      ClassDesc sink = node.kind() == RuleNode.Kind.SET ? SET_BUILDER : EXTENT;
      for (int i = 0; i < node.plans().size(); i++) {
        String name = name(node) + "_" + i;
        PlanEmitter.finding(this, name, node.plans().get(i), sink).emit();
        collects.put(entry + i, code -> collect(code, name, sink));
      }
    }
  }

  private void collect(CodeBuilder code, String name, ClassDesc sink) {
    code.aload(2).aload(3).aload(4).checkcast(sink).invokestatic(SELF, name, type(VOID, RUN, SCOPE, sink)).return_();
  }

  /** A complete rule or a function: one method that tries the definitions, and one for each of them. */
  private void value(TreeNode node, int entry) {
    int arguments = node.arity();
    boolean function = node.kind() == RuleNode.Kind.FUNCTION;
    List<List<String>> chains = new ArrayList<>();
    for (int i = 0; i < node.plans().size(); i++) {
      chains.add(chain(node.plans().get(i), name(node) + "_" + i, arguments, function));
    }
    Plan byDefault = node.byDefault();
    List<String> last = byDefault == null ? List.of() : chain(byDefault, name(node) + "_d", arguments, function);
    methods()
        .withMethodBody(
            name(node),
            valueType(arguments),
            ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
            code -> tryAll(code, node, chains, last, arguments));
    calls.put(
        entry,
        code -> {
          code.aload(2).aload(3);
          for (int i = 0; i < arguments; i++) {
            code.aload(4).loadConstant(i).aaload();
          }
          code.invokestatic(SELF, name(node), valueType(arguments)).areturn();
        });
  }

  private List<String> chain(Plan first, String name, int arguments, boolean function) {
    List<String> names = new ArrayList<>();
    for (Plan plan = first; plan != null; plan = plan.orElse()) {
      String method = name + "_" + names.size() + "e";
      PlanEmitter.value(this, method, plan, arguments, function).emit();
      names.add(method);
    }
    return names;
  }

  private void tryAll(
      CodeBuilder code, TreeNode node, List<List<String>> chains, List<String> last, int arguments) {
    int result = code.allocateLocal(TypeKind.REFERENCE);
    int found = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(0);
    operation(code, "enter", VOID, RUN);
    code.aconst_null().astore(result);
    Label done = code.newLabel();
    RuleIndex index = node.ruleIndex();
    if (index == null) {
      for (int i = 0; i < chains.size(); i++) {
        Label next = code.newLabel();
        tryChain(code, chains.get(i), found, arguments);
        code.aload(found).ifnull(next);
        int definition = i;
        merge(code, node, () -> code.loadConstant(definition), result, found, done);
        code.labelBinding(next);
      }
    } else {
      tryIndexed(code, node, index, chains, result, found, arguments, done);
    }
    if (!last.isEmpty()) {
      code.aload(result).ifnonnull(done);
      tryChain(code, last, found, arguments);
      code.aload(found).astore(result);
    }
    code.labelBinding(done);
    code.aload(0);
    operation(code, "leave", VOID, RUN);
    code.aload(result).areturn();
  }

  /** What was found is the result, or has to be the same. */
  private void merge(CodeBuilder code, TreeNode node, Runnable definition, int result, int found, Label done) {
    if (node.stopAtFirst()) {
      code.aload(found).astore(result).goto_(done);
      return;
    }
    code.aload(result).aload(found);
    constant(code, node, NODE);
    definition.run();
    operation(code, "result", VALUE, VALUE, VALUE, NODE, INT);
    code.astore(result);
  }

  /** Tries the definitions that the place's index chooses. */
  private void tryIndexed(
      CodeBuilder code,
      TreeNode node,
      RuleIndex index,
      List<List<String>> chains,
      int result,
      int found,
      int arguments,
      Label done) {
    ClassDesc numbers = INT.arrayType();
    int chosen = code.allocateLocal(TypeKind.REFERENCE);
    int at = code.allocateLocal(TypeKind.INT);
    code.aload(1);
    constant(code, node, NODE);
    if (index.argument() < 0) {
      code.aconst_null();
    } else {
      code.aload(2 + index.argument());
    }
    operation(code, "candidates", numbers, SCOPE, NODE, VALUE);
    code.astore(chosen).iconst_0().istore(at);
    Label end = code.newLabel();
    Label next = code.newLabel();
    Label tried = code.newLabel();
    Label again = code.newBoundLabel();
    code.iload(at).aload(chosen).arraylength().if_icmpge(end);
    List<SwitchCase> cases = new ArrayList<>();
    for (int i = 0; i < chains.size(); i++) {
      cases.add(SwitchCase.of(i, code.newLabel()));
    }
    code.aconst_null().astore(found);
    code.aload(chosen).iload(at).iaload().tableswitch(0, chains.size() - 1, next, cases);
    for (SwitchCase each : cases) {
      code.labelBinding(each.target());
      tryChain(code, chains.get(each.caseValue()), found, arguments);
      code.goto_(tried);
    }
    code.labelBinding(tried);
    code.aload(found).ifnull(next);
    merge(code, node, () -> code.aload(chosen).iload(at).iaload(), result, found, done);
    code.labelBinding(next);
    code.iinc(at, 1).goto_(again);
    code.labelBinding(end);
  }

  private static void tryChain(CodeBuilder code, List<String> names, int found, int arguments) {
    Label some = code.newLabel();
    for (String name : names) {
      code.aload(0).aload(1);
      for (int i = 0; i < arguments; i++) {
        code.aload(2 + i);
      }
      code.invokestatic(SELF, name, valueType(arguments)).astore(found);
      if (!name.equals(names.getLast())) {
        code.aload(found).ifnonnull(some);
      }
    }
    code.labelBinding(some);
  }
}
