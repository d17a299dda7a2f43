package roadbed.assess.drift;

import java.util.Optional;
import roadbed.model.Value;

/** Finds values by the paths of a comparison, whose steps are names of fields and members, with dots in them or not. */
final class Paths {
  private Paths() {}

  static Optional<Value> at(Value document, String path) {
    return at(document, path, 0);
  }

  private static Optional<Value> at(Value here, String path, int depth) {
    if (path.isEmpty()) {
      return Optional.of(here);
    }
    if (depth > 50) {
      return Optional.empty();
    }
    return switch (here) {
      case Value.Fields fields -> inFields(fields, path, depth);
      case Value.Items items -> inItems(items, path, depth);
      case Value.Unknown _, Value.Secret _ -> Optional.of(here);
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _ -> Optional.empty();
    };
  }

  private static Optional<Value> inFields(Value.Fields fields, String path, int depth) {
    for (int dot = path.indexOf('.'); ; dot = path.indexOf('.', dot + 1)) {
      String name = dot < 0 ? path : path.substring(0, dot);
      Value next = fields.values().get(name);
      if (next != null) {
        Optional<Value> found = at(next, dot < 0 ? "" : path.substring(dot + 1), depth + 1);
        if (found.isPresent()) {
          return found.filter(value -> !(value instanceof Value.Null));
        }
      }
      if (dot < 0) {
        return Optional.empty();
      }
    }
  }

  private static Optional<Value> inItems(Value.Items items, String path, int depth) {
    if (items.values().size() == 1) {
      Optional<Value> single = at(items.values().getFirst(), path, depth + 1);
      if (single.isPresent()) {
        return single;
      }
    }
    int dot = path.indexOf('.');
    String step = dot < 0 ? path : path.substring(0, dot);
    if (!step.isEmpty() && step.length() < 9 && step.chars().allMatch(Character::isDigit)
        && Integer.parseInt(step) < items.values().size()) {
      return at(items.values().get(Integer.parseInt(step)), dot < 0 ? "" : path.substring(dot + 1), depth + 1);
    }
    // The member of that name.
    for (Value item : items.values()) {
      if (item instanceof Value.Fields fields) {
        for (String name : new String[] {"name", "key", "id", "sid", "device_name"}) {
          String title = Scalars.text(fields.values().get(name));
          if (!title.isEmpty() && (path.equals(title) || path.startsWith(title + "."))) {
            return at(item, path.equals(title) ? "" : path.substring(title.length() + 1), depth + 1);
          }
        }
      }
    }
    return Optional.empty();
  }
}
