package roadbed.rego.value;

import org.jspecify.annotations.Nullable;

/** The one null. */
public final class NullValue implements Value {
  public static final NullValue NULL = new NullValue();

  private NullValue() {}

  @Override
  public String typeName() {
    return "null";
  }

  @Override
  public int typeRank() {
    return 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || UnknownValue.refuse(other);
  }

  @Override
  public int hashCode() {
    return 0x6e756c6c;
  }

  @Override
  public String toString() {
    return "null";
  }
}
