package roadbed.rego.value;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an object or the elements of a set: distinct values in order of insertion, with their hashes and, past a
 * handful, an open-addressing table; and, once somebody asks, their places in Rego's order.
 *
 * <p>Objects that were read with the same names in the same order share one of these, and then the slot of a name is the
 * same in all of them: a lookup may remember the pair of keys and slot, and compare the keys by identity.
 */
public final class Keys {
  private static final int LINEAR = 8;
  private static final int INSERTION = 12;

  /** More places than this are passed on the way to a key only where keys were made to meet. */
  private static final int MOST_PASSED = 256;

  private Value[] keys;
  private int[] hashes;
  private int size;
  private int @Nullable [] table;
  private int @Nullable [] order;

  /**
   * The keys in Rego's order with their slots, once so many of them were found in each other's way that somebody must
   * have chosen them for it; then the table is not used any more.
   */
  private @Nullable TreeMap<Value, Integer> crowd;

  Keys(int capacity) {
    keys = new Value[Math.max(capacity, 4)];
    hashes = new int[keys.length];
  }

  /** Takes over an array of distinct texts. */
  Keys(StringValue[] names) {
    keys = names;
    hashes = new int[names.length];
    size = names.length;
    for (int i = 0; i < names.length; i++) {
      hashes[i] = names[i].hashCode();
    }
    if (size > LINEAR) {
      rehash();
    }
  }

  /**
   * The shared keys of objects with these names in this order, for {@link ObjectValue#of(Keys, Value...)}; not shared
   * where there are too many.
   *
   * @throws IllegalArgumentException where a name comes twice
   */
  public static Keys of(List<StringValue> names) {
    Shape shape = Shape.root();
    for (StringValue name : names) {
      shape = shape == null ? null : shape.with(name);
    }
    if (shape != null) {
      return shape.keys();
    }
    if (Set.copyOf(names).size() != names.size()) {
      throw new IllegalArgumentException("the same name twice");
    }
    return new Keys(names.toArray(StringValue[]::new));
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The key in a slot; slots are in order of insertion. */
  public Value key(int slot) {
    return keys[slot];
  }

  int hash(int slot) {
    return hashes[slot];
  }

  /** The slot of a key, or -1. */
  @SuppressWarnings("ReferenceEquality") // the same object needs no look inside
  public int find(Value key) {
    if (table == null) {
      Value[] known = keys;
      for (int i = 0; i < size; i++) {
        if (known[i] == key) {
          return i;
        }
      }
    }
    return find(key, key instanceof StringValue text ? text.hashCode() : key.hashCode());
  }

  private int find(Value key, int hash) {
    if (crowd != null) {
      Integer slot = crowd.get(key);
      return slot == null ? -1 : slot;
    }
    int[] places = table;
    if (places == null) {
      for (int i = 0; i < size; i++) {
        if (hashes[i] == hash) {
          Value candidate = keys[i];
          if (candidate.equals(key)) {
            return i;
          }
        }
      }
      return -1;
    }
    int mask = places.length - 1;
    for (int i = spread(hash) & mask; ; i = (i + 1) & mask) {
      int slot = places[i] - 1;
      if (slot < 0) {
        return -1;
      }
      if (hashes[slot] == hash) {
        Value candidate = keys[slot];
        if (candidate.equals(key)) {
          return slot;
        }
      }
    }
  }

  /** Adds a key: its new slot, or {@code -1 - slot} of the equal one that is there. */
  int add(Value key) {
    int hash = key.hashCode();
    int found = find(key, hash);
    if (found >= 0) {
      return -1 - found;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    keys[size] = key;
    hashes[size] = hash;
    size++;
    if (crowd != null) {
      crowd.put(key, size - 1);
      return size - 1;
    }
    int[] places = table;
    if (places == null ? size > LINEAR : size * 2 > places.length) {
      rehash();
    } else if (places != null) {
      place(places, size - 1);
    }
    return size - 1;
  }

  private void rehash() {
    int[] places = new int[Integer.highestOneBit(keys.length) * 4];
    for (int slot = 0; slot < size; slot++) {
      place(places, slot);
    }
    table = places;
  }

  private void place(int[] places, int slot) {
    int mask = places.length - 1;
    int i = spread(hashes[slot]) & mask;
    int passed = 0;
    while (places[i] != 0) {
      i = (i + 1) & mask;
      passed++;
    }
    places[i] = slot + 1;
    if (passed > MOST_PASSED && crowd == null) {
      TreeMap<Value, Integer> all = new TreeMap<>(TotalOrder::compare);
      for (int other = 0; other < size; other++) {
        all.put(keys[other], other);
      }
      crowd = all;
    }
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B1;
    return mixed ^ (mixed >>> 16);
  }

  /** The slot that holds the i-th key in Rego's order. */
  int ordered(int i) {
    int[] known = order;
    if (known == null) {
      known = sort();
    }
    return known[i];
  }

  private int[] sort() {
    int[] places = new int[size];
    boolean sorted = true;
    for (int i = 0; i < size; i++) {
      places[i] = i;
      sorted = sorted && (i == 0 || TotalOrder.compare(keys[i - 1], keys[i]) < 0);
    }
    if (!sorted) {
      if (size <= INSERTION) {
        insertionSort(places);
      } else {
        Integer[] slots = new Integer[size];
        Arrays.setAll(slots, i -> i);
        Arrays.sort(slots, (a, b) -> TotalOrder.compare(keys[a], keys[b]));
        for (int i = 0; i < size; i++) {
          places[i] = slots[i];
        }
      }
    }
    // Another thread that sees the array must see its content.
    java.lang.invoke.VarHandle.storeStoreFence();
    order = places;
    return places;
  }

  private void insertionSort(int[] places) {
    for (int i = 1; i < size; i++) {
      int place = places[i];
      int to = i;
      while (to > 0 && TotalOrder.compare(keys[places[to - 1]], keys[place]) > 0) {
        places[to] = places[to - 1];
        to--;
      }
      places[to] = place;
    }
  }
}
