package roadbed.app.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import roadbed.operate.incident.AlertSource;
import roadbed.operate.incident.IncidentStore;
import roadbed.store.postgres.StoreException;

/**
 * Who may send alerts, kept in memory. They are read again by one thread for all others, so that many messages at once ask
 * the database no more than one; a source that was revoked elsewhere may send for two seconds at most.
 */
final class AlertSources {
  private static final System.Logger LOG = System.getLogger(AlertSources.class.getName());

  /** From this age on one thread reads them again, and the others go on with what is known. */
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  /** From this age on everybody waits for them. */
  private static final long KEPT = Duration.ofSeconds(2).toNanos();

  private final IncidentStore store;
  private final LongSupplier nanoTime;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Known known = new Known(Map.of(), Map.of(), Optional.empty(), false);

  AlertSources(IncidentStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
  }

  /**
   * What was read.
   *
   * @param readAt by the clock of {@code nanoTime}; empty where nothing was read yet
   * @param failed whether the database did not answer
   */
  private record Known(
      Map<String, AlertSource> byId, Map<String, AlertSource> byToken, Optional<Long> readAt, boolean failed) {
    boolean olderThan(long age, long now) {
      return readAt.filter(at -> now - at < age).isEmpty();
    }
  }

  /** Who may send just now. */
  interface Admitted {
    /** The source of a name. */
    Optional<AlertSource> named(String id);

    /** The source that has a token. */
    Optional<AlertSource> having(String token);
  }

  /** Who may send; empty where that cannot be told just now, as the database does not answer. */
  Optional<Admitted> admitted() {
    Known now = current();
    return now.failed
        ? Optional.empty()
        : Optional.of(
            new Admitted() {
              @Override
              public Optional<AlertSource> named(String id) {
                return Optional.ofNullable(now.byId.get(id));
              }

              @Override
              public Optional<AlertSource> having(String token) {
                return Optional.ofNullable(now.byToken.get(hash(token)));
              }
            });
  }

  private Known current() {
    Known was = known;
    if (!was.olderThan(FRESH, nanoTime.getAsLong())) {
      return was;
    }
    if (!reading.tryLock()) {
      if (!was.olderThan(KEPT, nanoTime.getAsLong())) {
        return was;
      }
      reading.lock();
    }
    try {
      if (known.olderThan(FRESH, nanoTime.getAsLong())) {
        known = read();
      }
      return known;
    } finally {
      reading.unlock();
    }
  }

  private Known read() {
    Map<String, AlertSource> byId = new HashMap<>();
    Map<String, AlertSource> byToken = new HashMap<>();
    long asked = nanoTime.getAsLong();
    try {
      for (AlertSource source : store.sources()) {
        if (source.revokedAt().isEmpty()) {
          byId.put(source.id(), source);
          byToken.put(source.tokenHash(), source);
        }
      }
      return new Known(byId, byToken, Optional.of(asked), false);
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "sources of alerts were not read: " + e.getMessage());
      return new Known(Map.of(), Map.of(), Optional.of(nanoTime.getAsLong()), true);
    }
  }

  /** What was changed here holds at once. */
  void forget() {
    reading.lock();
    try {
      known = new Known(Map.of(), Map.of(), Optional.empty(), false);
    } finally {
      reading.unlock();
    }
  }

  /** Whether a token is that of a source; takes as long whichever it is. */
  static boolean isToken(AlertSource source, String token) {
    return MessageDigest.isEqual(
        hash(token).getBytes(StandardCharsets.US_ASCII), source.tokenHash().getBytes(StandardCharsets.US_ASCII));
  }

  static String hash(String secret) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
