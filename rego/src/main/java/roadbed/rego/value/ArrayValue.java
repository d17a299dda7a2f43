package roadbed.rego.value;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An array. */
public final class ArrayValue implements Value, Iterable<Value> {
  public static final ArrayValue EMPTY = new ArrayValue(new Value[0]);

  private final Value[] items;
  private int hash;

  private ArrayValue(Value[] items) {
    this.items = items;
  }

  /** Takes the items over: the caller must not change the Java array afterwards. */
  public static ArrayValue of(Value... items) {
    return items.length == 0 ? EMPTY : new ArrayValue(items);
  }

  public static ArrayValue of(List<? extends Value> items) {
    return of(items.toArray(Value[]::new));
  }

  public int size() {
    return items.length;
  }

  public boolean isEmpty() {
    return items.length == 0;
  }

  public Value get(int index) {
    return items[index];
  }

  @Override
  public @Nullable Value get(Value key) {
    if (key instanceof NumberValue number) {
      if (number.isLong()) {
        long index = number.longValue();
        return index >= 0 && index < items.length ? items[(int) index] : null;
      }
      return null;
    }
    UnknownValue.refuse(key);
    return null;
  }

  /** The items from one index up to another. */
  public ArrayValue slice(int from, int to) {
    return from == 0 && to == items.length ? this : of(Arrays.copyOfRange(items, from, to));
  }

  public Stream<Value> stream() {
    return Arrays.stream(items);
  }

  @Override
  public Iterator<Value> iterator() {
    return Arrays.asList(items).iterator();
  }

  /** A fresh Java array of the items. */
  public Value[] toArray() {
    return items.clone();
  }

  @Override
  public String typeName() {
    return "array";
  }

  @Override
  public int typeRank() {
    return 4;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (other instanceof ArrayValue array) {
      Patience.turn();
      return Arrays.equals(items, array.items);
    }
    return UnknownValue.refuse(other);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(items);
      known = known == 0 ? 1 : known;
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return TermText.of(this);
  }
}
