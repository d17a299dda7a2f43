package roadbed.assess.cost.waste;

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
import roadbed.model.MeasuredUse;
import roadbed.model.ResourceId;
import roadbed.model.Utilisation;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;

/** Measurements by what was measured. */
final class Measurements {
  private static final long HOUR = 3_600;
  private static final int HOURS_OF_A_WEEK = 168;

  private final Map<String, List<Told>> byLastPart = new HashMap<>();
  private final Map<String, Integer> called = new HashMap<>();

  /**
   * One series as it was told.
   *
   * @param sum what it says in sum
   * @param whole its samples, where they are at hand
   */
  private record Told(MeasuredUse sum, Optional<Utilisation> whole) {}

  /**
   * Measurements of some resources.
   *
   * @param all series with their samples
   * @param sums series of which only the sum is known
   * @param resources all that there are: what several are called says nothing of one
   */
  Measurements(List<Utilisation> all, List<MeasuredUse> sums, List<Seen> resources) {
    resources.forEach(it -> called.merge(it.resource().name(), 1, Integer::sum));
    for (Utilisation one : all) {
      MeasuredUse.of(one).ifPresent(sum -> add(new Told(sum, Optional.of(one))));
    }
    sums.forEach(sum -> add(new Told(sum, Optional.empty())));
  }

  private void add(Told told) {
    byLastPart.computeIfAbsent(lastPart(told.sum().subject().name()), _ -> new ArrayList<>(4)).add(told);
  }

  private static String lastPart(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.substring(Math.max(lower.lastIndexOf('/'), lower.lastIndexOf(':')) + 1);
  }

  /** How much of a metric was used: of several series the one with the highest values. */
  Optional<Measured> of(Seen it, Metric metric) {
    List<MeasuredUse> found = sums(it, metric);
    Optional<MeasuredUse> main =
        found.stream()
            .max(
                Comparator.comparingInt((MeasuredUse one) -> preference(one.statistic()))
                    .thenComparingDouble(MeasuredUse::p95));
    return main.map(one -> measured(one, found));
  }

  /** All series of a metric of a resource, in sum. */
  List<MeasuredUse> sums(Seen it, Metric metric) {
    return series(it, metric).stream().map(Told::sum).toList();
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

  private static Measured measured(MeasuredUse one, List<MeasuredUse> all) {
    double highest =
        all.stream()
            .filter(other -> other.statistic().kind() != Statistic.Kind.MINIMUM)
            .mapToDouble(MeasuredUse::largest)
            .max()
            .orElse(0);
    return new Measured(
        one.metric(),
        one.metric().unit(),
        one.median(),
        one.p95(),
        highest,
        one.smallest(),
        one.days(),
        one.samples(),
        one.statistic().toString(),
        one.source(),
        Optional.of(one.from()),
        Optional.of(one.until()));
  }

  private List<Told> series(Seen it, Metric metric) {
    List<Told> found = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(it.names());
    String own = it.resource().name();
    if (!own.isBlank() && called.getOrDefault(own, 0) == 1) {
      names.add(own);
    }
    for (String name : names) {
      ResourceId id = new ResourceId(name);
      for (Told one : byLastPart.getOrDefault(lastPart(name), List.of())) {
        MeasuredUse sum = one.sum();
        if (sum.metric() == metric && sum.subject().names(id) && isThere(it, sum.subject()) && !found.contains(one)) {
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
   * @return empty where there is less than a week, values stand for more than an hour, or only their sum is known
   */
  Optional<Integer> busyHours(Seen it, Metric metric, double above) {
    for (Told told : series(it, metric)) {
      if (told.whole().isEmpty() || told.sum().interval().toSeconds() > HOUR || told.sum().measured().toDays() < 7) {
        continue;
      }
      Utilisation one = told.whole().get();
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
