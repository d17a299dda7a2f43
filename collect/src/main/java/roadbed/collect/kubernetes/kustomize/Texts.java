package roadbed.collect.kubernetes.kustomize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;

/** Lenient reading and changing of parts of objects. */
final class Texts {
  private Texts() {}

  /** The texts of a list. */
  static List<String> of(@Nullable Value value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }

  /** The objects of a list. */
  static List<Value.Fields> objects(@Nullable Value value) {
    List<Value.Fields> objects = new ArrayList<>();
    if (value instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Fields fields) {
          objects.add(fields);
        }
      }
    }
    return objects;
  }

  /** The text at a path. */
  static Optional<String> at(Value.Fields object, String... path) {
    return object.at(path).flatMap(value -> value instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty());
  }

  /** The object with a value at a path; objects on the way are made where there are none. */
  static Value.Fields with(Value.Fields object, Value value, String... path) {
    Map<String, Value> fields = new LinkedHashMap<>(object.values());
    if (path.length == 1) {
      fields.put(path[0], value);
    } else {
      Value.Fields inner = fields.get(path[0]) instanceof Value.Fields there ? there : Value.Fields.EMPTY;
      String[] rest = java.util.Arrays.copyOfRange(path, 1, path.length);
      fields.put(path[0], with(inner, value, rest));
    }
    return new Value.Fields(fields);
  }

  /** The object with entries added to the one at a path. */
  static Value.Fields adding(Value.Fields object, Value.Fields entries, String... path) {
    Map<String, Value> all =
        new LinkedHashMap<>(object.at(path).orElse(Value.Null.INSTANCE) instanceof Value.Fields there ? there.values() : Map.of());
    all.putAll(entries.values());
    return with(object, new Value.Fields(all), path);
  }
}
