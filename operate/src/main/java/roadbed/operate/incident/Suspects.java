package roadbed.operate.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recent changes ranked by how likely they are the cause. The score is the product of three parts, each shown: how soon
 * before (half of it an hour earlier), how near in the graph (half of it a step further) and what kind of change it is. It
 * orders; it is not a probability.
 */
public final class Suspects {
  /** How far back a change may lie. */
  public static final Duration REACH = Duration.ofHours(24);

  private static final double HALVES_EACH_SECONDS = 3_600;

  private Suspects() {}

  /** What was changed. */
  public enum Kind {
    DEPLOYMENT("deployment", 1),
    PLAN_APPLIED("infrastructure applied", 0.9),
    CONFIGURATION("configuration changed", 0.9),
    DRIFT("changed outside of code", 0.8),
    ACCESS("access changed", 0.6),
    POLICY("policy changed", 0.5);

    private final String words;
    private final double weight;

    Kind(String words, double weight) {
      this.words = words;
      this.weight = weight;
    }
  }

  /**
   * A change that was made.
   *
   * @param id unique
   * @param summary one line
   * @param at when it took effect
   * @param places what it touched, by the names of the graph
   * @param by who made it
   * @param link where to look
   */
  public record RecentChange(String id, Kind kind, String summary, Instant at, Set<String> places, String by, String link) {
    public RecentChange {
      places = Set.copyOf(places);
    }
  }

  /**
   * A change and why it is suspected.
   *
   * @param score above 0, at most 1
   * @param evidence in words, one for each part of the score
   */
  public record Suspect(RecentChange change, double score, List<String> evidence) {
    public Suspect {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Ranks changes, the likeliest first. What came after the impact, or touched nothing that is near, is no suspect.
   *
   * @param places that the incident is about
   * @param service that suffers, where it is known
   * @param impact when users began to feel it, or the first alert came
   * @param hops how far near is
   */
  public static List<Suspect> rank(
      Set<String> places, Optional<String> service, Instant impact, List<RecentChange> changes, int hops, Surroundings surroundings) {
    List<Suspect> suspects = new ArrayList<>();
    for (RecentChange change : changes) {
      Duration before = Duration.between(change.at(), impact);
      if (!before.isNegative() && before.compareTo(REACH) <= 0) {
        Surroundings.Way way = way(places, service, change, hops, surroundings);
        if (way.hops() <= hops) {
          double soon = Math.pow(0.5, before.toSeconds() / HALVES_EACH_SECONDS);
          double near = Math.pow(0.5, way.hops());
          suspects.add(
              new Suspect(
                  change,
                  soon * near * change.kind().weight,
                  List.of(minutes(before) + " before the impact", way.words(), change.kind().words + " by " + change.by())));
        }
      }
    }
    suspects.sort(
        Comparator.comparingDouble(Suspect::score)
            .reversed()
            .thenComparing(suspect -> suspect.change().at(), Comparator.reverseOrder())
            .thenComparing(suspect -> suspect.change().id()));
    return suspects;
  }

  private static Surroundings.Way way(
      Set<String> places, Optional<String> service, RecentChange change, int hops, Surroundings surroundings) {
    Surroundings.Way best = new Surroundings.Way(Integer.MAX_VALUE, "");
    if (service.filter(change.places()::contains).isPresent()) {
      return new Surroundings.Way(0, "of the same service, " + service.get());
    }
    for (String place : change.places()) {
      if (places.contains(place)) {
        return new Surroundings.Way(0, "it touched " + place);
      }
      for (Map.Entry<String, Surroundings.Way> near : surroundings.near(place, hops).entrySet()) {
        if (places.contains(near.getKey()) && near.getValue().hops() < best.hops()) {
          int steps = near.getValue().hops();
          best = new Surroundings.Way(steps, (steps == 1 ? "one step" : steps + " steps") + " away: " + near.getValue().words());
        }
      }
    }
    return best;
  }

  private static String minutes(Duration before) {
    long minutes = before.toMinutes();
    return minutes < 1 ? "less than a minute" : minutes < 120 ? minutes + " minutes" : before.toHours() + " hours";
  }
}
