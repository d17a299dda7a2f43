package roadbed.rego.value;

import java.util.function.Supplier;

/**
 * Lets long work on values come to an end.
 *
 * <p>A value may contain another many times over without being larger for it: sixty arrays, each with the one before
 * twice in it, are a tree of 2<sup>60</sup> leaves to whatever compares or writes them. So comparing and writing count
 * their turns, and now and then ask whoever evaluates on this thread whether there is time for more.
 */
public final class Patience {
  /** Turns between two looks at the watch. */
  private static final int INTERVAL = 1 << 15;

  /** Most characters of a text that is made of a value. */
  static final int MOST_CHARACTERS = 100_000_000;

  private static final ThreadLocal<Runnable> WATCHES = new ThreadLocal<>();

  /** Counters that threads share by their number, far enough apart to be in cache lines of their own; races only delay. */
  private static final int[] TURNS = new int[64 << 4];

  private Patience() {}

  /** Does some work, and runs the watch now and then while it lasts; what the watch throws ends the work. */
  public static <T> T during(Runnable watch, Supplier<T> work) {
    Runnable outer = WATCHES.get();
    WATCHES.set(watch);
    try {
      return work.get();
    } finally {
      if (outer == null) {
        WATCHES.remove();
      } else {
        WATCHES.set(outer);
      }
    }
  }

  /** One composite value more was looked into. */
  static void turn() {
    int counter = ((int) Thread.currentThread().threadId() & 63) << 4;
    if ((++TURNS[counter] & (INTERVAL - 1)) == 0) {
      look();
    }
  }

  private static void look() {
    Runnable watch = WATCHES.get();
    if (watch != null) {
      watch.run();
    }
  }

  /**
   * One composite value more was written to a text.
   *
   * @throws ValueTooLargeException where the text is too long by now
   */
  public static void turn(StringBuilder out) {
    turn();
    if (out.length() > MOST_CHARACTERS) {
      throw new ValueTooLargeException("text of more than " + MOST_CHARACTERS + " characters");
    }
  }

  /**
   * Refuses a value that is larger than so many scalars, where 64 characters of a text count as one more.
   *
   * @return how many there are left
   * @throws ValueTooLargeException where it is larger
   */
  public static long demandSize(Value value, long most) {
    long left = most - 1;
    switch (value) {
      case StringValue text -> left -= text.value().length() >> 6;
      case ArrayValue array -> {
        for (int i = 0; i < array.size() && left >= 0; i++) {
          left = demandSize(array.get(i), left);
        }
      }
      case SetValue set -> {
        for (int i = 0; i < set.size() && left >= 0; i++) {
          left = demandSize(set.at(i), left);
        }
      }
      case ObjectValue object -> {
        for (int i = 0; i < object.size() && left >= 0; i++) {
          left = demandSize(object.valueAt(i), demandSize(object.keyAt(i), left));
        }
      }
      case NullValue _, BooleanValue _, NumberValue _, UnknownValue _ -> {
        // counted already
      }
    }
    if (left < 0) {
      throw new ValueTooLargeException("the result is too large");
    }
    return left;
  }
}
