package roadbed.inventory.facet;

import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Logic of three values: what is decided stays decided, whatever else is not known. */
public final class Known {
  private Known() {}

  /**
   * Whether the condition holds for any item: true as soon as it holds for one, not known where none holds and
   * one is not known.
   */
  public static <T> boolean any(Collection<? extends T> items, Predicate<? super T> condition) {
    NotKnown unknown = null;
    for (T item : items) {
      try {
        if (condition.test(item)) {
          return true;
        }
      } catch (NotKnown reason) {
        unknown = reason;
      }
    }
    return answer(false, unknown);
  }

  /** Whether the condition holds for all items; false as soon as one breaks it. */
  public static <T> boolean all(Collection<? extends T> items, Predicate<? super T> condition) {
    return !any(items, item -> !condition.test(item));
  }

  /** Whether any condition holds. */
  public static boolean or(BooleanSupplier... conditions) {
    return any(java.util.Arrays.asList(conditions), BooleanSupplier::getAsBoolean);
  }

  /** Whether all conditions hold. */
  public static boolean and(BooleanSupplier... conditions) {
    return all(java.util.Arrays.asList(conditions), BooleanSupplier::getAsBoolean);
  }

  private static boolean answer(boolean decided, @Nullable NotKnown unknown) {
    if (unknown != null) {
      throw unknown;
    }
    return decided;
  }
}
