package roadbed.collect.terraform.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.model.Value;

/** Functions of numbers. */
final class NumberFunctions {
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private NumberFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("abs", a -> Conversions.number(Conversions.decimal(a.at(0)).abs()));
    all.put("ceil", a -> Conversions.number(Conversions.decimal(a.at(0)).setScale(0, RoundingMode.CEILING)));
    all.put("floor", a -> Conversions.number(Conversions.decimal(a.at(0)).setScale(0, RoundingMode.FLOOR)));
    all.put("signum", a -> Value.of(a.integer(0) < 0 ? -1 : a.integer(0) > 0 ? 1 : 0));
    all.put("max", a -> most(a.values(), BigDecimal::max));
    all.put("min", a -> most(a.values(), BigDecimal::min));
    all.put("sum", NumberFunctions::sum);
    all.put("pow", a -> Numbers.ofDouble(Math.pow(floating(a, 0), floating(a, 1))));
    all.put("log", a -> Numbers.ofDouble(Math.log(floating(a, 0)) / Math.log(floating(a, 1))));
    all.put("parseint", NumberFunctions::parse);
  }

  private static double floating(Arguments a, int index) {
    return Conversions.decimal(a.at(index)).doubleValue();
  }

  private static Value most(List<Value> values, BinaryOperator<BigDecimal> choice) {
    return Conversions.number(
        values.stream()
            .map(Conversions::decimal)
            .reduce(choice)
            .orElseThrow(() -> Undecided.wrong("at least one number is expected")));
  }

  private static Value sum(Arguments a) {
    List<Value> items = a.items(0);
    if (items.isEmpty()) {
      throw Undecided.wrong("sum takes at least one number");
    }
    Value sum = new Value.Whole(0);
    for (Value item : items) {
      sum = Numbers.add(Conversions.decimal(sum), Conversions.decimal(item));
    }
    return sum;
  }

  private static Value parse(Arguments a) {
    if (!(Conversions.known(a.at(0)) instanceof Value.Text text)) {
      throw Undecided.wrong("parseint takes a text");
    }
    int base = a.integer(1);
    String digits = text.value();
    if (base < 2 || base > 62 || digits.length() > 300) {
      throw Undecided.wrong("parseint takes a base from 2 to 62");
    }
    boolean negative = digits.startsWith("-");
    int start = negative || digits.startsWith("+") ? 1 : 0;
    if (start == digits.length()) {
      throw Undecided.wrong("the text is not a number of that base");
    }
    BigInteger number = BigInteger.ZERO;
    for (int i = start; i < digits.length(); i++) {
      int digit = DIGITS.indexOf(base <= 36 ? Character.toLowerCase(digits.charAt(i)) : digits.charAt(i));
      if (digit < 0 || digit >= base) {
        throw Undecided.wrong("the text is not a number of that base");
      }
      number = number.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(digit));
    }
    return Conversions.number(new BigDecimal(negative ? number.negate() : number));
  }
}
