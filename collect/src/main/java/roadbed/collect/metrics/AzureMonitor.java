package roadbed.collect.metrics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Provider;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;
import roadbed.model.Value;

/**
 * Reads what Azure Monitor tells: the answer of {@code az monitor metrics list} (and of its REST API) for one resource,
 * and of the batch API for several.
 */
final class AzureMonitor {
  private static final String SOURCE = "Azure Monitor";
  private static final Pattern METRIC = Pattern.compile("(?i)(.{1,2000}?)/providers/microsoft\\.insights/metrics/.*");
  private static final Pattern SUBSCRIPTION = Pattern.compile("(?i)/subscriptions/([^/]{1,100}).*");

  /** Names in lower case, by the tables of supported metrics. */
  private static final Map<String, Meaning> NAMES =
      Map.ofEntries(
          Map.entry("percentage cpu", Meaning.plain(Metric.CPU)),
          Map.entry("cpu_percent", Meaning.plain(Metric.CPU)),
          Map.entry("cpupercentage", Meaning.plain(Metric.CPU)),
          Map.entry("percentprocessortime", Meaning.plain(Metric.CPU)),
          Map.entry("node_cpu_usage_percentage", Meaning.plain(Metric.CPU)),
          Map.entry("cpu credits remaining", Meaning.plain(Metric.CPU_CREDITS)),
          Map.entry("available memory percentage", Meaning.free(Metric.MEMORY)),
          Map.entry("memory_percent", Meaning.plain(Metric.MEMORY)),
          Map.entry("memorypercentage", Meaning.plain(Metric.MEMORY)),
          Map.entry("usedmemorypercentage", Meaning.plain(Metric.MEMORY)),
          Map.entry("node_memory_working_set_percentage", Meaning.plain(Metric.MEMORY)),
          Map.entry("available memory bytes", Meaning.plain(Metric.MEMORY_AVAILABLE)),
          Map.entry("network in total", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("network in", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("ingress", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("bytesreceived", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("bytecount", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("network out total", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("network out", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("egress", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("bytessent", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("throughput", Meaning.plain(Metric.NETWORK_OUT)),
          Map.entry("disk read bytes", Meaning.counted(Metric.DISK_READ)),
          Map.entry("composite disk read bytes/sec", Meaning.plain(Metric.DISK_READ)),
          Map.entry("disk write bytes", Meaning.counted(Metric.DISK_WRITE)),
          Map.entry("composite disk write bytes/sec", Meaning.plain(Metric.DISK_WRITE)),
          Map.entry("disk read operations/sec", Meaning.plain(Metric.DISK_READ_OPERATIONS)),
          Map.entry("composite disk read operations/sec", Meaning.plain(Metric.DISK_READ_OPERATIONS)),
          Map.entry("disk write operations/sec", Meaning.plain(Metric.DISK_WRITE_OPERATIONS)),
          Map.entry("composite disk write operations/sec", Meaning.plain(Metric.DISK_WRITE_OPERATIONS)),
          Map.entry("storage_percent", Meaning.plain(Metric.DISK_USED)),
          Map.entry("usedcapacity", Meaning.plain(Metric.STORED)),
          Map.entry("blobcapacity", Meaning.plain(Metric.STORED)),
          Map.entry("filecapacity", Meaning.plain(Metric.STORED)),
          Map.entry("storage_used", Meaning.plain(Metric.STORED)),
          Map.entry("active_connections", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("sessions_count", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("connectedclients", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("currentconnections", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("transactions", Meaning.counted(Metric.REQUESTS)),
          Map.entry("requests", Meaning.counted(Metric.REQUESTS)),
          Map.entry("totalrequests", Meaning.counted(Metric.REQUESTS)),
          Map.entry("totalrequestcount", Meaning.counted(Metric.REQUESTS)),
          Map.entry("functionexecutioncount", Meaning.counted(Metric.REQUESTS)),
          Map.entry("connection_successful", Meaning.counted(Metric.REQUESTS)));

  private final Readings readings;

  AzureMonitor(Readings readings) {
    this.readings = readings;
  }

  /** Reads an answer; whether the document is one. */
  boolean read(Value.Fields document, Path file) {
    if (document.get("values").isPresent()
        && Documents.objects(document, "values").stream().anyMatch(one -> one.get("resourceid").isPresent())) {
      Documents.objects(document, "values").forEach(one -> answer(one, Documents.text(one, "resourceid"), file));
      return true;
    }
    if (document.get("value").isPresent()
        && (document.get("timespan").isPresent()
            || Documents.objects(document, "value").stream().anyMatch(one -> one.get("timeseries").isPresent()))) {
      answer(document, "", file);
      return true;
    }
    return false;
  }

  private void answer(Value.Fields answer, String resource, Path file) {
    Optional<Duration> interval = answer.text("interval").flatMap(Documents::duration);
    for (Value.Fields metric : Documents.objects(answer, "value")) {
      String name = Documents.text(Documents.fields(metric, "name"), "value");
      String error = Documents.text(metric, "errorCode");
      if (!error.isEmpty() && !error.equals("Success")) {
        readings.once(file, name + " could not be read: " + error + " " + Documents.text(metric, "errorMessage"), "");
        continue;
      }
      Matcher id = METRIC.matcher(Documents.text(metric, "id"));
      String of = resource.isEmpty() && id.matches() ? id.group(1) : resource;
      if (of.isBlank() || name.isEmpty()) {
        readings.once(file, "a metric is left out: it has no name, or no identifier of its resource", "save the answer whole");
        continue;
      }
      Matcher subscription = SUBSCRIPTION.matcher(of);
      Subject subject =
          new Subject(
              Provider.AZURE,
              "",
              of,
              subscription.matches() ? subscription.group(1) : "",
              Documents.text(answer, "resourceregion"));
      for (Value.Fields series : Documents.objects(metric, "timeseries")) {
        Map<String, String> labels = new HashMap<>();
        for (Value.Fields one : Documents.objects(series, "metadatavalues")) {
          labels.put(Documents.text(Documents.fields(one, "name"), "value"), Documents.text(one, "value"));
        }
        for (Value.Fields point : Documents.objects(series, "data")) {
          point(subject, name, Documents.text(metric, "unit"), labels, interval, point, file);
        }
      }
    }
  }

  private void point(
      Subject subject,
      String name,
      String unit,
      Map<String, String> labels,
      Optional<Duration> interval,
      Value.Fields point,
      Path file) {
    Optional<Long> second = Documents.second(point, "timeStamp");
    if (second.isEmpty()) {
      readings.once(file, "values of " + name + " are left out: they have no time", "");
      return;
    }
    Meaning meaning = NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), Meaning.plain(Metric.OTHER));
    if (meaning.counted()) {
      Optional<Double> total = Documents.number(point, "total");
      if (total.isPresent()) {
        readings.add(key(subject, meaning, Statistic.AVERAGE, unit, name, labels), interval, true, second.get(), meaning.of(total.get()), file);
      } else if (Documents.number(point, "average").isPresent() || Documents.number(point, "maximum").isPresent()) {
        readings.once(file, name + " is left out: its total is needed", "ask with --aggregation Total");
      }
      return;
    }
    for (Map.Entry<String, Statistic> statistic : statistics(meaning).entrySet()) {
      Documents.number(point, statistic.getKey())
          .ifPresent(
              value ->
                  readings.add(
                      key(subject, meaning, statistic.getValue(), unit, name, labels),
                      interval,
                      false,
                      second.get(),
                      meaning.of(value),
                      file));
    }
  }

  /** Of what is free, the least is the most that was used. */
  private static Map<String, Statistic> statistics(Meaning meaning) {
    return Map.of(
        "average", Statistic.AVERAGE,
        "minimum", meaning.free() ? Statistic.MAXIMUM : Statistic.MINIMUM,
        "maximum", meaning.free() ? Statistic.MINIMUM : Statistic.MAXIMUM);
  }

  private static Readings.Key key(
      Subject subject, Meaning meaning, Statistic statistic, String unit, String name, Map<String, String> labels) {
    return new Readings.Key(subject, meaning.metric(), statistic, unit, name, labels, SOURCE);
  }
}
