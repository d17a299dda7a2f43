package roadbed.collect.metrics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.MetricSeries;
import roadbed.model.Provider;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;

/**
 * Makes utilisation of what Prometheus' usual exporters measure: machines by node_exporter, containers by cAdvisor, GPUs
 * by NVIDIA's DCGM exporter. Counters become rates between two samples; where one falls it began anew.
 */
final class PrometheusUtilisation {
  private static final String SOURCE = "Prometheus";
  private static final double HUNDRED = 100;
  private static final String NO_NETWORK = "lo|(veth|docker|cali|cni|flannel|br-|virbr|tunl|kube-|lxc|nodelocaldns).*";
  private static final String NO_DISK = "tmpfs|overlay|squashfs|ramfs|devtmpfs|iso9660|fuse.*";

  private final Readings readings;
  private final Path file;
  private final Map<Machine, TreeMap<Long, Double>> idle = new HashMap<>();
  private final Map<Machine, Map<String, Map<Long, Double>>> parts = new HashMap<>();
  private final Map<String, String> workloads = new HashMap<>();
  private final Map<String, String> replicaSets = new HashMap<>();

  private PrometheusUtilisation(Readings readings, Path file) {
    this.readings = readings;
    this.file = file;
  }

  /** A machine, or one file system of it. */
  private record Machine(Subject subject, Map<String, String> labels) {}

  /** Reads series; those that mean nothing here are passed over. Whether any was of use. */
  static boolean read(List<MetricSeries> series, Readings readings, Path file) {
    PrometheusUtilisation reading = new PrometheusUtilisation(readings, file);
    series.forEach(reading::owner);
    boolean any = false;
    for (MetricSeries one : series) {
      any |= reading.take(one);
    }
    reading.machines();
    return any;
  }

  private void owner(MetricSeries series) {
    String of = series.label("namespace") + "/";
    if (series.name().equals("kube_pod_owner") && !series.label("owner_name").isEmpty()) {
      workloads.put(of + series.label("pod"), series.label("owner_kind") + "/" + series.label("owner_name"));
    } else if (series.name().equals("kube_replicaset_owner") && series.label("owner_kind").equals("Deployment")) {
      replicaSets.put(of + "ReplicaSet/" + series.label("replicaset"), "Deployment/" + series.label("owner_name"));
    }
  }

  private boolean take(MetricSeries series) {
    switch (series.name()) {
      case "node_cpu_seconds_total" -> {
        if (series.label("mode").equals("idle")) {
          Machine machine = machine(series, Map.of());
          rise(series, (second, rate, step) -> {
            idle.computeIfAbsent(machine, _ -> new TreeMap<>()).merge(second, rate, Double::sum);
            part(machine, "cores").merge(second, 1.0, Double::sum);
            part(machine, "step").put(second, step);
          });
        }
      }
      case "node_memory_MemTotal_bytes" -> whole(series, Map.of(), "memory");
      case "node_memory_MemAvailable_bytes" -> whole(series, Map.of(), "memory free");
      case "node_filesystem_size_bytes" -> disk(series, "disk");
      case "node_filesystem_avail_bytes" -> disk(series, "disk free");
      case "node_network_receive_bytes_total" -> network(series, Metric.NETWORK_IN);
      case "node_network_transmit_bytes_total" -> network(series, Metric.NETWORK_OUT);
      case "node_disk_read_bytes_total" -> rates(series, Metric.DISK_READ, machine(series, device(series)));
      case "node_disk_written_bytes_total" -> rates(series, Metric.DISK_WRITE, machine(series, device(series)));
      case "node_disk_reads_completed_total" -> rates(series, Metric.DISK_READ_OPERATIONS, machine(series, device(series)));
      case "node_disk_writes_completed_total" -> rates(series, Metric.DISK_WRITE_OPERATIONS, machine(series, device(series)));
      case "container_cpu_usage_seconds_total" -> container(series).ifPresent(one -> rates(series, Metric.CPU_CORES, one));
      case "container_memory_working_set_bytes" -> container(series).ifPresent(one -> values(series, Metric.MEMORY_USED, one));
      case "container_network_receive_bytes_total" -> pod(series).ifPresent(one -> rates(series, Metric.NETWORK_IN, one));
      case "container_network_transmit_bytes_total" -> pod(series).ifPresent(one -> rates(series, Metric.NETWORK_OUT, one));
      case "DCGM_FI_DEV_GPU_UTIL" -> values(series, Metric.GPU, gpu(series));
      default -> {
        return false;
      }
    }
    return true;
  }

  // --- what is measured -------------------------------------------------------------------------------------------

  /** The machine by what names it best: its identifier at the provider, its node, its address. */
  private static Machine machine(MetricSeries series, Map<String, String> labels) {
    String provider = first(series, "provider_id", "resource_id");
    if (!provider.isEmpty()) {
      Provider of =
          provider.startsWith("aws:") || provider.startsWith("arn:")
              ? Provider.AWS
              : provider.startsWith("gce:") ? Provider.GCP : provider.startsWith("azure:") ? Provider.AZURE : Provider.OTHER;
      String name =
          of == Provider.AWS && provider.startsWith("aws:")
              ? provider.substring(provider.lastIndexOf('/') + 1)
              : provider.replaceFirst("^azure://", "");
      return new Machine(new Subject(of, "", name.isBlank() ? provider : name, "", ""), labels);
    }
    String instance = first(series, "instance_id", "ec2_instance_id");
    if (!instance.isEmpty()) {
      boolean aws = CloudWatchMetrics.service(instance).equals("ec2");
      return new Machine(new Subject(aws ? Provider.AWS : Provider.OTHER, aws ? "ec2" : "", instance, "", ""), labels);
    }
    String name = first(series, "node", "nodename", "Hostname", "instance");
    return new Machine(
        new Subject(Provider.OTHER, "", name.isEmpty() ? "(no instance)" : name.replaceFirst("(?<=.):[0-9]{1,5}$", ""), "", ""),
        labels);
  }

  private static Map<String, String> device(MetricSeries series) {
    return series.label("device").isEmpty() ? Map.of() : Map.of("device", series.label("device"));
  }

  /** cAdvisor has series of whole pods, and of the pause container, beside those of containers. */
  private Optional<Machine> container(MetricSeries series) {
    String container = first(series, "exported_container", "container");
    return container.isEmpty() || container.equals("POD")
        ? Optional.empty()
        : pod(series).map(pod -> new Machine(pod.subject(), with(pod.labels(), "container", container)));
  }

  private Optional<Machine> pod(MetricSeries series) {
    String namespace = first(series, "exported_namespace", "namespace");
    String pod = first(series, "exported_pod", "pod");
    if (namespace.isEmpty() || pod.isEmpty()) {
      return Optional.empty();
    }
    String owner = workloads.getOrDefault(namespace + "/" + pod, "Pod/" + pod);
    String workload = replicaSets.getOrDefault(namespace + "/" + owner, owner);
    return Optional.of(
        new Machine(
            new Subject(Provider.KUBERNETES, "", namespace + "/" + workload, series.label("cluster"), ""),
            Map.of("namespace", namespace, "pod", pod)));
  }

  private static Machine gpu(MetricSeries series) {
    Machine machine = machine(series, Map.of());
    Map<String, String> labels = new HashMap<>();
    for (String label : List.of("gpu", "UUID", "modelName", "exported_namespace", "exported_pod", "namespace", "pod")) {
      if (!series.label(label).isEmpty()) {
        labels.put(label, series.label(label));
      }
    }
    return new Machine(machine.subject(), labels);
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> all = new HashMap<>(labels);
    all.put(name, value);
    return Map.copyOf(all);
  }

  private static String first(MetricSeries series, String... labels) {
    for (String label : labels) {
      if (!series.label(label).isEmpty()) {
        return series.label(label);
      }
    }
    return "";
  }

  // --- values -----------------------------------------------------------------------------------------------------

  /** A rate from a second on, for that many seconds. */
  private interface Rate {
    void take(long second, double rate, double step);
  }

  private static void rise(MetricSeries series, Rate into) {
    for (int i = 1; i < series.size(); i++) {
      double rise = series.value(i) - series.value(i - 1);
      long step = series.second(i) - series.second(i - 1);
      into.take(series.second(i - 1), (rise < 0 ? series.value(i) : rise) / step, (double) step);
    }
  }

  private void rates(MetricSeries series, Metric metric, Machine machine) {
    rise(series, (second, rate, step) -> add(machine, metric, Statistic.AVERAGE, series.name(), step, second, rate));
  }

  private void values(MetricSeries series, Metric metric, Machine machine) {
    for (int i = 0; i < series.size(); i++) {
      add(machine, metric, Statistic.UNTOLD, series.name(), 0, series.second(i), series.value(i));
    }
  }

  private void network(MetricSeries series, Metric metric) {
    if (!series.label("device").matches(NO_NETWORK)) {
      rates(series, metric, machine(series, device(series)));
    }
  }

  private void disk(MetricSeries series, String part) {
    if (!series.label("fstype").matches(NO_DISK)) {
      whole(series, Map.of("mountpoint", series.label("mountpoint")), part);
    }
  }

  private void whole(MetricSeries series, Map<String, String> labels, String part) {
    Map<Long, Double> into = part(machine(series, labels), part);
    for (int i = 0; i < series.size(); i++) {
      into.put(series.second(i), series.value(i));
    }
  }

  private Map<Long, Double> part(Machine machine, String part) {
    return parts.computeIfAbsent(machine, _ -> new HashMap<>()).computeIfAbsent(part, _ -> new TreeMap<>());
  }

  /** What takes several series: busy cores of all, used memory and space of what is there. */
  private void machines() {
    idle.forEach(
        (machine, values) ->
            values.forEach(
                (second, rate) -> {
                  double cores = part(machine, "cores").getOrDefault(second, 0.0);
                  double step = part(machine, "step").getOrDefault(second, 0.0);
                  double busy = Math.clamp(HUNDRED * (1 - rate / cores), 0, HUNDRED);
                  add(machine, Metric.CPU, Statistic.AVERAGE, "node_cpu_seconds_total", step, second, busy);
                }));
    parts.forEach(
        (machine, of) -> {
          used(machine, of, "memory", Metric.MEMORY, "node_memory_MemAvailable_bytes");
          used(machine, of, "disk", Metric.DISK_USED, "node_filesystem_avail_bytes");
        });
  }

  private void used(Machine machine, Map<String, Map<Long, Double>> of, String what, Metric metric, String name) {
    Map<Long, Double> free = of.getOrDefault(what + " free", Map.of());
    of.getOrDefault(what, Map.of())
        .forEach(
            (second, whole) -> {
              Double left = free.get(second);
              if (left != null && whole > 0) {
                add(machine, metric, Statistic.UNTOLD, name, 0, second, HUNDRED * (1 - left / whole));
              }
            });
  }

  private void add(
      Machine machine, Metric metric, Statistic statistic, String name, double step, long second, double value) {
    Optional<Duration> interval = step > 0 ? Optional.of(Duration.ofSeconds(Math.round(step))) : Optional.empty();
    readings.add(
        new Readings.Key(machine.subject(), metric, statistic, "", name, machine.labels(), SOURCE),
        interval,
        false,
        second,
        value,
        file);
  }
}
