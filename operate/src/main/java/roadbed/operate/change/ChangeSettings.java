package roadbed.operate.change;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an organisation says of changes.
 *
 * @param people a person's identifier by every name that they are known by, in lower case
 * @param groups people's identifiers by the name of their group
 * @param windows freezes and times of maintenance, in the order in which they were told
 * @param policy rules in Rego in place of our own
 * @param zone the clock by which hours of changes are told
 * @param notice how long before a window those who depend on it are told
 */
public record ChangeSettings(
    Map<String, String> people,
    Map<String, Set<String>> groups,
    List<ChangeWindow> windows,
    Optional<String> policy,
    ZoneId zone,
    Duration notice) {
  /** The group that is always there: who administers the server. */
  public static final String ADMINISTRATORS = "administrators";

  /** Nothing is said. */
  public static final ChangeSettings NONE =
      new ChangeSettings(Map.of(), Map.of(), List.of(), Optional.empty(), ZoneId.of("UTC"), Duration.ofDays(3));

  public ChangeSettings {
    people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    windows = List.copyOf(windows);
  }

  /** The one identifier of whoever is known by a name; a name that nobody else has is its own. */
  public String person(String name) {
    String key = key(name);
    return people.getOrDefault(key, key);
  }

  /** Whether a name is told to be somebody's. */
  public boolean knows(String name) {
    return people.containsKey(key(name));
  }

  /** Names differ in more than case; what a token is called beside its identifier is not part of it. */
  static String key(String name) {
    String text = name.strip().toLowerCase(Locale.ROOT);
    int note = text.indexOf(" (");
    return text.startsWith("token ") && note > 0 ? text.substring(0, note) : text;
  }

  /** Names of all groups that there are. */
  public Set<String> groupNames() {
    Set<String> names = new TreeSet<>(groups.keySet());
    names.add(ADMINISTRATORS);
    return names;
  }

  /** Whether a person is meant by a name of a group or person. */
  boolean isMeant(String name, String person, boolean administrator) {
    Set<String> members = groups.get(name);
    return (name.equals(ADMINISTRATORS) && administrator)
        || (members != null ? members.contains(person) : person(name).equals(person));
  }

  /** The freezes that hold now for what is touched, or the times of maintenance that people agreed upon. */
  public List<ChangeWindow.Occurrence> holding(
      ChangeWindow.Kind kind, Collection<String> services, Optional<String> environment, Instant now) {
    List<ChangeWindow.Occurrence> holding = new ArrayList<>();
    for (ChangeWindow window : windows) {
      boolean meant =
          kind == ChangeWindow.Kind.FREEZE
              ? window.scope().touches(services, environment)
              : window.agreed() && window.scope().covers(services, environment);
      if (window.kind() == kind && meant) {
        window.at(now).ifPresent(holding::add);
      }
    }
    return holding;
  }

  /** All times of windows that have something in a span, in order. */
  public List<ChangeWindow.Occurrence> occurrences(Instant from, Instant until) {
    return windows.stream()
        .flatMap(window -> window.occurrences(from, until).stream())
        .sorted(Comparator.comparing(ChangeWindow.Occurrence::from).thenComparing(one -> one.window().id()))
        .toList();
  }
}
