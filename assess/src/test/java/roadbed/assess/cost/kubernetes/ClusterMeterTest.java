package roadbed.assess.cost.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roadbed.assess.cost.kubernetes.ClusterShares.Sharing;
import roadbed.model.MetricSeries;

class ClusterMeterTest {
  private static final long START = 1_767_225_600;
  private static final double GIB = 1L << 30;

  private static MetricSeries series(String name, Map<String, String> labels, double... hourly) {
    long[] seconds = new long[hourly.length];
    for (int i = 0; i < hourly.length; i++) {
      seconds[i] = START + 3_600L * i;
    }
    return new MetricSeries(name, labels, seconds, hourly);
  }

  private static MetricSeries capacity(String node, String resource, double value) {
    return series("kube_node_status_capacity", Map.of("node", node, "resource", resource), value, value);
  }

  private static MetricSeries request(String namespace, String pod, String resource, double value) {
    return series(
        "kube_pod_container_resource_requests",
        Map.of("namespace", namespace, "pod", pod, "container", "c", "node", "n1", "resource", resource),
        value,
        value);
  }

  private static MetricSeries used(String name, String namespace, String pod, double... values) {
    return series(name, Map.of("namespace", namespace, "pod", pod, "container", "c", "node", "n1"), values);
  }

  private static ClusterPrices prices(String node) {
    return new ClusterPrices(
        "EUR",
        Map.of("n1", new BigDecimal(node)),
        Map.of(),
        new BigDecimal("0.03"),
        new BigDecimal("0.01"),
        new BigDecimal("1"),
        Map.of("gp3", new BigDecimal("0.001")),
        new BigDecimal("0.02"));
  }

  private static String text(BigDecimal number) {
    return number.setScale(4, RoundingMode.HALF_UP).toPlainString();
  }

  /** Four cores and 8 GiB at 0.03 and 0.01 would be 0.20; the node costs 0.40, so each costs twice that. */
  @Test
  void aContainerBearsWhatItAskedForOrUsedWhicheverIsMore() {
    ClusterCost cost =
        ClusterMeter.of(
            List.of(
                capacity("n1", "cpu", 4),
                capacity("n1", "memory", 8 * GIB),
                request("shop", "web", "cpu", 1),
                request("shop", "web", "memory", 2 * GIB),
                used("container_cpu_usage_seconds_total", "shop", "web", 0, 7_200, 7_200),
                used("container_memory_working_set_bytes", "shop", "web", GIB, GIB)),
            prices("0.40"));
    assertThat(cost.asset()).isEqualByComparingTo("0.80");
    assertThat(cost.items())
        .extracting(item -> item.container().namespace() + " " + text(item.cpu()) + " " + text(item.memory()))
        // Two cores in the first hour, the one that it asked for in the second: three core hours at 0.06.
        .containsExactly("shop 0.1800 0.0800", "__idle__ 0.3000 0.2400");
    assertThat(cost.items().stream().map(ClusterCost.Item::total).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(cost.asset());
  }

  @Test
  void gpusByAllocationAndByUseStorageAndTraffic() {
    ClusterCost cost =
        ClusterMeter.of(
            List.of(
                capacity("n1", "cpu", 4),
                capacity("n1", "memory", 8 * GIB),
                capacity("n1", "nvidia_com_gpu", 2),
                request("ml", "train", "nvidia_com_gpu", 1),
                used("DCGM_FI_DEV_GPU_UTIL", "ml", "train", 25, 25),
                series("container_network_transmit_bytes_total", Map.of("namespace", "ml", "pod", "train"), 0, 3 * GIB),
                series(
                    "kube_persistentvolumeclaim_resource_requests_storage_bytes",
                    Map.of("namespace", "ml", "persistentvolumeclaim", "data", "storageclass", "gp3"),
                    100 * GIB,
                    100 * GIB),
                series(
                    "kube_pod_spec_volumes_persistentvolumeclaims_info",
                    Map.of("namespace", "ml", "pod", "train", "persistentvolumeclaim", "data"),
                    1),
                series(
                    "kube_persistentvolumeclaim_resource_requests_storage_bytes",
                    Map.of("namespace", "old", "persistentvolumeclaim", "lost", "storageclass", "gp3"),
                    10 * GIB)),
            prices("2.20"));
    List<ClusterShares.Row> rows =
        ClusterShares.of(cost, Container::namespace, _ -> false, Sharing.SEPARATE, Sharing.SEPARATE);
    assertThat(rows)
        .extracting(
            row -> row.name() + " " + text(row.gpu()) + " " + text(row.gpuUsed()) + " " + text(row.storage()) + " " + text(row.network()))
        .containsExactly(
            "__idle__ 2.0000 0.0000 0.0000 0.0000",
            "ml 2.0000 0.5000 0.2000 0.0600",
            "old 0.0000 0.0000 0.0100 0.0000");
  }

  /** The share of time in which anything ran is coarser than what the engine was busy with. */
  @Test
  void whereTheEngineIsProfiledTheShareOfTimeDoesNotCountAsWell() {
    ClusterCost cost =
        ClusterMeter.of(
            List.of(
                capacity("n1", "nvidia_com_gpu", 1),
                request("ml", "train", "nvidia_com_gpu", 1),
                used("DCGM_FI_DEV_GPU_UTIL", "ml", "train", 90, 90),
                used("DCGM_FI_PROF_GR_ENGINE_ACTIVE", "ml", "train", 0.25, 0.25)),
            prices("1"));
    assertThat(cost.items().getFirst().gpuUsed()).isEqualByComparingTo("0.5");
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void sharingNeverChangesTheTotal(Sharing sharing) {
    Random random = new Random(42);
    List<MetricSeries> series = new ArrayList<>();
    series.add(capacity("n1", "cpu", 16));
    series.add(capacity("n1", "memory", 64 * GIB));
    for (int pod = 0; pod < 20; pod++) {
      String namespace = List.of("a", "b", "kube-system").get(pod % 3);
      series.add(request(namespace, "p" + pod, "cpu", random.nextDouble()));
      series.add(request(namespace, "p" + pod, "memory", random.nextDouble() * GIB));
      series.add(used("container_memory_working_set_bytes", namespace, "p" + pod, random.nextDouble() * GIB, GIB));
    }
    ClusterCost cost = ClusterMeter.of(series, prices("1.234567"));
    List<ClusterShares.Row> rows =
        ClusterShares.of(
            cost, Container::namespace, container -> container.namespace().equals("kube-system"), sharing, sharing);
    assertThat(rows.stream().map(ClusterShares.Row::total).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(cost.asset());
    assertThat(rows).hasSize(sharing == Sharing.SEPARATE ? 4 : 2);
  }

  @Test
  void theControllerOfAReplicaSetIsTheWorkloadAndACounterThatFallsBeganAnew() {
    ClusterCost cost =
        ClusterMeter.of(
            List.of(
                used("container_cpu_usage_seconds_total", "shop", "web-1-x", 3_600, 7_200, 1_800),
                series("kube_pod_owner", Map.of("namespace", "shop", "pod", "web-1-x", "owner_kind", "ReplicaSet", "owner_name", "web-1"), 1),
                series(
                    "kube_replicaset_owner",
                    Map.of("namespace", "shop", "replicaset", "web-1", "owner_kind", "Deployment", "owner_name", "web"),
                    1),
                series("kube_pod_labels", Map.of("namespace", "shop", "pod", "web-1-x", "label_app", "web"), 1)),
            prices("1"));
    ClusterCost.Item item = cost.items().getFirst();
    assertThat(item.container().workload()).isEqualTo("Deployment/web");
    assertThat(item.container().labels()).containsEntry("app", "web");
    assertThat(item.cpu()).isEqualByComparingTo("0.045");
    assertThat(cost.notes()).anyMatch(note -> note.contains("without an idle part"));
  }
}
