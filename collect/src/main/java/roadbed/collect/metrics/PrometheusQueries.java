package roadbed.collect.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.model.Diagnostic;
import roadbed.model.MetricSeries;

/**
 * What is asked of a Prometheus server for the cost of a cluster and for the use of machines: the metrics of
 * kube-state-metrics, cAdvisor, node_exporter, NVIDIA's DCGM exporter and OpenCost's exporter.
 */
public final class PrometheusQueries {
  private static final Duration SELDOM = Duration.ofHours(1);

  private static final String COMPONENTS = "{resource=~\"cpu|memory|.*[_/]gpu\"}";
  private static final String CONTAINERS = "{container!=\"\",container!=\"POD\"}";
  private static final String DISKS = "{fstype!~\"tmpfs|overlay|squashfs|ramfs|devtmpfs|iso9660|fuse.*\"}";

  private static final List<Query> OWNERS =
      List.of(seldom("kube_pod_owner"), seldom("kube_replicaset_owner{owner_kind=\"Deployment\"}"));

  /** What the cost of a cluster takes. */
  public static final List<Query> CLUSTER =
      and(
          OWNERS,
          often("kube_node_status_capacity" + COMPONENTS),
          seldom("kube_node_info"),
          seldom("kube_node_labels"),
          often("kube_pod_container_resource_requests" + COMPONENTS),
          often("container_cpu_usage_seconds_total" + CONTAINERS),
          often("container_memory_working_set_bytes" + CONTAINERS),
          often("DCGM_FI_PROF_GR_ENGINE_ACTIVE"),
          often("DCGM_FI_DEV_GPU_UTIL"),
          seldom("kube_pod_labels"),
          seldom("kube_pod_info"),
          often("kube_persistentvolumeclaim_resource_requests_storage_bytes"),
          seldom("kube_persistentvolumeclaim_info"),
          seldom("kube_pod_spec_volumes_persistentvolumeclaims_info"),
          often("container_network_transmit_bytes_total{pod!=\"\"}"),
          often("node_total_hourly_cost"));

  /** What the use of machines and containers takes. */
  public static final List<Query> MACHINES =
      and(
          OWNERS,
          often("node_cpu_seconds_total{mode=\"idle\"}"),
          often("node_memory_MemTotal_bytes"),
          often("node_memory_MemAvailable_bytes"),
          often("node_filesystem_size_bytes" + DISKS),
          often("node_filesystem_avail_bytes" + DISKS),
          often("node_network_receive_bytes_total"),
          often("node_network_transmit_bytes_total"),
          often("node_disk_read_bytes_total"),
          often("node_disk_written_bytes_total"),
          often("node_disk_reads_completed_total"),
          often("node_disk_writes_completed_total"),
          often("container_cpu_usage_seconds_total" + CONTAINERS),
          often("container_memory_working_set_bytes" + CONTAINERS),
          often("container_network_receive_bytes_total{pod!=\"\"}"),
          often("container_network_transmit_bytes_total{pod!=\"\"}"),
          often("DCGM_FI_DEV_GPU_UTIL"));

  private PrometheusQueries() {}

  /**
   * One question.
   *
   * @param name what the answers are called where the expression takes their name away
   * @param seldom whether the answer hardly changes, so that a longer step is enough
   */
  public record Query(String name, String expression, boolean seldom) {}

  /** Series, and what was not answered. */
  public record Answers(List<MetricSeries> series, List<Diagnostic> diagnostics) {
    public Answers {
      series = List.copyOf(series);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * Asks them one after the other. A query that fails costs its own series only; where the server is out of reach
   * nothing further is asked.
   *
   * @param step between samples; for what hardly changes, an hour at least
   * @param asking is told each query before it is asked
   */
  public static Answers ask(
      PrometheusClient client, List<Query> queries, Instant from, Instant to, Duration step, Consumer<String> asking) {
    List<MetricSeries> series = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Query query : queries) {
      asking.accept(query.name());
      boolean longer = query.seldom() && step.compareTo(SELDOM) < 0;
      Duration by = longer ? SELDOM : step;
      String expression =
          query.seldom() ? "last_over_time(" + query.expression() + "[" + by.toSeconds() + "s])" : query.expression();
      // What hardly changes, and counters, are looked at once more after the end, so that nothing of its last step is missed.
      boolean once = query.seldom() || query.name().endsWith("_total");
      switch (client.range(expression, from, once ? to.plus(by) : to, by)) {
        case PrometheusClient.Outcome.Answered(var answer) ->
            answer.series().forEach(one -> series.add(one.renamed(query.name())));
        case PrometheusClient.Outcome.Failed(Diagnostic problem) -> {
          diagnostics.add(problem);
          if (problem.code().equals(PrometheusClient.UNREACHABLE)) {
            return new Answers(series, diagnostics);
          }
        }
      }
    }
    return new Answers(series, diagnostics);
  }

  private static Query often(String expression) {
    return new Query(name(expression), expression, false);
  }

  private static Query seldom(String expression) {
    return new Query(name(expression), expression, true);
  }

  private static String name(String expression) {
    int brace = expression.indexOf('{');
    return brace < 0 ? expression : expression.substring(0, brace);
  }

  private static List<Query> and(List<Query> first, Query... others) {
    List<Query> all = new ArrayList<>(first);
    all.addAll(List.of(others));
    return List.copyOf(all);
  }
}
