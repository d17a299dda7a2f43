package roadbed.rego.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.eval.Budget;
import roadbed.rego.eval.Code;
import roadbed.rego.eval.EvaluationException;
import roadbed.rego.eval.Run;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** The names of what generated classes call. */
final class Names {
  static final ClassDesc VALUE = of(Value.class);
  static final ClassDesc VALUES = VALUE.arrayType();
  static final ClassDesc RUN = of(Run.class);
  static final ClassDesc CODE = of(Code.class);
  static final ClassDesc BUDGET = of(Budget.class);
  static final ClassDesc NODE = of(TreeNode.class);
  static final ClassDesc BUILTIN = of(Builtin.class);
  static final ClassDesc LOCATION = of(Location.class);
  static final ClassDesc ENDED = of(EvaluationException.class);
  static final ClassDesc SET_BUILDER = of(SetValue.Builder.class);
  static final ClassDesc OBJECT_BUILDER = of(ObjectValue.Builder.class);
  static final ClassDesc LIST = ConstantDescs.CD_List;
  static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
  static final ClassDesc SCOPE = inEval("Scope");
  static final ClassDesc EXTENT = inEval("Extent");
  static final ClassDesc WALK = inEval("Walk");
  static final ClassDesc OPERATIONS = inEval("Operations");
  static final ClassDesc SHORTCUTS = inEval("Shortcuts");
  static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
  static final ClassDesc INT = ConstantDescs.CD_int;
  static final ClassDesc INTS = INT.arrayType();
  static final ClassDesc VOID = ConstantDescs.CD_void;

  private Names() {}

  private static ClassDesc of(Class<?> type) {
    return ClassDesc.ofDescriptor(type.descriptorString());
  }

  private static ClassDesc inEval(String name) {
    return ClassDesc.of(Code.packageName(), name);
  }

  static MethodTypeDesc type(ClassDesc result, ClassDesc... parameters) {
    return MethodTypeDesc.of(result, parameters);
  }

  static MethodTypeDesc type(ClassDesc result, List<ClassDesc> parameters) {
    return MethodTypeDesc.of(result, parameters);
  }

  /** Calls one of the operations on values. */
  static void operation(CodeBuilder code, String name, ClassDesc result, ClassDesc... parameters) {
    code.invokestatic(OPERATIONS, name, type(result, parameters));
  }
}
