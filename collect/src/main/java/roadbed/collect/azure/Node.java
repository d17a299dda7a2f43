package roadbed.collect.azure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** A piece of a JSON document with its place; a member of an object stands where its name does. */
sealed interface Node {

  /** Line from 1. */
  int line();

  /** Column from 1. */
  int column();

  /** A text, number, truth value or null. */
  record Scalar(Value value, int line, int column) implements Node {}

  /** An array. */
  record Sequence(List<Node> items, int line, int column) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** An object; the map keeps the order of its source. */
  record Mapping(Map<String, Node> fields, int line, int column) implements Node {
    public Mapping {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The member of that name, as Azure looks for it: its exact name first, then any case. */
    Optional<Node> get(String name) {
      Node exact = fields.get(name);
      if (exact != null) {
        return Optional.of(exact);
      }
      for (Map.Entry<String, Node> field : fields.entrySet()) {
        if (field.getKey().equalsIgnoreCase(name)) {
          return Optional.of(field.getValue());
        }
      }
      return Optional.empty();
    }

    /** The member where it is an object. */
    Optional<Mapping> mapping(String name) {
      return get(name).filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** The items of the member where it is an array. */
    List<Node> items(String name) {
      return get(name).orElse(null) instanceof Sequence sequence ? sequence.items() : List.of();
    }

    /** The member where it is a text. */
    Optional<String> text(String name) {
      return get(name).orElse(null) instanceof Scalar scalar && scalar.value() instanceof Value.Text text
          ? Optional.of(text.value())
          : Optional.empty();
    }

    /** Whether the member is the truth value true. */
    boolean is(String name) {
      return get(name).orElse(null) instanceof Scalar scalar
          && scalar.value() instanceof Value.Bool bool
          && bool.value();
    }
  }

  /** The value without places, its texts as they stand. */
  default Value value() {
    return switch (this) {
      case Scalar scalar -> scalar.value();
      case Sequence sequence -> {
        List<Value> values = new ArrayList<>(sequence.items().size());
        sequence.items().forEach(item -> values.add(item.value()));
        yield new Value.Items(values);
      }
      case Mapping mapping -> {
        Map<String, Value> values = new LinkedHashMap<>();
        mapping.fields().forEach((name, field) -> values.put(name, field.value()));
        yield new Value.Fields(values);
      }
    };
  }
}
