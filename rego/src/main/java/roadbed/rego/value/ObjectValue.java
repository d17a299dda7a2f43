package roadbed.rego.value;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object: lookup by hash, iteration in the order of its keys. Positions ({@code keyAt}) are in that order. */
public final class ObjectValue implements Value {
  public static final ObjectValue EMPTY = new Builder(0).build();

  private final Keys index;
  private final Value[] values;
  private int hash;

  ObjectValue(Keys index, Value[] values) {
    this.index = index;
    this.values = values;
  }

  public static ObjectValue of(Map<? extends Value, ? extends Value> members) {
    Builder builder = new Builder(members.size());
    members.forEach(builder::put);
    return builder.build();
  }

  /**
   * An object of these keys; takes the values over: the caller must not change the Java array afterwards.
   *
   * @param values as many as there are keys, in the order of the slots
   */
  public static ObjectValue of(Keys keys, Value... values) {
    if (keys.size() != values.length) {
      throw new IllegalArgumentException(keys.size() + " keys and " + values.length + " values");
    }
    return new ObjectValue(keys, values);
  }

  public static ObjectValue of(String key, Value value) {
    return builder(1).put(key, value).build();
  }

  public static Builder builder() {
    return new Builder(8);
  }

  public static Builder builder(int expected) {
    return new Builder(expected);
  }

  public int size() {
    return index.size();
  }

  public boolean isEmpty() {
    return index.size() == 0;
  }

  @Override
  public @Nullable Value get(Value key) {
    int slot = index.find(key);
    return slot < 0 ? null : values[slot];
  }

  public @Nullable Value get(String key) {
    return get(StringValue.of(key));
  }

  public boolean containsKey(Value key) {
    return index.find(key) >= 0;
  }

  /** The keys; objects that were read with the same names in the same order have the same ones, by identity. */
  public Keys keys() {
    return index;
  }

  /** The value in a slot of {@link #keys}. */
  public Value slot(int slot) {
    return values[slot];
  }

  /** The i-th key in Rego's order. */
  public Value keyAt(int i) {
    return index.key(index.ordered(i));
  }

  /** The value of the i-th key in Rego's order. */
  public Value valueAt(int i) {
    return values[index.ordered(i)];
  }

  /** A builder that starts with these members. */
  public Builder toBuilder() {
    Builder builder = new Builder(size() + 4);
    for (int slot = 0; slot < size(); slot++) {
      builder.put(index.key(slot), values[slot]);
    }
    return builder;
  }

  @Override
  public String typeName() {
    return "object";
  }

  @Override
  public int typeRank() {
    return 5;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof ObjectValue object)) {
      return UnknownValue.refuse(other);
    }
    if (size() != object.size()) {
      return false;
    }
    Patience.turn();
    if (index == object.index) {
      return sameValues(object);
    }
    for (int slot = 0; slot < size(); slot++) {
      Value theirs = object.get(index.key(slot));
      if (theirs == null || !values[slot].equals(theirs)) {
        return false;
      }
    }
    return true;
  }

  private boolean sameValues(ObjectValue object) {
    for (int slot = 0; slot < index.size(); slot++) {
      if (!values[slot].equals(object.values[slot])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      for (int slot = 0; slot < index.size(); slot++) {
        known += (index.hash(slot) * 31 + values[slot].hashCode()) * 0x85EBCA6B;
      }
      known = known == 0 ? 5 : known;
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return TermText.of(this);
  }

  /** Collects members; a key that comes again replaces its value. Good for one object. */
  public static final class Builder {
    private final Keys index;
    private Value[] values;

    private Builder(int expected) {
      index = new Keys(expected);
      values = new Value[Math.max(expected, 4)];
    }

    public Builder put(Value key, Value value) {
      int slot = index.add(key);
      if (slot < 0) {
        slot = -1 - slot;
      } else if (slot == values.length) {
        values = Arrays.copyOf(values, slot * 2);
      }
      values[slot] = value;
      return this;
    }

    public Builder put(String key, Value value) {
      return put(StringValue.of(key), value);
    }

    public @Nullable Value get(Value key) {
      int slot = index.find(key);
      return slot < 0 ? null : values[slot];
    }

    public int size() {
      return index.size();
    }

    public ObjectValue build() {
      return new ObjectValue(index, values);
    }
  }
}
