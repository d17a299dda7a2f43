package roadbed.collect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.collect.prometheus.PrometheusAccess;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.testkit.RealPrometheus;

/** A live server tells the use of machines and containers. */
class PrometheusQueriesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MINUTES = 180;

  /** A series whose value grows by so much a minute from a first one. */
  private static String series(String name, String labels, double first, double perMinute) {
    StringBuilder text = new StringBuilder();
    for (int minute = 0; minute <= MINUTES; minute++) {
      text.append(name).append('{').append(labels).append("} ").append(first + minute * perMinute).append(' ')
          .append(START.getEpochSecond() + 60L * minute).append('\n');
    }
    return text.toString();
  }

  @Test
  void aRealServerTellsTheUseOfMachinesAndContainers(@TempDir Path folder) throws IOException, InterruptedException {
    String samples =
        "# TYPE node_cpu_seconds counter\n"
            + series("node_cpu_seconds_total", "instance=\"10.0.0.1:9100\",cpu=\"0\",mode=\"idle\"", 0, 30)
            + series("node_cpu_seconds_total", "instance=\"10.0.0.1:9100\",cpu=\"1\",mode=\"idle\"", 0, 60)
            + "# TYPE node_memory_MemTotal_bytes gauge\n"
            + series("node_memory_MemTotal_bytes", "instance=\"10.0.0.1:9100\"", 1_000, 0)
            + "# TYPE node_memory_MemAvailable_bytes gauge\n"
            + series("node_memory_MemAvailable_bytes", "instance=\"10.0.0.1:9100\"", 400, 0)
            + "# TYPE container_cpu_usage_seconds counter\n"
            + series("container_cpu_usage_seconds_total", "namespace=\"shop\",pod=\"web-1\",container=\"c\"", 0, 30)
            + series("container_cpu_usage_seconds_total", "namespace=\"shop\",pod=\"web-1\"", 0, 99)
            + "# TYPE kube_pod_owner gauge\n"
            + series("kube_pod_owner", "namespace=\"shop\",pod=\"web-1\",owner_kind=\"StatefulSet\",owner_name=\"web\"", 1, 0);
    List<String> asked = new ArrayList<>();
    try (RealPrometheus prometheus = RealPrometheus.start(folder, samples);
        PrometheusClient client = new PrometheusClient(new PrometheusAccess(prometheus.address(), Optional.empty()))) {
      PrometheusQueries.Answers answers =
          PrometheusQueries.ask(
              client,
              PrometheusQueries.MACHINES,
              START,
              START.plusSeconds(7_199),
              Duration.ofMinutes(5),
              asked::add);
      assertThat(answers.diagnostics()).isEmpty();
      assertThat(asked).hasSameSizeAs(PrometheusQueries.MACHINES);
      assertThat(UtilisationFiles.of(answers.series(), prometheus.address().toString()).series())
          .extracting(
              one ->
                  one.subject().name() + " " + one.metric().id() + " " + one.size() + " "
                      + Math.round(one.mean().orElseThrow() * 100) / 100.0)
          // Two hours of five minutes are 24 intervals; a counter is looked at once more to close the last one.
          .containsExactlyInAnyOrder(
              "10.0.0.1 cpu 24 25.0", "10.0.0.1 memory 24 60.0", "shop/StatefulSet/web cpu_cores 24 0.5");
    }
  }

  @Test
  void aServerThatIsOutOfReachIsAskedForOneThingOnly() {
    List<String> asked = new ArrayList<>();
    PrometheusAccess nowhere =
        new PrometheusAccess(
            URI.create("http://127.0.0.1:9"), Optional.empty(), java.util.Map.of(), Duration.ofSeconds(2), 1, 1_000);
    try (PrometheusClient client = new PrometheusClient(nowhere)) {
      PrometheusQueries.Answers answers =
          PrometheusQueries.ask(client, PrometheusQueries.CLUSTER, START, START.plusSeconds(60), Duration.ofMinutes(1), asked::add);
      assertThat(asked).hasSize(1);
      assertThat(answers.diagnostics()).hasSize(1);
    }
  }
}
