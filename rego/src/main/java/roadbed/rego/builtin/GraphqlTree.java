package roadbed.rego.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Members of GraphQL syntax trees; what is absent or of another shape reads as empty. */
final class GraphqlTree {
  private GraphqlTree() {}

  static String text(ObjectValue node, String member) {
    return node.get(member) instanceof StringValue text ? text.value() : "";
  }

  static String name(ObjectValue node) {
    return text(node, "Name");
  }

  static boolean flag(ObjectValue node, String member) {
    return node.get(member) instanceof BooleanValue bool && bool.value();
  }

  static List<ObjectValue> nodes(ObjectValue node, String member) {
    return node.get(member) instanceof ArrayValue array
        ? array.stream().filter(ObjectValue.class::isInstance).map(ObjectValue.class::cast).toList()
        : List.of();
  }

  static List<String> names(ObjectValue node, String member) {
    return node.get(member) instanceof ArrayValue array
        ? array.stream().filter(StringValue.class::isInstance).map(item -> ((StringValue) item).value()).toList()
        : List.of();
  }

  static @Nullable ObjectValue node(ObjectValue node, String member) {
    return node.get(member) instanceof ObjectValue object ? object : null;
  }

  static ObjectValue typeOf(ObjectValue node) {
    ObjectValue type = node(node, "Type");
    return type == null ? ObjectValue.EMPTY : type;
  }

  /** The kind of a value: 0 variable, 1 int, 2 float, 3 string, 4 block, 5 boolean, 6 null, 7 enum, 8 list, 9 object. */
  static int kind(ObjectValue value) {
    return value.get("Kind") instanceof NumberValue number && number.isLong() ? (int) number.longValue() : -1;
  }

  static boolean isNonNull(ObjectValue type) {
    return flag(type, "NonNull");
  }

  /** The name within all lists. */
  static String baseName(ObjectValue type) {
    ObjectValue inner = type;
    for (ObjectValue element = node(inner, "Elem"); element != null; element = node(inner, "Elem")) {
      inner = element;
    }
    return text(inner, "NamedType");
  }

  /** A type as GraphQL writes it. */
  static String shown(ObjectValue type) {
    ObjectValue element = node(type, "Elem");
    String base = element == null ? text(type, "NamedType") : "[" + shown(element) + "]";
    return isNonNull(type) ? base + "!" : base;
  }

  static @Nullable ObjectValue find(List<ObjectValue> nodes, String name) {
    for (ObjectValue node : nodes) {
      if (name(node).equals(name)) {
        return node;
      }
    }
    return null;
  }

  /** Joins the lists that two nodes have under a member. */
  static Value joined(ObjectValue left, ObjectValue right, String member) {
    Value l = left.get(member) instanceof ArrayValue array ? array : ArrayValue.EMPTY;
    Value r = right.get(member) instanceof ArrayValue array ? array : ArrayValue.EMPTY;
    List<Value> all = new java.util.ArrayList<>();
    ((ArrayValue) l).forEach(all::add);
    ((ArrayValue) r).forEach(all::add);
    return ArrayValue.of(all);
  }
}
