package roadbed.app.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.assess.reliability.slo.SliceQueries;
import roadbed.collect.prometheus.PrometheusAnswer;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.model.Diagnostic;
import roadbed.model.MetricSeries;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;

/**
 * Asks a Prometheus server for the events of objectives. A slice without an answer is target-gone where the server was
 * measuring other things meanwhile, and no-data where it was not.
 */
public final class LedgerPull {
  private final PrometheusClient client;
  private final Instant from;
  private final Instant until;
  private final Duration slice;
  private Optional<NavigableMap<Long, Double>> watching = Optional.empty();

  /**
   * A pull of one stretch of time, which is narrowed to whole slices.
   *
   * @param slice whole minutes
   */
  public LedgerPull(PrometheusClient client, Instant from, Instant until, Duration slice) {
    if (slice.toSeconds() < 60 || slice.toSeconds() % 60 != 0 || slice.toDays() > 1) {
      throw new IllegalArgumentException("a slice lasts whole minutes, at most a day");
    }
    this.client = client;
    this.slice = slice;
    this.from = Instant.ofEpochSecond(Math.ceilDiv(from.getEpochSecond(), slice.toSeconds()) * slice.toSeconds());
    this.until = Instant.ofEpochSecond(Math.floorDiv(until.getEpochSecond(), slice.toSeconds()) * slice.toSeconds());
  }

  /** The slices of an objective, and what went wrong. Slices before its first event are not in it. */
  public record Pulled(List<SliceCount> counts, List<Diagnostic> diagnostics) {
    public Pulled {
      counts = List.copyOf(counts);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** What was asked for, or why it was not answered. */
  private sealed interface Asked {
    record Values(NavigableMap<Long, Double> values) implements Asked {}

    record Problem(Diagnostic diagnostic) implements Asked {}
  }

  /** Pulls one objective from a time on, which is not before the pull's own beginning. */
  public Pulled pull(ServiceLevelObjective slo, Instant since) {
    Optional<SliceQueries> queries = SliceQueries.of(slo);
    if (queries.isEmpty()) {
      return new Pulled(
          List.of(),
          List.of(
              Diagnostic.warning(
                  "slo.uncountable",
                  slo.location(),
                  slo.id() + " has no events that can be counted",
                  "counts need queries made of counters, or a measured value with a threshold; a composite is judged by"
                      + " its parts")));
    }
    Instant begin = since.isAfter(from) ? since : from;
    if (!begin.isBefore(until)) {
      return new Pulled(List.of(), List.of());
    }
    Asked total = ask(queries.get().total(), begin);
    Asked bad = ask(queries.get().bad(), begin);
    Asked up = watching.<Asked>map(Asked.Values::new).orElseGet(() -> ask(SliceQueries.WATCHING, from));
    List<Diagnostic> problems = new ArrayList<>();
    for (Asked one : List.of(total, bad, up)) {
      if (one instanceof Asked.Problem problem) {
        problems.add(problem.diagnostic());
      }
    }
    if (total instanceof Asked.Values all && bad instanceof Asked.Values some && up instanceof Asked.Values targets) {
      watching = Optional.of(targets.values());
      return new Pulled(counts(slo.id(), begin, all.values(), some.values(), targets.values()), List.of());
    }
    return new Pulled(List.of(), problems);
  }

  private Asked ask(String query, Instant begin) {
    return switch (client.range(query, begin.plus(SliceQueries.SLICE), until, SliceQueries.SLICE)) {
      case PrometheusClient.Outcome.Failed failed -> new Asked.Problem(failed.problem());
      case PrometheusClient.Outcome.Answered answered -> new Asked.Values(sum(answered.answer()));
    };
  }

  private static NavigableMap<Long, Double> sum(PrometheusAnswer answer) {
    NavigableMap<Long, Double> values = new TreeMap<>();
    for (MetricSeries series : answer.series()) {
      for (int i = 0; i < series.size(); i++) {
        values.merge(series.second(i), series.value(i), Double::sum);
      }
    }
    return values;
  }

  private List<SliceCount> counts(
      String id,
      Instant begin,
      NavigableMap<Long, Double> total,
      NavigableMap<Long, Double> bad,
      NavigableMap<Long, Double> targets) {
    List<SliceCount> counts = new ArrayList<>();
    boolean begun = begin.isAfter(from);
    for (Instant at = begin; at.isBefore(until); at = at.plus(slice)) {
      long after = at.getEpochSecond();
      NavigableMap<Long, Double> answered = total.subMap(after, false, after + slice.toSeconds(), true);
      if (answered.isEmpty()) {
        if (begun) {
          boolean watched = !targets.subMap(after, false, after + slice.toSeconds(), true).isEmpty();
          counts.add(SliceCount.without(id, at, slice, watched ? SliceState.TARGET_GONE : SliceState.NO_DATA));
        }
        continue;
      }
      begun = true;
      BigDecimal all = events(answered);
      BigDecimal wrong = events(bad.subMap(after, false, after + slice.toSeconds(), true)).min(all);
      counts.add(SliceCount.of(id, at, slice, all.subtract(wrong), all));
    }
    return counts;
  }

  /** Sums of counters are whole but for what binary fractions leave behind. */
  private static BigDecimal events(NavigableMap<Long, Double> values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values.values()) {
      sum = sum.add(BigDecimal.valueOf(Math.max(0, Math.min(value, 1e11))).setScale(SliceCount.PLACES, RoundingMode.HALF_EVEN));
    }
    return sum;
  }
}
