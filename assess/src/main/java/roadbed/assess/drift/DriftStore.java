package roadbed.assess.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Value;

/** Where drift lives with the time since which it is known. Implemented by {@code store}. */
public interface DriftStore {

  /** Records what a report found: what is new begins, what is gone ends, the rest keeps its beginning. */
  void record(DriftReport report, Instant at);

  /** Open drift that matches, worst and newest first, with the total count. */
  Page search(Query query);

  /**
   * A search. Empty maps and blank texts do not restrict.
   *
   * @param filters exact values by column: drift, risk, type, provider, account, owner, environment
   * @param text words that occur in the address, the name or the identity
   */
  record Query(Map<String, List<String>> filters, String text, int offset, int limit) {
    public Query {
      filters = Map.copyOf(filters);
    }
  }

  /** One page of a search. */
  record Page(List<Row> rows, long total, Map<String, Map<String, Long>> buckets) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Drift as a list shows it.
   *
   * @param risk the worst guardrail that it breaks
   * @param changes how many attributes differ
   * @param changedAt when it was done, where an activity log tells
   * @param actor who did it, where an activity log tells; else empty
   * @param since when it was first found
   */
  record Row(
      String key,
      ResourceId resource,
      DriftKind kind,
      String title,
      String name,
      String type,
      String provider,
      String account,
      String region,
      String owner,
      String environment,
      Optional<Severity> risk,
      int changes,
      String place,
      Optional<Instant> changedAt,
      String actor,
      Instant since) {}

  /** A row with all that is known of it, as {@link DriftDocument} writes it. */
  record Found(Row row, Value.Fields document) {}

  /** Open drift by its key. */
  Optional<Found> find(String key);

  /** Open drift of a resource. */
  List<Row> ofResource(ResourceId id);

  /** The newest comparison; empty where there was none yet. */
  Optional<Run> latest();

  /** Comparisons from one moment up to another, the oldest first, the last of each day. */
  List<Run> trend(Instant from, Instant to);

  /** How long it took to find drift, and to end it, from one moment up to another. */
  Times times(Instant from, Instant to);

  /**
   * How long drift took. What nobody declares is left out: it drifts from nothing.
   *
   * @param reconciled how many drifts of managed resources ended
   * @param toReconcile mean time of those from when they were found until a comparison no longer found them
   * @param detected of how many drifts that were found an activity log says when they were made
   * @param toDetect mean time of those from when they were made until they were found
   * @param open how many are open at the end
   * @param oldestOpen since when the oldest of those is known
   */
  record Times(
      long reconciled,
      Optional<Duration> toReconcile,
      long detected,
      Optional<Duration> toDetect,
      long open,
      Optional<Instant> oldestOpen) {}

  /**
   * One comparison.
   *
   * @param counts how many resources were of each kind
   */
  record Run(Instant at, Map<DriftKind, Long> counts) {
    public Run {
      counts = Map.copyOf(counts);
    }

    /** How many were of a kind. */
    public long count(DriftKind kind) {
      return counts.getOrDefault(kind, 0L);
    }
  }
}
