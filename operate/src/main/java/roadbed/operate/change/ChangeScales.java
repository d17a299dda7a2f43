package roadbed.operate.change;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import roadbed.assess.change.ChangePolicy;
import roadbed.assess.change.ChangeRisk;
import roadbed.assess.change.ChangeSurroundings;
import roadbed.assess.change.ProposedChange;

/**
 * Weighs any number of changes by what is known at one instant: what is the same for several of them is looked up once. Not
 * for several threads.
 */
final class ChangeScales {
  private final ChangeAround around;
  private final ChangeSettings settings;
  private final ChangePolicy policy;
  private final Instant now;
  private final ZonedDateTime local;
  private final List<ChangeStore.Past> past;
  private final Map<String, List<Integer>> byPerson = new HashMap<>();
  private final ChangeSurroundings.History hours;
  private final Map<Place, ChangeAround.Reach> reaches = new HashMap<>();
  private final Map<List<String>, ChangeSurroundings.History> histories = new HashMap<>();

  /** What a change touches. */
  private record Place(List<String> services, List<String> resources) {}

  /**
   * Scales.
   *
   * @param past how earlier changes went
   */
  ChangeScales(ChangeAround around, ChangeSettings settings, ChangePolicy policy, List<ChangeStore.Past> past, Instant now) {
    this.around = around;
    this.settings = settings;
    this.policy = policy;
    this.now = now;
    this.local = now.atZone(settings.zone());
    this.past = List.copyOf(past);
    for (int i = 0; i < past.size(); i++) {
      for (String author : past.get(i).authors()) {
        byPerson.computeIfAbsent(settings.person(author), _ -> new ArrayList<>()).add(i);
      }
    }
    this.hours = history(past.stream().filter(one -> sameHour(one.at().atZone(settings.zone()), local)).toList());
  }

  ChangeEntry.Weighed weigh(ProposedChange change) {
    ChangeAround.Reach reach =
        reaches.computeIfAbsent(
            new Place(change.services(), change.resources()), place -> around.reach(place.services(), place.resources(), now));
    List<String> maintenance =
        settings.holding(ChangeWindow.Kind.MAINTENANCE, change.services(), change.environment(), now).stream()
            .map(one -> one.window().name())
            .toList();
    ChangeSurroundings surroundings =
        new ChangeSurroundings(
            reach.touched(), reach.consumers(), reach.known(), histories.computeIfAbsent(change.authors(), this::ofAuthors), hours, maintenance, local);
    ChangeRisk risk = ChangeRisk.of(change, surroundings);
    return new ChangeEntry.Weighed(
        change.digest(), risk, policy.rule(change, risk, surroundings, settings.groupNames()), reach.consumers());
  }

  private ChangeSurroundings.History ofAuthors(List<String> authors) {
    Set<Integer> theirs =
        authors.stream()
            .map(settings::person)
            .flatMap(person -> byPerson.getOrDefault(person, List.of()).stream())
            .collect(Collectors.toSet());
    return history(theirs.stream().map(past::get).toList());
  }

  private static ChangeSurroundings.History history(List<ChangeStore.Past> past) {
    return new ChangeSurroundings.History(past.size(), (int) past.stream().filter(ChangeStore.Past::failed).count());
  }

  /** The same day of the week, at most an hour sooner or later on the clock. */
  private static boolean sameHour(ZonedDateTime one, ZonedDateTime other) {
    return one.getDayOfWeek() == other.getDayOfWeek() && Math.abs(one.getHour() - other.getHour()) <= 1;
  }
}
