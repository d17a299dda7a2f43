package roadbed.collect.terraform.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.model.Value;

/** Functions of times. */
final class TimeFunctions {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[-+]\\d{2}:\\d{2})");
  private static final Pattern PIECE = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private TimeFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("timeadd", a -> TextFunctions.text(written(time(a.text(0)).plus(duration(a.text(1))))));
    all.put("timecmp", TimeFunctions::compare);
    all.put("formatdate", a -> TextFunctions.text(format(a.text(0), time(a.text(1)))));
    for (String name : List.of("timestamp", "plantimestamp")) {
      all.put(name, _ -> new Value.Unknown("known after apply: " + name));
    }
  }

  private static OffsetDateTime time(String text) {
    try {
      if (!TIME.matcher(text).matches()) {
        throw Undecided.wrong("a time such as 2020-01-31T12:00:00Z is expected");
      }
      return OffsetDateTime.parse(text);
    } catch (DateTimeException malformed) {
      throw Undecided.wrong("a time such as 2020-01-31T12:00:00Z is expected");
    }
  }

  private static String written(OffsetDateTime time) {
    return time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT));
  }

  private static Duration duration(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher matcher = PIECE.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      if (rest.length() > 100 || !matcher.find(at) || matcher.start() != at) {
        throw Undecided.wrong("a duration such as 1h30m is expected");
      }
      long unit = NANOS.getOrDefault(matcher.group(2), 0L);
      nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)));
      at = matcher.end();
    }
    if (rest.isEmpty() || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw Undecided.wrong("a duration such as 1h30m is expected");
    }
    return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
  }

  private static Value compare(Arguments a) {
    return Value.of(time(a.text(0)).toInstant().compareTo(time(a.text(1)).toInstant()));
  }

  private static String format(String format, OffsetDateTime time) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      int start = at;
      if (c == '\'') {
        at = quoted(format, at, text);
      } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        while (at < format.length() && format.charAt(at) == c) {
          at++;
        }
        text.append(verb(format.substring(start, at), time));
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  /** Copies what stands in quotes, in which two quotes are one, and gives where it ends. */
  private static int quoted(String format, int open, StringBuilder text) {
    int at = open + 1;
    while (at < format.length()) {
      if (format.charAt(at) != '\'') {
        text.append(format.charAt(at++));
      } else if (at + 1 < format.length() && format.charAt(at + 1) == '\'') {
        text.append('\'');
        at += 2;
      } else {
        return at + 1;
      }
    }
    throw Undecided.wrong("the quotes of a time format do not end");
  }

  private static String verb(String verb, OffsetDateTime time) {
    int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    String month = time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    String day = time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return switch (verb) {
      case "YYYY" -> two(time.getYear(), 4);
      case "YY" -> two(time.getYear() % 100, 2);
      case "MMMM" -> month;
      case "MMM" -> month.substring(0, 3);
      case "MM" -> two(time.getMonthValue(), 2);
      case "M" -> Integer.toString(time.getMonthValue());
      case "DD" -> two(time.getDayOfMonth(), 2);
      case "D" -> Integer.toString(time.getDayOfMonth());
      case "EEEE" -> day;
      case "EEE" -> day.substring(0, 3);
      case "hh" -> two(time.getHour(), 2);
      case "h" -> Integer.toString(time.getHour());
      case "HH" -> two(hour, 2);
      case "H" -> Integer.toString(hour);
      case "AA" -> time.getHour() < 12 ? "AM" : "PM";
      case "aa" -> time.getHour() < 12 ? "am" : "pm";
      case "mm" -> two(time.getMinute(), 2);
      case "m" -> Integer.toString(time.getMinute());
      case "ss" -> two(time.getSecond(), 2);
      case "s" -> Integer.toString(time.getSecond());
      case "ZZZZZ" -> offset(time, "+00:00", true);
      case "ZZZZ" -> offset(time, "+0000", false);
      case "ZZZ" -> offset(time, "UTC", false);
      case "Z" -> offset(time, "Z", true);
      default -> throw Undecided.wrong("the time format has a sequence of letters that means nothing");
    };
  }

  private static String two(int number, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "d", number);
  }

  private static String offset(OffsetDateTime time, String utc, boolean colon) {
    if (time.getOffset().getTotalSeconds() == 0) {
      return utc;
    }
    return time.format(DateTimeFormatter.ofPattern(colon ? "xxx" : "xxxx", Locale.ROOT));
  }
}
