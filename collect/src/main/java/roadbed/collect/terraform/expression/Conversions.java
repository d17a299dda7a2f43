package roadbed.collect.terraform.expression;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.Value;

/**
 * Terraform's automatic conversions. Each gives the converted value, or ends the evaluation: as unknown or
 * secret where the value is, as wrong where its kind does not convert.
 */
public final class Conversions {
  private static final int LARGEST_SCALE = 1_000;
  private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,5})?");

  private Conversions() {}

  /** A number in its simplest form. */
  static Value number(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    if (Math.abs((long) plain.scale()) > LARGEST_SCALE) {
      throw Undecided.wrong("the number is too large or too small");
    }
    if (plain.scale() <= 0) {
      try {
        return new Value.Whole(plain.longValueExact());
      } catch (ArithmeticException beyond) {
        return new Value.Decimal(plain.setScale(0));
      }
    }
    return new Value.Decimal(plain);
  }

  private static String plain(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return (shortest.scale() < 0 ? shortest.setScale(0) : shortest).toPlainString();
  }

  /** The value as text, where it has one. */
  public static Optional<String> asText(Value value) {
    return switch (value) {
      case Value.Text text -> Optional.of(text.value());
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(plain(decimal.value()));
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }

  /**
   * The value as a type has it.
   *
   * @throws Undecided where it cannot be of the type
   */
  public static Value convert(Value value, Type type) {
    if (value instanceof Value.Unknown || value instanceof Value.Secret || value instanceof Value.Null) {
      return value;
    }
    return switch (type) {
      case Type.Any _ -> value;
      case Type.Primitive primitive -> {
        if (primitive.equals(Type.TEXT)) {
          yield value instanceof Value.Text ? value : new Value.Text(text(value));
        }
        yield primitive.equals(Type.NUMBER) ? number(decimal(value)) : Value.of(truth(value));
      }
      case Type.ListOf list -> new Value.Items(elements(items(value), list.element()), Value.Items.Kind.LIST);
      case Type.SetOf set -> {
        List<Value> elements = elements(items(value), set.element());
        elements.forEach(Conversions::whollyKnown);
        yield new Value.Items(SetOrder.of(elements), Value.Items.Kind.SET);
      }
      case Type.TupleOf tuple -> {
        List<Value> items = items(value);
        if (items.size() != tuple.elements().size()) {
          throw Undecided.wrong("a tuple of " + tuple.elements().size() + " elements is expected");
        }
        List<Value> converted = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          converted.add(convert(items.get(i), tuple.elements().get(i)));
        }
        yield new Value.Items(converted);
      }
      case Type.MapOf map -> map(fields(value), map.element());
      case Type.ObjectOf object -> object(fields(value), object);
    };
  }

  private static List<Value> elements(List<Value> items, Type element) {
    Type common = element;
    if (element.equals(Type.ANY)) {
      common =
          Type.common(items)
              .orElseThrow(() -> Undecided.wrong("all elements must have the same type, or convert to one"));
    }
    List<Value> converted = new ArrayList<>(items.size());
    for (Value item : items) {
      converted.add(convert(item, common));
    }
    return converted;
  }

  private static Value map(Map<String, Value> fields, Type element) {
    Type common = element;
    if (element.equals(Type.ANY)) {
      common =
          Type.common(fields.values())
              .orElseThrow(() -> Undecided.wrong("all values of a map must have the same type, or convert to one"));
    }
    Map<String, Value> converted = new LinkedHashMap<>();
    for (Map.Entry<String, Value> entry : fields.entrySet()) {
      converted.put(entry.getKey(), convert(entry.getValue(), common));
    }
    return new Value.Fields(converted);
  }

  private static Value object(Map<String, Value> fields, Type.ObjectOf object) {
    Map<String, Value> converted = new LinkedHashMap<>();
    for (Map.Entry<String, Type> attribute : new TreeMap<>(object.attributes()).entrySet()) {
      String name = attribute.getKey();
      Value given = fields.get(name);
      Value missing = object.optional().get(name);
      Value here = given == null || (given instanceof Value.Null && missing != null) ? missing : given;
      if (here == null) {
        throw Undecided.wrong("the attribute " + name + " is required");
      }
      converted.put(name, convert(here, attribute.getValue()));
    }
    return new Value.Fields(converted);
  }

  static String text(Value value) {
    known(value);
    return asText(value).orElseThrow(() -> Undecided.wrong("a text is expected"));
  }

  static BigDecimal decimal(Value value) {
    known(value);
    return switch (value) {
      case Value.Whole whole -> BigDecimal.valueOf(whole.value());
      case Value.Decimal decimal -> decimal.value();
      case Value.Text text -> {
        try {
          if (text.value().length() > LARGEST_SCALE || !NUMBER.matcher(text.value()).matches()) {
            throw Undecided.wrong("a number is expected");
          }
          BigDecimal number = new BigDecimal(text.value());
          if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
            throw Undecided.wrong("the number is too large or too small");
          }
          yield number;
        } catch (NumberFormatException notNumber) {
          throw Undecided.wrong("a number is expected");
        }
      }
      case Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
          throw Undecided.wrong("a number is expected");
    };
  }

  static int integer(Value value) {
    try {
      return decimal(value).intValueExact();
    } catch (ArithmeticException notInteger) {
      throw Undecided.wrong("a whole number is expected");
    }
  }

  static boolean truth(Value value) {
    known(value);
    if (value instanceof Value.Bool bool) {
      return bool.value();
    }
    if (value instanceof Value.Text text) {
      switch (text.value()) {
        case "true", "1" -> {
          return true;
        }
        case "false", "0" -> {
          return false;
        }
        default -> {}
      }
    }
    throw Undecided.wrong("true or false is expected");
  }

  static List<Value> items(Value value) {
    known(value);
    if (value instanceof Value.Items items) {
      return items.values();
    }
    throw Undecided.wrong("a list is expected");
  }

  static Map<String, Value> fields(Value value) {
    known(value);
    if (value instanceof Value.Fields fields) {
      return fields.values();
    }
    throw Undecided.wrong("a map is expected");
  }

  /** Ends the evaluation where the value itself is unknown or secret. */
  static Value known(Value value) {
    return switch (value) {
      case Value.Unknown _, Value.Secret _ -> throw Undecided.because(value);
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Items _,
          Value.Fields _ ->
          value;
    };
  }

  /** Ends the evaluation where the value, or anything in it, is unknown or secret. */
  static Value whollyKnown(Value value) {
    if (hasSecret(value)) {
      throw Undecided.because(Value.Secret.INSTANCE);
    }
    firstUnknown(value)
        .ifPresent(
            unknown -> {
              throw Undecided.because(unknown);
            });
    return value;
  }

  /** Whether two wholly known values are the same: of one type, and with the same content. */
  static boolean same(Value left, Value right) {
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return decimal(left).compareTo(decimal(right)) == 0;
    }
    if (left instanceof Value.Items a && right instanceof Value.Items b) {
      if (a.kind() != b.kind() || a.values().size() != b.values().size()) {
        return false;
      }
      for (int i = 0; i < a.values().size(); i++) {
        if (!same(a.values().get(i), b.values().get(i))) {
          return false;
        }
      }
      return true;
    }
    if (left instanceof Value.Fields a && right instanceof Value.Fields b) {
      if (!a.values().keySet().equals(b.values().keySet())) {
        return false;
      }
      for (Map.Entry<String, Value> entry : a.values().entrySet()) {
        if (!same(entry.getValue(), b.get(entry.getKey()).orElse(Value.Null.INSTANCE))) {
          return false;
        }
      }
      return true;
    }
    return left.equals(right);
  }

  static boolean hasSecret(Value value) {
    return switch (value) {
      case Value.Secret _ -> true;
      case Value.Items items -> items.values().stream().anyMatch(Conversions::hasSecret);
      case Value.Fields fields -> fields.values().values().stream().anyMatch(Conversions::hasSecret);
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _ -> false;
    };
  }

  static Optional<Value.Unknown> firstUnknown(Value value) {
    return switch (value) {
      case Value.Unknown unknown -> Optional.of(unknown);
      case Value.Items items ->
          items.values().stream().map(Conversions::firstUnknown).flatMap(Optional::stream).findFirst();
      case Value.Fields fields ->
          fields.values().values().stream().map(Conversions::firstUnknown).flatMap(Optional::stream).findFirst();
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Secret _ ->
          Optional.empty();
    };
  }

  /**
   * The value behind one step of a reference.
   *
   * @throws Undecided where the value has no such element
   */
  public static Value step(Value value, Value key) {
    known(value);
    known(key);
    if (value instanceof Value.Fields fields) {
      String name = text(key);
      Value field = fields.values().get(name);
      if (field == null) {
        throw Undecided.wrong("the object has no attribute of that name");
      }
      return field;
    }
    if (value instanceof Value.Items items) {
      if (items.kind() == Value.Items.Kind.SET) {
        throw Undecided.wrong("the elements of a set have no positions");
      }
      int index = integer(key);
      if (index < 0 || index >= items.values().size()) {
        throw Undecided.wrong("the list has no element " + index);
      }
      return items.values().get(index);
    }
    throw Undecided.wrong("the value has no elements");
  }
}
