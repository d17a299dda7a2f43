package roadbed.app.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import roadbed.collect.alert.AlertReader;
import roadbed.operate.incident.AlertSource;
import roadbed.operate.incident.IncidentStore;

/**
 * Puts messages on disk, those that come at the same time together: each waits for one commit that many share. What was
 * read of a message when it came is kept for whoever takes it from there, so that it is not read twice.
 */
final class AlertQueue implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AlertQueue.class.getName());
  private static final int MOST_WAITING = 4_000;

  /** So much waits to be written at most, in units of {@link #UNIT} bytes. */
  private static final int MOST_UNITS = 64 * 1024;

  private static final int UNIT = 1024;
  private static final int TOGETHER = 256;
  private static final long TOGETHER_BYTES = 16L * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_READINGS = 4_096;
  private static final int LARGE = 16 * 1024;

  private final IncidentStore store;
  private final Runnable told;
  private final BlockingQueue<Incoming> incoming = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Semaphore room = new Semaphore(MOST_UNITS);
  private final Map<Long, AlertReader.Reading> readings = new ConcurrentHashMap<>();
  private final Thread writing;

  private record Incoming(AlertSource.Message message, AlertReader.Reading reading, CompletableFuture<Boolean> written) {
    int units() {
      return message.body().length / UNIT + 1;
    }
  }

  /**
   * A queue that writes until it is closed.
   *
   * @param told is called when there is something new on disk
   */
  AlertQueue(IncidentStore store, Runnable told) {
    this.store = store;
    this.told = told;
    this.writing = Thread.ofPlatform().daemon().name("alert-queue").start(this::write);
  }

  /** Whether a message is on disk; false where that cannot be said, and the sender is to send it again. */
  boolean keep(String source, Instant receivedAt, byte[] body, AlertReader.Reading reading) {
    Incoming one = new Incoming(new AlertSource.Message(0, source, receivedAt, body), reading, new CompletableFuture<>());
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      if (!room.tryAcquire(one.units(), PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      if (!incoming.offer(one, until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        room.release(one.units());
        return false;
      }
      return one.written.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What was read of a message when it came, where that is still known; it is not known any more then. */
  Optional<AlertReader.Reading> reading(long number) {
    return Optional.ofNullable(readings.remove(number));
  }

  private void write() {
    List<Incoming> together = new ArrayList<>();
    try {
      while (true) {
        gather(together);
        boolean written = write(together);
        for (Incoming one : together) {
          room.release(one.units());
          one.written.complete(written);
        }
        together.clear();
        if (written) {
          told.run();
        }
      }
    } catch (InterruptedException _) {
      together.forEach(one -> one.written.complete(false));
      incoming.forEach(one -> one.written.complete(false));
    }
  }

  private void gather(List<Incoming> together) throws InterruptedException {
    Incoming one = incoming.take();
    together.add(one);
    long bytes = one.message.body().length;
    while (together.size() < TOGETHER && bytes < TOGETHER_BYTES) {
      one = incoming.poll();
      if (one == null) {
        return;
      }
      together.add(one);
      bytes += one.message.body().length;
    }
  }

  private boolean write(List<Incoming> together) {
    try {
      List<OptionalLong> numbers = store.queue(together.stream().map(Incoming::message).toList());
      if (readings.size() > MOST_READINGS) {
        // Another server on this database reads them.
        readings.clear();
      }
      for (int i = 0; i < together.size(); i++) {
        if (numbers.get(i).isPresent() && together.get(i).message.body().length <= LARGE) {
          readings.put(numbers.get(i).getAsLong(), together.get(i).reading);
        }
      }
      return true;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "alerts were not taken in: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    AlertIntake.end(writing);
  }
}
