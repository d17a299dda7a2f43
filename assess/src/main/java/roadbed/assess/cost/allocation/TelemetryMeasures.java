package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules.Measure;
import roadbed.model.AllocationRules.Telemetry;
import roadbed.model.AllocationRules.Telemetry.Origin;
import roadbed.model.MetricSeries;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.Utilisation;
import roadbed.model.Utilisation.Statistic;

/**
 * Measures to split shared cost by, made of what was measured: sums of each day (UTC) by owner.
 *
 * <p>A sample of a query counts for the time before it, as {@code increase(x[1d])} at midnight tells of the day that ends.
 * Use counts by time: a core that is busy for an hour is a core hour, a request a second for an hour 3,600 requests, a
 * byte that is held for an hour a byte hour.
 */
public final class TelemetryMeasures {
  private static final double HOUR = 3_600;

  private final Map<String, List<Resource>> byLastPart = new HashMap<>();
  private final TreeMap<Key, Double> sums = new TreeMap<>();
  private final Map<String, Double> unowned = new TreeMap<>();
  private final Map<String, Double> whole = new TreeMap<>();
  private final Map<Utilisation.Subject, Optional<String>> owners = new HashMap<>();

  private record Key(String metric, LocalDate day, String owner) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int first = metric.compareTo(other.metric);
      int second = first == 0 ? day.compareTo(other.day) : first;
      return second == 0 ? owner.compareTo(other.owner) : second;
    }
  }

  private TelemetryMeasures(Snapshot snapshot) {
    snapshot
        .resources()
        .forEach(one -> byLastPart.computeIfAbsent(lastPart(one.id().value()), _ -> new ArrayList<>()).add(one));
  }

  /**
   * Measures.
   *
   * @param notes what was measured and has no owner, and measures of which nothing was found, in words
   */
  public record Read(List<Measure> measures, List<String> notes) {
    public Read {
      measures = List.copyOf(measures);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Makes the measures that rules ask for.
   *
   * @param answers series that queries gave, called after their measures
   * @param used what was used
   * @param snapshot the inventory, which knows the owners of resources
   */
  public static Read of(
      List<Telemetry> wanted, List<MetricSeries> answers, List<Utilisation> used, Snapshot snapshot) {
    TelemetryMeasures making = new TelemetryMeasures(snapshot);
    for (Telemetry one : wanted) {
      switch (one.origin()) {
        case Origin.Query _ ->
            answers.stream().filter(series -> series.name().equals(one.metric())).forEach(series -> making.answer(one, series));
        case Origin.Used(Utilisation.Metric metric) ->
            used.stream()
                .filter(series -> series.metric() == metric)
                .filter(
                    series ->
                        series.statistic().equals(Statistic.AVERAGE) || series.statistic().equals(Statistic.UNTOLD))
                .forEach(series -> making.used(one, series));
      }
    }
    return making.read(wanted);
  }

  private void answer(Telemetry wanted, MetricSeries series) {
    Optional<String> owner = wanted.label().map(series::label).filter(label -> !label.isEmpty());
    for (int i = 0; i < series.size(); i++) {
      add(wanted, owner, series.second(i) - 1, series.value(i));
    }
  }

  private void used(Telemetry wanted, Utilisation series) {
    Optional<String> owner =
        wanted.label().isPresent()
            ? wanted.label().map(series.samples()::label).filter(label -> !label.isEmpty())
            : owners.computeIfAbsent(series.subject(), this::owner);
    double seconds = series.interval().toMillis() / 1_000.0;
    double weight = series.unit().endsWith("per second") ? seconds : seconds / HOUR;
    for (int i = 0; i < series.size(); i++) {
      add(wanted, owner, series.samples().second(i), series.samples().value(i) * weight);
    }
  }

  private Optional<String> owner(Utilisation.Subject subject) {
    return byLastPart.getOrDefault(lastPart(subject.name()), List.of()).stream()
        .filter(resource -> subject.names(resource.id()))
        .findFirst()
        .flatMap(Resource::ownership)
        .map(Ownership::owner);
  }

  /** What an identifier ends with; where one names another, both end alike. */
  private static String lastPart(String id) {
    return id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1).toLowerCase(Locale.ROOT);
  }

  private void add(Telemetry wanted, Optional<String> owner, long second, double value) {
    if (!(value > 0)) {
      return;
    }
    whole.merge(wanted.metric(), value, Double::sum);
    if (owner.isEmpty()) {
      unowned.merge(wanted.metric(), value, Double::sum);
      return;
    }
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    sums.merge(new Key(wanted.metric(), day, named(wanted, owner.get())), value, Double::sum);
  }

  private static String named(Telemetry wanted, String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    return wanted.owners().entrySet().stream()
        .filter(one -> Patterns.matchesGlob(one.getKey().toLowerCase(Locale.ROOT), lower))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(label);
  }

  private Read read(List<Telemetry> wanted) {
    List<Measure> measures = new ArrayList<>();
    sums.forEach(
        (key, value) ->
            measures.add(
                new Measure(
                    key.metric(),
                    YearMonth.from(key.day()),
                    Optional.of(key.day()),
                    key.owner(),
                    new BigDecimal(Double.toString(value)))));
    List<String> notes = new ArrayList<>();
    for (Telemetry one : wanted) {
      double all = whole.getOrDefault(one.metric(), 0.0);
      double nobodys = unowned.getOrDefault(one.metric(), 0.0);
      if (all == 0) {
        notes.add("of " + one.metric() + " nothing was measured");
      } else if (nobodys > 0) {
        notes.add(
            String.format(Locale.ROOT, "%.1f%% of %s is left out: whose it is is not known", 100 * nobodys / all, one.metric()));
      }
    }
    return new Read(measures, notes);
  }
}
