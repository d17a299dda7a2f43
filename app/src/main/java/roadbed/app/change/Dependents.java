package roadbed.app.change;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import roadbed.operate.incident.Surroundings.Way;

/** What depends on what: the relations of the inventory, from what is needed to what needs it. */
public final class Dependents {
  /** No relation is known. */
  public static final Dependents NONE = new Dependents(Map.of(), Map.of());

  private static final int HOPS = 4;
  private static final int MOST = 2_000;

  /** What so many depend on directly is infrastructure of all: through it everything would depend on everything. */
  private static final int HUB = 200;

  private final Map<String, List<Step>> above;
  private final Map<String, Set<String>> byName;

  private Dependents(Map<String, List<Step>> above, Map<String, Set<String>> byName) {
    this.above = above;
    this.byName = byName;
  }

  /** One that needs it, and how that is said. */
  private record Step(String to, String words) {}

  /** Relations while they are read. */
  public static final class Gathered {
    private final Map<String, List<Step>> above = new HashMap<>();
    private final Map<String, Set<String>> byName = new HashMap<>();

    /** Adds a relation by its ends, its name in SQL, and words for it. */
    public void add(String from, String type, String to, String words) {
      note(from);
      note(to);
      switch (type) {
        case "depends-on", "reads", "runs-on", "attached-to", "exposes" -> needs(from, to, words);
        case "contains" -> {
          // A component is made of what it contains; what lies in a network or a cluster needs it.
          if (catalogName(from).isPresent()) {
            needs(from, to, words);
          } else if (!from.startsWith("account:")) {
            needs(to, from, words);
          }
        }
        default -> {
          // Whoever owns something does not run on it.
        }
      }
    }

    private void needs(String who, String what, String words) {
      above.computeIfAbsent(what, _ -> new ArrayList<>(2)).add(new Step(who, words));
    }

    private void note(String id) {
      catalogName(id).ifPresent(name -> byName.computeIfAbsent(name, _ -> new HashSet<>(1)).add(id));
    }

    /** All that was added. */
    public Dependents all() {
      return new Dependents(above, byName);
    }
  }

  /** The name of the entity of a catalog that an identifier is: {@code shop} of {@code component:default/shop}. */
  public static Optional<String> catalogName(String id) {
    boolean entity = id.startsWith("component:") || id.startsWith("system:") || id.startsWith("resource:") || id.startsWith("api:");
    int slash = id.indexOf('/');
    return entity && slash > 0 ? Optional.of(id.substring(slash + 1)) : Optional.empty();
  }

  /** The entities of a name. */
  public Set<String> ofName(String name) {
    return byName.getOrDefault(name, Set.of());
  }

  /**
   * What depends on some, each once by the shortest way.
   *
   * @param own names that are not told: what is changed does not depend on itself
   * @param service the service that something is part of
   */
  public Map<String, Way> walk(Set<String> begin, Set<String> own, Function<String, Optional<String>> service) {
    Map<String, Way> ways = new LinkedHashMap<>();
    Map<String, Way> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(begin);
    begin.forEach(one -> ways.put(one, new Way(0, "")));
    while (!open.isEmpty() && ways.size() < MOST) {
      String here = open.poll();
      Way way = ways.getOrDefault(here, new Way(0, ""));
      List<Step> steps = above.getOrDefault(here, List.of());
      if (way.hops() >= HOPS || steps.size() > HUB) {
        continue;
      }
      for (Step step : steps) {
        Way next = new Way(way.hops() + 1, way.words().isEmpty() ? step.words : way.words() + ", " + step.words);
        if (ways.putIfAbsent(step.to, next) == null) {
          open.add(step.to);
          String name = service.apply(step.to).orElse(step.to);
          if (!own.contains(name)) {
            found.putIfAbsent(name, next);
          }
        }
      }
    }
    return found;
  }
}
