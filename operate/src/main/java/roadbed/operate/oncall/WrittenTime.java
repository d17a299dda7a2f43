package roadbed.operate.oncall;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them; empty where a text is none. */
public final class WrittenTime {
  private static final Pattern DURATION = Pattern.compile("(?:([0-9]{1,3})d)?(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,6})s)?");
  /** Turns are counted from a schedule's begin: what is further away is hardly meant, and would take long. */
  private static final int FIRST_YEAR = 1970;

  private static final int LAST_YEAR = 2200;
  private static final Pattern TIME = Pattern.compile("[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?");
  private static final Pattern RANGE = Pattern.compile("([a-z]+) *- *([a-z]+)");

  private WrittenTime() {}

  /** A name of the time zone database, or an offset. */
  public static Optional<ZoneId> zone(String text) {
    return parsed(text, ZoneId::of);
  }

  /** A day: {@code 2026-12-25}. */
  public static Optional<LocalDate> day(String text) {
    return parsed(text, LocalDate::parse);
  }

  /** A clock's time: {@code 2026-01-05T09:00}, also with a blank for the T; a day alone is its midnight. */
  static Optional<LocalDateTime> local(String text) {
    Optional<LocalDateTime> local =
        text.length() == 10 ? day(text).map(LocalDate::atStartOfDay) : parsed(text.replace(' ', 'T'), LocalDateTime::parse);
    return local.filter(one -> one.getYear() >= FIRST_YEAR && one.getYear() <= LAST_YEAR);
  }

  /** A time of the day: {@code 9:00}; {@code 24:00} is midnight. */
  static Optional<LocalTime> time(String text) {
    if (!TIME.matcher(text).matches()) {
      return Optional.empty();
    }
    String padded = text.indexOf(':') == 1 ? "0" + text : text;
    return padded.equals("24:00") ? Optional.of(LocalTime.MIDNIGHT) : parsed(padded, LocalTime::parse);
  }

  /**
   * An instant: with an offset or Z, or by the clock of a zone.
   *
   * @param end whether a day alone means the end of that day rather than its begin
   */
  public static Optional<Instant> instant(String text, ZoneId zone, boolean end) {
    if (text.length() == 10) {
      return day(text).filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR).map(day -> WallClock.instant((end ? day.plusDays(1) : day).atStartOfDay(), zone));
    }
    Optional<LocalDateTime> local = local(text);
    return local.isPresent()
        ? local.map(one -> WallClock.instant(one, zone))
        : parsed(text.replace(' ', 'T'), OffsetDateTime::parse)
            .filter(one -> one.getYear() >= FIRST_YEAR && one.getYear() <= LAST_YEAR)
            .map(OffsetDateTime::toInstant);
  }

  /** A length of time: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 2d}; more than nothing. */
  public static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration duration =
        Duration.ofDays(number(matcher, 1))
            .plusHours(number(matcher, 2))
            .plusMinutes(number(matcher, 3))
            .plusSeconds(number(matcher, 4));
    return duration.isPositive() ? Optional.of(duration) : Optional.empty();
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** Days of the week by their English names or first three letters, and ranges of them; none is empty. */
  static Optional<Set<DayOfWeek>> days(List<String> texts) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String text : texts) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      Matcher range = RANGE.matcher(word);
      boolean ranged = range.matches();
      Optional<DayOfWeek> first = weekday(ranged ? range.group(1) : word);
      Optional<DayOfWeek> last = ranged ? weekday(range.group(2)) : first;
      if (first.isEmpty() || last.isEmpty()) {
        return Optional.empty();
      }
      DayOfWeek day = first.get();
      days.add(day);
      while (day != last.get()) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days.isEmpty() ? Optional.empty() : Optional.of(days);
  }

  private static Optional<DayOfWeek> weekday(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if (name.equals(word) || name.substring(0, 3).equals(word)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
