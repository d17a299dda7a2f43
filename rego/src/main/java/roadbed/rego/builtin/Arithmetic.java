package roadbed.rego.builtin;

import java.math.BigInteger;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** Arithmetic: exact on whole numbers, as {@link BinaryFloat} on others. */
final class Arithmetic {
  private static final BinaryFloat HALF = new BinaryFloat(BigInteger.ONE, -1);

  private Arithmetic() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "plus" -> (_, args) -> plus(Operands.number(args, 1), Operands.number(args, 2));
      case "minus" -> (_, args) -> minus(args);
      case "mul" -> (_, args) -> times(Operands.number(args, 1), Operands.number(args, 2));
      case "div" -> (_, args) -> divide(Operands.number(args, 1), Operands.number(args, 2));
      case "rem" -> (_, args) -> remainder(Operands.number(args, 1), Operands.number(args, 2));
      case "abs" -> (_, args) -> abs(Operands.number(args, 1));
      case "round" -> (_, args) -> round(Operands.number(args, 1));
      case "ceil" -> (_, args) -> ceil(Operands.number(args, 1));
      case "floor" -> (_, args) -> floor(Operands.number(args, 1));
      case "sum" -> (_, args) -> fold(args, NumberValue.ZERO, Arithmetic::plus);
      case "product" -> (_, args) -> fold(args, NumberValue.ONE, Arithmetic::times);
      case "bits.and" -> bits(BigInteger::and);
      case "bits.or" -> bits(BigInteger::or);
      case "bits.xor" -> bits(BigInteger::xor);
      case "bits.negate" -> (_, args) -> NumberValue.of(Operands.bigInteger(args, 1).not());
      case "bits.lsh" -> (context, args) -> shift(context, args, true);
      case "bits.rsh" -> (context, args) -> shift(context, args, false);
      case "numbers.range" -> (context, args) -> range(context, args, BigInteger.ONE);
      case "numbers.range_step" -> (context, args) -> rangeStep(context, args);
      default -> null;
    };
  }

  static NumberValue plus(NumberValue left, NumberValue right) {
    if (left.isLong() && right.isLong()) {
      long l = left.longValue();
      long r = right.longValue();
      long sum = l + r;
      if (((l ^ sum) & (r ^ sum)) >= 0) {
        return NumberValue.of(sum);
      }
    }
    if (left.isInteger() && right.isInteger()) {
      return NumberValue.of(left.integer().add(right.integer()));
    }
    return BinaryFloat.of(left).plus(BinaryFloat.of(right)).toNumber();
  }

  private static Value minus(Value[] args) {
    if (args[0] instanceof NumberValue left && args[1] instanceof NumberValue right) {
      return minus(left, right);
    }
    if (args[0] instanceof SetValue left && args[1] instanceof SetValue right) {
      return Sets.difference(left, right);
    }
    boolean number = args[0] instanceof NumberValue;
    if (!number && !(args[0] instanceof SetValue)) {
      throw BuiltinException.wrongType(1, args[0], "number", "set");
    }
    throw BuiltinException.wrongType(2, args[1], args[1] instanceof NumberValue ? "set" : "number");
  }

  static NumberValue minus(NumberValue left, NumberValue right) {
    if (left.isLong() && right.isLong()) {
      long l = left.longValue();
      long r = right.longValue();
      long difference = l - r;
      if (((l ^ r) & (l ^ difference)) >= 0) {
        return NumberValue.of(difference);
      }
    }
    if (left.isInteger() && right.isInteger()) {
      return NumberValue.of(left.integer().subtract(right.integer()));
    }
    return BinaryFloat.of(left).minus(BinaryFloat.of(right)).toNumber();
  }

  static NumberValue times(NumberValue left, NumberValue right) {
    if (left.isLong() && right.isLong()) {
      long l = left.longValue();
      long r = right.longValue();
      long product = l * r;
      if (Math.multiplyHigh(l, r) == product >> 63) {
        return NumberValue.of(product);
      }
    }
    if (left.isInteger() && right.isInteger()) {
      BigInteger l = left.integer();
      BigInteger r = right.integer();
      if ((long) l.bitLength() + r.bitLength() > NumberValue.MAX_DIGITS * 3L) {
        throw BuiltinException.limit("product exceeds the limit of " + NumberValue.MAX_DIGITS + " digits");
      }
      return NumberValue.of(l.multiply(r));
    }
    return BinaryFloat.of(left).times(BinaryFloat.of(right)).toNumber();
  }

  private static NumberValue divide(NumberValue left, NumberValue right) {
    if (right.signum() == 0) {
      throw BuiltinException.failed("divide by zero");
    }
    if (left.isLong() && right.isLong()) {
      long l = left.longValue();
      long r = right.longValue();
      if (l % r == 0 && !(l == Long.MIN_VALUE && r == -1)) {
        return NumberValue.of(l / r);
      }
    }
    return BinaryFloat.of(left).dividedBy(BinaryFloat.of(right)).toNumber();
  }

  private static NumberValue remainder(NumberValue left, NumberValue right) {
    if (!left.isInteger() || !right.isInteger()) {
      throw BuiltinException.failed("modulo on floating-point number");
    }
    if (right.signum() == 0) {
      throw BuiltinException.failed("modulo by zero");
    }
    if (left.isLong() && right.isLong()) {
      return NumberValue.of(left.longValue() % right.longValue());
    }
    return NumberValue.of(left.integer().remainder(right.integer()));
  }

  private static NumberValue abs(NumberValue number) {
    if (number.signum() >= 0) {
      return number;
    }
    return minus(NumberValue.ZERO, number);
  }

  private static NumberValue round(NumberValue number) {
    if (number.isInteger()) {
      return NumberValue.of(number.integer());
    }
    BinaryFloat exact = BinaryFloat.of(number);
    return NumberValue.of((exact.signum() < 0 ? exact.minus(HALF) : exact.plus(HALF)).integerPart());
  }

  private static NumberValue ceil(NumberValue number) {
    return NumberValue.of(number.decimal().setScale(0, java.math.RoundingMode.CEILING));
  }

  private static NumberValue floor(NumberValue number) {
    return NumberValue.of(number.decimal().setScale(0, java.math.RoundingMode.FLOOR));
  }

  private static Value fold(Value[] args, NumberValue start, BinaryOperator<NumberValue> step) {
    NumberValue result = start;
    for (Value item : Operands.items(args, 1, "set", "array")) {
      if (!(item instanceof NumberValue number)) {
        throw Operands.wrongElement(1, args[0], item, "number");
      }
      result = step.apply(result, number);
    }
    return result;
  }

  private static Body bits(BinaryOperator<BigInteger> operation) {
    return (_, args) ->
        NumberValue.of(operation.apply(Operands.bigInteger(args, 1), Operands.bigInteger(args, 2)));
  }

  private static Value shift(CallContext context, Value[] args, boolean left) {
    BigInteger number = Operands.bigInteger(args, 1);
    BigInteger distance = Operands.bigInteger(args, 2);
    if (distance.signum() < 0) {
      throw BuiltinException.operand(2, "must be an unsigned integer number but got a negative integer");
    }
    if (!left) {
      return NumberValue.of(distance.bitLength() > 31 ? number.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ZERO : number.shiftRight(distance.intValue()));
    }
    if (distance.bitLength() > 31 || distance.intValue() + number.bitLength() > NumberValue.MAX_DIGITS * 3) {
      context.checkTime();
      throw BuiltinException.limit("result exceeds the limit of " + NumberValue.MAX_DIGITS + " digits");
    }
    return NumberValue.of(number.shiftLeft(distance.intValue()));
  }

  private static Value rangeStep(CallContext context, Value[] args) {
    Operands.bigInteger(args, 1);
    Operands.bigInteger(args, 2);
    BigInteger step = Operands.bigInteger(args, 3);
    if (step.signum() <= 0) {
      throw BuiltinException.failed("numbers.range_step: step must be a positive integer");
    }
    return range(context, args, step);
  }

  private static Value range(CallContext context, Value[] args, BigInteger step) {
    BigInteger from = Operands.bigInteger(args, 1);
    BigInteger to = Operands.bigInteger(args, 2);
    BigInteger count = to.subtract(from).abs().divide(step).add(BigInteger.ONE);
    context.checkItems(count.bitLength() > 62 ? Long.MAX_VALUE : count.longValue());
    BigInteger signed = from.compareTo(to) <= 0 ? step : step.negate();
    Value[] items = new Value[count.intValue()];
    if (from.bitLength() < 62 && to.bitLength() < 62 && signed.bitLength() < 62) {
      long first = from.longValue();
      long by = signed.longValue();
      for (int i = 0; i < items.length; i++) {
        if ((i & 0xFFF) == 0xFFF) {
          context.checkTime();
        }
        items[i] = NumberValue.of(first + by * i);
      }
      return ArrayValue.of(items);
    }
    for (int i = 0; i < items.length; i++) {
      if ((i & 0xFFF) == 0) {
        context.checkTime();
      }
      items[i] = NumberValue.of(from.add(signed.multiply(BigInteger.valueOf(i))));
    }
    return ArrayValue.of(items);
  }
}
