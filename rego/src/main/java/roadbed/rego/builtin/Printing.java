package roadbed.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/**
 * Printing, notes and template strings.
 *
 * <p>{@code internal.print} and {@code internal.template_string} take each operand as a set, empty where the operand is
 * undefined, or as a scalar.
 */
final class Printing {
  private Printing() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "print" -> Printing::print;
      case "internal.print" -> Printing::printSets;
      case "internal.template_string" -> Printing::template;
      case "internal.test_case" -> Printing::testCase;
      case "trace" -> Printing::trace;
      default -> null;
    };
  }

  private static Value testCase(CallContext context, Value[] args) {
    context.testCase(Operands.array(args, 1));
    return BooleanValue.TRUE;
  }

  private static Value trace(CallContext context, Value[] args) {
    context.note(Operands.string(args, 1));
    return BooleanValue.TRUE;
  }

  private static Value print(CallContext context, Value[] args) {
    if (context.printing()) {
      List<String> parts = new ArrayList<>();
      for (Value arg : args) {
        parts.add(text(arg));
      }
      context.print(String.join(" ", parts));
    }
    return BooleanValue.TRUE;
  }

  private static Value printSets(CallContext context, Value[] args) {
    if (context.printing()) {
      product(context, Operands.array(args, 1)).forEach(parts -> context.print(String.join(" ", parts)));
    }
    return BooleanValue.TRUE;
  }

  private static Value template(CallContext context, Value[] args) {
    List<List<String>> outcomes = product(context, Operands.array(args, 1));
    if (outcomes.size() > 1) {
      throw new BuiltinException("eval_conflict_error", "template-strings must not produce multiple outputs");
    }
    String text = String.join("", outcomes.getFirst());
    context.checkCharacters(text.length());
    return StringValue.of(text);
  }

  /** Every choice of one element from each operand. */
  private static List<List<String>> product(CallContext context, ArrayValue operands) {
    List<List<String>> outcomes = List.of(List.of());
    for (Value operand : operands) {
      List<String> choices = choices(operand);
      context.checkItems((long) outcomes.size() * choices.size());
      List<List<String>> longer = new ArrayList<>();
      for (List<String> outcome : outcomes) {
        for (String choice : choices) {
          List<String> parts = new ArrayList<>(outcome);
          parts.add(choice);
          longer.add(parts);
        }
      }
      outcomes = longer;
    }
    return outcomes;
  }

  private static List<String> choices(Value operand) {
    return switch (operand) {
      case StringValue _, NumberValue _, BooleanValue _, NullValue _ -> List.of(text(operand));
      case SetValue set when set.isEmpty() -> List.of("<undefined>");
      case SetValue set -> set.stream().map(Printing::text).toList();
      default -> throw new BuiltinException("eval_internal_error", "illegal argument type: " + operand.typeName());
    };
  }

  private static String text(Value value) {
    return switch (value) {
      case StringValue string -> string.value();
      case UnknownValue unknown -> unknown.toString();
      default -> value.toString();
    };
  }
}
