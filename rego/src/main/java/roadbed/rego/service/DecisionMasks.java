package roadbed.rego.service;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * What a mask policy takes out of a logged decision: paths to remove, or {@code {"op": "upsert", "path": …, "value": …}}.
 * What was removed is named under {@code erased}, what was put in place of something under {@code masked}.
 */
final class DecisionMasks {
  private DecisionMasks() {}

  /** One rule of the policy. */
  private record Mask(List<String> path, boolean removes, @Nullable Value value) {}

  /**
   * The event without what the policy masks.
   *
   * @throws IllegalArgumentException where the policy says something that cannot be done
   */
  static ObjectValue apply(ObjectValue event, Value decision) {
    List<Value> erased = new ArrayList<>();
    List<Value> masked = new ArrayList<>();
    ObjectValue out = event;
    for (Value item : items(decision)) {
      Mask mask = mask(item);
      Value changed = changed(out, mask, 0);
      if (changed != null) {
        out = (ObjectValue) changed;
        (mask.removes() ? erased : masked).add(StringValue.of("/" + String.join("/", mask.path())));
      }
    }
    ObjectValue.Builder done = out.toBuilder();
    if (!erased.isEmpty()) {
      done.put("erased", ArrayValue.of(erased));
    }
    if (!masked.isEmpty()) {
      done.put("masked", ArrayValue.of(masked));
    }
    return done.build();
  }

  private static Iterable<Value> items(Value decision) {
    return switch (decision) {
      case SetValue set -> set;
      case ArrayValue array -> array;
      default -> throw new IllegalArgumentException("a mask decision is a set of rules, not " + decision.typeName());
    };
  }

  private static Mask mask(Value item) {
    return switch (item) {
      case StringValue path -> new Mask(path(path.value()), true, null);
      case ObjectValue object -> {
        String op = object.get("op") instanceof StringValue text ? text.value() : "";
        String path = object.get("path") instanceof StringValue text ? text.value() : "";
        yield switch (op) {
          case "remove" -> new Mask(path(path), true, null);
          case "upsert" -> new Mask(path(path), false, object.get("value"));
          default -> throw new IllegalArgumentException("a mask removes or upserts, it does not " + op);
        };
      }
      default -> throw new IllegalArgumentException("a mask is a path or an object, not " + item.typeName());
    };
  }

  private static List<String> path(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split("/")) {
      if (!part.isEmpty()) {
        parts.add(part.replace("~1", "/").replace("~0", "~"));
      }
    }
    boolean known =
        !parts.isEmpty()
            && text.startsWith("/")
            && List.of("input", "result", "nd_builtin_cache").contains(parts.getFirst());
    if (!known) {
      throw new IllegalArgumentException("a mask's path begins with /input, /result or /nd_builtin_cache, not " + text);
    }
    return parts;
  }

  /** The value after the mask; null where it changes nothing. */
  private static @Nullable Value changed(Value at, Mask mask, int depth) {
    String part = mask.path().get(depth);
    boolean last = depth == mask.path().size() - 1;
    return switch (at) {
      case ObjectValue object -> {
        Value before = object.get(part);
        if (last) {
          yield here(object, part, before, mask);
        }
        Value inner = before == null ? null : changed(before, mask, depth + 1);
        yield inner == null ? null : object.toBuilder().put(part, inner).build();
      }
      case ArrayValue array -> {
        int index = part.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(part) : -1;
        if (index < 0 || index >= array.size() || (last && mask.removes())) {
          yield null;
        }
        Value inner = last ? mask.value() : changed(array.get(index), mask, depth + 1);
        if (inner == null) {
          yield null;
        }
        Value[] items = array.toArray();
        items[index] = inner;
        yield ArrayValue.of(items);
      }
      default -> null;
    };
  }

  private static @Nullable Value here(ObjectValue object, String part, @Nullable Value before, Mask mask) {
    Value value = mask.value();
    if (!mask.removes()) {
      return value == null ? null : object.toBuilder().put(part, value).build();
    }
    if (before == null) {
      return null;
    }
    ObjectValue.Builder out = ObjectValue.builder(object.size());
    for (int i = 0; i < object.size(); i++) {
      if (!object.keyAt(i).equals(StringValue.of(part))) {
        out.put(object.keyAt(i), object.valueAt(i));
      }
    }
    return out.build();
  }
}
