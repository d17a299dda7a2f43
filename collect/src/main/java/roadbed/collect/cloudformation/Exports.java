package roadbed.collect.cloudformation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import roadbed.model.Value;

/**
 * What the stacks of one collection export to each other by name. A name is good for one account and region, and neither
 * is always told: a name that two stacks of the same (or of no known) region export means neither of them.
 */
final class Exports {
  private static final int MOST = 100_000;
  private static final int DEEPEST = 50;

  private final Map<String, List<Exported>> byName = new HashMap<>();
  private final Map<String, Integer> declared = new HashMap<>();
  private final Set<Exported> following = new HashSet<>();
  private final Map<Exported, Bound> followed = new HashMap<>();
  private int unnamed;

  /** An output that a stack exports. */
  private record Exported(Stack stack, String output) {}

  /** The exports of these stacks and of those nested in them. */
  Exports(List<Stack> stacks) {
    int count = 0;
    for (Stack outermost : stacks) {
      for (Stack one : outermost.withNested()) {
        one.addresses().forEach(address -> declared.merge(address, 1, Integer::sum));
        for (Map.Entry<String, Value> export : one.exports().entrySet()) {
          if (!(export.getValue() instanceof Value.Text name)) {
            unnamed++;
          } else if (++count <= MOST) {
            byName.computeIfAbsent(name.value(), _ -> new ArrayList<>(1)).add(new Exported(one, export.getKey()));
          }
        }
      }
    }
  }

  /** What is exported under a name, as a stack of that region imports it; unknown with the reason where nobody can tell. */
  Bound of(String name, String region) {
    List<Exported> candidates =
        byName.getOrDefault(name, List.of()).stream()
            .filter(one -> region.isEmpty() || one.stack().region().isEmpty() || one.stack().region().equals(region))
            .toList();
    if (candidates.isEmpty()) {
      return unknown(
          "no template here exports " + name
              + (unnamed == 0 ? "" : "; the names of " + unnamed + " exports are known only where the stacks are deployed"));
    }
    if (candidates.size() > 1) {
      Set<String> files = new TreeSet<>();
      candidates.forEach(one -> files.add(one.stack().template.file()));
      return unknown(name + " is exported more than once: by " + String.join(", ", files.stream().limit(5).toList()));
    }
    return followed(name, candidates.getFirst());
  }

  private Bound followed(String name, Exported one) {
    Bound known = followed.get(one);
    if (known != null) {
      return known;
    }
    if (following.size() >= DEEPEST) {
      return unknown("more than " + DEEPEST + " exports are made one from the other");
    }
    if (!following.add(one)) {
      return unknown("the export " + name + " depends on itself");
    }
    Bound bound = one.stack().output(one.output()).orElseGet(() -> unknown("the export " + name + " has no value"));
    following.remove(one);
    // An address is good inside one stack; in another one it may only stand where no second stack has it.
    Bound made =
        new Bound(
            bound.value(),
            bound.targets().stream().filter(target -> declared.getOrDefault(target.address(), 0) == 1).toList());
    followed.put(one, made);
    return made;
  }

  private static Bound unknown(String why) {
    return Bound.of(new Value.Unknown(why));
  }
}
