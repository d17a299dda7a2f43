package roadbed.rego.builtin;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A static type, as far as the signatures of builtins need one; {@code toString} is OPA's way to write it. */
public sealed interface Type {
  /** Anything at all. */
  record AnyType() implements Type {
    @Override
    public String toString() {
      return "any";
    }
  }

  /** Null, boolean, number or string. */
  enum Scalar implements Type {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** An array: types of its first items, and of the further ones where there may be any. */
  record ArrayType(List<Type> items, @Nullable Type rest) implements Type {
    @Override
    public String toString() {
      String first = items.stream().map(Type::toString).collect(Collectors.joining(", ", "<", ">"));
      return "array" + (items.isEmpty() ? "" : first) + (rest == null ? "" : "[" + rest + "]");
    }
  }

  /** A set. */
  record SetType(Type of) implements Type {
    @Override
    public String toString() {
      return "set[" + of + "]";
    }
  }

  /** An object: named members, and key and value of the further ones where there may be any. */
  record ObjectType(Map<String, Type> members, @Nullable Type key, @Nullable Type value) implements Type {
    @Override
    public String toString() {
      String named =
          members.entrySet().stream()
              .map(member -> member.getKey() + ": " + member.getValue())
              .collect(Collectors.joining(", ", "<", ">"));
      return "object" + (members.isEmpty() ? "" : named) + (key == null ? "" : "[" + key + ": " + value + "]");
    }
  }

  /** One of several. */
  record OneOf(List<Type> of) implements Type {
    @Override
    public String toString() {
      return of.stream().map(Type::toString).collect(Collectors.joining(", ", "any<", ">"));
    }
  }
}
