package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.types.Type;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The types of the documents that rules make, and of those that schemas describe. */
final class RuleTypes {
  private final RuleNode root;
  private final Map<RuleNode, Type> types = new HashMap<>();
  private @Nullable Type input;
  private @Nullable Type data;

  RuleTypes(RuleNode root) {
    this.root = root;
  }

  /** Types for a query, which asks for documents without a claim to know what they are. */
  static RuleTypes unknown() {
    return new RuleTypes(new RuleNode(null, StringValue.of("data")));
  }

  RuleNode root() {
    return root;
  }

  /** What schemas say of the input and of data within one rule; nothing where they say nothing. */
  void describe(@Nullable Type inputType, @Nullable Type dataType) {
    input = inputType;
    data = dataType;
  }

  Type input() {
    return input == null ? Type.AnyOf.ANYTHING : input;
  }

  /** What schemas say of all of data; nothing where none does. */
  @Nullable Type data() {
    return data;
  }

  /** The type of a rule's document as far as its definitions were checked. */
  @Nullable Type of(RuleNode rule) {
    return rule.kind() == null ? null : types.getOrDefault(rule, Type.AnyOf.ANYTHING);
  }

  /** One more definition makes this. */
  void add(RuleNode rule, Type type) {
    Type known = types.get(rule);
    boolean mixed = rule.kind() == RuleNode.Kind.OBJECT && (!rule.children().isEmpty() || underObject(rule));
    types.put(rule, mixed ? Type.ObjectOf.ANYTHING : (known == null ? type : merged(known, type)).bounded());
  }

  /** What is wrong with a rule is said once; what uses it is not to blame. */
  void giveUp(RuleNode rule) {
    types.put(rule, Type.AnyOf.ANYTHING);
  }

  private static boolean underObject(RuleNode rule) {
    for (RuleNode above = rule.parent(); above != null; above = above.parent()) {
      if (above.kind() == RuleNode.Kind.OBJECT) {
        return true;
      }
    }
    return false;
  }

  private static Type merged(Type a, Type b) {
    if (a instanceof Type.SetOf one && b instanceof Type.SetOf other) {
      return new Type.SetOf(Type.or(one.of(), other.of()));
    }
    if (a instanceof Type.ObjectOf one
        && b instanceof Type.ObjectOf other
        && one.members().isEmpty()
        && other.members().isEmpty()) {
      Type keyA = one.key();
      Type keyB = other.key();
      Type valueA = one.value();
      Type valueB = other.value();
      if (keyA != null && keyB != null && valueA != null && valueB != null) {
        return new Type.ObjectOf(List.of(), Type.or(keyA, keyB), merged(valueA, valueB));
      }
    }
    return Type.or(a, b);
  }

  /** The type of all that stands at a place and below: what rules make, and whatever base documents add. */
  Type extent(RuleNode node) {
    Type own = of(node);
    if (own != null) {
      return own;
    }
    List<Type.Member> members = new ArrayList<>();
    for (Map.Entry<Value, RuleNode> child : node.children().entrySet()) {
      Value key = child.getKey();
      if (key instanceof StringValue || key instanceof NumberValue || key instanceof BooleanValue) {
        members.add(new Type.Member(key, extent(child.getValue())));
      }
    }
    return new Type.ObjectOf(members, Type.Scalar.STRING, Type.AnyOf.ANYTHING);
  }

  /** The type of what a path finds; unbound where it can find nothing. */
  Type select(Type type, List<Node> path) {
    Type found = type;
    for (Node part : path) {
      Type next = part instanceof Node.Constant constant ? selected(found, constant.value()) : Type.values(found);
      if (next == null) {
        return Type.Unbound.TYPE;
      }
      found = next;
    }
    return found;
  }

  /** A constant collection as a key is any of the keys. */
  static @Nullable Type selected(Type type, Value key) {
    return key instanceof StringValue || key instanceof NumberValue || key instanceof BooleanValue
            || key instanceof roadbed.rego.value.NullValue
        ? Type.select(type, key)
        : Type.values(type);
  }

  /** The type of what a path below data finds. */
  Type data(List<Node> path) {
    Type described = data;
    if (described != null) {
      return select(described, path);
    }
    RuleNode node = root;
    for (int i = 0; i < path.size(); i++) {
      RuleNode child = path.get(i) instanceof Node.Constant constant ? node.child(constant.value()) : null;
      Type own = of(node);
      if (child == null) {
        return own != null
            ? select(own, path.subList(i, path.size()))
            : path.get(i) instanceof Node.Constant ? Type.AnyOf.ANYTHING : select(extent(node), path.subList(i, path.size()));
      }
      node = child;
    }
    return extent(node);
  }
}
