package roadbed.app.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import roadbed.collect.alert.AlertMappings;
import roadbed.collect.alert.AlertReader;
import roadbed.inventory.EstateStore;
import roadbed.model.Value;
import roadbed.operate.incident.AlertRules;

/** What documents say of alerts, of all sources together, looked at again every few seconds. */
final class AlertDocuments {
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final EstateStore estate;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Known known = new Known(Instant.MIN, List.of(), new AlertReader(List.of()), AlertRules.USUAL);

  private record Known(Instant at, List<EstateStore.Told> documents, AlertReader reader, AlertRules rules) {}

  AlertDocuments(EstateStore estate, Clock clock) {
    this.estate = estate;
    this.clock = clock;
  }

  /** Reads messages, the user's own mappings first. */
  AlertReader reader() {
    return known().reader;
  }

  /** How alerts are put together. */
  AlertRules rules() {
    return known().rules;
  }

  private Known known() {
    Known now = known;
    if (now.at.isAfter(clock.instant().minus(KEPT))) {
      return now;
    }
    // One thread looks, and the others go on with what is known, where something is.
    if (!looking.tryLock()) {
      if (now.at.isAfter(Instant.MIN)) {
        return now;
      }
      looking.lock();
    }
    try {
      if (!known.at.isAfter(clock.instant().minus(KEPT))) {
        known = read();
      }
      return known;
    } finally {
      looking.unlock();
    }
  }

  private Known read() {
    List<EstateStore.Told> mappings = estate.documents("AlertMappings");
    List<EstateStore.Told> rules = estate.documents("AlertRules");
    List<EstateStore.Told> all = Stream.concat(mappings.stream(), rules.stream()).toList();
    return all.equals(known.documents)
        ? new Known(clock.instant(), all, known.reader, known.rules)
        : new Known(
            clock.instant(), all, new AlertReader(AlertMappings.read(values(mappings)).mappings()), AlertRules.read(values(rules)).rules());
  }

  private static List<Value> values(List<EstateStore.Told> documents) {
    return documents.stream().map(one -> (Value) one.document().value()).toList();
  }
}
