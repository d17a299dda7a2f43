package roadbed.assess.cost.waste;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import roadbed.model.ResourceId;
import roadbed.model.Utilisation;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;

/** Measurements by what was measured. */
final class Measurements {
  private static final long HOUR = 3_600;
  private static final int HOURS_OF_A_WEEK = 168;

  private final Map<String, List<Utilisation>> byLastPart = new HashMap<>();
  private final Map<String, Integer> called = new HashMap<>();

  /**
   * Measurements of some resources.
   *
   * @param resources all that there are: what several are called says nothing of one
   */
  Measurements(List<Utilisation> all, List<Seen> resources) {
    resources.forEach(it -> called.merge(it.resource().name(), 1, Integer::sum));
    for (Utilisation one : all) {
      if (one.size() > 0) {
        byLastPart.computeIfAbsent(lastPart(one.subject().name()), _ -> new ArrayList<>(4)).add(one);
      }
    }
  }

  private static String lastPart(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.substring(Math.max(lower.lastIndexOf('/'), lower.lastIndexOf(':')) + 1);
  }

  /** How much of a metric was used: of several series the one with the highest values. */
  Optional<Measured> of(Seen it, Metric metric) {
    List<Utilisation> found = series(it, metric);
    Optional<Utilisation> main =
        found.stream()
            .max(
                Comparator.comparingInt((Utilisation one) -> preference(one.statistic()))
                    .thenComparingDouble(one -> one.percentile(95).orElse(0)));
    return main.map(one -> measured(one, found));
  }

  /** Averages tell most of a distribution; a largest value alone would call everything busy. */
  private static int preference(Statistic statistic) {
    return switch (statistic.kind()) {
      case AVERAGE, UNTOLD -> 3;
      case PERCENTILE -> 2;
      case MAXIMUM -> 1;
      case MINIMUM -> 0;
    };
  }

  private static Measured measured(Utilisation one, List<Utilisation> all) {
    double highest =
        all.stream()
            .filter(other -> other.statistic().kind() != Statistic.Kind.MINIMUM)
            .mapToDouble(other -> other.largest().orElse(0))
            .max()
            .orElse(0);
    int days =
        (int) IntStream.range(0, one.size()).mapToLong(i -> Math.floorDiv(one.samples().second(i), Duration.ofDays(1).toSeconds())).distinct().count();
    return new Measured(
        one.metric(),
        one.unit(),
        one.percentile(50).orElse(0),
        one.percentile(95).orElse(0),
        highest,
        one.smallest().orElse(0),
        days,
        one.size(),
        one.statistic().toString(),
        one.source(),
        one.from(),
        one.until());
  }

  private List<Utilisation> series(Seen it, Metric metric) {
    List<Utilisation> found = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(it.names());
    String own = it.resource().name();
    if (!own.isBlank() && called.getOrDefault(own, 0) == 1) {
      names.add(own);
    }
    for (String name : names) {
      ResourceId id = new ResourceId(name);
      for (Utilisation one : byLastPart.getOrDefault(lastPart(name), List.of())) {
        if (one.metric() == metric && one.subject().names(id) && isThere(it, one.subject()) && !found.contains(one)) {
          found.add(one);
        }
      }
    }
    return found;
  }

  /** A name alone is another's in another account, region or cloud. */
  private static boolean isThere(Seen it, Utilisation.Subject subject) {
    boolean provider = subject.provider() == it.provider() || subject.provider() == roadbed.model.Provider.OTHER;
    return provider
        && same(subject.account(), it.resource().account())
        && same(subject.region(), it.resource().region());
  }

  private static boolean same(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equalsIgnoreCase(other);
  }

  /**
   * In how many hours of a week, Monday to Sunday in UTC, something worked in any week.
   *
   * @param above what counts as work
   * @return empty where there is less than a week, or values stand for more than an hour
   */
  Optional<Integer> busyHours(Seen it, Metric metric, double above) {
    for (Utilisation one : series(it, metric)) {
      if (one.interval().toSeconds() > HOUR || one.measured().toDays() < 7) {
        continue;
      }
      boolean[] busy = new boolean[HOURS_OF_A_WEEK];
      for (int i = 0; i < one.size(); i++) {
        if (one.samples().value(i) > above) {
          // The first of January 1970 was a Thursday.
          long hour = Math.floorDiv(one.samples().second(i), HOUR) + 3 * 24;
          busy[(int) Math.floorMod(hour, (long) HOURS_OF_A_WEEK)] = true;
        }
      }
      return Optional.of((int) IntStream.range(0, busy.length).filter(hour -> busy[hour]).count());
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "measurements of " + byLastPart.keySet();
  }
}
