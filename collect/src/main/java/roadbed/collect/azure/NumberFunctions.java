package roadbed.collect.azure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongBinaryOperator;
import roadbed.model.Value;

/** Numbers, truth values and comparisons. */
final class NumberFunctions {
  private NumberFunctions() {}

  /** Calls one of them by its lower-case name; empty where it is none of them. */
  static Optional<Value> call(String name, Arguments given) {
    return switch (name) {
      case "true" -> Optional.of(Value.Bool.TRUE);
      case "false" -> Optional.of(Value.Bool.FALSE);
      case "null" -> Optional.of(Value.Null.INSTANCE);
      case "bool" -> Optional.of(Value.of(given.truth(0)));
      case "not" -> Optional.of(Value.of(!given.truth(0)));
      case "equals" -> Optional.of(Value.of(equal(given.value(0), given.value(1))));
      case "less" -> Optional.of(compare(given, order -> order < 0));
      case "lessorequals" -> Optional.of(compare(given, order -> order <= 0));
      case "greater" -> Optional.of(compare(given, order -> order > 0));
      case "greaterorequals" -> Optional.of(compare(given, order -> order >= 0));
      case "int" -> Optional.of(whole(given));
      case "float" -> Optional.of(decimal(given.text(0)));
      case "add" -> Optional.of(exact(given, Math::addExact));
      case "sub" -> Optional.of(exact(given, Math::subtractExact));
      case "mul" -> Optional.of(exact(given, Math::multiplyExact));
      case "div" -> Optional.of(exact(given, (a, b) -> a / b));
      case "mod" -> Optional.of(exact(given, (a, b) -> a % b));
      case "min" -> Optional.of(extreme(given, (a, b) -> a.compareTo(b) <= 0 ? a : b));
      case "max" -> Optional.of(extreme(given, (a, b) -> a.compareTo(b) >= 0 ? a : b));
      default -> Optional.empty();
    };
  }

  /** Texts are equal whatever is unknown in them, if it is the same unknown in the same places. */
  private static boolean equal(Value one, Value other) {
    if (one instanceof Value.Secret || other instanceof Value.Secret) {
      throw Unresolved.because("one side is a secret, which is not kept");
    }
    if (Symbols.is(one) && one.equals(other)) {
      return true;
    }
    return CollectionFunctions.same(one, other);
  }

  private static Value compare(Arguments given, IntPredicate wanted) {
    Value one = given.known(0);
    Value other = given.known(1);
    int order =
        one instanceof Value.Text && other instanceof Value.Text
            ? given.text(0).compareTo(given.text(1))
            : number(one).compareTo(number(other));
    return Value.of(wanted.test(order));
  }

  /** The number that a value is. */
  static BigDecimal number(Value value) {
    return switch (value) {
      case Value.Whole whole -> BigDecimal.valueOf(whole.value());
      case Value.Decimal decimal -> decimal.value();
      case Value.Text text -> {
        try {
          yield new BigDecimal(text.value().length() > 100 ? "" : text.value().strip());
        } catch (NumberFormatException _) {
          throw Unresolved.because("a number was expected");
        }
      }
      case Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
          throw Unresolved.because("a number was expected");
    };
  }

  private static Value whole(Arguments given) {
    if (given.known(0) instanceof Value.Decimal decimal) {
      if (decimal.value().precision() - decimal.value().scale() > 18) {
        throw Unresolved.because("the number is too large");
      }
      return Value.of(decimal.value().longValue());
    }
    return Value.of(given.whole(0));
  }

  private static Value decimal(String text) {
    return new Value.Decimal(number(Value.of(text)));
  }

  private static Value exact(Arguments given, LongBinaryOperator operation) {
    try {
      return Value.of(operation.applyAsLong(given.whole(0), given.whole(1)));
    } catch (ArithmeticException _) {
      throw Unresolved.because("the result is no whole number that can be kept");
    }
  }

  private static Value extreme(Arguments given, BinaryOperator<Long> better) {
    List<Value> values =
        given.size() == 1 && given.known(0) instanceof Value.Items items ? items.values() : given.all();
    Arguments numbers = new Arguments(values);
    List<Long> longs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      longs.add(numbers.whole(i));
    }
    return Value.of(longs.stream().reduce(better).orElseThrow(() -> Unresolved.because("there are no numbers")));
  }
}
