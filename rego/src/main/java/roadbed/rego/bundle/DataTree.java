package roadbed.rego.bundle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Documents from several files merged into one; it remembers which file each part came from. */
final class DataTree {
  /** A part of the tree. */
  private sealed interface Node {}

  /** A whole document of one file. */
  private record Leaf(Value value, String file) implements Node {}

  /** An object that more than one file has a part in. */
  private record Branch(Map<Value, Node> members) implements Node {}

  /** Two files that both say what is at one path. */
  record Conflict(String path, String first, String second) {
    @Override
    public String toString() {
      return "merge error: " + path + " is in " + first + " as well";
    }
  }

  private Branch root = new Branch(new TreeMap<>());

  /**
   * Adds a file's document at a path; nothing of it is added where it contradicts another file.
   *
   * @param value an object where the path is empty
   */
  Optional<Conflict> add(List<String> path, Value value, String file) {
    Value wrapped = value;
    for (String part : path.reversed()) {
      wrapped = ObjectValue.of(part, wrapped);
    }
    Optional<Conflict> conflict = conflict(root, wrapped, "data", file);
    if (conflict.isEmpty()) {
      root = (Branch) merged(root, wrapped, file);
    }
    return conflict;
  }

  private static Optional<Conflict> conflict(Node old, Value value, String path, String file) {
    return switch (old) {
      case Leaf leaf -> {
        if (!(leaf.value() instanceof ObjectValue known) || !(value instanceof ObjectValue added)) {
          yield Optional.of(new Conflict(path, leaf.file(), file));
        }
        for (int i = 0; i < added.size(); i++) {
          Value member = known.get(added.keyAt(i));
          if (member != null) {
            Optional<Conflict> found =
                conflict(new Leaf(member, leaf.file()), added.valueAt(i), below(path, added.keyAt(i)), file);
            if (found.isPresent()) {
              yield found;
            }
          }
        }
        yield Optional.empty();
      }
      case Branch branch -> {
        if (!(value instanceof ObjectValue added)) {
          yield Optional.of(new Conflict(path, firstFile(branch), file));
        }
        for (int i = 0; i < added.size(); i++) {
          Node member = branch.members().get(added.keyAt(i));
          if (member != null) {
            Optional<Conflict> found = conflict(member, added.valueAt(i), below(path, added.keyAt(i)), file);
            if (found.isPresent()) {
              yield found;
            }
          }
        }
        yield Optional.empty();
      }
    };
  }

  private static String below(String path, Value key) {
    return path + (key instanceof StringValue name ? "." + name.value() : "[" + key + "]");
  }

  private static String firstFile(Branch branch) {
    for (Node node : branch.members().values()) {
      return switch (node) {
        case Leaf leaf -> leaf.file();
        case Branch inner -> firstFile(inner);
      };
    }
    return "another file";
  }

  /** Both are objects: there is no conflict. */
  private static Node merged(Node old, Value value, String file) {
    Branch branch =
        switch (old) {
          case Branch known -> known;
          case Leaf leaf -> {
            Map<Value, Node> members = new TreeMap<>();
            ObjectValue object = (ObjectValue) leaf.value();
            for (int i = 0; i < object.size(); i++) {
              members.put(object.keyAt(i), new Leaf(object.valueAt(i), leaf.file()));
            }
            yield new Branch(members);
          }
        };
    ObjectValue added = (ObjectValue) value;
    for (int i = 0; i < added.size(); i++) {
      Value item = added.valueAt(i);
      branch
          .members()
          .merge(added.keyAt(i), new Leaf(item, file), (known, _) -> merged(known, item, file));
    }
    return branch;
  }

  /** The merged document. */
  ObjectValue value() {
    return (ObjectValue) value(root);
  }

  private static Value value(Node node) {
    return switch (node) {
      case Leaf leaf -> leaf.value();
      case Branch branch -> {
        ObjectValue.Builder builder = ObjectValue.builder(branch.members().size());
        branch.members().forEach((key, member) -> builder.put(key, value(member)));
        yield builder.build();
      }
    };
  }
}
