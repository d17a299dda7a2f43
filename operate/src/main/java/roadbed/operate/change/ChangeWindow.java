package roadbed.operate.change;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A time for changes, or one for none.
 *
 * @param id unique among all windows
 * @param name as people call it
 * @param zone whose clock it follows
 * @param scope what it is about
 * @param reason why; may be empty
 * @param agreed whether an administrator entered it, so that it may stand for people's word
 */
public record ChangeWindow(String id, Kind kind, String name, ZoneId zone, Times times, Scope scope, String reason, boolean agreed) {
  /** The longest span that is looked through at once. */
  private static final Duration LONGEST = Duration.ofDays(800);

  /** What it is for. */
  public enum Kind {
    /** Nothing may be changed but in an emergency. */
    FREEZE,
    /** Work is expected here. */
    MAINTENANCE;

    /** The identifier in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** When it is. */
  public sealed interface Times {

    /** Once. */
    record Once(Instant from, Instant until) implements Times {
      public Once {
        if (!from.isBefore(until)) {
          throw new IllegalArgumentException("a window ends after it begins");
        }
      }
    }

    /**
     * Every week on these days by the clock; one that ends at or before its begin ends on the next day.
     *
     * @param first the first day that counts; empty for ever
     * @param last the last day that counts
     */
    record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime until, Optional<LocalDate> first, Optional<LocalDate> last)
        implements Times {
      public Weekly {
        days = Set.copyOf(EnumSet.copyOf(days));
      }
    }
  }

  /**
   * What a window is about; an empty list does not restrict. An asterisk at a name's end stands for any rest.
   *
   * @param services names of the catalog
   * @param environments names of environments
   */
  public record Scope(List<String> services, List<String> environments) {
    /** Everything. */
    public static final Scope ALL = new Scope(List.of(), List.of());

    public Scope {
      services = List.copyOf(services);
      environments = List.copyOf(environments);
    }

    /** Whether it is about something of this; what is not known may be, and so is. */
    public boolean touches(Collection<String> touched, Optional<String> environment) {
      boolean ofServices =
          services.isEmpty() || touched.isEmpty() || touched.stream().anyMatch(one -> services.stream().anyMatch(each -> fits(each, one)));
      boolean ofEnvironments =
          environments.isEmpty() || environment.isEmpty() || environments.stream().anyMatch(each -> fits(each, environment.get()));
      return ofServices && ofEnvironments;
    }

    /** Whether all of this is named in it: leave that a window gives is not given to what is not known. */
    public boolean covers(Collection<String> touched, Optional<String> environment) {
      boolean ofServices =
          services.isEmpty()
              || (!touched.isEmpty() && touched.stream().allMatch(one -> services.stream().anyMatch(each -> fits(each, one))));
      boolean ofEnvironments =
          environments.isEmpty() || (environment.isPresent() && environments.stream().anyMatch(each -> fits(each, environment.get())));
      return ofServices && ofEnvironments;
    }

    private static boolean fits(String pattern, String text) {
      return pattern.endsWith("*") ? text.startsWith(pattern.substring(0, pattern.length() - 1)) : text.equals(pattern);
    }
  }

  /**
   * A time of a window.
   *
   * @param from first instant
   * @param until first instant after
   */
  public record Occurrence(ChangeWindow window, Instant from, Instant until) {}

  /** The times that have something in a span, in order; of a span of more than 800 days its first 800. */
  public List<Occurrence> occurrences(Instant from, Instant until) {
    Instant limit = until.isAfter(from.plus(LONGEST)) ? from.plus(LONGEST) : until;
    List<Occurrence> all = new ArrayList<>();
    switch (times) {
      case Times.Once once -> add(all, new Occurrence(this, once.from(), once.until()), from, limit);
      case Times.Weekly weekly -> {
        LocalDate last = limit.atZone(zone).toLocalDate();
        for (LocalDate day = from.atZone(zone).toLocalDate().minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
          LocalDate one = day;
          if (weekly.days().contains(day.getDayOfWeek())
              && weekly.first().filter(one::isBefore).isEmpty()
              && weekly.last().filter(one::isAfter).isEmpty()) {
            LocalDate over = weekly.until().isAfter(weekly.from()) ? day : day.plusDays(1);
            Instant begin = day.atTime(weekly.from()).atZone(zone).toInstant();
            Instant end = over.atTime(weekly.until()).atZone(zone).toInstant();
            if (begin.isBefore(end)) {
              add(all, new Occurrence(this, begin, end), from, limit);
            }
          }
        }
      }
    }
    return all;
  }

  /** Adds a time that has something in a span. */
  private void add(List<Occurrence> all, Occurrence one, Instant from, Instant limit) {
    if (one.from().isBefore(limit) && one.until().isAfter(from)) {
      all.add(one);
    }
  }

  /** The time that holds at an instant. */
  public Optional<Occurrence> at(Instant now) {
    return occurrences(now, now.plusMillis(1)).stream().findFirst();
  }
}
