package roadbed.rego.eval;

import java.util.ArrayList;
import java.util.List;
import roadbed.rego.resolve.Node;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** What a comprehension collects into. */
final class Collecting {
  private Collecting() {}

  static Object begin(Node.Kind kind) {
    return switch (kind) {
      case ARRAY -> new ArrayList<Value>();
      case SET -> SetValue.builder();
      case OBJECT -> ObjectValue.builder();
    };
  }

  @SuppressWarnings("unchecked") // A collector of an array is made as a list of values just above.
  static Value built(Node.Kind kind, Object collector) {
    return switch (kind) {
      case ARRAY -> ArrayValue.of((List<Value>) collector);
      case SET -> ((SetValue.Builder) collector).build();
      case OBJECT -> ((ObjectValue.Builder) collector).build();
    };
  }

  @SuppressWarnings("unchecked") // Only values are ever added to a list that collects.
  static void add(Object collector, Value value) {
    if (collector instanceof SetValue.Builder set) {
      set.add(value);
    } else {
      ((List<Value>) collector).add(value);
    }
  }

  static void put(Object collector, Value key, Value value) {
    ObjectValue.Builder object = (ObjectValue.Builder) collector;
    Value before = object.get(key);
    if (before == null) {
      object.put(key, value);
    } else if (!before.equals(value)) {
      throw Extent.conflict(null);
    }
  }
}
