package roadbed.rego.value;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A set: membership by hash, iteration in Rego's order. Positions ({@code at}) are in that order. */
public final class SetValue implements Value, Iterable<Value> {
  public static final SetValue EMPTY = new Builder(0).build();

  private final Keys index;
  private int hash;

  private SetValue(Keys index) {
    this.index = index;
  }

  public static SetValue of(List<? extends Value> elements) {
    Builder builder = new Builder(elements.size());
    elements.forEach(builder::add);
    return builder.build();
  }

  public static SetValue of(Value... elements) {
    return of(List.of(elements));
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

  public boolean contains(Value element) {
    return index.find(element) >= 0;
  }

  /** The element itself, where the set holds an equal one. */
  @Override
  public @Nullable Value get(Value key) {
    int slot = index.find(key);
    return slot < 0 ? null : index.key(slot);
  }

  /** The i-th element in Rego's order. */
  public Value at(int i) {
    return index.key(index.ordered(i));
  }

  public Stream<Value> stream() {
    return IntStream.range(0, size()).mapToObj(this::at);
  }

  @Override
  public Iterator<Value> iterator() {
    return stream().iterator();
  }

  /** A builder that starts with these elements. */
  public Builder toBuilder() {
    Builder builder = new Builder(size() + 4);
    for (int slot = 0; slot < size(); slot++) {
      builder.add(index.key(slot));
    }
    return builder;
  }

  /** The elements as an array, in Rego's order. */
  public ArrayValue toArray() {
    Value[] elements = new Value[size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = at(i);
    }
    return ArrayValue.of(elements);
  }

  @Override
  public String typeName() {
    return "set";
  }

  @Override
  public int typeRank() {
    return 6;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof SetValue set)) {
      return UnknownValue.refuse(other);
    }
    if (size() != set.size()) {
      return false;
    }
    Patience.turn();
    for (int slot = 0; slot < size(); slot++) {
      if (!set.contains(index.key(slot))) {
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
        known += index.hash(slot) * 0xC2B2AE35;
      }
      known = known == 0 ? 6 : known;
      hash = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return TermText.of(this);
  }

  /** Collects elements; of equal ones the first stays. Good for one set. */
  public static final class Builder {
    private final Keys index;

    private Builder(int expected) {
      index = new Keys(expected);
    }

    /** Whether the element was new. */
    public boolean add(Value element) {
      return index.add(element) >= 0;
    }

    public boolean contains(Value element) {
      return index.find(element) >= 0;
    }

    public int size() {
      return index.size();
    }

    public SetValue build() {
      return new SetValue(index);
    }
  }
}
