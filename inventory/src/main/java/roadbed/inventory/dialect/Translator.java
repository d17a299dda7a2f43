package roadbed.inventory.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;

/** Applies the rules of shapes to one document, and notes what went where. */
final class Translator {
  private final List<Translated.Moved> moves = new ArrayList<>();

  List<Translated.Moved> moves() {
    return moves;
  }

  /**
   * The object in the other shape.
   *
   * @param from place of the object in the source's document
   * @param to place of the result in its document
   */
  Value.Fields object(Shape shape, Value.Fields document, String from, String to) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Shape.Rule rule : shape.rules()) {
      switch (rule) {
        case Shape.Rule.Move move -> {
          Path.Found found = move.from().in(document, from);
          if (found != null && !has(tree, move.to())) {
            move.how()
                .apply(found.value())
                .ifPresent(
                    value -> {
                      put(tree, move.to(), value);
                      boolean whole = value.equals(found.value()) && isSingle(move.from());
                      moves.add(new Translated.Moved(found.place(), Path.join(to, move.to().toString()), whole));
                    });
          }
        }
        case Shape.Rule.Block block -> {
          Path.Found found = block.from().in(document, from);
          if (found != null) {
            block(block, found, to, tree);
          }
        }
        case Shape.Rule.Fixed fixed -> {
          boolean said = !fixed.unless().steps().isEmpty() && isSaid(fixed.unless().in(document, from));
          if (!said && !has(tree, fixed.to())) {
            put(tree, fixed.to(), fixed.value());
          }
        }
      }
    }
    return (Value.Fields) freeze(tree);
  }

  private static boolean isSingle(Path path) {
    return path.steps().stream().noneMatch(Path.Step::all);
  }

  private static boolean isSaid(Path.@org.jspecify.annotations.Nullable Found found) {
    return found != null && !(found.value() instanceof Value.Null);
  }

  private void block(Shape.Rule.Block block, Path.Found found, String to, Map<String, Object> tree) {
    String place = Path.join(to, block.to().toString());
    switch (found.value()) {
      case Value.Fields fields -> {
        moves.add(new Translated.Moved(found.place(), place, false));
        Value inner = object(block.inner(), fields, found.place(), place);
        if (!mergeItems(tree, block.to(), List.of(inner))) {
          merge(tree, block.to(), inner);
        }
      }
      case Value.Items items -> {
        List<Value> values = new ArrayList<>(items.values().size());
        int first = count(tree, block.to());
        moves.add(new Translated.Moved(found.place(), place, false));
        for (int i = 0; i < items.values().size(); i++) {
          Value item = items.values().get(i);
          String itemPlace = isSingle(block.from()) ? found.place() + "." + i : found.place();
          if (item instanceof Value.Fields fields) {
            values.add(object(block.inner(), fields, itemPlace, place + "." + (first + values.size())));
          } else if (item instanceof Value.Unknown) {
            values.add(item);
          }
        }
        if (!mergeItems(tree, block.to(), values) && !has(tree, block.to())) {
          put(tree, block.to(), new Value.Items(values));
        }
      }
      case Value.Unknown _, Value.Secret _, Value.Null _ -> {
        if (!has(tree, block.to())) {
          put(tree, block.to(), found.value());
          moves.add(new Translated.Moved(found.place(), place, false));
        }
      }
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _ -> {}
    }
  }

  private static int count(Map<String, Object> tree, Path to) {
    return at(tree, to) instanceof Value.Items items ? items.values().size() : 0;
  }

  /** Puts items behind those that stand there already; false where no list stands there. */
  private static boolean mergeItems(Map<String, Object> tree, Path to, List<Value> values) {
    if (!(at(tree, to) instanceof Value.Items items)) {
      return false;
    }
    List<Value> all = new ArrayList<>(items.values());
    all.addAll(values);
    put(tree, to, new Value.Items(all));
    return true;
  }

  /** Puts an object; where a part of it stands there already, the two become one. */
  private static void merge(Map<String, Object> tree, Path to, Value value) {
    if (at(tree, to) instanceof Map<?, ?> && value instanceof Value.Fields fields) {
      fields
          .values()
          .forEach(
              (name, inner) -> {
                List<Path.Step> steps = new ArrayList<>(to.steps());
                steps.add(new Path.Step(name, false, false));
                Path path = new Path(steps);
                if (!has(tree, path)) {
                  put(tree, path, inner);
                }
              });
    } else if (!has(tree, to)) {
      put(tree, to, value);
    }
  }

  private static boolean has(Map<String, Object> tree, Path path) {
    Object there = at(tree, path);
    return there != null && !(there instanceof Value.Null);
  }

  private static @org.jspecify.annotations.Nullable Object at(Map<String, Object> tree, Path path) {
    Object here = tree;
    for (Path.Step step : path.steps()) {
      if (!(here instanceof Map<?, ?> map)) {
        return here;
      }
      Object next = map.get(step.name());
      if (next == null) {
        return null;
      }
      here = next;
    }
    return here;
  }

  @SuppressWarnings("unchecked") // a map in the tree is always one that this method made
  private static void put(Map<String, Object> tree, Path path, Value value) {
    Map<String, Object> here = tree;
    for (int i = 0; i < path.steps().size() - 1; i++) {
      here = (Map<String, Object>) here.computeIfAbsent(path.steps().get(i).name(), _ -> new LinkedHashMap<String, Object>());
    }
    here.put(path.steps().getLast().name(), value instanceof Value.Fields fields ? thaw(fields) : value);
  }

  private static Map<String, Object> thaw(Value.Fields fields) {
    return new LinkedHashMap<>(fields.values());
  }

  private static Value freeze(Object node) {
    if (node instanceof Value value) {
      return value;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    ((Map<?, ?>) node).forEach((name, inner) -> fields.put(name.toString(), freeze(inner)));
    return new Value.Fields(fields);
  }
}
