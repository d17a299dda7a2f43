package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** A place in the tree of all rules, under {@code data}. */
public final class RuleNode {
  /** What the rules at a place make together. */
  public enum Kind {
    /** One value. */
    COMPLETE,
    /** A value for arguments. */
    FUNCTION,
    /** A set. */
    SET,
    /** An object, nested as deep as the heads say; it takes in the places below. */
    OBJECT
  }

  private final @Nullable RuleNode parent;
  private final Value key;
  private final Map<Value, RuleNode> children = new LinkedHashMap<>();
  private final List<Definition> definitions = new ArrayList<>();
  private @Nullable Definition byDefault;
  private @Nullable Kind kind;
  private int arity;
  private boolean isPackage;
  private boolean isContested;
  private @Nullable String pathText;

  RuleNode(@Nullable RuleNode parent, Value key) {
    this.parent = parent;
    this.key = key;
  }

  RuleNode childOrNew(Value name) {
    return children.computeIfAbsent(name, n -> new RuleNode(this, n));
  }

  public @Nullable RuleNode child(Value name) {
    return children.get(name);
  }

  public Map<Value, RuleNode> children() {
    return children;
  }

  public @Nullable RuleNode parent() {
    return parent;
  }

  public Value key() {
    return key;
  }

  /** What the rules here make; null where there are none. */
  public @Nullable Kind kind() {
    return kind;
  }

  public int arity() {
    return arity;
  }

  void declare(Kind newKind, int newArity) {
    kind = newKind;
    arity = newArity;
  }

  public List<Definition> definitions() {
    return definitions;
  }

  public @Nullable Definition byDefault() {
    return byDefault;
  }

  void byDefault(Definition definition) {
    byDefault = definition;
  }

  boolean isPackage() {
    return isPackage;
  }

  void markPackage() {
    isPackage = true;
  }

  /** Whether heads of rules contradict each other here, so that nothing can be said of what uses them. */
  boolean isContested() {
    return isContested;
  }

  void contest() {
    isContested = true;
  }

  /** The path below {@code data}. */
  public List<Value> path() {
    List<Value> path = new ArrayList<>();
    for (RuleNode node = this; node.parent != null; node = node.parent) {
      path.addFirst(node.key);
    }
    return path;
  }

  /** The path as a reference in Rego. */
  public String pathText() {
    String known = pathText;
    if (known == null) {
      known = parent == null ? "data" : parent.pathText() + (isName(key) ? "." + ((StringValue) key).value() : "[" + key + "]");
      pathText = known;
    }
    return known;
  }

  private static boolean isName(Value key) {
    if (!(key instanceof StringValue name) || name.value().isEmpty()) {
      return false;
    }
    for (int i = 0; i < name.value().length(); i++) {
      char c = name.value().charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return pathText();
  }
}
