package roadbed.assess.cost.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationJson;
import roadbed.model.AllocationRules.Telemetry;
import roadbed.model.MetricSeries;
import roadbed.model.Provider;
import roadbed.model.Utilisation;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;
import roadbed.model.ValueJson;

/** What measured use becomes where shared cost is split by it. */
class TelemetryMeasuresTest {
  private static final long FIRST = 1_767_225_600;
  private static final long DAY = 86_400;
  private static final Snapshot NOTHING = Inventory.of(List.of());

  private static List<String> told(TelemetryMeasures.Read read) {
    return read.measures().stream()
        .map(one -> one.metric() + " " + one.day().orElseThrow() + " " + one.owner() + " " + one.value().stripTrailingZeros().toPlainString())
        .toList();
  }

  private static Telemetry query(Map<String, String> owners) {
    return new Telemetry("requests", new Telemetry.Origin.Query("x"), Optional.of("team"), owners);
  }

  private static MetricSeries answer(String team, long[] seconds, double... values) {
    return new MetricSeries("requests", team.isEmpty() ? Map.of() : Map.of("team", team), seconds, values);
  }

  @Test
  void aSampleCountsForTheDayThatItEnds() {
    TelemetryMeasures.Read read =
        TelemetryMeasures.of(
            List.of(query(Map.of("shop-*", "shop"))),
            List.of(
                answer("shop-a", new long[] {FIRST + DAY, FIRST + 2 * DAY}, 10, 20),
                answer("shop-b", new long[] {FIRST + DAY}, 5),
                answer("pay", new long[] {FIRST + DAY / 2}, 7),
                answer("", new long[] {FIRST + DAY}, 8),
                new MetricSeries("other", Map.of("team", "x"), new long[] {FIRST}, new double[] {99})),
            List.of(),
            NOTHING);
    assertThat(told(read))
        .containsExactly("requests 2026-01-01 pay 7", "requests 2026-01-01 shop 15", "requests 2026-01-02 shop 20");
    assertThat(read.notes()).containsExactly("16.0% of requests is left out: whose it is is not known");
  }

  @Test
  void coresBecomeCoreHoursAndRatesBecomeCounts() {
    Utilisation cores =
        new Utilisation(
            new Subject(Provider.KUBERNETES, "", "shop/Deployment/web", "", ""),
            Metric.CPU_CORES,
            Statistic.AVERAGE,
            Metric.CPU_CORES.unit(),
            Duration.ofMinutes(30),
            new MetricSeries("m", Map.of("namespace", "shop"), new long[] {FIRST, FIRST + 1_800}, new double[] {2, 4}),
            "Prometheus");
    Utilisation requests =
        new Utilisation(
            cores.subject(), Metric.REQUESTS, Statistic.AVERAGE, Metric.REQUESTS.unit(), Duration.ofHours(1), cores.samples(), "x");
    Utilisation largest =
        new Utilisation(
            cores.subject(), Metric.CPU_CORES, Statistic.MAXIMUM, Metric.CPU_CORES.unit(), Duration.ofHours(1), cores.samples(), "x");
    TelemetryMeasures.Read read =
        TelemetryMeasures.of(
            List.of(
                new Telemetry("cpu_hours", new Telemetry.Origin.Used(Metric.CPU_CORES), Optional.of("namespace"), Map.of()),
                new Telemetry("calls", new Telemetry.Origin.Used(Metric.REQUESTS), Optional.of("namespace"), Map.of()),
                new Telemetry("traffic", new Telemetry.Origin.Used(Metric.NETWORK_OUT), Optional.empty(), Map.of())),
            List.of(),
            List.of(cores, requests, largest),
            NOTHING);
    assertThat(told(read)).containsExactly("calls 2026-01-01 shop 21600", "cpu_hours 2026-01-01 shop 3");
    assertThat(read.notes()).containsExactly("of traffic nothing was measured");
  }

  @Test
  void rulesSayWhereAMeasureComesFrom() {
    AllocationJson.Read read =
        AllocationJson.read(
            ValueJson.parse(
                """
                {"apiVersion": "roadbed.dev/v1", "kind": "Allocation", "telemetry": {
                  "requests": {"query": "sum by (team) (increase(x[1d]))", "owner": "team", "owners": {"a*": "alpha"}},
                  "cpu_hours": {"use": "cpu_cores"}}}
                """));
    assertThat(read.problems()).isEmpty();
    assertThat(read.rules().orElseThrow().telemetry())
        .containsExactly(
            new Telemetry(
                "requests",
                new Telemetry.Origin.Query("sum by (team) (increase(x[1d]))"),
                Optional.of("team"),
                Map.of("a*", "alpha")),
            new Telemetry("cpu_hours", new Telemetry.Origin.Used(Metric.CPU_CORES), Optional.empty(), Map.of()));
    assertThat(
            AllocationJson.read(
                    ValueJson.parse(
                        """
                        {"apiVersion": "roadbed.dev/v1", "kind": "Allocation", "telemetry": {
                          "a": {"query": "x"}, "b": {"use": "cpu"}, "c": {"use": "nonsense"}, "d": {"query": "x", "use": "y"}}}
                        """))
                .problems())
        .extracting(AllocationJson.Problem::message)
        .containsExactly(
            "whose the answers are is not said",
            "cpu of unlike things has no sum",
            "there is no metric nonsense",
            "a measure comes from a query or from what was used");
  }
}
