package roadbed.app.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import roadbed.app.slo.LedgerPull;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.collect.prometheus.PrometheusAccess;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.model.Diagnostic;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;

/** Pulls the events of objectives from Prometheus every few minutes, and what was missed since the last time. */
final class LedgerWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LedgerWatch.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static final Duration SLICE = Duration.ofMinutes(1);

  /** Samples come late; a slice is asked for when they are there. */
  private static final Duration LATE = Duration.ofMinutes(1);

  /** How far back the first pull goes, at most. */
  private static final Duration FURTHEST = Duration.ofDays(30);

  private final ObjectiveDesk desk;
  private final PrometheusClient client;
  private final Clock clock;
  private final Set<String> said = new HashSet<>();
  private final Thread watching;

  LedgerWatch(ObjectiveDesk desk, PrometheusAccess access, Clock clock) {
    this.desk = desk;
    this.client = new PrometheusClient(access);
    this.clock = clock;
    this.watching = Thread.ofPlatform().daemon().name("event-ledger").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException _) {
      // The server closes.
    }
  }

  private void look() {
    Instant now = clock.instant().minus(LATE);
    LedgerPull pull = new LedgerPull(client, now.minus(FURTHEST), now, SLICE);
    for (ServiceLevelObjective slo : desk.objectives()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (slo.indicator() instanceof Indicator.Composite) {
        continue; // It is judged by its parts.
      }
      try {
        LedgerPull.Pulled pulled = pull.pull(slo, desk.end(slo).orElse(Instant.MIN));
        pulled.diagnostics().forEach(this::tell);
        if (!pulled.counts().isEmpty()) {
          desk.take(pulled.counts());
        }
        if (pulled.diagnostics().stream().anyMatch(problem -> problem.code().equals(PrometheusClient.UNREACHABLE))) {
          return;
        }
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "the events of " + slo.id() + " were not counted: " + e.getMessage());
      }
    }
  }

  /** Each problem once, until the server starts again. */
  private void tell(Diagnostic problem) {
    if (said.add(problem.code() + problem.location())) {
      LOG.log(System.Logger.Level.WARNING, problem.toString());
    }
  }

  @Override
  public void close() {
    watching.interrupt();
    try {
      if (!watching.join(Duration.ofSeconds(10))) {
        LOG.log(System.Logger.Level.WARNING, "the count of events does not end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
