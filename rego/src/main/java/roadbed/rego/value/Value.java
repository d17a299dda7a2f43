package roadbed.rego.value;

import org.jspecify.annotations.Nullable;

/**
 * A ground Rego term.
 *
 * <p>Values order as Rego orders them: null, booleans, numbers, strings, arrays, objects, sets. {@code equals}, {@code
 * hashCode} and {@code compareTo} agree with each other; {@code toString} is the term as Rego text. All of them throw
 * {@link UnknownReached} where the outcome would depend on an {@link UnknownValue}.
 */
public sealed interface Value extends Comparable<Value>
    permits NullValue, BooleanValue, NumberValue, StringValue, ArrayValue, ObjectValue, SetValue, UnknownValue {

  /** The type's name as Rego's {@code type_name} gives it. */
  String typeName();

  /** The place of the value's type in the total order. */
  int typeRank();

  /**
   * What a reference with this key finds one level down: the item of an array, the member of an object, the element of a
   * set itself; null where there is nothing.
   */
  default @Nullable Value get(Value key) {
    return null;
  }

  @Override
  default int compareTo(Value other) {
    return TotalOrder.compare(this, other);
  }
}
