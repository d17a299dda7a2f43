package roadbed.rego.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownReached;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/**
 * Which members of a collection can hold in a loop with an {@code ir.Join}, by a hash of the parts that are compared. It
 * is made when the same collection is looked through for the second time, so that one that is seen once costs nothing
 * more; loops over the same collection that compare the same parts share it.
 *
 * <p>Only scalars are hashed. A member of which a part is unknown or is itself a collection is tried every time, at its
 * place among the others: what is to come of it comes of it. Where a value from outside is unknown, a collection or not
 * there at all, every member is tried.
 */
final class Joins {
  /** With fewer members all are tried. */
  static final int FEWEST = 16;

  /** So many are kept before all are forgotten: values that are not used any more are not to be held for ever. */
  private static final int MOST = 256;

  private static final int[] NONE = {};

  /** Of a collection that was looked through once. */
  private static final Table SEEN = new Table(Map.of(), NONE);

  /** The positions of members by their parts, and those of members that are always tried. */
  private static final class Table {
    final Map<Object, int[]> byParts;
    final int[] always;

    Table(Map<Object, int[]> byParts, int[] always) {
      this.byParts = byParts;
      this.always = always;
    }
  }

  /** A collection, which is the same only if it is the same object, and the parts. */
  private static final class Subject {
    private final Value collection;
    private final ArrayValue parts;

    Subject(Value collection, ArrayValue parts) {
      this.collection = collection;
      this.parts = parts;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(collection) * 31 + parts.hashCode();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Two collections are not compared member by member.
    public boolean equals(@Nullable Object other) {
      return other instanceof Subject subject
          && subject.collection == collection
          && (subject.parts == parts || subject.parts.equals(parts));
    }
  }

  private final Budget budget;
  private final Map<Subject, Table> tables = new HashMap<>();

  Joins(Budget budget) {
    this.budget = budget;
  }

  /** Whether a collection has so many members that a table can save something. */
  static boolean isLarge(Value collection) {
    return !(collection instanceof UnknownValue) && Operations.size(collection) >= FEWEST;
  }

  /**
   * The positions of the members to try, in order; null where all are to be tried.
   *
   * @param parts of the join
   * @param froms where to look for the values from outside; null for the input
   * @param paths where they are in there
   */
  int @Nullable [] matching(
      Scope scope, Value collection, ArrayValue parts, @Nullable Value[] froms, ArrayValue paths) {
    if (!isLarge(collection)) {
      return null;
    }
    Subject subject = new Subject(collection, parts);
    Table table = tables.get(subject);
    if (table == null) {
      if (tables.size() >= MOST) {
        tables.clear();
      }
      tables.put(subject, SEEN);
      return null;
    }
    Value[] sought = new Value[((ArrayValue) parts.get(0)).size()];
    for (int i = 0; i < froms.length; i++) {
      Value from = froms[i] == null ? scope.input() : froms[i];
      Value value = from == null ? null : at(from, (ArrayValue) paths.get(i), 0);
      if (value == null || value instanceof UnknownValue) {
        return null;
      }
      if (i < sought.length) {
        if (!isScalar(value)) {
          return null;
        }
        sought[i] = value;
      }
    }
    if (table == SEEN) {
      table = table(collection, parts);
      tables.put(subject, table);
    }
    return merged(table.byParts.getOrDefault(key(sought), NONE), table.always);
  }

  private Table table(Value collection, ArrayValue parts) {
    Map<Object, List<Integer>> byParts = new HashMap<>();
    List<Integer> always = new ArrayList<>();
    ArrayValue compared = (ArrayValue) parts.get(0);
    ArrayValue looks = (ArrayValue) parts.get(1);
    int size = Operations.size(collection);
    for (int i = 0; i < size; i++) {
      budget.tick();
      Value[] found = new Value[compared.size()];
      boolean there = true;
      boolean plain = true;
      for (int p = 0; p < found.length; p++) {
        Value value = part(collection, i, (ArrayValue) compared.get(p));
        there &= value != null;
        plain &= value == null || isScalar(value);
        if (value != null) {
          found[p] = value;
        }
      }
      for (Value path : looks) {
        plain &= !(part(collection, i, (ArrayValue) path) instanceof UnknownValue);
      }
      if (!plain) {
        always.add(i);
      } else if (there) {
        byParts.computeIfAbsent(key(found), _ -> new ArrayList<>()).add(i);
      }
    }
    Map<Object, int[]> positions = HashMap.newHashMap(byParts.size());
    byParts.forEach((key, list) -> positions.put(key, ints(list)));
    return new Table(positions, ints(always));
  }

  private static @Nullable Value part(Value collection, int i, ArrayValue path) {
    boolean inKey = path.get(0).equals(BooleanValue.TRUE);
    return at(inKey ? Operations.keyAt(collection, i) : Operations.valueAt(collection, i), path, 1);
  }

  /** What is at a path; null where there is nothing, and an unknown value where that is not known. */
  private static @Nullable Value at(Value from, ArrayValue path, int first) {
    Value at = from;
    try {
      for (int i = first; i < path.size() && at != null && !(at instanceof UnknownValue); i++) {
        at = at.get(path.get(i));
      }
      return at;
    } catch (UnknownReached unknown) {
      return new UnknownValue(unknown.reason());
    }
  }

  private static boolean isScalar(Value value) {
    return switch (value) {
      case StringValue _, NumberValue _, BooleanValue _, NullValue _ -> true;
      case ArrayValue _, ObjectValue _, SetValue _, UnknownValue _ -> false;
    };
  }

  private static Object key(Value[] parts) {
    return parts.length == 1 ? parts[0] : List.of(parts);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] merged(int[] some, int[] others) {
    if (others.length == 0) {
      return some;
    }
    int[] all = new int[some.length + others.length];
    int s = 0;
    int o = 0;
    for (int i = 0; i < all.length; i++) {
      all[i] = o == others.length || (s < some.length && some[s] < others[o]) ? some[s++] : others[o++];
    }
    return all;
  }
}
