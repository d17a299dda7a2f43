package roadbed.app.server;

import java.time.Duration;
import roadbed.operate.change.ChangeDesk;

/** Tells of freezes and maintenance before they come, and makes alerts quiet in times of maintenance. */
final class ChangeWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ChangeWatch.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration LAST_LOOK = Duration.ofSeconds(10);

  private final ChangeDesk desk;
  private final MaintenanceQuiets quiets;
  private final Thread thread;

  ChangeWatch(ChangeDesk desk, MaintenanceQuiets quiets) {
    this.desk = desk;
    this.quiets = quiets;
    this.thread = Thread.ofPlatform().daemon().name("changes").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        try {
          quiets.follow(desk.settings());
          desk.announceWindows();
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.WARNING, "windows of changes were not looked at: " + e.getMessage());
        }
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      // The server closes.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(LAST_LOOK);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
