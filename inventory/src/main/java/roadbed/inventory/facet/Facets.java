package roadbed.inventory.facet;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import roadbed.model.Value;

/**
 * Facets while they are gathered. A value is given as a supplier; where the supplier meets something that is
 * not known, the facet is unknown with that reason, and the others go on.
 *
 * <p>Values may be {@link Value}s, texts, truth values, whole numbers, optionals (empty leaves the facet out),
 * iterables and nested {@code Facets}.
 */
public final class Facets {
  private final Map<String, Object> tree = new LinkedHashMap<>();
  private final TreeSet<String> defaulted = new TreeSet<>();

  /** Sets a facet. */
  public Facets put(String path, Supplier<?> value) {
    Reads.begin(path);
    try {
      set(path, value.get());
    } catch (NotKnown unknown) {
      set(path, Supposed.settle(unknown, () -> value(value.get())));
    } finally {
      Reads.end();
    }
    return this;
  }

  /** Sets a facet, or its documented default where the document does not say. */
  public Facets put(String path, Supplier<? extends Optional<?>> value, Object otherwise) {
    Reads.begin(path);
    try {
      Optional<?> said = value.get();
      if (said.isPresent()) {
        set(path, said.get());
      } else {
        set(path, otherwise);
        defaulted.add(path);
      }
    } catch (NotKnown unknown) {
      set(path, Supposed.settle(unknown, () -> value(value.get()).or(() -> value(otherwise))));
    } finally {
      Reads.end();
    }
    return this;
  }

  /** Sets a facet to a value at hand. */
  public Facets set(String path, Object value) {
    Map<String, Object> here = tree;
    int from = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
      here = inner(here, path.substring(from, dot));
      from = dot + 1;
    }
    Optional<Value> converted = value(value);
    if (converted.isPresent()) {
      here.put(path.substring(from), converted.get());
    } else {
      here.remove(path.substring(from));
    }
    return this;
  }

  /** The value of a facet that was put before; empty where it is left out. */
  public Optional<Value> get(String path) {
    Object here = tree;
    for (String name : path.split("\\.")) {
      if (!(here instanceof Map<?, ?> map)) {
        return Optional.empty();
      }
      Object next = map.get(name);
      if (next == null) {
        return Optional.empty();
      }
      here = next;
    }
    return here instanceof Value value ? Optional.of(value) : Optional.empty();
  }

  /**
   * A truth value put before; false where it is left out.
   *
   * @throws NotKnown where it is unknown
   */
  public boolean is(String path) {
    return switch (get(path).orElse(Value.Bool.FALSE)) {
      case Value.Bool bool -> bool.value();
      case Value.Unknown unknown -> throw new NotKnown(unknown.reason());
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Null _,
          Value.Items _,
          Value.Fields _,
          Value.Secret _ ->
          false;
    };
  }

  @SuppressWarnings("unchecked") // a map in the tree is always one that this method made
  private static Map<String, Object> inner(Map<String, Object> map, String name) {
    return map.get(name) instanceof Map<?, ?> inner
        ? (Map<String, Object>) inner
        : fresh(map, name);
  }

  private static Map<String, Object> fresh(Map<String, Object> map, String name) {
    Map<String, Object> inner = new LinkedHashMap<>();
    map.put(name, inner);
    return inner;
  }

  private static Optional<Value> value(Object given) {
    return switch (given) {
      case Value value -> Optional.of(value);
      case String text -> Optional.of(Value.of(text));
      case Boolean truth -> Optional.of(Value.of(truth.booleanValue()));
      case Integer number -> Optional.of(Value.of(number.longValue()));
      case Long number -> Optional.of(Value.of(number.longValue()));
      case BigDecimal number -> Optional.of(new Value.Decimal(number));
      case Optional<?> optional -> optional.flatMap(Facets::value);
      case Facets facets -> Optional.of(facets.item());
      case Iterable<?> items -> {
        List<Value> values = new ArrayList<>();
        for (Object item : items) {
          value(item).ifPresent(values::add);
        }
        yield Optional.of(new Value.Items(values));
      }
      case Map<?, ?> map -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        map.forEach((name, item) -> value(item).ifPresent(v -> fields.put(name.toString(), v)));
        yield Optional.of(new Value.Fields(fields));
      }
      default -> throw new IllegalArgumentException("not a facet's value: " + given.getClass());
    };
  }

  /** The facets of a resource, with the list of those that took their default. */
  public Value.Fields build() {
    tree.put("defaulted", Value.ofTexts(defaulted));
    return item();
  }

  /** The facets as an object inside another facet. */
  public Value.Fields item() {
    return (Value.Fields) freeze(tree);
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
