package roadbed.rego.server;

import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** JSON as Go's encoder writes it, in one line or indented by two spaces. */
final class JsonText {
  private JsonText() {}

  static void write(Value value, boolean pretty, StringBuilder out) {
    if (pretty) {
      indented(value, 0, out);
    } else {
      out.append(Values.toJson(value));
    }
  }

  private static void indented(Value value, int depth, StringBuilder out) {
    switch (value) {
      case ArrayValue array -> items(array, depth, out);
      case SetValue set -> items(set.toArray(), depth, out);
      case ObjectValue object -> {
        if (object.isEmpty()) {
          out.append("{}");
          return;
        }
        out.append('{');
        for (int i = 0; i < object.size(); i++) {
          line(i, depth + 1, out);
          Value key = object.keyAt(i);
          out.append(Values.quoteJson(key instanceof StringValue text ? text.value() : Values.toJson(key))).append(": ");
          indented(object.valueAt(i), depth + 1, out);
        }
        end(depth, out).append('}');
      }
      default -> out.append(Values.toJson(value));
    }
  }

  private static void items(ArrayValue array, int depth, StringBuilder out) {
    if (array.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (int i = 0; i < array.size(); i++) {
      line(i, depth + 1, out);
      indented(array.get(i), depth + 1, out);
    }
    end(depth, out).append(']');
  }

  private static void line(int position, int depth, StringBuilder out) {
    if (position > 0) {
      out.append(',');
    }
    end(depth, out);
  }

  private static StringBuilder end(int depth, StringBuilder out) {
    return out.append('\n').append("  ".repeat(depth));
  }
}
