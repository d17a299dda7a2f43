package roadbed.web.ui;

import java.util.Iterator;
import java.util.Map;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** A document for reading: indented, with what is secret or unknown said in words. */
final class PrettyJson {
  private static final int MAX_LENGTH = 400_000;
  private final StringBuilder out = new StringBuilder();

  private PrettyJson() {}

  static String of(Value value) {
    PrettyJson pretty = new PrettyJson();
    pretty.write(value, 0);
    return pretty.out.toString();
  }

  private void write(Value value, int depth) {
    if (out.length() > MAX_LENGTH) {
      out.append("…");
      return;
    }
    switch (value) {
      case Value.Fields fields when fields.values().isEmpty() -> out.append("{}");
      case Value.Fields fields -> {
        out.append("{");
        Iterator<Map.Entry<String, Value>> each = fields.values().entrySet().iterator();
        while (each.hasNext()) {
          Map.Entry<String, Value> field = each.next();
          line(depth + 1);
          out.append(ValueJson.text(Value.of(field.getKey()))).append(": ");
          write(field.getValue(), depth + 1);
          out.append(each.hasNext() ? "," : "");
        }
        line(depth);
        out.append("}");
      }
      case Value.Items items when items.values().isEmpty() -> out.append("[]");
      case Value.Items items -> {
        out.append("[");
        Iterator<Value> each = items.values().iterator();
        while (each.hasNext()) {
          line(depth + 1);
          write(each.next(), depth + 1);
          out.append(each.hasNext() ? "," : "");
        }
        line(depth);
        out.append("]");
      }
      case Value.Unknown unknown -> out.append("(").append(unknown.reason()).append(")");
      case Value.Secret _ -> out.append("(secret, never kept)");
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _ ->
          out.append(ValueJson.text(value));
    }
  }

  private void line(int depth) {
    out.append('\n').repeat("  ", depth);
  }
}
