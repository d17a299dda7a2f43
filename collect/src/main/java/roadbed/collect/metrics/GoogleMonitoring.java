package roadbed.collect.metrics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Provider;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;
import roadbed.model.Value;

/** Reads what Google Cloud Monitoring tells: answers of {@code timeSeries.list}, or the list of series alone. */
final class GoogleMonitoring {
  private static final String SOURCE = "Google Cloud Monitoring";

  /** Types of metrics without their domain, by the lists of metrics; a counter is told over its interval. */
  private static final Map<String, Meaning> NAMES =
      Map.ofEntries(
          Map.entry("compute.googleapis.com/instance/cpu/utilization", Meaning.ratio(Metric.CPU)),
          Map.entry("cloudsql.googleapis.com/database/cpu/utilization", Meaning.ratio(Metric.CPU)),
          Map.entry("kubernetes.io/node/cpu/allocatable_utilization", Meaning.ratio(Metric.CPU)),
          Map.entry("run.googleapis.com/container/cpu/utilizations", Meaning.ratio(Metric.CPU)),
          Map.entry("spanner.googleapis.com/instance/cpu/utilization", Meaning.ratio(Metric.CPU)),
          Map.entry("kubernetes.io/container/cpu/core_usage_time", Meaning.counted(Metric.CPU_CORES)),
          Map.entry("cloudsql.googleapis.com/database/memory/utilization", Meaning.ratio(Metric.MEMORY)),
          Map.entry("kubernetes.io/node/memory/allocatable_utilization", Meaning.ratio(Metric.MEMORY)),
          Map.entry("run.googleapis.com/container/memory/utilizations", Meaning.ratio(Metric.MEMORY)),
          Map.entry("redis.googleapis.com/stats/memory/usage_ratio", Meaning.ratio(Metric.MEMORY)),
          Map.entry("agent.googleapis.com/memory/percent_used", Meaning.plain(Metric.MEMORY)),
          Map.entry("compute.googleapis.com/instance/memory/balloon/ram_used", Meaning.plain(Metric.MEMORY_USED)),
          Map.entry("kubernetes.io/container/memory/used_bytes", Meaning.plain(Metric.MEMORY_USED)),
          Map.entry("compute.googleapis.com/instance/network/received_bytes_count", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("cloudsql.googleapis.com/database/network/received_bytes_count", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("storage.googleapis.com/network/received_bytes_count", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("kubernetes.io/pod/network/received_bytes_count", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("compute.googleapis.com/instance/network/sent_bytes_count", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("cloudsql.googleapis.com/database/network/sent_bytes_count", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("storage.googleapis.com/network/sent_bytes_count", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("router.googleapis.com/nat/sent_bytes_count", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("kubernetes.io/pod/network/sent_bytes_count", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("compute.googleapis.com/instance/disk/read_bytes_count", Meaning.counted(Metric.DISK_READ)),
          Map.entry("compute.googleapis.com/instance/disk/write_bytes_count", Meaning.counted(Metric.DISK_WRITE)),
          Map.entry("compute.googleapis.com/instance/disk/read_ops_count", Meaning.counted(Metric.DISK_READ_OPERATIONS)),
          Map.entry("compute.googleapis.com/instance/disk/write_ops_count", Meaning.counted(Metric.DISK_WRITE_OPERATIONS)),
          Map.entry("agent.googleapis.com/disk/percent_used", Meaning.plain(Metric.DISK_USED)),
          Map.entry("cloudsql.googleapis.com/database/disk/utilization", Meaning.ratio(Metric.DISK_USED)),
          Map.entry("storage.googleapis.com/storage/total_bytes", Meaning.plain(Metric.STORED)),
          Map.entry("storage.googleapis.com/storage/v2/total_bytes", Meaning.plain(Metric.STORED)),
          Map.entry("cloudsql.googleapis.com/database/network/connections", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("cloudsql.googleapis.com/database/postgresql/num_backends", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("redis.googleapis.com/clients/connected", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("run.googleapis.com/request_count", Meaning.counted(Metric.REQUESTS)),
          Map.entry("storage.googleapis.com/api/request_count", Meaning.counted(Metric.REQUESTS)),
          Map.entry("loadbalancing.googleapis.com/https/request_count", Meaning.counted(Metric.REQUESTS)),
          Map.entry("cloudfunctions.googleapis.com/function/execution_count", Meaning.counted(Metric.REQUESTS)),
          Map.entry("agent.googleapis.com/gpu/utilization", Meaning.plain(Metric.GPU)),
          Map.entry("kubernetes.io/container/accelerator/duty_cycle", Meaning.plain(Metric.GPU)));

  private final Readings readings;

  GoogleMonitoring(Readings readings) {
    this.readings = readings;
  }

  private record Point(long from, long until, double value) {}

  /** Reads an answer; whether the document is one. */
  boolean read(Value document, Path file) {
    List<Value.Fields> series =
        switch (document) {
          case Value.Items items -> Documents.objects(items.values());
          case Value.Fields fields -> Documents.objects(fields, "timeSeries");
          case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
              List.of();
        };
    boolean any = series.stream().anyMatch(one -> one.get("points").isPresent() && one.get("metric").isPresent());
    if (document instanceof Value.Fields fields) {
      any |= fields.get("timeSeries").isPresent();
      if (!Documents.text(fields, "nextPageToken").isEmpty()) {
        readings.once(file, "the answer goes on on a further page", "save all pages");
      }
      for (Value.Fields error : Documents.objects(fields, "executionErrors")) {
        readings.once(file, "the query failed in part: " + Documents.text(error, "message"), "");
      }
    }
    series.stream().filter(one -> one.get("points").isPresent()).forEach(one -> series(one, file));
    return any;
  }

  private void series(Value.Fields series, Path file) {
    Value.Fields metric = Documents.fields(series, "metric");
    String type = Documents.text(metric, "type");
    Map<String, String> labels = texts(Documents.fields(metric, "labels"));
    Map<String, String> resource = texts(Documents.fields(series, "resource", "labels"));
    Optional<Subject> subject = subject(Documents.text(Documents.fields(series, "resource"), "type"), resource, labels);
    if (subject.isEmpty() || type.isEmpty()) {
      readings.once(file, (type.isEmpty() ? "a series" : type) + " is left out: it names no resource", "ask without reducing across series");
      return;
    }
    Meaning meaning = NAMES.getOrDefault(type, Meaning.plain(Metric.OTHER));
    if (type.startsWith("agent.googleapis.com/") && !labels.getOrDefault("state", "used").equals("used")) {
      meaning = Meaning.plain(Metric.OTHER);
    }
    String kind = Documents.text(series, "metricKind");
    // An alignment that makes a rate of a counter tells a gauge.
    boolean counter = kind.equals("DELTA") || kind.equals("CUMULATIVE");
    List<Point> points = points(series, file);
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      Optional<Duration> interval =
          point.until() > point.from() && !kind.equals("CUMULATIVE")
              ? Optional.of(Duration.ofSeconds(point.until() - point.from()))
              : Optional.empty();
      long second = point.from();
      double value = point.value();
      if (kind.equals("CUMULATIVE")) {
        if (i == 0) {
          continue;
        }
        Point before = points.get(i - 1);
        second = before.until();
        interval = Optional.of(Duration.ofSeconds(Math.max(1, point.until() - before.until())));
        value = point.from() == before.from() ? value - before.value() : value;
      }
      Readings.Key key =
          new Readings.Key(
              subject.get(),
              meaning.metric(),
              counter ? Statistic.AVERAGE : Statistic.UNTOLD,
              Documents.text(series, "unit") + (counter ? "/s" : ""),
              type,
              labels,
              SOURCE);
      readings.add(key, interval, counter, second, meaning.of(value), file);
    }
  }

  private static Map<String, String> texts(Value.Fields labels) {
    Map<String, String> texts = new HashMap<>();
    labels
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Text text) {
                texts.put(name, text.value());
              }
            });
    return texts;
  }

  /** Points in the order of time; the answer has the newest first. */
  private List<Point> points(Value.Fields series, Path file) {
    List<Point> points = new ArrayList<>();
    for (Value.Fields point : Documents.objects(series, "points")) {
      Value.Fields interval = Documents.fields(point, "interval");
      Optional<Long> until = Documents.second(interval, "endTime");
      Value.Fields value = Documents.fields(point, "value");
      Optional<Double> number =
          Documents.number(value, "doubleValue")
              .or(() -> Documents.number(value, "int64Value"))
              .or(() -> Documents.number(Documents.fields(value, "distributionValue"), "mean"));
      if (until.isPresent() && number.isPresent()) {
        points.add(new Point(Documents.second(interval, "startTime").orElse(until.get()), until.get(), number.get()));
      } else {
        readings.once(
            file,
            "points of " + Documents.text(Documents.fields(series, "metric"), "type")
                + " are left out: a time and a number are expected",
            "");
      }
    }
    points.sort(java.util.Comparator.comparingLong(Point::until));
    return points;
  }

  /** The resource by its full name as far as its labels make it. */
  private static Optional<Subject> subject(String type, Map<String, String> resource, Map<String, String> metric) {
    String project = resource.getOrDefault("project_id", "");
    String place = resource.getOrDefault("zone", resource.getOrDefault("location", resource.getOrDefault("region", "")));
    String name =
        switch (type) {
          case "gce_instance" -> {
            String instance = metric.getOrDefault("instance_name", "");
            yield instance.isEmpty()
                ? resource.getOrDefault("instance_id", "")
                : "projects/" + project + "/zones/" + place + "/instances/" + instance;
          }
          case "cloudsql_database" -> {
            String database = resource.getOrDefault("database_id", "");
            yield database.isEmpty()
                ? ""
                : "projects/" + project + "/instances/" + database.substring(database.lastIndexOf(':') + 1);
          }
          case "gcs_bucket" -> prefixed("buckets/", resource.getOrDefault("bucket_name", ""));
          case "cloud_run_revision" ->
              prefixed("projects/" + project + "/locations/" + place + "/services/", resource.getOrDefault("service_name", ""));
          case "cloud_function" ->
              prefixed("projects/" + project + "/locations/" + place + "/functions/", resource.getOrDefault("function_name", ""));
          case "k8s_container", "k8s_pod" ->
              resource.getOrDefault("pod_name", "").isEmpty()
                  ? ""
                  : resource.getOrDefault("namespace_name", "") + "/Pod/" + resource.getOrDefault("pod_name", "");
          case "k8s_node" -> resource.getOrDefault("node_name", "");
          default ->
              resource.entrySet().stream()
                  .filter(label -> label.getKey().endsWith("_id") && !label.getKey().equals("project_id"))
                  .map(Map.Entry::getValue)
                  .filter(text -> !text.isBlank())
                  .sorted()
                  .findFirst()
                  .or(
                      () ->
                          resource.entrySet().stream()
                              .filter(label -> label.getKey().endsWith("_name"))
                              .map(Map.Entry::getValue)
                              .filter(text -> !text.isBlank())
                              .sorted()
                              .findFirst())
                  .orElse("");
        };
    return name.isBlank()
        ? Optional.empty()
        : Optional.of(
            new Subject(type.startsWith("k8s_") && name.contains("/Pod/") ? Provider.KUBERNETES : Provider.GCP, "", name, project, place));
  }

  private static String prefixed(String prefix, String name) {
    return name.isEmpty() ? "" : prefix + name;
  }
}
