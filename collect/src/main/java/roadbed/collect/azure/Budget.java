package roadbed.collect.azure;

/** How much evaluation one collection's templates may cost, so that no template can use up time or memory. */
final class Budget {
  static final int LONGEST_TEXT = 1 << 20;
  static final int MOST_ITEMS = 20_000;
  static final int MOST_COPIES = 800;
  private static final int MOST_LEVELS = 150;
  private static final long MOST_STEPS = 8_000_000;
  private static final int MOST_RESOURCES = 50_000;

  private long steps;
  private int level;
  private int resources;

  /** Accounts for one step down; the caller ends with {@link #leave}. */
  void enter() {
    spend(1);
    if (++level > MOST_LEVELS) {
      throw Unresolved.because("the template is nested more than " + MOST_LEVELS + " levels deep here");
    }
  }

  void leave() {
    level--;
  }

  /** Accounts for work. */
  void spend(long more) {
    steps += more;
    if (steps > MOST_STEPS) {
      throw Unresolved.because("the templates take more than " + MOST_STEPS + " steps to evaluate");
    }
  }

  /** Whether another resource may come. */
  boolean anotherResource() {
    return resources++ < MOST_RESOURCES && steps <= MOST_STEPS;
  }
}
