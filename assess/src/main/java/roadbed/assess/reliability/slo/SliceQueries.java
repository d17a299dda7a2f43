package roadbed.assess.reliability.slo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;

/**
 * What to ask Prometheus for the events of an objective, slice by slice: the value at a time counts the slice that ends
 * then. Where a query has no value the service was not there to be measured.
 *
 * @param bad how many were bad
 * @param total how many there were
 */
public record SliceQueries(String bad, String total) {
  /** How long the slices are that the queries count. */
  public static final Duration SLICE = EventCounts.SLICE;

  /** Whether any target is being measured at all. */
  public static final String WATCHING = "count(up)";

  /**
   * The queries of an objective. A measured value is one event a slice, good where it keeps to its threshold, and none
   * where it is not a number. Empty where there is nothing to count: a share that something else computed, a composite
   * (its parts are objectives of their own), and queries that are not made of counters.
   */
  public static Optional<SliceQueries> of(ServiceLevelObjective slo) {
    if (QueryCheck.queries(slo.indicator()).stream().anyMatch(query -> !query.isPrometheus())
        || !QueryCheck.of(List.of(slo)).isEmpty()) {
      return Optional.empty();
    }
    return switch (slo.indicator()) {
      case Indicator.Events _, Indicator.Ratio _ ->
          EventCounts.of(slo.indicator(), Optional.empty()).map(counts -> new SliceQueries(counts.bad(), counts.total()));
      case Indicator.Threshold threshold -> {
        String value = "(" + ErrorShare.filled(threshold.value().text().strip(), Duration.ofMinutes(5)) + ")";
        String measured = "sum(" + value + " == bool " + value + ")";
        yield Optional.of(
            new SliceQueries(
                measured + " - sum(" + value + " " + threshold.operator().sign() + " bool "
                    + threshold.threshold().toPlainString() + ")",
                measured));
      }
      case Indicator.Composite _ -> Optional.empty();
    };
  }
}
