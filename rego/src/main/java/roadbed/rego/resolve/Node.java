package roadbed.rego.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.Value;

/** A resolved term. Calls are goals of their own; a collection holds no references. */
public sealed interface Node {
  /** A ground value. */
  record Constant(Value value) implements Node {}

  /** A variable. */
  record Local(Variable variable) implements Node {}

  /** {@code [a, b]} with a variable in it. */
  record ArrayNode(List<Node> items) implements Node {
    public ArrayNode {
      items = List.copyOf(items);
    }
  }

  /** {@code {a, b}} with a variable in it. */
  record SetNode(List<Node> items) implements Node {
    public SetNode {
      items = List.copyOf(items);
    }
  }

  /** {@code {k: v}} with a variable in it. */
  record ObjectNode(List<Node> keys, List<Node> values) implements Node {
    public ObjectNode {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }
  }

  /**
   * A path into a document.
   *
   * @param variable where the path begins, if it begins at a variable
   */
  record Reference(Location at, Root root, @Nullable Variable variable, List<Node> path) implements Node {
    public Reference {
      path = List.copyOf(path);
    }
  }

  /** Where a reference begins. */
  enum Root {
    INPUT,
    DATA,
    VARIABLE
  }

  /** A collection of what a body yields; the key is there for objects only. */
  record Comprehension(Kind kind, @Nullable Node key, Node value, Body body) implements Node {}

  /** What a comprehension makes. */
  enum Kind {
    ARRAY,
    SET,
    OBJECT
  }
}
