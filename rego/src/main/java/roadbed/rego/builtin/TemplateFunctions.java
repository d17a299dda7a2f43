package roadbed.rego.builtin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The functions that Go's text/template has by itself. */
final class TemplateFunctions {
  private TemplateFunctions() {}

  static @Nullable Object call(CallContext context, String name, List<@Nullable Object> operands) {
    context.checkTime();
    return switch (name) {
      case "and", "or" -> {
        least(name, operands, 1);
        for (Object operand : operands) {
          if (TemplateExpression.isTrue(operand) == name.equals("or")) {
            yield operand;
          }
        }
        yield operands.getLast();
      }
      case "not" -> BooleanValue.of(!TemplateExpression.isTrue(only(name, operands)));
      case "len" -> new TemplateExpression.Whole(length(only(name, operands)));
      case "index" -> index(operands);
      case "slice" -> slice(operands);
      case "print" -> StringValue.of(print(operands));
      case "println" ->
          StringValue.of(operands.stream().map(TemplateFunctions::shown).collect(Collectors.joining(" ", "", "\n")));
      case "printf" -> printf(context, operands);
      case "html" ->
          StringValue.of(
              print(operands)
                  .replace("&", "&amp;")
                  .replace("'", "&#39;")
                  .replace("<", "&lt;")
                  .replace(">", "&gt;")
                  .replace("\"", "&#34;"));
      case "js" ->
          StringValue.of(
              print(operands)
                  .replace("\\", "\\\\")
                  .replace("'", "\\'")
                  .replace("\"", "\\\"")
                  .replace("<", "\\u003C")
                  .replace(">", "\\u003E")
                  .replace("&", "\\u0026")
                  .replace("=", "\\u003D"));
      case "urlquery" -> StringValue.of(java.net.URLEncoder.encode(print(operands), StandardCharsets.UTF_8).replace("*", "%2A"));
      case "eq" -> {
        least(name, operands, 2);
        boolean any = false;
        for (Object other : operands.subList(1, operands.size())) {
          any |= same(operands.getFirst(), other);
        }
        yield BooleanValue.of(any);
      }
      case "ne" -> BooleanValue.of(!same(two(name, operands), operands.get(1)));
      case "lt" -> BooleanValue.of(order(name, two(name, operands), operands.get(1)) < 0);
      case "le" -> BooleanValue.of(order(name, two(name, operands), operands.get(1)) <= 0);
      case "gt" -> BooleanValue.of(order(name, two(name, operands), operands.get(1)) > 0);
      case "ge" -> BooleanValue.of(order(name, two(name, operands), operands.get(1)) >= 0);
      default -> throw TemplateExpression.failed("function \"" + name + "\" not defined");
    };
  }

  private static void least(String name, List<@Nullable Object> operands, int count) {
    if (operands.size() < count) {
      throw TemplateExpression.failed(
          "wrong number of args for " + name + ": want at least " + count + " got " + operands.size());
    }
  }

  private static @Nullable Object only(String name, List<@Nullable Object> operands) {
    if (operands.size() != 1) {
      throw TemplateExpression.failed("wrong number of args for " + name + ": want 1 got " + operands.size());
    }
    return operands.getFirst();
  }

  private static @Nullable Object two(String name, List<@Nullable Object> operands) {
    if (operands.size() != 2) {
      throw TemplateExpression.failed("wrong number of args for " + name + ": want 2 got " + operands.size());
    }
    return operands.getFirst();
  }

  private static BuiltinException calling(String name, String problem) {
    return TemplateExpression.failed("error calling " + name + ": " + problem);
  }

  private static long length(@Nullable Object value) {
    return switch (value) {
      case StringValue text -> Strings.byteLength(text.value());
      case NumberValue number -> number.toString().length();
      case ArrayValue array -> array.size();
      case ObjectValue object -> object.size();
      case null -> throw calling("len", "len of nil pointer");
      default -> throw calling("len", "len of type " + typeOf(value));
    };
  }

  private static @Nullable Object index(List<@Nullable Object> operands) {
    least("index", operands, 1);
    Object value = operands.getFirst();
    for (Object key : operands.subList(1, operands.size())) {
      value =
          switch (value) {
            case ArrayValue array when key instanceof TemplateExpression.Whole(long place) -> {
              if (place < 0 || place >= array.size()) {
                throw calling("index", "index out of range: " + place);
              }
              yield array.get((int) place);
            }
            case ArrayValue _ -> throw calling("index", "cannot index slice/array with type " + typeOf(key));
            case ObjectValue object when key instanceof StringValue name -> object.get(name);
            case ObjectValue _ -> throw calling("index", "value has type " + typeOf(key) + "; should be string");
            case null -> throw calling("index", "index of untyped nil");
            default -> throw calling("index", "can't index item of type " + typeOf(value));
          };
    }
    return value;
  }

  private static Object slice(List<@Nullable Object> operands) {
    least("slice", operands, 1);
    Object value = operands.getFirst();
    long size =
        switch (value) {
          case StringValue text -> text.value().length();
          case ArrayValue array -> array.size();
          case null -> throw calling("slice", "slice of untyped nil");
          default -> throw calling("slice", "can't slice item of type " + typeOf(value));
        };
    long from = bound(operands, 1, 0, size);
    long to = bound(operands, 2, size, size);
    if (from > to) {
      throw calling("slice", "invalid slice index: " + from + " > " + to);
    }
    return value instanceof StringValue text
        ? StringValue.of(text.value().substring((int) from, (int) to))
        : ((ArrayValue) value).slice((int) from, (int) to);
  }

  private static long bound(List<@Nullable Object> operands, int position, long absent, long size) {
    if (position >= operands.size()) {
      return absent;
    }
    if (!(operands.get(position) instanceof TemplateExpression.Whole(long place))) {
      throw calling("slice", "cannot index slice/array with type " + typeOf(operands.get(position)));
    }
    if (place < 0 || place > size) {
      throw calling("slice", "index out of range: " + place);
    }
    return place;
  }

  /** The operands one after the other, a blank between two where neither is text. */
  private static String print(List<@Nullable Object> operands) {
    StringBuilder out = new StringBuilder();
    boolean text = true;
    for (Object operand : operands) {
      boolean isText = operand instanceof StringValue;
      out.append(text || isText || out.isEmpty() ? "" : " ").append(shown(operand));
      text = isText;
    }
    return out.toString();
  }

  private static @Nullable Object printf(CallContext context, List<@Nullable Object> operands) {
    least("printf", operands, 1);
    if (!(operands.getFirst() instanceof StringValue format)) {
      throw calling("printf", "wrong type for value; expected string; got " + typeOf(operands.getFirst()));
    }
    List<Value> values = new ArrayList<>();
    for (Object operand : operands.subList(1, operands.size())) {
      values.add(
          switch (operand) {
            case TemplateExpression.Whole whole -> NumberValue.of(whole.value());
            case NumberValue number -> StringValue.of(number.toString());
            case Value value -> value;
            case null, default -> NullValue.NULL;
          });
    }
    Value[] args = {format, ArrayValue.of(values)};
    return Builtins.standard().find("sprintf").orElseThrow().call(context, args);
  }

  /** What kinds of values compare with each other; a number of the policy's is text. */
  private static String kind(@Nullable Object value) {
    return switch (value) {
      case TemplateExpression.Whole _ -> "int";
      case StringValue _, NumberValue _ -> "string";
      case BooleanValue _ -> "bool";
      case null, default -> "";
    };
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    boolean leftAbsent = left == null || left instanceof NullValue;
    boolean rightAbsent = right == null || right instanceof NullValue;
    if (leftAbsent || rightAbsent) {
      return leftAbsent && rightAbsent;
    }
    String kind = kind(left);
    if (kind.isEmpty() || kind(right).isEmpty()) {
      throw calling("eq", "non-comparable type " + shown(left) + ": " + typeOf(left));
    }
    if (!kind.equals(kind(right))) {
      throw calling("eq", "incompatible types for comparison");
    }
    return shown(left).equals(shown(right));
  }

  private static int order(String name, @Nullable Object left, @Nullable Object right) {
    String kind = kind(left);
    if (kind.isEmpty() || kind.equals("bool") || kind(right).isEmpty()) {
      throw calling(name, "invalid type for comparison");
    }
    if (!kind.equals(kind(right))) {
      throw calling(name, "incompatible types for comparison");
    }
    return left instanceof TemplateExpression.Whole(long l) && right instanceof TemplateExpression.Whole(long r)
        ? Long.compare(l, r)
        : StringValue.of(shown(left)).compareTo(StringValue.of(shown(right)));
  }

  /** The name of the type that Go's decoder gives a value. */
  static String typeOf(@Nullable Object value) {
    return switch (value) {
      case TemplateExpression.Whole _ -> "int";
      case StringValue _ -> "string";
      case NumberValue _ -> "json.Number";
      case BooleanValue _ -> "bool";
      case ArrayValue _, SetValue _ -> "[]interface {}";
      case ObjectValue _ -> "map[string]interface {}";
      case null, default -> "nil";
    };
  }

  /** A value as Go prints plain data. */
  static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "<undefined>";
      case TemplateExpression.Whole whole -> Long.toString(whole.value());
      case NullValue _ -> "<undefined>";
      case StringValue string -> string.value();
      case ArrayValue array -> array.stream().map(TemplateFunctions::within).collect(Collectors.joining(" ", "[", "]"));
      case ObjectValue object -> {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < object.size(); i++) {
          members.add(within(object.keyAt(i)) + ":" + within(object.valueAt(i)));
        }
        yield "map[" + String.join(" ", members) + "]";
      }
      default -> value.toString();
    };
  }

  private static String within(Value value) {
    return value instanceof NullValue ? "<nil>" : shown(value);
  }
}
