package roadbed.store.duckdb;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The columns of a bill that is not FOCUS, found by name whatever its spelling: {@code lineItem/UnblendedCost},
 * {@code line_item_unblended_cost} and {@code LineItemUnblendedCost} are one. Columns that were asked for are
 * remembered, so that the others can be kept aside.
 */
final class ForeignColumns {
  /** What a column that is not there is. */
  static final String NONE = "cast(null as varchar)";

  /** Structures that have more in them than is asked for, and are kept aside as well. */
  private static final Set<String> WHOLE = Set.of("project", "price", "resource");

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> types;
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * Columns.
   *
   * @param types SQL types by name
   */
  ForeignColumns(Map<String, String> types) {
    this.types = types;
    types.keySet().forEach(name -> names.putIfAbsent(key(name), name));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  boolean has(String... wanted) {
    for (String name : wanted) {
      if (!names.containsKey(key(name)) && nested(name).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The text of the first of several columns that has a value; a dot leads into a structure. */
  String text(String... wanted) {
    StringBuilder found = new StringBuilder();
    int count = 0;
    for (String name : wanted) {
      String expression =
          names.containsKey(key(name)) ? column(names.getOrDefault(key(name), name)) : nested(name).orElse("");
      if (!expression.isEmpty()) {
        found.append(count++ == 0 ? "" : ", ").append("nullif(").append(expression).append(", '')");
      }
    }
    return count == 0 ? NONE : count == 1 ? found.toString() : "coalesce(" + found + ")";
  }

  /** The number in the first of several columns that has one. */
  String number(String... wanted) {
    return "try_cast(" + text(wanted) + " as decimal(38, 18))";
  }

  private String column(String name) {
    used.add(name);
    return value(name, types.getOrDefault(name, "VARCHAR"));
  }

  /** A column as text: JSON for what is nested. */
  static String value(String name, String type) {
    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
    boolean nested =
        type.startsWith("MAP") || type.startsWith("STRUCT") || type.endsWith("[]") || type.equals("JSON");
    return type.equals("VARCHAR") ? quoted : "cast(" + (nested ? "to_json(" + quoted + ")" : quoted) + " as varchar)";
  }

  private Optional<String> nested(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String top = names.get(key(path.substring(0, dot)));
    if (top == null) {
      return Optional.empty();
    }
    String type = types.getOrDefault(top, "");
    String quoted = "\"" + top.replace("\"", "\"\"") + "\"";
    String key = DuckDb.quoted("$." + path.substring(dot + 1));
    if (type.startsWith("MAP") || type.equals("VARCHAR")) {
      // Of a map or of JSON in a text nobody knows what else is in it: it is kept aside as well.
      String json = type.equals("VARCHAR") ? quoted : "to_json(" + quoted + ")";
      return Optional.of("try(json_extract_string(" + json + ", " + key + "))");
    }
    if (!type.startsWith("STRUCT") && !type.equals("JSON")) {
      return Optional.empty();
    }
    if (!WHOLE.contains(top.toLowerCase(Locale.ROOT))) {
      used.add(top);
    }
    return Optional.of("json_extract_string(to_json(" + quoted + "), " + key + ")");
  }

  /** Every column whose name begins so, with the rest of its name: {@code resourceTags/user:team} is {@code team}. */
  void each(String prefix, BiConsumer<String, String> told) {
    for (String name : types.keySet()) {
      if (name.toLowerCase(Locale.ROOT).startsWith(prefix)) {
        told.accept(name.substring(prefix.length()), column(name));
      }
    }
  }

  /** The columns that nothing asked for. */
  Map<String, String> others() {
    Map<String, String> others = new LinkedHashMap<>();
    types.forEach(
        (name, type) -> {
          if (!used.contains(name) && !name.equals("file_row_number") && !name.equals("row of file")) {
            others.put(name, value(name, type));
          }
        });
    return others;
  }
}
