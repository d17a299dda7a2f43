package roadbed.rego.builtin;

import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** JSON and YAML texts. */
final class JsonTexts {
  private JsonTexts() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "json.marshal" -> (context, args) -> bounded(context, Values.toJson(args[0]));
      case "json.marshal_with_options" -> JsonTexts::marshal;
      case "json.unmarshal" -> (_, args) -> parse(Operands.string(args, 1));
      case "json.is_valid" -> (_, args) -> BooleanValue.of(isJson(args[0]));
      case "yaml.marshal" -> (context, args) -> bounded(context, YamlWriter.write(args[0]));
      case "yaml.unmarshal" -> (_, args) -> YamlReader.read(Operands.string(args, 1));
      case "yaml.is_valid" -> (_, args) -> BooleanValue.of(isYaml(args[0]));
      default -> null;
    };
  }

  private static Value bounded(CallContext context, String text) {
    context.checkCharacters(text.length());
    return StringValue.of(text);
  }

  static Value parse(String text) {
    try {
      return Values.parseJson(text);
    } catch (JsonException e) {
      throw BuiltinException.failed("invalid JSON at " + e.line() + ":" + e.column() + ": " + e.problem());
    }
  }

  private static boolean isJson(Value value) {
    if (!(value instanceof StringValue text)) {
      value.typeRank();
      return false;
    }
    try {
      Values.parseJson(text.value());
      return true;
    } catch (JsonException _) {
      return false;
    }
  }

  private static boolean isYaml(Value value) {
    if (!(value instanceof StringValue text)) {
      value.typeRank();
      return false;
    }
    try {
      YamlReader.read(text.value());
      return true;
    } catch (BuiltinException _) {
      return false;
    }
  }

  private static Value marshal(CallContext context, Value[] args) {
    ObjectValue options = Operands.object(args, 2);
    String indent = "\t";
    String prefix = "";
    boolean shaped = false;
    Boolean pretty = null;
    for (int i = 0; i < options.size(); i++) {
      Value key = options.keyAt(i);
      Value value = options.valueAt(i);
      if (!(key instanceof StringValue name)) {
        throw BuiltinException.operand(2, "failed to stringify key " + key + " at index " + i);
      }
      switch (name.value()) {
        case "prefix" -> {
          prefix = option(key, value);
          shaped = true;
        }
        case "indent" -> {
          indent = option(key, value);
          shaped = true;
        }
        case "pretty" -> {
          if (!(value instanceof BooleanValue bool)) {
            throw BuiltinException.operand(2, "key " + key + " failed cast to bool");
          }
          pretty = bool.value();
        }
        default -> throw BuiltinException.operand(2, "object contained unknown key " + key);
      }
    }
    if (pretty == null ? !shaped : !pretty) {
      return bounded(context, Values.toJson(args[0]));
    }
    StringBuilder out = new StringBuilder(prefix);
    new Indenter(context, out, prefix, indent).write(args[0], 0);
    return bounded(context, out.toString());
  }

  private static String option(Value key, Value value) {
    if (value instanceof StringValue text) {
      return text.value();
    }
    throw BuiltinException.operand(
        2, "key " + key + " failed cast to string: operand must be string but got " + value.typeName());
  }

  /** JSON over many lines, as Go's MarshalIndent writes it. */
  private record Indenter(CallContext context, StringBuilder out, String prefix, String indent) {
    void write(Value value, int level) {
      switch (value) {
        case ObjectValue object when !object.isEmpty() -> {
          out.append('{');
          for (int i = 0; i < object.size(); i++) {
            line(i > 0, level + 1);
            Value key = object.keyAt(i);
            out.append(key instanceof StringValue ? Values.toJson(key) : Values.quoteJson(Values.toJson(key)));
            out.append(": ");
            write(object.valueAt(i), level + 1);
          }
          line(false, level);
          out.append('}');
        }
        case ArrayValue array when !array.isEmpty() -> items(array, level);
        case SetValue set when !set.isEmpty() -> items(set.toArray(), level);
        default -> out.append(Values.toJson(value));
      }
    }

    private void items(ArrayValue array, int level) {
      out.append('[');
      for (int i = 0; i < array.size(); i++) {
        line(i > 0, level + 1);
        write(array.get(i), level + 1);
      }
      line(false, level);
      out.append(']');
    }

    private void line(boolean comma, int level) {
      out.append(comma ? "," : "").append('\n').append(prefix).append(indent.repeat(level));
      context.checkCharacters(out.length());
    }
  }
}
