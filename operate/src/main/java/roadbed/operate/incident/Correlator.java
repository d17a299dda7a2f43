package roadbed.operate.incident;

import java.time.Duration;
import java.time.Instant;
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
  Decision decide(Alert alert, OpenIncidents open, List<Instant> times, Surroundings surroundings, Instant now) {
    Optional<OpenIncidents.Open> own = open.having(key(alert));
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

  private Decision firing(Alert alert, OpenIncidents open, List<Instant> times, Surroundings surroundings, Instant now) {
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

  private Optional<Decision> join(Set<String> places, OpenIncidents open, Surroundings surroundings, Instant now) {
    Optional<Decision> same = samePlace(places, open, now);
    return same.isPresent() || open.isEmpty()
        ? same
        : nearest(places, open, surroundings, now)
            .map(found -> new Decision.Join(found.open().id(), found.way().words() + ", " + since(found.open(), now)));
  }

  /** The incident about one of the places that took something in last. */
  private Optional<Decision> samePlace(Set<String> places, OpenIncidents open, Instant now) {
    Optional<OpenIncidents.Open> best = Optional.empty();
    String about = "";
    for (String place : places) {
      for (OpenIncidents.Open one : open.at(place)) {
        if (isRecent(one, now) && best.filter(it -> !one.laterThan(it)).isEmpty()) {
          about = best.filter(it -> it == one).isPresent() ? about : place;
          best = Optional.of(one);
        }
      }
    }
    String place = about;
    return best.map(it -> new Decision.Join(it.id(), "about " + place + " too, " + since(it, now)));
  }

  private Optional<Near> nearest(Set<String> places, OpenIncidents open, Surroundings surroundings, Instant now) {
    Optional<Near> nearest = Optional.empty();
    for (String place : places) {
      for (Map.Entry<String, Surroundings.Way> other : surroundings.near(place, hops).entrySet()) {
        for (OpenIncidents.Open one : open.at(other.getKey())) {
          Near near = new Near(one, other.getValue());
          if (isRecent(one, now) && one.places().size() < most && nearest.filter(it -> !near.closerThan(it)).isEmpty()) {
            nearest = Optional.of(near);
          }
        }
      }
    }
    return nearest;
  }

  private boolean isRecent(OpenIncidents.Open open, Instant now) {
    return Duration.between(open.lastAlertAt(), now).compareTo(window) <= 0;
  }

  private record Near(OpenIncidents.Open open, Surroundings.Way way) {
    boolean closerThan(Near other) {
      return way.hops() < other.way.hops() || (way.hops() == other.way.hops() && open != other.open && open.laterThan(other.open));
    }
  }

  private static String since(OpenIncidents.Open open, Instant now) {
    long minutes = Math.max(0, Duration.between(open.lastAlertAt(), now).toMinutes());
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
