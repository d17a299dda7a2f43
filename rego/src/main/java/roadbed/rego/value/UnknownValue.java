package roadbed.rego.value;

import org.jspecify.annotations.Nullable;

/**
 * A value that exists and is not known, such as an attribute that is decided only when a plan is applied.
 *
 * <p>It can be carried about; whatever would look into it throws {@link UnknownReached} with the reason, so that an
 * unknown never silently becomes a decision. What lies below an unknown is unknown for the same reason.
 */
public record UnknownValue(String reason) implements Value {

  /** What to throw when a decision would depend on this value. */
  public UnknownReached reached() {
    return new UnknownReached(reason);
  }

  /** False for everything that is not an unknown; an unknown throws. The last step of every {@code equals}. */
  static boolean refuse(@Nullable Object other) {
    if (other instanceof UnknownValue unknown) {
      throw unknown.reached();
    }
    return false;
  }

  @Override
  public Value get(Value key) {
    return this;
  }

  @Override
  public String typeName() {
    throw reached();
  }

  @Override
  public int typeRank() {
    throw reached();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    throw reached();
  }

  @Override
  public int hashCode() {
    throw reached();
  }

  @Override
  public String toString() {
    return "<unknown: " + reason + ">";
  }
}
