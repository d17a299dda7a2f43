package roadbed.collect.azure;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Value;

/** Points in time, in the one format that needs no culture. */
final class DateFunctions {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DateFunctions() {}

  /** Calls one of them by its lower-case name; empty where it is none of them. */
  static Optional<Value> call(String name, Arguments given) {
    try {
      return switch (name) {
        case "datetimefromepoch" -> Optional.of(Value.of(FORMAT.format(Instant.ofEpochSecond(given.whole(0)))));
        case "datetimetoepoch" -> Optional.of(Value.of(time(given.text(0)).toEpochSecond()));
        case "datetimeadd" -> Optional.of(add(given));
        default -> Optional.empty();
      };
    } catch (DateTimeException | ArithmeticException _) {
      throw Unresolved.because("a point in time or a duration cannot be read");
    }
  }

  private static OffsetDateTime time(String text) {
    return OffsetDateTime.parse(text.strip().replace(' ', 'T'));
  }

  private static Value add(Arguments given) {
    OffsetDateTime time = time(given.text(0));
    String duration = given.text(1);
    if (given.size() > 2) {
      throw Unresolved.because("a time in a format of its own is not made here");
    }
    boolean minus = duration.startsWith("-");
    String amount = minus ? duration.substring(1) : duration;
    int clock = amount.indexOf('T');
    String days = clock < 0 ? amount : amount.substring(0, clock);
    OffsetDateTime moved = time;
    if (days.length() > 1) {
      Period period = Period.parse(days);
      moved = minus ? moved.minus(period) : moved.plus(period);
    }
    if (clock >= 0) {
      Duration hours = Duration.parse("P" + amount.substring(clock));
      moved = minus ? moved.minus(hours) : moved.plus(hours);
    }
    return Value.of(FORMAT.format(moved));
  }
}
