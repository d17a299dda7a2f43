package roadbed.collect.terraform;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import roadbed.collect.CollectionSink;
import roadbed.model.Value;

/**
 * What the evaluation of one configuration shares: results that are worked out once, and the watch over which
 * resources an evaluation touches on its way, through locals, variables, outputs and data sources.
 */
final class EvaluationContext {
  private static final int DEEPEST = 100;
  private static final int MOST_TOUCHED = 1_000;
  private static final long LARGEST_VALUE = 500_000;

  private final CollectionSink sink;
  private final ModuleFiles files;
  private final Map<String, Evaluated> done = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private final Deque<Set<Touched>> watches = new ArrayDeque<>();

  EvaluationContext(CollectionSink sink, ModuleFiles files) {
    this.sink = sink;
    this.files = files;
  }

  /** The files that functions may read. */
  ModuleFiles files() {
    return files;
  }

  CollectionSink sink() {
    return sink;
  }

  /** An attribute of a resource that an evaluation looked at. */
  record Touched(String target, String attribute) {}

  /** A result, with what it took. */
  record Evaluated(Value value, Set<Touched> touched) {}

  /** Notes that the evaluation under way looks at an attribute. */
  void touch(String target, String attribute) {
    Set<Touched> watch = watches.peek();
    if (watch != null && watch.size() < MOST_TOUCHED) {
      watch.add(new Touched(target, attribute));
    }
  }

  /** Evaluates and watches; what is touched counts for whoever is watching outside, too. */
  Evaluated watch(Supplier<Value> evaluation) {
    Set<Touched> watch = new LinkedHashSet<>();
    watches.push(watch);
    Value value;
    try {
      value = evaluation.get();
    } finally {
      watches.pop();
    }
    touchAll(watch);
    return new Evaluated(value, watch);
  }

  private void touchAll(Collection<Touched> touched) {
    touched.forEach(one -> touch(one.target(), one.attribute()));
  }

  /** How many values one is made of, itself included; counted no further than to a bound. */
  static long size(Value value, long most) {
    long size = 1;
    switch (value) {
      case Value.Items items -> {
        for (Value item : items.values()) {
          if (size >= most) {
            break;
          }
          size += size(item, most - size);
        }
      }
      case Value.Fields fields -> {
        for (Value field : fields.values().values()) {
          if (size >= most) {
            break;
          }
          size += size(field, most - size);
        }
      }
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {}
    }
    return size;
  }

  /** Evaluates once; what is asked for while it is under way refers to itself and is unknown. */
  Value once(String key, Supplier<Value> evaluation) {
    Evaluated before = done.get(key);
    if (before != null) {
      touchAll(before.touched());
      return before.value();
    }
    if (underWay.size() >= DEEPEST) {
      return new Value.Unknown("references go more than " + DEEPEST + " deep");
    }
    if (!underWay.add(key)) {
      return new Value.Unknown("it refers to itself");
    }
    try {
      Evaluated evaluated = watch(evaluation);
      if (size(evaluated.value(), LARGEST_VALUE) >= LARGEST_VALUE) {
        // Values that hold others many times over are small in memory and without end for whoever goes through them.
        evaluated = new Evaluated(new Value.Unknown("it holds more than " + LARGEST_VALUE + " values"), evaluated.touched());
      }
      done.put(key, evaluated);
      return evaluated.value();
    } finally {
      underWay.remove(key);
    }
  }
}
