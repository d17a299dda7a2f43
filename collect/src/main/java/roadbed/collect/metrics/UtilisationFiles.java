package roadbed.collect.metrics;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import roadbed.collect.csv.CsvReader;
import roadbed.collect.prometheus.PrometheusAnswer;
import roadbed.model.Diagnostic;
import roadbed.model.MetricSeries;
import roadbed.model.Provider;
import roadbed.model.Utilisation;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads utilisation from files and folders, each recognised by what stands in it: answers of CloudWatch, Azure Monitor,
 * Google Cloud Monitoring and Prometheus as JSON, lines of CloudWatch's metric streams, and our own table. Each may be
 * packed by gzip. What does not fit is told with its place and never lost silently.
 */
public final class UtilisationFiles {
  private static final long MOST_BYTES = 128L << 20;
  private static final int MOST_FILES = 20_000;
  private static final int DEPTH = 6;
  private static final List<String> COLUMNS = List.of("time", "resource", "metric", "value");
  private static final Pattern MACHINES =
      Pattern.compile("\"(?:node_(?:cpu|memory|filesystem|network|disk)_|container_|kube_(?:pod|replicaset)_owner|DCGM_)");

  private final Readings readings;
  private final CloudWatch cloudWatch;
  private final AzureMonitor azure;
  private final GoogleMonitoring google;
  private final List<MetricSeries> series = new ArrayList<>();
  private final Map<Path, Path> seriesFiles = new LinkedHashMap<>();

  private UtilisationFiles(Readings readings) {
    this.readings = readings;
    cloudWatch = new CloudWatch(readings);
    azure = new AzureMonitor(readings);
    google = new GoogleMonitoring(readings);
  }

  /**
   * What was read.
   *
   * @param series a series each of a resource, metric, statistic and dimensions
   * @param samples series of Prometheus as they were read; those without a name are called after their file
   * @param diagnostics what could not be read
   */
  public record Read(List<Utilisation> series, List<MetricSeries> samples, List<Diagnostic> diagnostics) {
    public Read {
      series = List.copyOf(series);
      samples = List.copyOf(samples);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads files and folders of them. In folders only {@code .json}, {@code .jsonl}, {@code .csv} and such packed count. */
  public static Read read(List<Path> paths) throws IOException {
    return read(paths, Readings.MOST_VALUES);
  }

  /**
   * Reads files and folders of them.
   *
   * @param most values to keep at most; the rest is told and not read
   */
  public static Read read(List<Path> paths, long most) throws IOException {
    UtilisationFiles reading = new UtilisationFiles(new Readings(most));
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.walk(path, DEPTH)) {
          inside.filter(Files::isRegularFile).filter(UtilisationFiles::named).sorted().limit(MOST_FILES + 1L).forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    if (files.size() > MOST_FILES) {
      reading.readings.wrong(files.getFirst(), 0, "there are more than " + MOST_FILES + " files; the rest is not read", "");
      files = files.subList(0, MOST_FILES);
    }
    // Requests first: they say what answers beside them are of.
    Map<Path, Boolean> requests = new HashMap<>();
    for (Path file : files) {
      requests.put(file, reading.request(file));
    }
    for (Path file : files) {
      if (!requests.getOrDefault(file, false)) {
        reading.file(file);
      }
    }
    reading.prometheus();
    return new Read(reading.readings.series(), reading.series, reading.readings.diagnostics());
  }

  /** Whether a table with that header is one of ours. */
  public static boolean looksLikeHeader(List<String> header) {
    return header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList().containsAll(COLUMNS);
  }

  /**
   * Whether a JSON document is of measurements, or a request for some.
   *
   * @param list whether it is a list; the keys are then those of its first item
   * @param head how its text begins: an answer of Prometheus is of use only where it is of what machines and containers are
   *     measured by
   */
  public static boolean looksLikeMeasurements(boolean list, Set<String> keys, String head) {
    if (list) {
      return keys.contains("MetricStat") || keys.containsAll(Set.of("metric", "points", "resource"));
    }
    return keys.contains("MetricDataQueries")
        || keys.contains("MetricDataResults")
        || keys.containsAll(Set.of("Datapoints", "Label"))
        || keys.containsAll(Set.of("Namespace", "MetricName", "Period"))
        || keys.containsAll(Set.of("metric_stream_name", "metric_name"))
        || keys.contains("timeSeries")
        || (keys.containsAll(Set.of("timespan", "interval", "value")) && head.contains("\"timeseries\""))
        || (keys.contains("values") && head.contains("\"resourceid\"") && head.contains("\"timeseries\""))
        || (keys.containsAll(Set.of("status", "data")) && head.contains("\"resultType\"") && MACHINES.matcher(head).find());
  }

  /** Makes utilisation of series that Prometheus was asked for. */
  public static Read of(List<MetricSeries> series, String server) {
    Readings readings = new Readings();
    PrometheusUtilisation.read(series, readings, Path.of(server.replaceAll("[^A-Za-z0-9.:_-]", "_")));
    return new Read(readings.series(), series, readings.diagnostics());
  }

  private static boolean named(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.matches(".*\\.(json|jsonl|ndjson|csv)(\\.gz)?");
  }

  /** Whether a file is named as a table. */
  public static boolean isTable(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.csv(\\.gz)?");
  }

  /** Keeps a file that is a request; they are small. */
  private boolean request(Path file) throws IOException {
    if (isTable(file) || Files.size(file) > 8L << 20) {
      return false;
    }
    Optional<String> text = text(file, false);
    if (text.isEmpty() || !(text.get().contains("\"MetricStat\"") || text.get().contains("\"MetricName\""))) {
      return false;
    }
    try {
      return cloudWatch.request(ValueJson.parse(text.get()), file);
    } catch (JacksonException _) {
      // It is told when it is read as an answer.
      return false;
    }
  }

  private void file(Path file) throws IOException {
    Optional<String> text = text(file, true);
    if (text.isEmpty()) {
      return;
    }
    if (isTable(file)) {
      table(text.get(), file);
      return;
    }
    // A metric stream has an object a line, so a file may hold many documents.
    int read = 0;
    try (JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), text.get())) {
      while (parser.nextToken() != null) {
        if (document(ValueJson.read(parser), file)) {
          read++;
        } else {
          readings.once(
              file,
              "this is no answer of CloudWatch, Azure Monitor, Google Cloud Monitoring or Prometheus",
              "save the answer as it is, in JSON");
        }
      }
    } catch (JacksonException e) {
      readings.wrong(
          file,
          e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
          "the file is not JSON: " + e.getOriginalMessage() + (read > 0 ? "; the " + read + " documents before it are read" : ""),
          "");
    }
  }

  private boolean document(Value document, Path file) {
    Optional<PrometheusAnswer> answer = PrometheusAnswer.of(document);
    if (answer.isPresent()) {
      String base = file.getFileName().toString().replaceFirst("(\\.[a-zA-Z]+){1,2}$", "");
      for (MetricSeries one : answer.get().series()) {
        keep(one.name().isEmpty() ? one.renamed(base) : one, file);
      }
      answer.get().notes().forEach(note -> readings.once(file, "Prometheus says: " + note, ""));
      return true;
    }
    Optional<String> error = PrometheusAnswer.error(document);
    if (error.isPresent()) {
      readings.wrong(file, 0, "the query failed: " + error.get(), "");
      return true;
    }
    return (document instanceof Value.Fields fields
            && (cloudWatch.line(fields, file) || cloudWatch.read(fields, file) || azure.read(fields, file)))
        || google.read(document, file);
  }

  private void keep(MetricSeries one, Path file) {
    series.add(one);
    seriesFiles.put(file, file);
  }

  /** Series of all files together: used memory takes two, and they may lie in two files. */
  private void prometheus() {
    for (Path file : seriesFiles.keySet().stream().limit(1).toList()) {
      if (!PrometheusUtilisation.read(series, readings, file)) {
        readings.once(
            file,
            "none of the series of Prometheus here tells of machines, containers or GPUs",
            "save node_cpu_seconds_total, node_memory_MemAvailable_bytes, container_cpu_usage_seconds_total and the like");
      }
    }
  }

  /** The text of a file, unpacked; empty where it is too large or not UTF-8. */
  private Optional<String> text(Path file, boolean tell) throws IOException {
    byte[] bytes;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(2);
      boolean packed = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      InputStream plain = packed ? new GZIPInputStream(in) : in;
      bytes = plain.readNBytes((int) MOST_BYTES + 1);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      if (tell) {
        readings.wrong(file, 0, "the packed file is damaged: " + e.getMessage(), "");
      }
      return Optional.empty();
    }
    if (bytes.length > MOST_BYTES) {
      if (tell) {
        readings.wrong(file, 0, "the file is larger than " + (MOST_BYTES >> 20) + " MB", "ask for a shorter time");
      }
      return Optional.empty();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException _) {
      if (tell) {
        readings.wrong(file, 0, "the file is not UTF-8", "");
      }
      return Optional.empty();
    }
  }

  // --- our own table ----------------------------------------------------------------------------------------------

  private void table(String text, Path file) {
    CsvReader reader = new CsvReader(text);
    List<String> header = List.of();
    for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
      switch (row.get()) {
        case CsvReader.Row.Broken broken -> readings.wrong(file, broken.line(), broken.why(), "");
        case CsvReader.Row.Fields fields -> {
          if (header.isEmpty()) {
            header = fields.values().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
            if (!header.containsAll(COLUMNS)) {
              readings.wrong(file, fields.line(), "a table of utilisation is expected", "begin with " + String.join(",", COLUMNS));
              return;
            }
          } else {
            line(header, fields, file);
          }
        }
      }
    }
  }

  private void line(List<String> header, CsvReader.Row.Fields row, Path file) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < Math.min(header.size(), row.values().size()); i++) {
      fields.put(header.get(i), row.values().get(i).strip());
    }
    String metric = fields.getOrDefault("metric", "");
    String resource = fields.getOrDefault("resource", "");
    String statistic = fields.getOrDefault("statistic", "");
    Optional<Long> second = Documents.second(Value.of(fields.getOrDefault("time", "").replace(' ', 'T')));
    Optional<Double> value = Documents.number(Value.of(fields.getOrDefault("value", "")));
    Optional<Statistic> told =
        statistic.isEmpty() ? Optional.of(Statistic.UNTOLD) : CloudWatchMetrics.statistic(statistic);
    Optional<Metric> known = Metric.ofId(metric.toLowerCase(Locale.ROOT)).filter(one -> one != Metric.OTHER);
    if (metric.isEmpty() || resource.isEmpty() || second.isEmpty() || value.isEmpty() || told.isEmpty()) {
      readings.wrong(
          file,
          row.line(),
          "the line is left out: a time, a resource, a metric and a number are expected"
              + (told.isEmpty() ? ", and average, minimum, maximum or pNN as statistic" : ""),
          "write for example 2026-01-01T00:00:00Z,i-0123456789abcdef0,cpu,12.5");
      return;
    }
    readings.add(
        new Readings.Key(
            new Subject(
                Provider.ofId(fields.getOrDefault("provider", "")),
                "",
                resource,
                fields.getOrDefault("account", ""),
                fields.getOrDefault("region", "")),
            known.orElse(Metric.OTHER),
            told.get(),
            fields.getOrDefault("unit", ""),
            metric,
            Map.of(),
            "table"),
        Documents.duration(fields.getOrDefault("interval", "")),
        false,
        second.get(),
        value.get(),
        file);
  }
}
