package roadbed.collect.metrics;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import roadbed.collect.csv.CsvReader;
import roadbed.collect.prometheus.PrometheusAnswer;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.MetricSeries;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * Reads series from files: JSON as Prometheus answers {@code /api/v1/query_range} and {@code /api/v1/query}, and CSV
 * with the columns {@code time}, {@code metric} and {@code value}, in which every other column is a label. A series
 * without a name is called after its file.
 */
public final class MetricFiles {
  private static final long MOST_BYTES = 512L << 20;
  private static final int MOST_SAMPLES = 50_000_000;

  private final Map<Key, TreeMap<Long, Double>> samples = new LinkedHashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private long count;

  private record Key(String name, Map<String, String> labels) {}

  private MetricFiles() {}

  /** Series and what could not be read. */
  public record Read(List<MetricSeries> series, List<Diagnostic> diagnostics) {
    public Read {
      series = List.copyOf(series);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads files and folders of them. */
  public static Read read(List<Path> paths) throws IOException {
    MetricFiles reading = new MetricFiles();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.walk(path, 4)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            reading.file(file);
          }
        }
      } else {
        reading.file(path);
      }
    }
    List<MetricSeries> series = new ArrayList<>();
    reading.samples.forEach(
        (key, values) ->
            series.add(
                new MetricSeries(
                    key.name(),
                    key.labels(),
                    values.keySet().stream().mapToLong(Long::longValue).toArray(),
                    values.values().stream().mapToDouble(Double::doubleValue).toArray())));
    return new Read(series, reading.diagnostics);
  }

  private void file(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".json") && !name.endsWith(".csv")) {
      return;
    }
    if (Files.size(file) > MOST_BYTES) {
      wrong(file, 0, "the file is larger than " + (MOST_BYTES >> 20) + " MB", "ask for a shorter range");
      return;
    }
    try {
      String text = Files.readString(file);
      String base = file.getFileName().toString().replaceFirst("\\.[a-zA-Z]+$", "");
      if (name.endsWith(".csv")) {
        csv(text, file);
      } else {
        json(ValueJson.parse(text), base, file);
      }
    } catch (MalformedInputException _) {
      wrong(file, 0, "the file is not UTF-8", "");
    } catch (JacksonException e) {
      wrong(file, 0, "the file is not JSON: " + e.getOriginalMessage(), "");
    }
  }

  private void wrong(Path file, int line, String message, String hint) {
    if (diagnostics.size() < 200) {
      diagnostics.add(Diagnostic.error("metrics.unreadable", Location.of(file.toString(), line, 0), message, hint));
    }
  }

  // --- Prometheus -----------------------------------------------------------------------------------------------

  private void json(Value document, String base, Path file) {
    Optional<PrometheusAnswer> answer = PrometheusAnswer.of(document);
    if (answer.isEmpty()) {
      wrong(
          file,
          0,
          PrometheusAnswer.error(document).map(why -> "the query failed: " + why).orElse("this is no answer of Prometheus"),
          "save the answer of /api/v1/query_range");
      return;
    }
    for (MetricSeries series : answer.get().series()) {
      Key key = new Key(series.name().isEmpty() ? base : series.name(), series.labels());
      for (int i = 0; i < series.size(); i++) {
        add(key, series.second(i), series.value(i), file);
      }
    }
  }

  private void add(Key key, long second, double value, Path file) {
    if (++count > MOST_SAMPLES) {
      if (count == MOST_SAMPLES + 1L) {
        wrong(file, 0, "there are more than " + MOST_SAMPLES + " samples; the rest is not read", "ask for a longer step");
      }
      return;
    }
    samples.computeIfAbsent(key, _ -> new TreeMap<>()).put(second, value);
  }

  // --- tables -----------------------------------------------------------------------------------------------------

  private void csv(String text, Path file) {
    CsvReader reader = new CsvReader(text);
    List<String> header = List.of();
    for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
      switch (row.get()) {
        case CsvReader.Row.Broken broken -> wrong(file, broken.line(), broken.why(), "");
        case CsvReader.Row.Fields fields -> {
          if (header.isEmpty()) {
            header = fields.values().stream().map(String::strip).toList();
            if (!header.containsAll(List.of("time", "metric", "value"))) {
              wrong(file, fields.line(), "a table of samples is expected", "begin with time,metric,value and labels");
              return;
            }
          } else {
            line(header, fields, file);
          }
        }
      }
    }
  }

  private void line(List<String> header, CsvReader.Row.Fields fields, Path file) {
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < Math.min(header.size(), fields.values().size()); i++) {
      String text = fields.values().get(i).strip();
      if (!text.isEmpty()) {
        labels.put(header.get(i), text);
      }
    }
    String metric = labels.remove("metric");
    Optional<Long> second = Optional.ofNullable(labels.remove("time")).flatMap(MetricFiles::second);
    Optional<Double> value = Optional.ofNullable(labels.remove("value")).flatMap(MetricFiles::number);
    if (metric == null || second.isEmpty() || value.isEmpty()) {
      wrong(file, fields.line(), "the line is left out: a time, a metric and a number are expected", "");
      return;
    }
    add(new Key(metric, Map.copyOf(labels)), second.get(), value.get(), file);
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Seconds since 1970, or a time such as 2026-01-01T00:00:00Z. */
  private static Optional<Long> second(String text) {
    try {
      return Optional.of(
          text.matches("[0-9]{1,12}(\\.[0-9]+)?")
              ? Math.round(Double.parseDouble(text))
              : Instant.parse(text.replace(' ', 'T') + (text.endsWith("Z") || text.contains("+") ? "" : "Z")).getEpochSecond());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
