package roadbed.app.server;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import roadbed.assess.resilience.ResilienceAssessment;
import roadbed.assess.resilience.ResilienceRows;
import roadbed.assess.resilience.ResilienceStore;
import roadbed.inventory.Snapshot;
import roadbed.model.resilience.DrillRecord;
import roadbed.model.resilience.QuotaReading;

/** Keeps what is known of resilience: at every push, and beside everything else when something happened in an exercise. */
final class ResilienceWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ResilienceWatch.class.getName());
  private static final int HISTORY_DAYS = 400;

  /** So that what is written one after another is looked at together. */
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private final ResilienceStore store;
  private final Supplier<List<DrillRecord>> drills;
  private final Supplier<Snapshot> estate;
  private final Semaphore asked = new Semaphore(0);
  private final Thread watching;

  /**
   * Begins to watch.
   *
   * @param drills exercises that are kept here
   * @param estate what was last collected
   */
  ResilienceWatch(ResilienceStore store, Supplier<List<DrillRecord>> drills, Supplier<Snapshot> estate) {
    this.store = store;
    this.drills = drills;
    this.estate = estate;
    this.watching = Thread.ofPlatform().daemon().name("resilience").start(this::watch);
  }

  /** Something happened in an exercise. */
  void ask() {
    asked.release();
  }

  private void watch() {
    try {
      while (true) {
        asked.acquire();
        Thread.sleep(SETTLING);
        asked.drainPermits();
        try {
          assess(estate.get());
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.WARNING, "resilience was not assessed: " + e.getMessage());
        }
      }
    } catch (InterruptedException _) {
      // The server closes.
    }
  }

  /** Assesses a snapshot and keeps it for its day. */
  synchronized void assess(Snapshot snapshot) {
    if (snapshot.takenAt().equals(Instant.EPOCH)) {
      // Nothing was collected yet, so there is no day to speak of.
      return;
    }
    List<QuotaReading> told =
        snapshot.resilience().stream().filter(QuotaReading.class::isInstance).map(QuotaReading.class::cast).toList();
    store.keep(told);
    LocalDate since = LocalDate.ofInstant(snapshot.takenAt(), ZoneOffset.UTC).minusDays(HISTORY_DAYS);
    ResilienceAssessment assessment =
        ResilienceAssessment.of(snapshot, drills.get(), told.isEmpty() ? List.of() : store.history(since));
    store.record(ResilienceRows.day(assessment), assessment);
  }

  @Override
  public void close() {
    watching.interrupt();
  }
}
