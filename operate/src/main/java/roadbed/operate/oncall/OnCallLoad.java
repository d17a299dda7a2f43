package roadbed.operate.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one shift was: who, when, and how often they were paged in it.
 *
 * @param schedule the schedule's identifier; empty for pages of somebody who was not on call, which are one row each
 * @param person who
 * @param zone whose clock they live by
 * @param span when
 * @param pages how often they were paged
 * @param pagesOutside how often outside of their hours of work, by their own clock; holidays are outside
 * @param run for how long they were on call at the end of the shift without a rest before, by whichever schedules
 */
public record OnCallLoad(
    String schedule, String person, String zone, Span span, int pages, int pagesOutside, Duration run) {

  /**
   * Somebody was paged.
   *
   * @param person by the identifier of the schedules
   */
  public record Page(Instant at, String person) {}

  /** Stands for the length of a page that fell into no shift. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /**
   * Shifts in a span with their pages, in order of time.
   *
   * @param rest how long a break is that counts as rest, such as {@link Fairness#DAILY_REST}
   */
  public static List<OnCallLoad> of(OnCallPlan plan, Span span, List<Page> pages, Duration rest) {
    List<OnCallLoad> loads = new ArrayList<>();
    Map<String, List<Duty>> duties = plan.duties(span);
    Map<String, List<Span>> byPerson = new TreeMap<>();
    duties.values().stream()
        .flatMap(List::stream)
        .forEach(duty -> byPerson.computeIfAbsent(duty.person(), _ -> new ArrayList<>()).add(duty.span()));
    Map<String, List<Span>> work = new HashMap<>();
    Set<Page> placed = new HashSet<>();
    duties.forEach(
        (schedule, all) -> {
          for (Duty duty : all) {
            Person person = plan.person(duty.person());
            List<Page> own =
                pages.stream()
                    .filter(page -> page.person().equals(duty.person()) && duty.span().contains(page.at()) && placed.add(page))
                    .toList();
            loads.add(
                new OnCallLoad(
                    schedule,
                    duty.person(),
                    person.zone().getId(),
                    duty.span(),
                    own.size(),
                    outside(plan, person, span, own, work),
                    run(byPerson.getOrDefault(duty.person(), List.of()), duty.span().until(), rest)));
          }
        });
    for (Page page : pages) {
      if (span.contains(page.at()) && !placed.contains(page)) {
        Person person = plan.person(page.person());
        loads.add(
            new OnCallLoad(
                "",
                page.person(),
                person.zone().getId(),
                new Span(page.at(), page.at().plus(MOMENT)),
                1,
                outside(plan, person, span, List.of(page), work),
                Duration.ZERO));
      }
    }
    loads.sort(
        Comparator.comparing((OnCallLoad one) -> one.span().from()).thenComparing(OnCallLoad::schedule).thenComparing(OnCallLoad::person));
    return loads;
  }

  private static int outside(OnCallPlan plan, Person person, Span span, List<Page> pages, Map<String, List<Span>> known) {
    if (pages.isEmpty()) {
      return 0;
    }
    List<Span> work =
        known.computeIfAbsent(
            person.id(),
            _ ->
                Span.without(
                    person.working().within(span, person.zone()),
                    Fairness.days(plan.holidays(person).keySet(), person.zone(), span)));
    return (int) pages.stream().filter(page -> work.stream().noneMatch(hours -> hours.contains(page.at()))).count();
  }

  /** From the end of the last rest to an instant at which a shift ends. */
  private static Duration run(List<Span> shifts, Instant until, Duration rest) {
    Instant begun = until;
    for (Span span : Span.union(shifts).reversed()) {
      if (span.from().isBefore(until)) {
        if (Duration.between(span.until().isBefore(begun) ? span.until() : begun, begun).compareTo(rest) >= 0) {
          break;
        }
        begun = span.from();
      }
    }
    return Duration.between(begun, until);
  }

  /** Where the load of days is kept. Implemented by {@code store}. */
  @FunctionalInterface
  public interface Store {
    /** Replaces what is known on a day; earlier days stay as they are. */
    void record(LocalDate day, List<OnCallLoad> loads);
  }
}
