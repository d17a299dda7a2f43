package roadbed.rego.value;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A text. */
public final class StringValue implements Value {
  public static final StringValue EMPTY = new StringValue("");

  private static final int MOST_INTERNED = 65_536;
  private static final int LONGEST_INTERNED = 64;
  private static final ConcurrentHashMap<String, StringValue> INTERNED = new ConcurrentHashMap<>();

  private final String value;

  private StringValue(String value) {
    this.value = value;
  }

  public static StringValue of(String value) {
    return value.isEmpty() ? EMPTY : new StringValue(Objects.requireNonNull(value));
  }

  /**
   * The text as one and the same value each time, so that comparing it with itself is a look at the reference: for names
   * and constants. Long texts, and those that come when there are very many already, are values of their own.
   */
  public static StringValue interned(String value) {
    if (value.length() > LONGEST_INTERNED || value.isEmpty()) {
      return of(value);
    }
    StringValue known = INTERNED.get(value);
    if (known != null) {
      return known;
    }
    StringValue fresh = new StringValue(value);
    if (INTERNED.size() >= MOST_INTERNED) {
      return fresh;
    }
    StringValue first = INTERNED.putIfAbsent(value, fresh);
    return first == null ? fresh : first;
  }

  public String value() {
    return value;
  }

  @Override
  public String typeName() {
    return "string";
  }

  @Override
  public int typeRank() {
    return 3;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (other instanceof StringValue string) {
      return value.equals(string.value);
    }
    return UnknownValue.refuse(other);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return TermText.quote(value);
  }
}
