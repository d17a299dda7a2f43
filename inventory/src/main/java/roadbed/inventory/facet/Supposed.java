package roadbed.inventory.facet;

import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;

/**
 * What follows if something stands there, and if it does not. Where a configuration hides whether it has a block but
 * not what the block would say, a facet is worked out both ways; it is known where both ways agree.
 */
final class Supposed {
  /** More than these at a time are not tried: each doubles the work. */
  private static final int MOST = 4;

  private static final ThreadLocal<@Nullable IdentityHashMap<Value.Unknown, Boolean>> SUPPOSED = new ThreadLocal<>();

  private Supposed() {}

  /** What is supposed to stand in a place; the value itself where nothing is supposed of it. */
  static @Nullable Value instead(@Nullable Value value) {
    if (!(value instanceof Value.Unknown unknown) || unknown.ifPresent().values().isEmpty()) {
      return value;
    }
    IdentityHashMap<Value.Unknown, Boolean> supposed = SUPPOSED.get();
    Boolean present = supposed == null ? null : supposed.get(unknown);
    if (present == null) {
      return value;
    }
    return present ? unknown.ifPresent() : null;
  }

  /**
   * The value of a facet, unknown where it depends on what is not known.
   *
   * @param met what was met that is not known
   * @param facet works the facet out, empty where it is left out
   */
  static Optional<Value> settle(NotKnown met, Supplier<Optional<Value>> facet) {
    Value.Unknown unknown = met.unknown();
    Optional<Value> undecided = Optional.of(new Value.Unknown(unknown.reason()));
    if (unknown.ifPresent().values().isEmpty()) {
      return undecided;
    }
    IdentityHashMap<Value.Unknown, Boolean> before = SUPPOSED.get();
    IdentityHashMap<Value.Unknown, Boolean> supposed = new IdentityHashMap<>();
    if (before != null) {
      supposed.putAll(before);
    }
    if (supposed.size() >= MOST) {
      return undecided;
    }
    SUPPOSED.set(supposed);
    try {
      supposed.put(unknown, false);
      Optional<Value> without = worked(facet);
      supposed.put(unknown, true);
      return worked(facet).equals(without) ? without : undecided;
    } finally {
      if (before == null) {
        SUPPOSED.remove();
      } else {
        SUPPOSED.set(before);
      }
    }
  }

  private static Optional<Value> worked(Supplier<Optional<Value>> facet) {
    try {
      return facet.get();
    } catch (NotKnown deeper) {
      return settle(deeper, facet);
    }
  }
}
