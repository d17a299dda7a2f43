package roadbed.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.AllocationRules.Split;

/** The order in which pools are split: each after those that feed it, else as written. */
public final class SplitOrder {
  private final Map<String, List<String>> feeds = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private final List<String> path = new ArrayList<>();
  private final List<String> order = new ArrayList<>();
  private Optional<List<String>> cycle = Optional.empty();

  private SplitOrder(List<Split> splits) {
    for (Split split : splits) {
      feeds.computeIfAbsent(split.pool(), _ -> new ArrayList<>()).addAll(split.poolsFed());
    }
    for (String pool : feeds.keySet().stream().toList().reversed()) {
      visit(pool);
    }
  }

  /** Pools that feed each other, the first once more at the end; empty where there are none. */
  public static Optional<List<String>> cycle(List<Split> splits) {
    return new SplitOrder(splits).cycle;
  }

  /**
   * Steps in the order in which they are done.
   *
   * @throws IllegalArgumentException where pools feed each other in a circle
   */
  public static List<Split> of(List<Split> splits) {
    SplitOrder ordered = new SplitOrder(splits);
    if (ordered.cycle.isPresent()) {
      throw new IllegalArgumentException("pools feed each other: " + ordered.cycle.get());
    }
    List<Split> steps = new ArrayList<>();
    for (String pool : ordered.order.reversed()) {
      splits.stream().filter(split -> split.pool().equals(pool)).forEach(steps::add);
    }
    return List.copyOf(steps);
  }

  private void visit(String pool) {
    int at = path.indexOf(pool);
    if (at >= 0) {
      if (cycle.isEmpty()) {
        List<String> found = new ArrayList<>(path.subList(at, path.size()));
        found.add(pool);
        cycle = Optional.of(List.copyOf(found));
      }
      return;
    }
    if (done.contains(pool)) {
      return;
    }
    path.add(pool);
    feeds.getOrDefault(pool, List.of()).forEach(this::visit);
    path.removeLast();
    if (done.add(pool) && feeds.containsKey(pool)) {
      order.add(pool);
    }
  }
}
