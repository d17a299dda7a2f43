package roadbed.rego.eval;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.RegoError;

/**
 * What is left of the {@link Limits} of one evaluation. For the one thread that evaluates.
 *
 * <p>Whatever runs policies calls {@link #tick} once for every item it iterates over and every call it makes, and
 * {@link #enter} and {@link #leave} around every rule and function. A tick is an addition and a comparison; only every
 * thousandth looks at the clock, at the thread's interruption and at the memory. The end that a tick makes has no place;
 * what runs a definition catches it and names the definition's.
 *
 * <p>Memory is counted as what the thread has allocated, which the virtual machine knows already: counting at the places
 * where values grow would miss some, and costs on each. It is more than what the evaluation holds, and so errs on the
 * safe side.
 */
public final class Budget {
  private static final int INTERVAL = 1024;

  /** Of the heap: from this much in use on, an evaluation that has allocated a quarter of it has to end. */
  private static final double FULL = 0.88;

  private static final @Nullable ThreadMXBean THREADS =
      ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean && bean.isThreadAllocatedMemorySupported()
          ? bean
          : null;

  private final Limits limits;
  private final long begin = System.nanoTime();
  private final long time;
  private final long allocatedBefore = allocated();
  private long spent;
  private long next = INTERVAL;
  private int depth;

  public Budget(Limits limits) {
    this.limits = limits;
    long nanos;
    try {
      nanos = limits.time().toNanos();
    } catch (ArithmeticException _) {
      // more than three hundred years
      nanos = Long.MAX_VALUE;
    }
    this.time = nanos;
  }

  private static long allocated() {
    return THREADS == null ? 0 : THREADS.getCurrentThreadAllocatedBytes();
  }

  /**
   * One step.
   *
   * @throws EvaluationException where a limit is passed
   */
  public void tick() {
    if (++spent >= next) {
      check();
    }
  }

  /**
   * What takes as long as so many steps.
   *
   * @throws EvaluationException where a limit is passed
   */
  public void spend(long steps) {
    spent += steps;
    if (spent >= next) {
      check();
    }
  }

  /**
   * A rule or function begins.
   *
   * @throws EvaluationException where a limit is passed
   */
  public void enter() {
    tick();
    if (++depth > limits.depth()) {
      throw ended(RegoError.LIMIT, "rules call each other deeper than " + limits.depth() + " levels");
    }
  }

  /** How many steps there have been. */
  long spent() {
    return spent;
  }

  /** A rule or function ends. */
  public void leave() {
    depth--;
  }

  /** No rule is running any more: the evaluation was ended and another may begin. */
  void reset() {
    depth = 0;
  }

  /**
   * Looks at all limits at once.
   *
   * @throws EvaluationException where one is passed
   */
  public void check() {
    next = spent + INTERVAL;
    if (spent > limits.steps()) {
      throw ended(RegoError.CANCEL, "caller cancelled query execution: it took more than " + limits.steps() + " steps");
    }
    if (System.nanoTime() - begin > time) {
      throw ended(RegoError.CANCEL, "caller cancelled query execution: it took longer than " + seconds());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw ended(RegoError.CANCEL, "caller cancelled query execution: the thread was interrupted");
    }
    long bytes = allocated() - allocatedBefore;
    if (bytes > limits.memory()) {
      throw ended(RegoError.LIMIT, "the evaluation allocates more than " + limits.memory() + " bytes");
    }
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.maxMemory();
    if (bytes > heap / 4 && runtime.totalMemory() - runtime.freeMemory() > heap * FULL) {
      throw ended(RegoError.LIMIT, "the heap is full and the evaluation has allocated " + bytes + " bytes of it");
    }
  }

  /** The time that is left; none where it is over. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, time - (System.nanoTime() - begin)));
  }

  private String seconds() {
    return limits.time().toMillis() / 1000.0 + " seconds";
  }

  /** Whether an evaluation ended because its budget was used up: such an end does not know its place. */
  static boolean isSpent(EvaluationException e) {
    return e.error().code().equals(RegoError.CANCEL) || e.error().code().equals(RegoError.LIMIT);
  }

  private static EvaluationException ended(String code, String message) {
    return Run.failure(code, message, null);
  }
}
