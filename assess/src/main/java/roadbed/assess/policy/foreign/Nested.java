package roadbed.assess.policy.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Looks into nested documents. What is not there, or of another type, is empty. */
public final class Nested {
  private Nested() {}

  /** The value at a path of names; null where there is none, or where null is written. */
  public static @Nullable Value at(@Nullable Value value, String... path) {
    Value here = value;
    for (String name : path) {
      here = here instanceof ObjectValue object ? object.get(name) : null;
    }
    return here instanceof NullValue ? null : here;
  }

  /** The text at a path; empty where there is none. */
  public static String text(@Nullable Value value, String... path) {
    return at(value, path) instanceof StringValue text ? text.value() : "";
  }

  /** The object at a path; an empty one where there is none. */
  public static ObjectValue object(@Nullable Value value, String... path) {
    return at(value, path) instanceof ObjectValue object ? object : ObjectValue.EMPTY;
  }

  /** The items at a path; none where there is no array. */
  public static List<Value> items(@Nullable Value value, String... path) {
    return at(value, path) instanceof ArrayValue array ? array.stream().toList() : List.of();
  }

  /** The texts in the array at a path. */
  public static List<String> texts(@Nullable Value value, String... path) {
    List<String> texts = new ArrayList<>();
    for (Value item : items(value, path)) {
      if (item instanceof StringValue text) {
        texts.add(text.value());
      }
    }
    return texts;
  }

  /** The texts by name in the object at a path; other scalars as they are written. */
  public static Map<String, String> textsByName(@Nullable Value value, String... path) {
    Map<String, String> texts = new LinkedHashMap<>();
    ObjectValue object = object(value, path);
    for (int i = 0; i < object.size(); i++) {
      if (object.keyAt(i) instanceof StringValue key) {
        switch (object.valueAt(i)) {
          case StringValue text -> texts.put(key.value(), text.value());
          case NumberValue number -> texts.put(key.value(), number.toString());
          case BooleanValue bool -> texts.put(key.value(), bool.toString());
          default -> {
            // No label or annotation is anything else.
          }
        }
      }
    }
    return texts;
  }

  /** Whether true is written at a path. */
  public static boolean isTrue(@Nullable Value value, String... path) {
    return at(value, path) instanceof BooleanValue bool && bool.value();
  }

  /** The value at a path, if there is one. */
  public static Optional<Value> find(@Nullable Value value, String... path) {
    return Optional.ofNullable(at(value, path));
  }
}
