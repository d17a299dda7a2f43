package roadbed.rego.value;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text. */
public final class StringValue implements Value {
  public static final StringValue EMPTY = new StringValue("");

  private final String value;

  private StringValue(String value) {
    this.value = value;
  }

  public static StringValue of(String value) {
    return value.isEmpty() ? EMPTY : new StringValue(Objects.requireNonNull(value));
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
