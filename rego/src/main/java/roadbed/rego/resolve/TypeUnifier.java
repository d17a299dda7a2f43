package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import roadbed.rego.types.Type;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** Infers the types of variables from what they are matched with, and finds what can never match. */
final class TypeUnifier {
  private final BiFunction<TypeScope, Node, Type> types;

  /** Asks the function for the types of references and comprehensions. */
  TypeUnifier(BiFunction<TypeScope, Node, Type> types) {
    this.types = types;
  }

  /** Whether both sides may be equal. */
  boolean both(TypeScope scope, Node a, Node b) {
    Type typeA = types.apply(scope, a);
    Type typeB = types.apply(scope, b);
    boolean unknownA = typeA.hasUnbound();
    boolean unknownB = typeB.hasUnbound();
    if (unknownA && !unknownB) {
      return one(scope, a, typeB, false);
    }
    if (unknownB && !unknownA) {
      return one(scope, b, typeA, false);
    }
    if (!unknownA) {
      return Type.unifies(typeA, typeB);
    }
    Node left = opened(a);
    Node right = opened(b);
    if (left instanceof Node.ArrayNode x && right instanceof Node.ArrayNode y) {
      return x.items().size() == y.items().size() && all(scope, x.items(), y.items());
    }
    if (left instanceof Node.ObjectNode x && right instanceof Node.ObjectNode y) {
      return x.keys().size() == y.keys().size() && members(scope, x, y);
    }
    // Two sides that nothing is known of: the safety check has seen to it that evaluation knows better. The form of a
    // collection says more than a variable does.
    Node first = a instanceof Node.Local ? b : a;
    Node second = a instanceof Node.Local ? a : b;
    one(scope, first, Type.AnyOf.ANYTHING, false);
    one(scope, second, types.apply(scope, first), false);
    return true;
  }

  private boolean all(TypeScope scope, List<Node> a, List<Node> b) {
    for (int i = 0; i < a.size(); i++) {
      if (!both(scope, a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean members(TypeScope scope, Node.ObjectNode a, Node.ObjectNode b) {
    for (int i = 0; i < a.keys().size(); i++) {
      int j = b.keys().indexOf(a.keys().get(i));
      if (j >= 0 && !both(scope, a.values().get(i), b.values().get(j))) {
        return false;
      }
    }
    return true;
  }

  /** Collections of constants are looked into like others. */
  private static Node opened(Node node) {
    if (!(node instanceof Node.Constant constant)) {
      return node;
    }
    return switch (constant.value()) {
      case ArrayValue array -> new Node.ArrayNode(array.stream().<Node>map(Node.Constant::new).toList());
      case SetValue set -> new Node.SetNode(set.toArray().stream().<Node>map(Node.Constant::new).toList());
      case ObjectValue object -> {
        List<Node> keys = new ArrayList<>(object.size());
        List<Node> values = new ArrayList<>(object.size());
        for (int i = 0; i < object.size(); i++) {
          keys.add(new Node.Constant(object.keyAt(i)));
          values.add(new Node.Constant(object.valueAt(i)));
        }
        yield new Node.ObjectNode(keys, values);
      }
      default -> node;
    };
  }

  /**
   * Whether a node may be of a type; variables in it that have no type take theirs from it.
   *
   * @param union whether a variable that has a type may be of this one as well
   */
  boolean one(TypeScope scope, Node node, Type type, boolean union) {
    return switch (opened(node)) {
      case Node.Constant constant -> Type.unifies(Type.of(constant.value()), type);
      case Node.Reference reference -> Type.unifies(types.apply(scope, reference), type);
      case Node.Comprehension comprehension -> Type.unifies(types.apply(scope, comprehension), type);
      case Node.Local local -> variable(scope, local.variable(), type, union);
      case Node.ArrayNode array ->
          type instanceof Type.ArrayOf of ? items(scope, array, of, union) : options(scope, array, array.items(), type);
      case Node.SetNode set ->
          type instanceof Type.SetOf of
              ? set.items().stream().allMatch(item -> one(scope, item, of.of(), union))
              : options(scope, set, set.items(), type);
      case Node.ObjectNode object -> {
        List<Node> parts = new ArrayList<>(object.keys());
        parts.addAll(object.values());
        yield type instanceof Type.ObjectOf of
            ? members(scope, object, of, union)
            : options(scope, object, parts, type);
      }
    };
  }

  private static boolean variable(TypeScope scope, Variable variable, Type type, boolean union) {
    Type known = scope.get(variable);
    if (known instanceof Type.Unbound || union) {
      scope.put(variable, Type.or(known, type));
      return true;
    }
    return Type.unifies(known, type);
  }

  /** A collection against a union of types, or against anything. */
  private boolean options(TypeScope scope, Node node, List<Node> parts, Type type) {
    if (!(type instanceof Type.AnyOf any)) {
      return false;
    }
    if (any.of().isEmpty()) {
      parts.forEach(part -> one(scope, part, Type.AnyOf.ANYTHING, true));
      return true;
    }
    boolean fits = false;
    for (Type option : any.of()) {
      fits |= one(scope, node, option, true);
    }
    return fits;
  }

  private boolean items(TypeScope scope, Node.ArrayNode array, Type.ArrayOf type, boolean union) {
    if (array.items().size() != type.items().size() && type.rest() == null) {
      return false;
    }
    for (int i = 0; i < array.items().size(); i++) {
      Type item = i < type.items().size() ? type.items().get(i) : type.rest();
      if (item == null || !one(scope, array.items().get(i), item, union)) {
        return false;
      }
    }
    return true;
  }

  private boolean members(TypeScope scope, Node.ObjectNode object, Type.ObjectOf type, boolean union) {
    if (object.keys().size() != type.members().size() && type.value() == null) {
      return false;
    }
    for (int i = 0; i < object.keys().size(); i++) {
      Value key = constant(object.keys().get(i));
      Type member = key == null ? Type.AnyOf.ANYTHING : Type.select(type, key);
      if (member == null || (!one(scope, object.values().get(i), member, union) && key != null)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Value constant(Node node) {
    return node instanceof Node.Constant constant ? constant.value() : null;
  }
}
