package roadbed.collect.metrics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.MetricSeries;
import roadbed.model.Utilisation;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;

/** Values as they are read from documents, brought together by what they are of, and what could not be read. */
final class Readings {
  /** So many values fit the memory that a command of its own has. */
  static final long MOST_VALUES = 20_000_000;

  private static final int MOST_DIAGNOSTICS = 200;

  private final Map<Key, Values> readings = new LinkedHashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final TreeSet<String> said = new TreeSet<>();
  private final long most;
  private long count;

  Readings() {
    this(MOST_VALUES);
  }

  /** Readings of so many values at most. */
  Readings(long most) {
    this.most = most;
  }

  /**
   * What values are of.
   *
   * @param unit the source's unit; counts only for metrics that are none of ours
   * @param name the source's name of the metric
   */
  record Key(
      Subject subject,
      Metric metric,
      Statistic statistic,
      String unit,
      String name,
      Map<String, String> labels,
      String source) {
    Key {
      labels = Map.copyOf(labels);
    }
  }

  private static final class Values {
    private final TreeMap<Long, Double> samples = new TreeMap<>();
    /** What was counted over intervals that are not told. */
    private final TreeMap<Long, Double> counts = new TreeMap<>();

    private Optional<Duration> interval = Optional.empty();
    private String file = "";
  }

  /**
   * Takes a value.
   *
   * @param interval the time that it stands for, where the source says so
   * @param perInterval whether it counts something over its interval, so that it is divided by its length
   */
  void add(Key key, Optional<Duration> interval, boolean perInterval, long second, double value, Path file) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (++count > most) {
      once(file, "there are more than " + most + " values; the rest is not read", "ask for a longer interval");
      return;
    }
    Values values = readings.computeIfAbsent(key, _ -> new Values());
    if (!perInterval) {
      values.samples.put(second, value);
    } else if (interval.isPresent()) {
      values.samples.put(second, value / seconds(interval.get()));
    } else {
      values.counts.put(second, value);
    }
    values.interval = values.interval.or(() -> interval);
    values.file = file.toString();
  }

  /** Says what is wrong with a file. */
  void wrong(Path file, int line, String message, String hint) {
    if (diagnostics.size() < MOST_DIAGNOSTICS) {
      diagnostics.add(
          Diagnostic.error("utilisation.unreadable", Location.of(file.toString(), line, 0), message, hint));
    }
  }

  /** Says it of a file as a whole, however often it occurs there. */
  void once(Path file, String message, String hint) {
    if (said.size() < MOST_DIAGNOSTICS && said.add(file + "\n" + message)) {
      diagnostics.add(Diagnostic.warning("utilisation.left-out", Location.of(file.toString()), message, hint));
    }
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The series. A count whose interval nobody tells is left out: what it is in a second is not known. */
  List<Utilisation> series() {
    List<Utilisation> series = new ArrayList<>();
    readings.forEach(
        (key, values) -> {
          Optional<Duration> interval =
              values.interval.or(() -> gap(values.counts.isEmpty() ? values.samples : values.counts));
          if (interval.isEmpty()) {
            once(
                Path.of(values.file),
                "a single value does not say for how long it stands: " + key.name() + " of " + key.subject().name()
                    + " is left out",
                "keep the request with its period beside the answer, or ask for more than one value");
            return;
          }
          values.counts.forEach((second, count) -> values.samples.put(second, count / seconds(interval.get())));
          series.add(
              new Utilisation(
                  key.subject(),
                  key.metric(),
                  key.statistic(),
                  key.metric() == Metric.OTHER ? key.unit() : key.metric().unit(),
                  interval.get(),
                  new MetricSeries(
                      key.name(),
                      key.labels(),
                      values.samples.keySet().stream().mapToLong(Long::longValue).toArray(),
                      values.samples.values().stream().mapToDouble(Double::doubleValue).toArray()),
                  key.source()));
        });
    return series;
  }

  private static double seconds(Duration interval) {
    return interval.toMillis() / 1_000.0;
  }

  /** The time between most values. */
  private static Optional<Duration> gap(Map<Long, Double> samples) {
    if (samples.size() < 2) {
      return Optional.empty();
    }
    long[] seconds = samples.keySet().stream().mapToLong(Long::longValue).toArray();
    long[] gaps = new long[seconds.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = seconds[i + 1] - seconds[i];
    }
    java.util.Arrays.sort(gaps);
    return Optional.of(Duration.ofSeconds(gaps[gaps.length / 2]));
  }
}
