package roadbed.collect.terraform;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.collect.terraform.expression.Conversions;
import roadbed.collect.terraform.expression.Evaluator;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.expression.ExpressionParser;
import roadbed.collect.terraform.expression.Parsed;
import roadbed.model.Value;

/**
 * The type that a variable is declared with. It converts values: texts and numbers into each other, lists into sets,
 * and objects into those that have what is declared, with the defaults of what is left out. What does not fit stays as
 * it is: whether a configuration is right is not decided here.
 */
sealed interface TypeConstraint {
  /** Anything at all. */
  TypeConstraint ANY = new Any();

  /** Anything at all. */
  record Any() implements TypeConstraint {}

  /** {@code string}, {@code number} or {@code bool}. */
  record Plain(String name) implements TypeConstraint {}

  /** A list. */
  record ListOf(TypeConstraint element) implements TypeConstraint {}

  /** A set: each element once, in their order. */
  record SetOf(TypeConstraint element) implements TypeConstraint {}

  /** A map. */
  record MapOf(TypeConstraint element) implements TypeConstraint {}

  /** A list with a type for each element. */
  record TupleOf(List<TypeConstraint> elements) implements TypeConstraint {}

  /** An object. */
  record ObjectOf(Map<String, Member> members) implements TypeConstraint {}

  /**
   * An attribute of an object.
   *
   * @param absent what it is where it is left out or null
   */
  record Member(TypeConstraint type, Value absent) {}

  /** The type that an expression stands for, in native syntax, in quotes, or as older versions wrote it. */
  static TypeConstraint of(Expression expression) {
    return switch (expression) {
      case Expression.Root root -> named(root.name());
      case Expression.Literal(Value.Text(String text)) ->
          ExpressionParser.expression(text) instanceof Parsed.Good(Expression inner)
                  && !(inner instanceof Expression.Literal)
              ? of(inner)
              : ANY;
      case Expression.Call call when !call.arguments().isEmpty() -> called(call.name(), call.arguments().getFirst());
      default -> ANY;
    };
  }

  private static TypeConstraint named(String name) {
    return switch (name) {
      case "string", "number", "bool" -> new Plain(name);
      case "list" -> new ListOf(ANY);
      case "map" -> new MapOf(ANY);
      default -> ANY;
    };
  }

  private static TypeConstraint called(String name, Expression argument) {
    return switch (name) {
      case "list" -> new ListOf(of(argument));
      case "set" -> new SetOf(of(argument));
      case "map" -> new MapOf(of(argument));
      case "optional" -> of(argument);
      case "tuple" ->
          argument instanceof Expression.TupleOf tuple
              ? new TupleOf(tuple.items().stream().map(TypeConstraint::of).toList())
              : ANY;
      case "object" -> {
        if (!(argument instanceof Expression.ObjectOf object)) {
          yield ANY;
        }
        Map<String, Member> members = new LinkedHashMap<>();
        for (Expression.Entry entry : object.entries()) {
          if (entry.key() instanceof Expression.Literal(Value.Text(String key))) {
            members.put(key, member(key, entry.value()));
          }
        }
        yield new ObjectOf(members);
      }
      default -> ANY;
    };
  }

  private static Member member(String key, Expression declared) {
    TypeConstraint type = of(declared);
    if (!(declared instanceof Expression.Call call) || !call.name().equals("optional")) {
      return new Member(type, new Value.Unknown("the attribute " + key + " is required and not given"));
    }
    Value absent =
        call.arguments().size() < 2
            ? Value.Null.INSTANCE
            : type.convert(
                new Evaluator((root, path) -> new Value.Unknown("a default refers to nothing"))
                    .evaluate(call.arguments().get(1)));
    return new Member(type, absent);
  }

  /** The value as this type has it. */
  default Value convert(Value value) {
    if (value instanceof Value.Unknown || value instanceof Value.Secret || value instanceof Value.Null) {
      return value;
    }
    return switch (this) {
      case Any _ -> value;
      case Plain plain -> plain(plain.name(), value);
      case ListOf list -> value instanceof Value.Items items ? each(items, list.element()) : value;
      case SetOf set -> value instanceof Value.Items items ? distinct(each(items, set.element())) : value;
      case MapOf map -> {
        if (!(value instanceof Value.Fields fields)) {
          yield value;
        }
        Map<String, Value> converted = new LinkedHashMap<>();
        fields.values().forEach((name, one) -> converted.put(name, map.element().convert(one)));
        yield new Value.Fields(converted);
      }
      case TupleOf tuple -> {
        if (!(value instanceof Value.Items items) || items.values().size() != tuple.elements().size()) {
          yield value;
        }
        List<Value> converted = new ArrayList<>();
        for (int i = 0; i < items.values().size(); i++) {
          converted.add(tuple.elements().get(i).convert(items.values().get(i)));
        }
        yield new Value.Items(converted);
      }
      case ObjectOf object -> value instanceof Value.Fields fields ? object(object, fields) : value;
    };
  }

  private static Value object(ObjectOf object, Value.Fields fields) {
    Map<String, Value> converted = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, member) -> {
              Value given = fields.values().get(name);
              boolean absent =
                  given == null || (given instanceof Value.Null && !(member.absent() instanceof Value.Unknown));
              converted.put(name, absent ? member.absent() : member.type().convert(given));
            });
    return new Value.Fields(converted);
  }

  private static Value.Items each(Value.Items items, TypeConstraint element) {
    return new Value.Items(items.values().stream().map(element::convert).toList());
  }

  /** Texts of a set come sorted; other elements keep their order. */
  private static Value.Items distinct(Value.Items items) {
    List<Value> distinct = items.values().stream().distinct().toList();
    if (!distinct.stream().allMatch(Value.Text.class::isInstance)) {
      return new Value.Items(distinct);
    }
    Map<String, Value> sorted = new TreeMap<>();
    distinct.forEach(one -> Conversions.asText(one).ifPresent(text -> sorted.put(text, one)));
    return new Value.Items(List.copyOf(sorted.values()));
  }

  private static Value plain(String name, Value value) {
    return switch (name) {
      case "string" -> Conversions.asText(value).<Value>map(Value.Text::new).orElse(value);
      case "bool" ->
          Conversions.asText(value)
              .flatMap(
                  text ->
                      switch (text) {
                        case "true", "1" -> Optional.<Value>of(Value.Bool.TRUE);
                        case "false", "0" -> Optional.<Value>of(Value.Bool.FALSE);
                        default -> Optional.empty();
                      })
              .orElse(value);
      default -> value instanceof Value.Text text ? number(text.value()).orElse(value) : value;
    };
  }

  private static Optional<Value> number(String text) {
    if (!text.matches("-?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?")) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    boolean whole = number.scale() <= 0 && number.precision() - number.scale() <= 18;
    return Optional.of(whole ? new Value.Whole(number.longValueExact()) : new Value.Decimal(number));
  }
}
