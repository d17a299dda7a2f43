package roadbed.collect.terraform.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/**
 * Terraform's automatic conversions. Each gives the converted value, or ends the evaluation: as unknown or
 * secret where the value is, as wrong where its kind does not convert.
 */
public final class Conversions {
  private static final int LARGEST_SCALE = 1_000;

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

  /** The value as text, where it has one. */
  public static Optional<String> asText(Value value) {
    return switch (value) {
      case Value.Text text -> Optional.of(text.value());
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value().toPlainString());
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
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
          if (text.value().length() > LARGEST_SCALE) {
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
      int index = integer(key);
      if (index < 0 || index >= items.values().size()) {
        // A block that is written as a list of one is read as the block itself, too.
        throw Undecided.wrong("the list has no element " + index);
      }
      return items.values().get(index);
    }
    throw Undecided.wrong("the value has no elements");
  }
}
