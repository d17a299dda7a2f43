package roadbed.series.anomaly;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which part of a whole a change came from. The whole is given as leaves, one for each combination of dimension values, with
 * what was expected of it and what it was. A part is some dimensions' values, such as one service in one account. A part
 * explains the change as far as moving all its leaves alike, by the part's own ratio, makes what was expected what it was; of
 * parts that explain alike the one with fewer dimensions is better.
 */
public final class CauseSearch {
  private static final int MOST_DIMENSIONS_OF_A_PART = 3;
  private static final int MOST_DIMENSIONS = 12;

  /** What naming one more dimension must explain more. */
  private static final double PRICE_OF_A_DIMENSION = 0.03;

  /** Parts that moved less than this share of the whole's move are not causes. */
  private static final double LEAST_SHARE = 0.05;

  private CauseSearch() {}

  /**
   * One combination of dimension values.
   *
   * @param values a value for each dimension, in the dimensions' order
   * @param expected what it should have been
   * @param actual what it was
   */
  public record Leaf(List<String> values, double expected, double actual) {
    /** Copies the values. */
    public Leaf {
      values = List.copyOf(values);
    }
  }

  /**
   * A part that may be the cause.
   *
   * @param part dimension to value, in the dimensions' order
   * @param expected what the part should have been
   * @param actual what it was
   * @param share its part of the whole's change; above 1 where others went the other way
   * @param explains from 0 to 1: how much of all leaves' differences moving this part alike removes
   */
  public record Cause(Map<String, String> part, double expected, double actual, double share, double explains) {
    /** Copies the part, keeping its order. */
    public Cause {
      part = Collections.unmodifiableMap(new LinkedHashMap<>(part));
    }
  }

  private static final class Group {
    private final List<Leaf> leaves = new ArrayList<>();
    private double expected;
    private double actual;
  }

  /**
   * Ranks the parts, best first.
   *
   * @param dimensions their names, as many as every leaf has values
   * @param most how many causes to return
   * @throws IllegalArgumentException where a leaf has another number of values, or there are too many dimensions
   */
  public static List<Cause> causes(List<String> dimensions, List<Leaf> leaves, int most) {
    if (dimensions.size() > MOST_DIMENSIONS) {
      throw new IllegalArgumentException("at most " + MOST_DIMENSIONS + " dimensions can be searched, not " + dimensions.size());
    }
    double change = 0;
    double differences = 0;
    for (Leaf leaf : leaves) {
      if (leaf.values().size() != dimensions.size()) {
        throw new IllegalArgumentException("a leaf has a value for each of " + dimensions + ", not " + leaf.values());
      }
      change += leaf.actual() - leaf.expected();
      differences += Math.abs(leaf.actual() - leaf.expected());
    }
    if (change == 0 || differences == 0) {
      return List.of();
    }
    List<Cause> causes = new ArrayList<>();
    for (int chosen = 1; chosen < (1 << dimensions.size()); chosen++) {
      if (Integer.bitCount(chosen) <= MOST_DIMENSIONS_OF_A_PART) {
        search(dimensions, leaves, chosen, change, differences, causes);
      }
    }
    causes.sort(
        Comparator.comparingDouble((Cause cause) -> cause.explains() - PRICE_OF_A_DIMENSION * cause.part().size())
            .reversed()
            .thenComparing(cause -> cause.part().toString()));
    return List.copyOf(causes.subList(0, Math.min(most, causes.size())));
  }

  private static void search(
      List<String> dimensions, List<Leaf> leaves, int chosen, double change, double differences, List<Cause> causes) {
    Map<List<String>, Group> groups = new HashMap<>();
    for (Leaf leaf : leaves) {
      List<String> key = new ArrayList<>();
      for (int d = 0; d < dimensions.size(); d++) {
        if ((chosen & (1 << d)) != 0) {
          key.add(leaf.values().get(d));
        }
      }
      Group group = groups.computeIfAbsent(key, _ -> new Group());
      group.leaves.add(leaf);
      group.expected += leaf.expected();
      group.actual += leaf.actual();
    }
    groups.forEach(
        (key, group) -> {
          double moved = group.actual - group.expected;
          double share = moved / change;
          if (share < LEAST_SHARE) {
            return;
          }
          double removed = 0;
          for (Leaf leaf : group.leaves) {
            double before = Math.abs(leaf.actual() - leaf.expected());
            double alike = group.expected != 0 ? leaf.expected() * group.actual / group.expected : leaf.actual();
            removed += before - Math.abs(leaf.actual() - alike);
          }
          Map<String, String> part = new LinkedHashMap<>();
          int at = 0;
          for (int d = 0; d < dimensions.size(); d++) {
            if ((chosen & (1 << d)) != 0) {
              part.put(dimensions.get(d), key.get(at++));
            }
          }
          causes.add(new Cause(part, group.expected, group.actual, share, Math.clamp(removed / differences, 0, 1)));
        });
  }
}
