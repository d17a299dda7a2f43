package roadbed.app.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.assess.reliability.ledger.Standing;
import roadbed.assess.reliability.ledger.StatePolicy;
import roadbed.assess.reliability.ledger.Tally;
import roadbed.collect.SloFiles;
import roadbed.collect.prometheus.PrometheusAccess;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceState;
import roadbed.testkit.RealPrometheus;

/** Counts pulled from a real Prometheus. */
class LedgerPullTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final String SLO =
      """
      version: prometheus/v1
      service: shop
      slos:
        - name: availability
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(http_requests_total{job="shop",code=~"5.."}[{{.window}}]))
              total_query: sum(rate(http_requests_total{job="shop"}[{{.window}}]))
          alerting: {name: ShopAvailability}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: latency}
      spec:
        service: shop
        indicator: {metadata: {name: p99}, spec: {thresholdMetric: {metricSource: {type: Prometheus, spec: {query: 'latency_seconds{job="shop"}'}}}}}
        budgetingMethod: Occurrences
        timeWindow: [{duration: 30d, isRolling: true}]
        objectives: [{op: lt, value: 0.25, target: 0.9}]
      """;

  /** Three hours: errors first seen at 50 after one, nobody asks for 15 minutes, the target is gone for the last half hour. */
  private static String samples() {
    StringBuilder up = new StringBuilder("# TYPE up gauge\n");
    StringBuilder requests = new StringBuilder("# TYPE http_requests counter\n");
    StringBuilder errors = new StringBuilder();
    StringBuilder latency = new StringBuilder("# TYPE latency_seconds gauge\n");
    long good = 1_000_000;
    for (int minute = 0; minute <= 180; minute++) {
      long at = START.plusSeconds(minute * 60L).getEpochSecond();
      up.append("up{job=\"other\"} 1 ").append(at).append('\n');
      if (minute > 150) {
        continue;
      }
      good += minute > 90 && minute <= 105 ? 0 : 100;
      requests.append("http_requests_total{job=\"shop\",code=\"200\"} ").append(good).append(' ').append(at).append('\n');
      if (minute >= 60) {
        errors.append("http_requests_total{job=\"shop\",code=\"500\"} 50 ").append(at).append('\n');
      }
      latency.append("latency_seconds{job=\"shop\"} ").append(minute % 10 == 0 ? 0.3 : 0.1).append(' ').append(at).append('\n');
    }
    return up.toString() + requests + errors + latency;
  }

  private static ServiceLevelObjective named(Path file, String name) throws IOException {
    return SloFiles.read(List.of(file), SloFiles.DEFAULT_PERIOD).objectives().stream()
        .filter(slo -> slo.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eventsAreCountedByTheSlice(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("slo.yaml"), SLO);
    ServiceLevelObjective availability = named(file, "availability");
    try (RealPrometheus prometheus = RealPrometheus.start(Files.createDirectory(folder.resolve("server")), samples());
        PrometheusClient client = new PrometheusClient(new PrometheusAccess(prometheus.address(), Optional.empty()))) {
      LedgerPull pull =
          new LedgerPull(client, START.minus(Duration.ofHours(1)), START.plus(Duration.ofHours(3)), Duration.ofMinutes(1));
      LedgerPull.Pulled pulled = pull.pull(availability, Instant.MIN);
      assertThat(pulled.diagnostics()).isEmpty();
      EventLedger ledger = EventLedger.of(pulled.counts());
      Tally tally = ledger.tally(ledger.start(), ledger.end());
      assertThat(Tally.events(tally.bad())).isEqualByComparingTo("50");
      // What the counter counted before anybody looked is not ours; the idle quarter brings nothing.
      assertThat(Tally.events(tally.total())).isEqualByComparingTo(String.valueOf((150 - 15) * 100 + 50));
      assertThat(tally.noData()).isZero();
      // A series without samples is still there for five minutes, and does not grow.
      assertThat(tally.noTraffic()).isBetween(15, 20);
      assertThat(tally.targetGone()).isBetween(24, 30);
      assertThat(pulled.counts().getLast().state()).isEqualTo(SliceState.TARGET_GONE);
      assertThat(Standing.of(availability, ledger, StatePolicy.USUAL, ledger.end()).outcome())
          .isEqualTo(Standing.Outcome.MISSED);
      EventLedger latency = EventLedger.of(pull.pull(named(file, "latency"), Instant.MIN).counts());
      Tally measured = latency.tally(START, START.plus(Duration.ofMinutes(150)));
      assertThat(Tally.events(measured.total())).isEqualByComparingTo("150");
      assertThat(Tally.events(measured.bad())).isEqualByComparingTo("15");
      // Later pulls go on where an earlier one ended.
      Instant middle = START.plus(Duration.ofHours(2));
      assertThat(pull.pull(availability, middle).counts().getFirst().start()).isEqualTo(middle);
    }
  }

  @Test
  void slicesOfFiveMinutesHoldTheSameEvents(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("slo.yaml"), SLO);
    ServiceLevelObjective slo = named(file, "availability");
    try (RealPrometheus prometheus = RealPrometheus.start(Files.createDirectory(folder.resolve("server")), samples());
        PrometheusClient client = new PrometheusClient(new PrometheusAccess(prometheus.address(), Optional.empty()))) {
      LedgerPull pull = new LedgerPull(client, START, START.plus(Duration.ofHours(2)), Duration.ofMinutes(5));
      EventLedger ledger = EventLedger.of(pull.pull(slo, Instant.MIN).counts());
      assertThat(ledger.slice()).isEqualTo(Duration.ofMinutes(5));
      assertThat(Tally.events(ledger.tally(ledger.start(), ledger.end()).total())).isEqualByComparingTo("10550");
    }
  }
}
