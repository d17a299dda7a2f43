package roadbed.operate.oncall;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How a span's duties weigh on people, by the clock of each. Somebody who is on call by two schedules at once is on call
 * once.
 *
 * @param span which was looked at
 * @param rest how long a break is that counts as rest
 * @param shares by person, the most hours first; also those with none who are members of a schedule
 * @param uncovered when nobody is on call, by schedule; schedules without such time are left out
 */
public record Fairness(Span span, Duration rest, List<Share> shares, Map<String, Duration> uncovered) {
  /** Eleven hours in a day: the daily rest of the European Union's directive 2003/88/EC, article 3. */
  public static final Duration DAILY_REST = Duration.ofHours(11);

  private static final LocalTime NIGHT_BEGINS = LocalTime.of(22, 0);
  private static final LocalTime NIGHT_ENDS = LocalTime.of(6, 0);
  private static final Restriction NIGHT = new Restriction(Set.of(DayOfWeek.values()), NIGHT_BEGINS, NIGHT_ENDS);
  private static final Restriction WEEKEND =
      new Restriction(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  public Fairness {
    shares = List.copyOf(shares);
    uncovered = Map.copyOf(uncovered);
  }

  /**
   * What one person bears.
   *
   * @param person who
   * @param onCall all of it
   * @param outsideWork outside of their hours of work, holidays being outside
   * @param night between 22:00 and 06:00
   * @param weekend on Saturdays and Sundays
   * @param holiday on their holidays
   * @param duties how many
   * @param longestWithoutRest from the first to the last instant of the longest series of duties between which there is no
   *     rest
   */
  public record Share(
      String person,
      Duration onCall,
      Duration outsideWork,
      Duration night,
      Duration weekend,
      Duration holiday,
      int duties,
      Duration longestWithoutRest) {}

  /**
   * How far people are apart.
   *
   * @param least of all shares
   * @param most of all shares
   * @param mean of all shares
   */
  public record Spread(Duration least, Duration most, Duration mean) {
    /** What lies between the least and the most. */
    public Duration width() {
      return most.minus(least);
    }
  }

  /** Adds up a span. */
  public static Fairness of(OnCallPlan plan, Span span, Duration rest) {
    Map<String, List<Span>> byPerson = new TreeMap<>();
    Map<String, Duration> uncovered = new TreeMap<>();
    for (Schedule schedule : plan.schedules().values()) {
      schedule.layers().forEach(layer -> layer.members().forEach(member -> byPerson.computeIfAbsent(member, _ -> new ArrayList<>())));
      List<Duty> duties = schedule.duties(span);
      for (Duty duty : duties) {
        byPerson.computeIfAbsent(duty.person(), _ -> new ArrayList<>()).add(duty.span());
      }
      Duration open =
          total(Span.without(List.of(span), Span.union(duties.stream().map(Duty::span).toList())));
      if (open.isPositive()) {
        uncovered.put(schedule.id(), open);
      }
    }
    List<Share> shares = new ArrayList<>();
    byPerson.forEach((person, spans) -> shares.add(share(plan, plan.person(person), spans, span, rest)));
    shares.sort(Comparator.comparing(Share::onCall).reversed().thenComparing(Share::person));
    return new Fairness(span, rest, shares, uncovered);
  }

  /** How far people are apart in one of the measures. */
  public Spread spread(Function<Share, Duration> measure) {
    if (shares.isEmpty()) {
      return new Spread(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
    List<Duration> all = shares.stream().map(measure).sorted().toList();
    Duration sum = all.stream().reduce(Duration.ZERO, Duration::plus);
    return new Spread(all.getFirst(), all.getLast(), sum.dividedBy(all.size()));
  }

  private static Share share(OnCallPlan plan, Person person, List<Span> duties, Span span, Duration rest) {
    List<Span> onCall = Span.union(duties);
    ZoneId zone = person.zone();
    List<Span> holidays = days(plan.holidays(person).keySet(), zone, span);
    List<Span> work = Span.without(person.working().within(span, zone), holidays);
    Duration all = total(onCall);
    return new Share(
        person.id(),
        all,
        all.minus(shared(onCall, work)),
        shared(onCall, NIGHT.within(span, zone)),
        shared(onCall, WEEKEND.within(span, zone)),
        shared(onCall, holidays),
        duties.size(),
        longestWithoutRest(onCall, rest));
  }

  /** Whole days by the clock of a zone. */
  static List<Span> days(Set<LocalDate> days, ZoneId zone, Span within) {
    List<Span> spans = new ArrayList<>();
    for (LocalDate day : days) {
      Instant from = WallClock.instant(day.atStartOfDay(), zone);
      Instant until = WallClock.instant(day.plusDays(1).atStartOfDay(), zone);
      if (from.isBefore(until)) {
        new Span(from, until).meet(within).ifPresent(spans::add);
      }
    }
    return Span.union(spans);
  }

  private static Duration longestWithoutRest(List<Span> onCall, Duration rest) {
    Duration longest = Duration.ZERO;
    int first = 0;
    for (int i = 0; i < onCall.size(); i++) {
      if (i > 0 && Duration.between(onCall.get(i - 1).until(), onCall.get(i).from()).compareTo(rest) >= 0) {
        first = i;
      }
      Duration run = Duration.between(onCall.get(first).from(), onCall.get(i).until());
      longest = run.compareTo(longest) > 0 ? run : longest;
    }
    return longest;
  }

  private static Duration shared(List<Span> some, List<Span> others) {
    return total(some).minus(total(Span.without(some, others)));
  }

  private static Duration total(List<Span> spans) {
    return spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
  }
}
