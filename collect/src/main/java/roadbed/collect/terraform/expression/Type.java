package roadbed.collect.terraform.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Value;

/**
 * A type of the language. Values carry no types of their own beside the kind of an array, so types are worked out
 * where a conversion needs them; objects and maps are one.
 */
public sealed interface Type {
  /** Any type; what is unknown, secret or null has it. */
  Type ANY = new Any();

  Type TEXT = new Primitive("string");
  Type NUMBER = new Primitive("number");
  Type TRUTH = new Primitive("bool");

  /** Any type at all. */
  record Any() implements Type {}

  /** {@code string}, {@code number} or {@code bool}. */
  record Primitive(String name) implements Type {}

  /** A list of elements of one type. */
  record ListOf(Type element) implements Type {}

  /** A set of elements of one type. */
  record SetOf(Type element) implements Type {}

  /** A map whose values are of one type. */
  record MapOf(Type element) implements Type {}

  /** A sequence with a type for each place. */
  record TupleOf(List<Type> elements) implements Type {
    public TupleOf {
      elements = List.copyOf(elements);
    }
  }

  /**
   * An object with a type for each attribute.
   *
   * @param attributes the types by name
   * @param optional what stands for attributes that may be missing
   */
  record ObjectOf(Map<String, Type> attributes, Map<String, Value> optional) implements Type {
    public ObjectOf {
      attributes = Map.copyOf(attributes);
      optional = Map.copyOf(optional);
    }
  }

  /** The type of a value. */
  static Type of(Value value) {
    return switch (value) {
      case Value.Text _ -> TEXT;
      case Value.Whole _, Value.Decimal _ -> NUMBER;
      case Value.Bool _ -> TRUTH;
      case Value.Null _, Value.Unknown _, Value.Secret _ -> ANY;
      case Value.Items items ->
          switch (items.kind()) {
            case TUPLE -> new TupleOf(items.values().stream().map(Type::of).toList());
            case LIST -> new ListOf(common(items.values()).orElse(ANY));
            case SET -> new SetOf(common(items.values()).orElse(ANY));
          };
      case Value.Fields fields -> {
        Map<String, Type> attributes = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> attributes.put(name, of(inner)));
        yield new ObjectOf(attributes, Map.of());
      }
    };
  }

  /** The type that all of the values convert to; empty where there is none. */
  static Optional<Type> common(Collection<Value> values) {
    Set<Type> types = new HashSet<>();
    values.forEach(value -> types.add(of(value)));
    return unified(types);
  }

  /** The type that all of the types convert to; empty where there is none. */
  static Optional<Type> unified(Collection<Type> types) {
    List<Type> distinct = types.stream().filter(type -> !type.equals(ANY)).distinct().toList();
    if (distinct.isEmpty()) {
      return Optional.of(ANY);
    }
    if (distinct.size() == 1) {
      return Optional.of(distinct.getFirst());
    }
    if (distinct.stream().allMatch(type -> type instanceof Primitive)) {
      return distinct.contains(TEXT) ? Optional.of(TEXT) : Optional.empty();
    }
    if (distinct.stream().allMatch(type -> type instanceof ObjectOf || type instanceof MapOf)) {
      return unifiedObjects(distinct);
    }
    return unifiedSequences(distinct);
  }

  private static Optional<Type> unifiedObjects(List<Type> types) {
    Set<Set<String>> shapes = new HashSet<>();
    List<Type> inner = new ArrayList<>();
    boolean maps = false;
    for (Type type : types) {
      if (type instanceof ObjectOf object) {
        shapes.add(object.attributes().keySet());
        inner.addAll(object.attributes().values());
      } else if (type instanceof MapOf map) {
        maps = true;
        inner.add(map.element());
      }
    }
    if (maps || shapes.size() > 1) {
      return unified(inner).map(MapOf::new);
    }
    Map<String, Type> attributes = new LinkedHashMap<>();
    for (String name : shapes.iterator().next()) {
      List<Type> candidates = new ArrayList<>();
      for (Type type : types) {
        if (type instanceof ObjectOf object) {
          candidates.add(object.attributes().getOrDefault(name, ANY));
        }
      }
      Optional<Type> attribute = unified(candidates);
      if (attribute.isEmpty()) {
        return Optional.empty();
      }
      attributes.put(name, attribute.get());
    }
    return Optional.of(new ObjectOf(attributes, Map.of()));
  }

  private static Optional<Type> unifiedSequences(List<Type> types) {
    List<Type> inner = new ArrayList<>();
    Set<Integer> lengths = new HashSet<>();
    boolean sets = false;
    boolean lists = false;
    for (Type type : types) {
      switch (type) {
        case ListOf list -> {
          lists = true;
          inner.add(list.element());
        }
        case SetOf set -> {
          sets = true;
          inner.add(set.element());
        }
        case TupleOf tuple -> {
          lengths.add(tuple.elements().size());
          inner.addAll(tuple.elements());
        }
        case Any _, Primitive _, MapOf _, ObjectOf _ -> {
          return Optional.empty();
        }
      }
    }
    if (sets) {
      return unified(inner).map(SetOf::new);
    }
    if (lists || lengths.size() > 1) {
      return unified(inner).map(ListOf::new);
    }
    List<Type> elements = new ArrayList<>();
    for (int i = 0; i < lengths.iterator().next(); i++) {
      List<Type> candidates = new ArrayList<>();
      for (Type type : types) {
        if (type instanceof TupleOf tuple) {
          candidates.add(tuple.elements().get(i));
        }
      }
      Optional<Type> element = unified(candidates);
      if (element.isEmpty()) {
        return Optional.empty();
      }
      elements.add(element.get());
    }
    return Optional.of(new TupleOf(elements));
  }

  /**
   * The type that a constraint names, as a variable's {@code type} has it: {@code list(string)},
   * <code>object({name = string, size = optional(number, 1)})</code>; empty where it is none.
   */
  static Optional<Type> constraint(Expression expression) {
    return switch (expression) {
      case Expression.Root root ->
          switch (root.name()) {
            case "string" -> Optional.of(TEXT);
            case "number" -> Optional.of(NUMBER);
            case "bool" -> Optional.of(TRUTH);
            case "any" -> Optional.of(ANY);
            // The bare names of Terraform 0.11.
            case "list" -> Optional.of(new ListOf(ANY));
            case "map" -> Optional.of(new MapOf(ANY));
            case "set" -> Optional.of(new SetOf(ANY));
            default -> Optional.empty();
          };
      case Expression.Call call when call.arguments().size() == 1 -> {
        Expression argument = call.arguments().getFirst();
        yield switch (call.name()) {
          case "list" -> constraint(argument).map(ListOf::new);
          case "set" -> constraint(argument).map(SetOf::new);
          case "map" -> constraint(argument).map(MapOf::new);
          case "tuple" -> argument instanceof Expression.TupleOf tuple ? tuple(tuple) : Optional.empty();
          case "object" -> argument instanceof Expression.ObjectOf object ? object(object) : Optional.empty();
          default -> Optional.empty();
        };
      }
      case Expression.Literal literal when literal.value() instanceof Value.Text text ->
          // The quoted names of Terraform 0.11.
          constraint(new Expression.Root(text.value()));
      default -> Optional.empty();
    };
  }

  private static Optional<Type> tuple(Expression.TupleOf tuple) {
    List<Type> elements = new ArrayList<>();
    for (Expression item : tuple.items()) {
      Optional<Type> element = constraint(item);
      if (element.isEmpty()) {
        return Optional.empty();
      }
      elements.add(element.get());
    }
    return Optional.of(new TupleOf(elements));
  }

  private static Optional<Type> object(Expression.ObjectOf object) {
    Map<String, Type> attributes = new LinkedHashMap<>();
    Map<String, Value> optional = new LinkedHashMap<>();
    for (Expression.Entry entry : object.entries()) {
      Optional<String> name =
          entry.key() instanceof Expression.Literal literal ? Conversions.asText(literal.value()) : Optional.empty();
      Expression constraint = entry.value();
      if (constraint instanceof Expression.Call call
          && call.name().equals("optional")
          && !call.arguments().isEmpty()) {
        constraint = call.arguments().getFirst();
        Value missing =
            call.arguments().size() > 1
                ? new Evaluator(Scope.NOTHING).evaluate(call.arguments().get(1))
                : Value.Null.INSTANCE;
        name.ifPresent(present -> optional.put(present, missing));
      }
      Optional<Type> attribute = constraint(constraint);
      if (name.isEmpty() || attribute.isEmpty()) {
        return Optional.empty();
      }
      attributes.put(name.get(), attribute.get());
    }
    return Optional.of(new ObjectOf(attributes, optional));
  }
}
