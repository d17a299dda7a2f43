package roadbed.app.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Looks at cost when bills come in and every few hours, one look at a time, beside everything else. */
final class CostWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CostWatch.class.getName());
  private static final Duration EVERY = Duration.ofHours(6);

  /** So that bills that come one after another are looked at together. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final List<Runnable> looks;
  private final Semaphore asked = new Semaphore(1);
  private final Thread watching;

  /**
   * Begins to watch.
   *
   * @param looks what is done each time, in this order; one that fails keeps none of the others from it
   */
  CostWatch(List<Runnable> looks) {
    this.looks = List.copyOf(looks);
    this.watching = Thread.ofPlatform().daemon().name("cost-watch").start(this::watch);
  }

  /** Bills have changed. */
  void ask() {
    asked.release();
  }

  private void watch() {
    try {
      while (true) {
        boolean now = asked.tryAcquire(EVERY.toSeconds(), TimeUnit.SECONDS);
        if (now) {
          Thread.sleep(SETTLING);
        }
        asked.drainPermits();
        looks.forEach(CostWatch::look);
      }
    } catch (InterruptedException _) {
      // The server closes.
    }
  }

  private static void look(Runnable one) {
    try {
      one.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cost was not looked at: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    watching.interrupt();
    try {
      if (!watching.join(Duration.ofSeconds(10))) {
        LOG.log(System.Logger.Level.WARNING, "a look at cost does not end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
