package roadbed.rego.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * One change of the base document.
 *
 * @param value what is put there; null where something is removed
 */
record Edit(Kind kind, List<String> path, @Nullable Value value) {
  /** What is done at the path. */
  enum Kind {
    ADD,
    REMOVE,
    REPLACE,
    /** Adds, with the objects on the way to it. */
    CREATE
  }

  Edit {
    path = List.copyOf(path);
  }

  /** The change that an operation of a bundle's patch asks for. */
  static Edit of(Value operation) {
    if (!(operation instanceof ObjectValue object) || !(object.get("path") instanceof StringValue path)) {
      throw Refusal.invalid("an operation of a patch is an object with a path");
    }
    String name = object.get("op") instanceof StringValue op ? op.value() : "";
    List<String> parts = new ArrayList<>();
    for (String part : path.value().split("/")) {
      if (!part.isEmpty()) {
        parts.add(part.replace("~1", "/").replace("~0", "~"));
      }
    }
    return switch (name) {
      case "upsert" -> new Edit(Kind.CREATE, parts, object.get("value"));
      case "replace" -> new Edit(Kind.REPLACE, parts, object.get("value"));
      case "remove" -> new Edit(Kind.REMOVE, parts, null);
      default -> throw Refusal.invalid("bad patch operation: " + name);
    };
  }

  /**
   * The document after the change.
   *
   * @throws Refusal where the path leads nowhere
   */
  ObjectValue apply(ObjectValue document) {
    if (path.isEmpty()) {
      if (kind == Kind.REMOVE || !(value instanceof ObjectValue object)) {
        throw Refusal.invalid("storage_invalid_patch_error: root must be object");
      }
      return object;
    }
    return (ObjectValue) below(document, 0);
  }

  private Value below(Value at, int depth) {
    String part = path.get(depth);
    boolean last = depth == path.size() - 1;
    return switch (at) {
      case ObjectValue object -> {
        Value before = object.get(part);
        if (last) {
          yield here(object, part, before);
        }
        if (before == null) {
          if (kind != Kind.CREATE) {
            throw missing();
          }
          before = ObjectValue.EMPTY;
        }
        yield object.toBuilder().put(part, below(before, depth + 1)).build();
      }
      case ArrayValue array -> last ? here(array, part) : within(array, part, depth);
      default -> throw kind == Kind.CREATE ? conflict(depth) : missing();
    };
  }

  private Value here(ObjectValue object, String part, @Nullable Value before) {
    if (kind == Kind.REMOVE) {
      if (before == null) {
        throw missing();
      }
      ObjectValue.Builder out = ObjectValue.builder(object.size());
      for (int i = 0; i < object.size(); i++) {
        if (!(object.keyAt(i) instanceof StringValue name && name.value().equals(part))) {
          out.put(object.keyAt(i), object.valueAt(i));
        }
      }
      return out.build();
    }
    if (kind == Kind.REPLACE && before == null) {
      throw missing();
    }
    return object.toBuilder().put(part, put()).build();
  }

  private Value here(ArrayValue array, String part) {
    List<Value> items = new ArrayList<>(Arrays.asList(array.toArray()));
    if (part.equals("-") && kind != Kind.REMOVE && kind != Kind.REPLACE) {
      items.add(put());
      return ArrayValue.of(items);
    }
    boolean adds = kind == Kind.ADD;
    int index = DataPath.index(part, items.size() + (adds ? 1 : 0));
    if (index < 0) {
      throw Refusal.notFound(
          DataPath.text(path) + ": " + (part.matches("-?[0-9]+") ? "array index out of range" : "array index must be integer"));
    }
    switch (kind) {
      case ADD -> items.add(index, put());
      case REMOVE -> items.remove(index);
      case REPLACE, CREATE -> items.set(index, put());
    }
    return ArrayValue.of(items);
  }

  private Value within(ArrayValue array, String part, int depth) {
    int index = DataPath.index(part, array.size());
    if (index < 0) {
      throw missing();
    }
    Value[] items = array.toArray();
    items[index] = below(items[index], depth + 1);
    return ArrayValue.of(items);
  }

  private Value put() {
    if (value == null) {
      throw new IllegalStateException("nothing to put at " + DataPath.text(path));
    }
    return value;
  }

  private Refusal missing() {
    return Refusal.notFound(DataPath.text(path) + ": document does not exist");
  }

  private Refusal conflict(int depth) {
    return new Refusal(
        404,
        Refusal.CONFLICT,
        "storage_write_conflict_error: " + DataPath.text(path.subList(0, depth)),
        List.of());
  }
}
