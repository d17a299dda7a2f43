package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Values and errors as the Rego commands write them. */
final class RegoText {
  private RegoText() {}

  /**
   * An object in the making whose members keep their order: one that was made by hand is written in the order in which
   * a person reads it.
   */
  static final class Fields {
    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Fields put(String name, Object value) {
      names.add(name);
      values.add(value);
      return this;
    }

    Fields putText(String name, String value) {
      return put(name, StringValue.of(value));
    }

    Fields putNumber(String name, long value) {
      return put(name, NumberValue.of(value));
    }

    boolean isEmpty() {
      return names.isEmpty();
    }
  }

  /** JSON with two blanks for each level; of values, fields, and lists of either. */
  static String json(Object document) {
    StringBuilder out = new StringBuilder();
    write(document, "\n", out);
    return out.toString();
  }

  private static void write(Object document, String line, StringBuilder out) {
    String inner = line + "  ";
    switch (document) {
      case Fields fields -> {
        out.append(fields.isEmpty() ? "{}" : "{");
        for (int i = 0; i < fields.names.size(); i++) {
          out.append(i == 0 ? "" : ",").append(inner).append(Values.quoteJson(fields.names.get(i))).append(": ");
          write(fields.values.get(i), inner, out);
        }
        out.append(fields.isEmpty() ? "" : line + "}");
      }
      case ObjectValue object -> {
        out.append(object.isEmpty() ? "{}" : "{");
        for (int i = 0; i < object.size(); i++) {
          Value key = object.keyAt(i);
          String name = key instanceof StringValue text ? text.value() : Values.toJson(key);
          out.append(i == 0 ? "" : ",").append(inner).append(Values.quoteJson(name)).append(": ");
          write(object.valueAt(i), inner, out);
        }
        out.append(object.isEmpty() ? "" : line + "}");
      }
      case SetValue set -> write(set.toArray(), line, out);
      case ArrayValue array -> {
        List<Object> items = new ArrayList<>();
        array.forEach(items::add);
        write(items, line, out);
      }
      case List<?> items -> {
        out.append(items.isEmpty() ? "[]" : "[");
        for (int i = 0; i < items.size(); i++) {
          out.append(i == 0 ? "" : ",").append(inner);
          Object item = items.get(i);
          write(item == null ? "null" : item, inner, out);
        }
        out.append(items.isEmpty() ? "" : line + "]");
      }
      case Value value -> out.append(Values.toJson(value));
      default -> out.append(document);
    }
  }

  static Fields location(Location at) {
    return new Fields().putText("file", at.file()).putNumber("row", at.line()).putNumber("col", at.column());
  }

  /** An error in the shape of OPA's JSON. */
  static Fields error(RegoError error) {
    Fields fields = new Fields().putText("message", error.message()).putText("code", error.code());
    Location at = error.at();
    if (at != null) {
      fields.put("location", location(at));
    }
    if (!error.details().isEmpty()) {
      fields.put("details", new ArrayList<Object>(error.details().stream().map(StringValue::of).toList()));
    }
    return fields;
  }

  static List<Object> errors(List<RegoError> errors) {
    return new ArrayList<>(errors.stream().map(RegoText::error).toList());
  }

  /** Errors for people: OPA's summary, and under each the line with a mark where it is, and a hint. */
  static String summary(List<RegoError> errors) {
    if (errors.isEmpty()) {
      return RegoError.summary(errors);
    }
    StringBuilder out = new StringBuilder();
    out.append(errors.size() == 1 ? "1 error occurred: " : errors.size() + " errors occurred:\n");
    Map<String, List<String>> files = new HashMap<>();
    for (int i = 0; i < errors.size(); i++) {
      RegoError error = errors.get(i);
      out.append(i == 0 ? "" : "\n").append(error.opaText());
      Location at = error.at();
      if (at != null) {
        mark(at, files.computeIfAbsent(at.file(), RegoText::lines), out);
      }
      String hint = error.hint();
      if (hint != null) {
        out.append("\n\thint: ").append(hint);
      }
    }
    return out.toString();
  }

  /** The lines of a file; none where it is not there, as for a query and what is in an archive. */
  private static List<String> lines(String file) {
    try {
      Path path = Path.of(file);
      return Files.isRegularFile(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException | InvalidPathException e) {
      return List.of();
    }
  }

  private static void mark(Location at, List<String> lines, StringBuilder out) {
    if (at.line() < 1 || at.line() > lines.size() || at.column() < 1) {
      return;
    }
    String line = lines.get(at.line() - 1);
    if (at.column() > line.length() + 1) {
      return;
    }
    // Tabs stay tabs, so that the mark stands under its place.
    String before = line.substring(0, at.column() - 1).replaceAll("[^\t]", " ");
    out.append("\n\t").append(line.stripTrailing()).append("\n\t").append(before).append('^');
  }

  /** A table with lines around its cells, as OPA draws results. */
  static String table(List<String> header, List<List<String>> rows) {
    int[] widths = new int[header.isEmpty() && !rows.isEmpty() ? rows.getFirst().size() : header.size()];
    for (List<String> row : all(header, rows)) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder out = new StringBuilder();
    rule(out, widths);
    if (!header.isEmpty()) {
      out.append('|');
      for (int i = 0; i < widths.length; i++) {
        int left = (widths[i] - header.get(i).length()) / 2;
        int right = widths[i] - header.get(i).length() - left;
        out.append(' ').append(" ".repeat(left)).append(header.get(i)).append(" ".repeat(right)).append(" |");
      }
      out.append('\n');
      rule(out, widths);
    }
    for (List<String> row : rows) {
      out.append('|');
      for (int i = 0; i < widths.length; i++) {
        out.append(' ').append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(" |");
      }
      out.append('\n');
    }
    rule(out, widths);
    return out.toString();
  }

  private static List<List<String>> all(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(rows);
    if (!header.isEmpty()) {
      all.add(header);
    }
    return all;
  }

  private static void rule(StringBuilder out, int[] widths) {
    out.append('+');
    for (int width : widths) {
      out.append("-".repeat(width + 2)).append('+');
    }
    out.append('\n');
  }

  /** The text of a place, or a word for none. */
  static String place(@Nullable Location at) {
    return at == null ? "" : at.file() + ":" + at.line();
  }
}
