package roadbed.rego.types;

import org.jspecify.annotations.Nullable;

/** Measures types, so that those which policies pile up stay small enough to be compared and shown. */
final class TypeSize {
  private static final int MAX_DEPTH = 30;

  private int left = 3_000;

  /** Whether a type is small; looks at a bounded part of it. */
  boolean fits(Type type) {
    return fits(type, 0);
  }

  private boolean fits(@Nullable Type type, int depth) {
    if (type == null) {
      return true;
    }
    if (--left < 0 || depth > MAX_DEPTH) {
      return false;
    }
    return switch (type) {
      case Type.Unbound _, Type.Scalar _ -> true;
      case Type.ArrayOf array -> array.items().stream().allMatch(t -> fits(t, depth + 1)) && fits(array.rest(), depth + 1);
      case Type.SetOf set -> fits(set.of(), depth + 1);
      case Type.ObjectOf object ->
          object.members().stream().allMatch(m -> fits(m.type(), depth + 1))
              && fits(object.key(), depth + 1)
              && fits(object.value(), depth + 1);
      case Type.AnyOf any -> any.of().stream().allMatch(t -> fits(t, depth + 1));
      case Type.Function function ->
          function.arguments().stream().allMatch(t -> fits(t, depth + 1)) && fits(function.result(), depth + 1);
    };
  }
}
