package roadbed.operate.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import roadbed.model.Alert;

/**
 * Makes few incidents of many alerts: the same condition first, then the same place within a time, then a place that the
 * inventory's graph reaches in a few steps within that time. Only open incidents take alerts in.
 *
 * @param window how long after its last alert an incident takes in what is near
 * @param hops how far near is
 * @param most how many places one incident may spread over before it takes in only what it already knows; a graph in
 *     which everything is connected would otherwise make one incident of everything
 * @param least alerts below this level open nothing, but join
 * @param matrix of severities
 * @param thresholds the first that matches counts
 * @param quiets times in which nothing opens
 */
public record Correlator(
    Duration window,
    int hops,
    int most,
    Alert.Level least,
    SeverityMatrix matrix,
    List<Threshold> thresholds,
    List<Quiet> quiets) {
  /** What holds unless a document says otherwise. */
  public static final Correlator USUAL =
      new Correlator(Duration.ofMinutes(30), 2, 50, Alert.Level.WARNING, SeverityMatrix.USUAL, List.of(), List.of());

  public Correlator {
    thresholds = List.copyOf(thresholds);
    quiets = List.copyOf(quiets);
  }

  /**
   * An open incident, as far as it matters here.
   *
   * @param id its identifier
   * @param keys conditions that are part of it
   * @param places that they are about
   * @param lastAlertAt when the last of them came
   */
  public record Candidate(String id, Set<String> keys, Set<String> places, Instant lastAlertAt) {
    public Candidate {
      keys = Set.copyOf(keys);
      places = Set.copyOf(places);
    }
  }

  /** The name of a condition over all sources. */
  public static String key(Alert alert) {
    return alert.source() + '/' + alert.key();
  }

  /**
   * Decides.
   *
   * @param open all open incidents
   * @param times when the same condition came before, the latest last, without this one
   */
  public Decision decide(Alert alert, List<Candidate> open, List<Instant> times, Surroundings surroundings, Instant now) {
    String key = key(alert);
    Optional<Candidate> own = open.stream().filter(candidate -> candidate.keys().contains(key)).findFirst();
    if (own.isPresent()) {
      return new Decision.Update(own.get().id(), "the same condition");
    }
    return switch (alert.state()) {
      case RESOLVED -> new Decision.Hold("it is over, and part of no open incident");
      case ACKNOWLEDGED -> new Decision.Hold("somebody looks already, elsewhere");
      case NO_DATA -> new Decision.Hold("the source has no data; that is not known to be a failure, and not known to be none");
      case FIRING -> firing(alert, open, times, surroundings, now);
    };
  }

  private Decision firing(Alert alert, List<Candidate> open, List<Instant> times, Surroundings surroundings, Instant now) {
    for (Quiet quiet : quiets) {
      if (quiet.holds(alert, now)) {
        return new Decision.Hold(
            (quiet.kind() == Quiet.Kind.MAINTENANCE ? "maintenance" : "silenced") + " until " + quiet.until() + " by " + quiet.by() + ": " + quiet.reason());
      }
    }
    Optional<Threshold> threshold = thresholds.stream().filter(each -> each.matcher().matches(alert)).findFirst();
    if (threshold.isPresent()) {
      Instant since = now.minus(threshold.get().within());
      long came = 1 + times.stream().filter(time -> !time.isBefore(since)).count();
      if (came < threshold.get().count()) {
        return new Decision.Hold("it came " + came + " times of the " + threshold.get().count() + " in " + threshold.get().within() + " from which it counts");
      }
    }
    Set<String> places = surroundings.places(alert);
    Optional<Decision> joined = join(places, open, surroundings, now);
    if (joined.isPresent()) {
      return joined.get();
    }
    if (alert.level() != Alert.Level.UNKNOWN && alert.level().compareTo(least) < 0) {
      return new Decision.Hold("its level is " + alert.level().id() + "; from " + least.id() + " on an alert opens an incident");
    }
    OptionalInt tier = alert.service().map(surroundings::tier).orElse(OptionalInt.empty());
    SeverityMatrix.Impact impact = impact(alert.level());
    return new Decision.Open(
        severity(alert, surroundings),
        alert.service(),
        "no open incident has the condition or is near; its level is taken as: " + impact.words()
            + (tier.isPresent() ? ", tier " + tier.getAsInt() : ", the tier is not known and counts as 2"));
  }

  /** How bad what an alert tells of is, by its level and the tier of its service. */
  public IncidentSeverity severity(Alert alert, Surroundings surroundings) {
    return matrix.severity(impact(alert.level()), alert.service().map(surroundings::tier).orElse(OptionalInt.empty()));
  }

  private Optional<Decision> join(Set<String> places, List<Candidate> open, Surroundings surroundings, Instant now) {
    List<Candidate> recent =
        open.stream()
            .filter(candidate -> Duration.between(candidate.lastAlertAt(), now).compareTo(window) <= 0)
            .sorted(Comparator.comparing(Candidate::lastAlertAt).reversed().thenComparing(Candidate::id))
            .toList();
    for (Candidate candidate : recent) {
      for (String place : places) {
        if (candidate.places().contains(place)) {
          return Optional.of(new Decision.Join(candidate.id(), "about " + place + " too, " + since(candidate, now)));
        }
      }
    }
    Optional<Near> nearest = Optional.empty();
    for (String place : places) {
      Map<String, Surroundings.Way> near = recent.isEmpty() ? Map.of() : surroundings.near(place, hops);
      for (Candidate candidate : recent) {
        if (candidate.places().size() < most) {
          for (String other : new LinkedHashSet<>(candidate.places())) {
            Surroundings.Way way = near.get(other);
            if (way != null && (nearest.isEmpty() || way.hops() < nearest.get().way().hops())) {
              nearest = Optional.of(new Near(candidate, way));
            }
          }
        }
      }
    }
    return nearest.map(
        found -> new Decision.Join(found.candidate().id(), found.way().words() + ", " + since(found.candidate(), now)));
  }

  private record Near(Candidate candidate, Surroundings.Way way) {}

  private static String since(Candidate candidate, Instant now) {
    long minutes = Math.max(0, Duration.between(candidate.lastAlertAt(), now).toMinutes());
    return (minutes == 0 ? "less than a minute" : minutes == 1 ? "a minute" : minutes + " minutes") + " after its last alert";
  }

  private static SeverityMatrix.Impact impact(Alert.Level level) {
    return switch (level) {
      case CRITICAL -> SeverityMatrix.Impact.OUTAGE;
      case ERROR -> SeverityMatrix.Impact.DEGRADED;
      case WARNING, UNKNOWN -> SeverityMatrix.Impact.PARTIAL;
      case INFO -> SeverityMatrix.Impact.RISK;
    };
  }
}
