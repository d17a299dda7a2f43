package roadbed.rego.bytecode;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.Builtins;

/** Builtins that compiled code calls without an array of arguments. */
final class Shortcut {
  private static final Map<String, String> METHODS =
      Map.ofEntries(
          Map.entry("count", "count"),
          Map.entry("plus", "plus"),
          Map.entry("minus", "minus"),
          Map.entry("internal.member_2", "member"),
          Map.entry("startswith", "startsWith"),
          Map.entry("endswith", "endsWith"),
          Map.entry("contains", "contains"),
          Map.entry("object.get", "objectGet"),
          Map.entry("equal", "equal"),
          Map.entry("neq", "unequal"),
          Map.entry("lt", "less"),
          Map.entry("lte", "lessOrEqual"),
          Map.entry("gt", "greater"),
          Map.entry("gte", "greaterOrEqual"),
          Map.entry("is_array", "isArray"),
          Map.entry("is_object", "isObject"),
          Map.entry("is_set", "isSet"),
          Map.entry("is_string", "isString"),
          Map.entry("is_number", "isNumber"),
          Map.entry("is_boolean", "isBoolean"),
          Map.entry("is_null", "isNull"));

  private Shortcut() {}

  /** The method that stands for a builtin; null where there is none, or where it is not the language's own builtin. */
  static @Nullable String of(Builtin builtin) {
    String method = METHODS.get(builtin.name());
    return method != null && Builtins.standard().find(builtin.name()).filter(builtin::equals).isPresent() ? method : null;
  }
}
