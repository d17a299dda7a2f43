package roadbed.rego.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.Value;

/**
 * What every solution of a loop has in common: parts of the member are equal to values that are there before the loop
 * begins. A machine may then pass over members of which these parts are known to be others.
 *
 * <p>Only what a body begins with counts, and only steps without an effect that look into the member, the input or a value
 * from outside. Such a step can come upon an unknown value: so all that is looked at up to the last comparison is told,
 * and where any of it is unknown, nothing may be passed over. A member that is passed over would have ended at one of
 * these steps without a trace.
 *
 * @param parts two arrays of paths into the member: of what is compared, and of what else is looked at; each path begins
 *     with whether it goes into the key
 * @param outside what each compared part has to be equal to, and then what else is looked at outside
 * @param paths the paths of these values
 */
public record Join(ArrayValue parts, List<Outside> outside, ArrayValue paths) {
  /**
   * A value from outside of the loop.
   *
   * @param from where to look; null for the input
   * @param path where it is in there
   */
  public record Outside(@Nullable Operand from, ArrayValue path) {}

  /** The join of a loop; null where it has none. */
  static @Nullable Join of(int key, int value, Block body) {
    Search search = new Search();
    search.inside.put(key, List.of(BooleanValue.TRUE));
    search.inside.put(value, List.of(BooleanValue.FALSE));
    for (int i = 0; i < body.size() && search.step(body.step(i)); i++) {
      // The search keeps what it finds.
    }
    return search.found;
  }

  private static final class Search {
    /** Slots that hold a part of the member, and which. */
    final Map<Integer, List<Value>> inside = new LinkedHashMap<>();

    /** Slots written in the body that hold something from outside. */
    final Map<Integer, Outside> derived = new HashMap<>();

    final List<List<Value>> compared = new ArrayList<>();
    final List<Outside> equals = new ArrayList<>();
    @Nullable Join found;

    /** Whether the search may go on behind a step. */
    boolean step(Step step) {
      return switch (step) {
        case Step.Input input -> {
          derived.put(input.to(), new Outside(null, ArrayValue.of(input.path())));
          yield true;
        }
        case Step.Get get -> get.key() instanceof Operand.Const(Value name) && get(get, name);
        case Step.Equal equal -> equal(equal.left(), equal.right()) || equal(equal.right(), equal.left());
        default -> false;
      };
    }

    private boolean get(Step.Get get, Value name) {
      List<Value> part = part(get.from());
      if (part == null) {
        Outside from = outside(get.from());
        List<Value> path = new ArrayList<>();
        from.path().forEach(path::add);
        derived.put(get.to(), new Outside(from.from(), ArrayValue.of(below(path, name))));
      } else {
        inside.put(get.to(), below(part, name));
      }
      return true;
    }

    private boolean equal(Operand member, Operand other) {
      List<Value> part = part(member);
      if (part == null || part(other) != null) {
        return false;
      }
      compared.add(part);
      equals.add(outside(other));
      found = join();
      return true;
    }

    private Join join() {
      List<Value> parts = new ArrayList<>();
      compared.forEach(path -> parts.add(ArrayValue.of(path)));
      List<Value> looks = new ArrayList<>();
      for (List<Value> path : inside.values()) {
        if (path.size() > 1 && compared.stream().noneMatch(longer -> isAbove(path, longer))) {
          looks.add(ArrayValue.of(path));
        }
      }
      List<Outside> all = new ArrayList<>(equals);
      derived.values().stream().filter(value -> !equals.contains(value)).forEach(all::add);
      List<Value> paths = new ArrayList<>();
      all.forEach(value -> paths.add(value.path()));
      return new Join(
          ArrayValue.of(ArrayValue.of(parts), ArrayValue.of(looks)), List.copyOf(all), ArrayValue.of(paths));
    }

    private static boolean isAbove(List<Value> path, List<Value> longer) {
      return path.size() <= longer.size() && longer.subList(0, path.size()).equals(path);
    }

    private @Nullable List<Value> part(Operand operand) {
      return operand instanceof Operand.Slot(int slot) ? inside.get(slot) : null;
    }

    private Outside outside(Operand operand) {
      Outside known = operand instanceof Operand.Slot(int slot) ? derived.get(slot) : null;
      return known == null ? new Outside(operand, ArrayValue.EMPTY) : known;
    }

    private static List<Value> below(List<Value> path, Value name) {
      List<Value> longer = new ArrayList<>(path);
      longer.add(name);
      return longer;
    }
  }
}
