package roadbed.rego.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Which definitions of a place can hold, by a value that many of them compare with a constant before anything else: a part
 * of the input, or an argument. The others would end at that comparison, which has no effect and cannot fail.
 *
 * <p>An unknown value is not to be looked up: every definition is tried then, so that the same one comes upon it.
 */
public final class RuleIndex {
  private static final int FEWEST = 4;

  private final @Nullable List<Value> path;
  private final int argument;
  private final Map<Value, int[]> byValue;
  private final int[] others;
  private final int[] all;

  private RuleIndex(
      @Nullable List<Value> path, int argument, Map<Value, int[]> byValue, int[] others, int[] all) {
    this.path = path;
    this.argument = argument;
    this.byValue = byValue;
    this.others = others;
    this.all = all;
  }

  /** What a definition begins with. */
  private record Test(@Nullable List<Value> path, int argument, Value constant) {
    Object subject() {
      return path == null ? argument : path;
    }
  }

  /** An index of definitions; null where too few begin with such a comparison of the same value. */
  static @Nullable RuleIndex of(List<Plan> plans, int arity) {
    if (plans.size() < FEWEST) {
      return null;
    }
    Map<Object, List<Integer>> bySubject = new LinkedHashMap<>();
    List<@Nullable Test> tests = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      Test test = plans.get(i).orElse() == null ? test(plans.get(i).body(), arity) : null;
      tests.add(test);
      if (test != null) {
        bySubject.computeIfAbsent(test.subject(), _ -> new ArrayList<>()).add(i);
      }
    }
    Object best = null;
    int most = FEWEST - 1;
    for (Map.Entry<Object, List<Integer>> entry : bySubject.entrySet()) {
      if (entry.getValue().size() > most) {
        most = entry.getValue().size();
        best = entry.getKey();
      }
    }
    return best == null ? null : made(best, tests);
  }

  private static RuleIndex made(Object subject, List<@Nullable Test> tests) {
    Map<Value, List<Integer>> chosen = new LinkedHashMap<>();
    for (Test test : tests) {
      if (test != null && test.subject().equals(subject)) {
        chosen.put(test.constant(), new ArrayList<>());
      }
    }
    List<Integer> others = new ArrayList<>();
    Test sample = null;
    for (int i = 0; i < tests.size(); i++) {
      Test test = tests.get(i);
      int definition = i;
      if (test != null && test.subject().equals(subject)) {
        sample = test;
        chosen.computeIfAbsent(test.constant(), _ -> new ArrayList<>()).add(definition);
      } else {
        others.add(definition);
        chosen.values().forEach(list -> list.add(definition));
      }
    }
    Map<Value, int[]> byValue = new HashMap<>();
    chosen.forEach((value, list) -> byValue.put(value, list.stream().mapToInt(Integer::intValue).toArray()));
    return new RuleIndex(
        sample == null ? null : sample.path(),
        sample == null ? -1 : sample.argument(),
        byValue,
        others.stream().mapToInt(Integer::intValue).toArray(),
        IntStream.range(0, tests.size()).toArray());
  }

  private static @Nullable Test test(Block body, int arity) {
    if (body.size() > 1 && body.step(0) instanceof Step.Input input && body.step(1) instanceof Step.Equal equal) {
      Value value = constant(equal, input.to());
      return value == null ? null : new Test(input.path(), -1, value);
    }
    if (body.size() > 0 && body.step(0) instanceof Step.Equal equal) {
      for (int i = 0; i < arity; i++) {
        Value value = constant(equal, i);
        if (value != null) {
          return new Test(null, i, value);
        }
      }
    }
    return null;
  }

  /** The scalar that a slot is compared with. */
  private static @Nullable Value constant(Step.Equal equal, int slot) {
    Operand other =
        isSlot(equal.left(), slot) ? equal.right() : isSlot(equal.right(), slot) ? equal.left() : null;
    return other instanceof Operand.Const(Value value) && isScalar(value) ? value : null;
  }

  private static boolean isSlot(Operand operand, int slot) {
    return operand instanceof Operand.Slot(int index) && index == slot;
  }

  private static boolean isScalar(Value value) {
    return value instanceof StringValue
        || value instanceof NumberValue
        || value instanceof BooleanValue
        || value instanceof NullValue;
  }

  /** The part of the input that is looked up; null where it is an argument. */
  public @Nullable List<Value> path() {
    return path;
  }

  /** The number of the argument that is looked up; -1 where it is a part of the input. */
  public int argument() {
    return argument;
  }

  /** The definitions that can hold where the value is this, in their order; null for one that is undefined. */
  public int[] matching(@Nullable Value value) {
    return value == null || !isScalar(value) ? others : byValue.getOrDefault(value, others);
  }

  /** All definitions. */
  public int[] all() {
    return all;
  }
}
