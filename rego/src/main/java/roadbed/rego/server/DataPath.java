package roadbed.rego.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** A path below {@code data} in a URL, and what it names. */
final class DataPath {
  private DataPath() {}

  /** The parts of a path between slashes, unescaped; empty ones left out. */
  static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        parts.add(unescaped(part));
      }
    }
    return parts;
  }

  static String unescaped(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return part;
    }
  }

  /**
   * The query for the document at a path; whole numbers are positions.
   *
   * @throws Refusal where a part cannot stand in a reference
   */
  static String reference(String path) {
    StringBuilder out = new StringBuilder("data");
    for (String part : parts(path)) {
      if (part.indexOf('"') >= 0) {
        throw Refusal.invalid("invalid path: invalid ref term '" + part + "'");
      }
      if (isWhole(part)) {
        out.append('[').append(part.startsWith("+") ? part.substring(1) : part).append(']');
      } else if (part.matches("[A-Za-z_][A-Za-z0-9_]*") && !part.equals("_")) {
        out.append('.').append(part);
      } else {
        out.append('[').append(Values.quote(part)).append(']');
      }
    }
    return out.toString();
  }

  private static boolean isWhole(String part) {
    return part.matches("0|-?[1-9][0-9]{0,17}");
  }

  /** The part of a document at a path; null where there is none. */
  static @Nullable Value find(Value document, List<String> path) {
    Value at = document;
    for (String part : path) {
      Value next =
          switch (at) {
            case ObjectValue object -> object.get(part);
            case ArrayValue array -> {
              int index = index(part, array.size());
              yield index < 0 ? null : array.get(index);
            }
            default -> null;
          };
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  /** A position below a size; -1 where the text is none. */
  static int index(String part, int size) {
    if (!part.matches("0|[1-9][0-9]{0,8}")) {
      return -1;
    }
    int index = Integer.parseInt(part);
    return index < size ? index : -1;
  }

  /** The path as OPA's storage writes it. */
  static String text(List<String> path) {
    return "/" + String.join("/", path);
  }

  static Value value(List<String> path) {
    return ArrayValue.of(path.stream().map(StringValue::of).toList());
  }
}
