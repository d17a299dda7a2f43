package roadbed.rego.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.Type;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** Finds calls of builtins whose written arguments can never be of the right type. */
final class CallTypes {
  private final List<RegoError> errors;

  CallTypes(List<RegoError> errors) {
    this.errors = errors;
  }

  void check(RuleNode rule) {
    for (Definition definition : rule.definitions()) {
      for (Definition d = definition; d != null; d = d.orElse()) {
        body(d.body());
      }
    }
  }

  private void body(Body body) {
    for (Goal goal : body.goals()) {
      switch (goal) {
        case Goal.Holds holds -> node(holds.term());
        case Goal.Unify unify -> {
          node(unify.left());
          node(unify.right());
        }
        case Goal.Invoke invoke -> {
          if (invoke.callee() instanceof Callee.Native callee) {
            call(invoke, callee.builtin());
          }
        }
        case Goal.Absent absent -> body(absent.body());
        case Goal.ForAll every -> body(every.body());
      }
    }
  }

  private void node(Node node) {
    if (node instanceof Node.Comprehension comprehension) {
      body(comprehension.body());
    }
  }

  private void call(Goal.Invoke invoke, Builtin builtin) {
    List<Type> wanted = builtin.signature().arguments();
    for (int i = 0; i < wanted.size() && i < invoke.args().size(); i++) {
      String got = shape(invoke.args().get(i));
      if (got != null && !fits(wanted.get(i), got)) {
        errors.add(
            new RegoError(
                RegoError.TYPE,
                builtin.name() + ": invalid argument(s): argument " + (i + 1) + " must be " + wanted.get(i)
                    + " but is " + got,
                invoke.at()));
        return;
      }
    }
  }

  private static @Nullable String shape(Node node) {
    return switch (node) {
      case Node.Constant constant -> shape(constant.value());
      case Node.ArrayNode _ -> "array";
      case Node.SetNode _ -> "set";
      case Node.ObjectNode _ -> "object";
      case Node.Local _, Node.Reference _, Node.Comprehension _ -> null;
    };
  }

  private static @Nullable String shape(Value value) {
    return switch (value) {
      case NullValue _ -> "null";
      case BooleanValue _ -> "boolean";
      case NumberValue _ -> "number";
      case StringValue _ -> "string";
      case ArrayValue _ -> "array";
      case ObjectValue _ -> "object";
      case SetValue _ -> "set";
      case UnknownValue _ -> null;
    };
  }

  private static boolean fits(Type type, String got) {
    return switch (type) {
      case Type.AnyType _ -> true;
      case Type.Scalar scalar -> scalar.toString().equals(got);
      case Type.ArrayType _ -> got.equals("array");
      case Type.SetType _ -> got.equals("set");
      case Type.ObjectType _ -> got.equals("object");
      case Type.OneOf one -> one.of().stream().anyMatch(option -> fits(option, got));
    };
  }
}
