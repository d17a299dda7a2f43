package roadbed.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Instants in nanoseconds since 1970, dates and durations. */
final class Times {
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
  private static final String EITHER = "either number (ns) or [number (ns), string (tz)]";

  private Times() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "time.now_ns" -> (context, _) -> NumberValue.of(nanos(context.time()));
      case "time.parse_ns" -> (_, args) -> parse(Operands.string(args, 1), Operands.string(args, 2));
      case "time.parse_rfc3339_ns" -> (_, args) -> parse("RFC3339", Operands.string(args, 1));
      case "time.parse_duration_ns" -> (_, args) -> GoDuration.parse(Operands.string(args, 1));
      case "time.format" -> (_, args) -> format(args[0]);
      case "time.date" -> (_, args) -> date(moment(args[0]).time());
      case "time.clock" -> (_, args) -> clock(moment(args[0]).time());
      case "time.weekday" ->
          (_, args) ->
              StringValue.of(moment(args[0]).time().getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case "time.add_date" -> (_, args) -> addDate(args);
      case "time.diff" -> (_, args) -> difference(moment(args[0]).time(), moment(args[1]).time());
      default -> null;
    };
  }

  private record Moment(ZonedDateTime time, String layout) {}

  static BigInteger nanos(Instant instant) {
    return BigInteger.valueOf(instant.getEpochSecond()).multiply(BILLION).add(BigInteger.valueOf(instant.getNano()));
  }

  private static Value checkedNanos(Instant instant) {
    BigInteger nanos = nanos(instant);
    if (nanos.bitLength() > 63) {
      throw BuiltinException.failed("time outside of valid range");
    }
    return NumberValue.of(nanos);
  }

  private static Value parse(String layout, String text) {
    return checkedNanos(new GoTimeParser(GoLayout.named(layout), text).parse());
  }

  private static Value format(Value value) {
    Moment moment = moment(value);
    String layout = moment.layout().isEmpty() ? "RFC3339Nano" : moment.layout();
    return StringValue.of(GoLayout.format(GoLayout.named(layout), moment.time()));
  }

  private static Moment moment(Value value) {
    return switch (value) {
      case NumberValue number -> new Moment(instant(number).atZone(ZoneOffset.UTC), "");
      case ArrayValue array when !array.isEmpty() -> {
        if (!(array.get(0) instanceof NumberValue number)) {
          throw BuiltinException.wrongType(1, array.get(0), "number");
        }
        ZoneId zone = array.size() > 1 ? zone(text(array.get(1))) : ZoneOffset.UTC;
        String layout = array.size() > 2 ? text(array.get(2)) : "";
        yield new Moment(instant(number).atZone(zone), layout);
      }
      default -> throw BuiltinException.wrongType(1, value, EITHER);
    };
  }

  private static String text(Value value) {
    if (value instanceof StringValue text) {
      return text.value();
    }
    throw BuiltinException.wrongType(1, value, "string");
  }

  private static Instant instant(NumberValue nanos) {
    BigDecimal exact = nanos.decimal();
    if (!nanos.isInteger() || exact.toBigInteger().bitLength() > 63) {
      throw BuiltinException.failed("timestamp too big");
    }
    BigInteger[] parts = nanos.integer().divideAndRemainder(BILLION);
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }

  private static ZoneId zone(String name) {
    if (name.isEmpty() || name.equals("UTC")) {
      return ZoneOffset.UTC;
    }
    if (name.equals("Local")) {
      return ZoneId.systemDefault();
    }
    try {
      if (name.chars().noneMatch(c -> c == '+') && !name.startsWith("GMT0")) {
        return ZoneId.of(name, ZoneId.SHORT_IDS);
      }
      return ZoneId.of(name);
    } catch (DateTimeException _) {
      throw BuiltinException.failed("unknown time zone " + name);
    }
  }

  private static Value numbers(long... numbers) {
    Value[] items = new Value[numbers.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = NumberValue.of(numbers[i]);
    }
    return ArrayValue.of(items);
  }

  private static Value date(ZonedDateTime time) {
    return numbers(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
  }

  private static Value clock(ZonedDateTime time) {
    return numbers(time.getHour(), time.getMinute(), time.getSecond());
  }

  /** Adds as Go does: months and days that overflow carry on into the next ones. */
  private static Value addDate(Value[] args) {
    ZonedDateTime time = moment(args[0]).time();
    long years = Operands.integer(args, 2);
    long months = Operands.integer(args, 3);
    long days = Operands.integer(args, 4);
    try {
      long month = Math.addExact(Math.multiplyExact(Math.addExact(time.getYear(), years), 12), Math.addExact(time.getMonthValue() - 1, months));
      LocalDate date =
          LocalDate.of(Math.toIntExact(Math.floorDiv(month, 12)), Math.floorMod(month, 12) + 1, 1)
              .plusDays(Math.addExact(time.getDayOfMonth() - 1, days));
      return checkedNanos(LocalDateTime.of(date, time.toLocalTime()).atZone(time.getZone()).toInstant());
    } catch (ArithmeticException | DateTimeException _) {
      throw BuiltinException.failed("time outside of valid range");
    }
  }

  private static Value difference(ZonedDateTime one, ZonedDateTime two) {
    ZonedDateTime other = two.withZoneSameInstant(one.getZone());
    boolean swapped = one.isAfter(other);
    ZonedDateTime from = swapped ? other : one;
    ZonedDateTime to = swapped ? one : other;
    int year = to.getYear() - from.getYear();
    int month = to.getMonthValue() - from.getMonthValue();
    int day = to.getDayOfMonth() - from.getDayOfMonth();
    int hour = to.getHour() - from.getHour();
    int minute = to.getMinute() - from.getMinute();
    int second = to.getSecond() - from.getSecond();
    if (second < 0) {
      second += 60;
      minute--;
    }
    if (minute < 0) {
      minute += 60;
      hour--;
    }
    if (hour < 0) {
      hour += 24;
      day--;
    }
    if (day < 0) {
      day += from.toLocalDate().lengthOfMonth();
      month--;
    }
    if (month < 0) {
      month += 12;
      year--;
    }
    return numbers(year, month, day, hour, minute, second);
  }
}
