package roadbed.assess.resilience;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.resilience.WrittenDuration;

/**
 * When something is due by a rule: cron's five fields, Amazon's {@code cron(...)} of six and {@code rate(...)}, {@code @daily}
 * and its like, {@code @every 6h}. What has {@code L}, {@code W} or {@code #} in it is not understood.
 */
sealed interface DueTimes {
  /** More times than these are not told of one rule. */
  int MOST = 5_000;

  /** The times from one to before another, the earliest first; the first {@value #MOST} of them. */
  List<Instant> between(Instant from, Instant until);

  /**
   * A fixed step from a begin on.
   *
   * @param begin when it was first due; a moment after which it is due where that is not known
   */
  record Every(Instant begin, Duration step) implements DueTimes {
    @Override
    public List<Instant> between(Instant from, Instant until) {
      List<Instant> times = new ArrayList<>();
      long seconds = step.toSeconds();
      long skipped = Math.max(0, Math.ceilDiv(Duration.between(begin, from).toSeconds(), seconds));
      for (Instant at = begin.plusSeconds(Math.multiplyExact(skipped, seconds)); at.isBefore(until) && times.size() < MOST; at = at.plus(step)) {
        times.add(at);
      }
      return times;
    }
  }

  /** Sets of minutes, hours, days and months by the clock of a zone. */
  record Cron(
      TreeSet<Integer> minutes,
      TreeSet<Integer> hours,
      TreeSet<Integer> days,
      TreeSet<Integer> months,
      TreeSet<DayOfWeek> weekdays,
      boolean anyDay,
      boolean anyWeekday,
      TreeSet<Integer> years,
      ZoneId zone)
      implements DueTimes {
    @Override
    public List<Instant> between(Instant from, Instant until) {
      List<Instant> times = new ArrayList<>();
      LocalDate last = until.atZone(zone).toLocalDate();
      for (LocalDate day = from.atZone(zone).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
        if (!isDue(day)) {
          continue;
        }
        for (int hour : hours) {
          for (int minute : minutes) {
            Instant at = day.atTime(LocalTime.of(hour, minute)).atZone(zone).toInstant();
            if (!at.isBefore(from) && at.isBefore(until)) {
              if (times.size() == MOST) {
                return times;
              }
              times.add(at);
            }
          }
        }
      }
      return times;
    }

    /** Where both days are restricted, either will do, as cron has it. */
    private boolean isDue(LocalDate day) {
      if (!months.contains(day.getMonthValue()) || (!years.isEmpty() && !years.contains(day.getYear()))) {
        return false;
      }
      boolean dayFits = days.contains(day.getDayOfMonth());
      boolean weekdayFits = weekdays.contains(day.getDayOfWeek());
      return (anyDay || anyWeekday) ? ((anyDay || dayFits) && (anyWeekday || weekdayFits)) : (dayFits || weekdayFits);
    }
  }

  /**
   * The times of a rule; empty where it is not understood.
   *
   * @param zone the zone that it is written in, UTC where none is told
   * @param begin when it was made
   */
  static Optional<DueTimes> of(String rule, Optional<String> zone, Instant begin) {
    String plain = rule.strip();
    Matcher zoned = Rules.ZONED.matcher(plain);
    if (zoned.matches()) {
      return of(zoned.group(2), Optional.of(zoned.group(1)), begin);
    }
    Optional<ZoneId> clock = zone.map(DueTimes::zone).orElse(Optional.of(ZoneOffset.UTC));
    Matcher rate = Rules.RATE.matcher(plain);
    if (clock.isEmpty()) {
      return Optional.empty();
    }
    if (rate.matches()) {
      long amount = Long.parseLong(rate.group(1));
      Duration step =
          switch (rate.group(2)) {
            case "minute" -> Duration.ofMinutes(amount);
            case "hour" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
      return Optional.<DueTimes>of(new Every(begin, step)).filter(_ -> amount > 0);
    }
    if (plain.startsWith("@every ")) {
      return WrittenDuration.parse(plain.substring("@every ".length())).filter(step -> step.toMinutes() > 0).map(step -> new Every(begin.plus(step), step));
    }
    Matcher amazon = Rules.AMAZON.matcher(plain);
    boolean six = amazon.matches();
    String expression = six ? amazon.group(1).strip() : Rules.named(plain);
    List<String> fields = List.of(expression.split("\\s+", -1));
    if (fields.size() != (six ? 6 : 5)) {
      return Optional.empty();
    }
    return Rules.cron(fields, clock.get(), six ? 1 : 0);
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** How the texts of rules are read. */
  final class Rules {
    private static final Pattern ZONED = Pattern.compile("(?:CRON_TZ|TZ)=(\\S+)\\s+(.+)");
    private static final Pattern RATE = Pattern.compile("rate\\(\\s*([0-9]{1,6})\\s+(minute|hour|day)s?\\s*\\)");
    private static final Pattern AMAZON = Pattern.compile("cron\\((.+)\\)");
    private static final List<String> MONTHS =
        List.of("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private Rules() {}

    private static String named(String rule) {
      return switch (rule) {
        case "@yearly", "@annually" -> "0 0 1 1 *";
        case "@monthly" -> "0 0 1 * *";
        case "@weekly" -> "0 0 * * 0";
        case "@daily", "@midnight" -> "0 0 * * *";
        case "@hourly" -> "0 * * * *";
        default -> rule;
      };
    }

    /**
     * A rule of fields.
     *
     * @param sunday the number of Sunday: 0 as cron counts, 1 as Amazon does
     */
    private static Optional<DueTimes> cron(List<String> fields, ZoneId zone, int sunday) {
      TreeSet<Integer> minutes = new TreeSet<>();
      TreeSet<Integer> hours = new TreeSet<>();
      TreeSet<Integer> days = new TreeSet<>();
      TreeSet<Integer> months = new TreeSet<>();
      TreeSet<Integer> weekdays = new TreeSet<>();
      TreeSet<Integer> years = new TreeSet<>();
      boolean understood =
          field(fields.get(0), 0, 59, List.of(), minutes)
              && field(fields.get(1), 0, 23, List.of(), hours)
              && field(fields.get(2), 1, 31, List.of(), days)
              && field(fields.get(3), 1, 12, MONTHS, months)
              && field(fields.get(4), sunday, 7, sunday == 0 ? WEEKDAYS : withFirst(), weekdays)
              && (fields.size() < 6 || fields.get(5).equals("*") || field(fields.get(5), 1970, 2199, List.of(), years));
      if (!understood) {
        return Optional.empty();
      }
      TreeSet<DayOfWeek> named = new TreeSet<>();
      weekdays.forEach(number -> named.add(DayOfWeek.of((number - sunday + 6) % 7 + 1)));
      return Optional.of(
          new Cron(minutes, hours, days, months, named, isAny(fields.get(2)), isAny(fields.get(4)), years, zone));
    }

    private static List<String> withFirst() {
      List<String> names = new ArrayList<>(List.of(""));
      names.addAll(WEEKDAYS);
      return names;
    }

    private static boolean isAny(String field) {
      return field.equals("*") || field.equals("?");
    }

    private static boolean field(String text, int least, int most, List<String> names, Set<Integer> into) {
      for (String part : text.split(",", -1)) {
        int slash = part.indexOf('/');
        String range = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : number(part.substring(slash + 1), 1, most, List.of());
        int dash = range.indexOf('-');
        int from = isAny(range) ? least : number(dash < 0 ? range : range.substring(0, dash), least, most, names);
        int until = isAny(range) || (dash < 0 && slash >= 0) ? most : dash < 0 ? from : number(range.substring(dash + 1), least, most, names);
        if (from < 0 || until < 0 || step < 1 || until < from) {
          return false;
        }
        for (int value = from; value <= until; value += step) {
          into.add(value);
        }
      }
      return true;
    }

    /** A number or a name; -1 where it is none that fits. */
    private static int number(String text, int least, int most, List<String> names) {
      int named = names.indexOf(text.toLowerCase(Locale.ROOT));
      if (named > 0 || (named == 0 && !text.isEmpty())) {
        return named;
      }
      if (!text.matches("[0-9]{1,4}")) {
        return -1;
      }
      int number = Integer.parseInt(text);
      return number < least || number > most ? -1 : number;
    }
  }
}
