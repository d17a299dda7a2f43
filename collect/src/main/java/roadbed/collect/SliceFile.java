package roadbed.collect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.collect.csv.CsvReader;
import roadbed.model.CsvText;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.MetricSeries;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;

/**
 * Reads and writes counts of events by slice: comma-separated, with the columns {@code slo}, {@code slice_start},
 * {@code good}, {@code total}, {@code state} and {@code slice_seconds}, of which the last two may be missing. Reads samples
 * of counters as well: {@code slo}, {@code measure}, {@code series}, {@code time}, {@code value}.
 */
public final class SliceFile {
  private static final int LONGEST_LINE = 2_000;
  private static final int MOST_ROWS = 50_000_000;
  private static final int MOST_PROBLEMS = 100;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final String name;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Map<String, Integer> columns = new HashMap<>();

  private SliceFile(Path path) {
    this.name = path.toString().replace('\\', '/');
  }

  /** What was read; lines that are wrong are told and left out. */
  public record Counts(List<SliceCount> counts, List<Diagnostic> diagnostics) {
    public Counts {
      counts = List.copyOf(counts);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** What a counter counts. */
  public enum Measure {
    GOOD,
    BAD,
    TOTAL,
    /** Above 0 where a target could be measured. */
    UP
  }

  /** Samples of counters by objective and by what they count. */
  public record Samples(Map<String, Map<Measure, List<MetricSeries>>> byObjective, List<Diagnostic> diagnostics) {
    public Samples {
      byObjective = Map.copyOf(byObjective);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  private interface Row {
    void read(List<String> values) throws IllegalArgumentException, ArithmeticException, DateTimeException;
  }

  /** Reads counts. */
  public static Counts counts(Path path) throws IOException {
    SliceFile file = new SliceFile(path);
    List<SliceCount> counts = new ArrayList<>();
    file.rows(path, List.of("slo", "slice_start", "good", "total"), values -> counts.add(file.count(values)));
    return new Counts(counts, file.problems);
  }

  /** Reads samples of counters; each series is put in the order of time, and of two samples at one time the last counts. */
  public static Samples samples(Path path) throws IOException {
    SliceFile file = new SliceFile(path);
    Map<String, Map<Measure, Map<String, TreeMap<Long, Double>>>> read = new HashMap<>();
    file.rows(
        path,
        List.of("slo", "measure", "time", "value"),
        values -> {
          double value = Double.parseDouble(file.cell(values, "value"));
          if (!Double.isFinite(value) || value < 0 || value > 1e12) {
            throw new IllegalArgumentException("a counter lies between 0 and 1e12");
          }
          read.computeIfAbsent(file.named(values), _ -> new HashMap<>())
              .computeIfAbsent(Measure.valueOf(file.cell(values, "measure").toUpperCase(Locale.ROOT)), _ -> new HashMap<>())
              .computeIfAbsent(file.cell(values, "series"), _ -> new TreeMap<>())
              .put(time(file.cell(values, "time")).getEpochSecond(), value);
        });
    Map<String, Map<Measure, List<MetricSeries>>> series = new HashMap<>();
    read.forEach(
        (slo, measures) ->
            measures.forEach(
                (measure, all) ->
                    all.forEach(
                        (one, samples) ->
                            series
                                .computeIfAbsent(slo, _ -> new HashMap<>())
                                .computeIfAbsent(measure, _ -> new ArrayList<>())
                                .add(
                                    new MetricSeries(
                                        one,
                                        Map.of(),
                                        samples.keySet().stream().mapToLong(Long::longValue).toArray(),
                                        samples.values().stream().mapToDouble(Double::doubleValue).toArray())))));
    return new Samples(series, file.problems);
  }

  /** Writes counts in their order. */
  public static void write(List<SliceCount> counts, Writer to) throws IOException {
    to.write(new CsvText().row(List.of("slo", "slice_start", "good", "total", "state", "slice_seconds")).toString());
    for (SliceCount count : counts) {
      to.write(
          new CsvText()
              .row(
                  List.of(
                      count.objective(),
                      count.start().toString(),
                      plain(count.good()),
                      plain(count.total()),
                      count.state().id(),
                      Long.toString(count.length().toSeconds())))
              .toString());
    }
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private void rows(Path path, List<String> needed, Row row) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      int line = 0;
      while (line < MOST_ROWS && problems.size() < MOST_PROBLEMS) {
        Optional<String> text = line(reader);
        if (text.isEmpty()) {
          return;
        }
        line++;
        List<String> values = values(text.get(), line);
        if (values.isEmpty()) {
          continue;
        }
        if (columns.isEmpty()) {
          for (int i = 0; i < values.size(); i++) {
            columns.putIfAbsent(values.get(i).strip().toLowerCase(Locale.ROOT).replace("\ufeff", ""), i);
          }
          List<String> missing = needed.stream().filter(column -> !columns.containsKey(column)).toList();
          if (!missing.isEmpty()) {
            wrong(line, "the columns " + String.join(", ", missing) + " are missing", "the first line names the columns");
            return;
          }
          continue;
        }
        try {
          row.read(values);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
          wrong(line, String.valueOf(e.getMessage()), "this line is left out");
        }
      }
      wrong(
          line,
          problems.size() < MOST_PROBLEMS ? "there are more than " + MOST_ROWS + " lines" : "too much is wrong",
          "the rest of the file is not read");
    } catch (CharacterCodingException _) {
      wrong(0, "the file is not text in UTF-8", "");
    }
  }

  /** A line, cut where it is too long to be one of ours. */
  private static Optional<String> line(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    boolean any = false;
    for (int c = reader.read(); c != -1; c = reader.read()) {
      any = true;
      if (c == '\n') {
        break;
      }
      if (c != '\r' && line.length() < LONGEST_LINE) {
        line.append((char) c);
      }
    }
    return any ? Optional.of(line.toString()) : Optional.empty();
  }

  private List<String> values(String text, int line) {
    return switch (new CsvReader(text).next().orElse(new CsvReader.Row.Fields(line, List.of()))) {
      case CsvReader.Row.Fields fields -> fields.values();
      case CsvReader.Row.Broken broken -> {
        wrong(line, broken.why(), "this line is left out");
        yield List.of();
      }
    };
  }

  private SliceCount count(List<String> values) {
    BigDecimal good = number(cell(values, "good"));
    BigDecimal total = number(cell(values, "total"));
    String state = cell(values, "state");
    SliceState known =
        state.isEmpty()
            ? total.signum() > 0 ? SliceState.COUNTED : SliceState.NO_TRAFFIC
            : SliceState.of(state)
                .orElseThrow(
                    () -> new IllegalArgumentException("a state is counted, no-traffic, no-data or target-gone, not " + state));
    String seconds = cell(values, "slice_seconds");
    return new SliceCount(
        named(values),
        time(cell(values, "slice_start")),
        seconds.isEmpty() ? MINUTE : Duration.ofSeconds(Integer.parseInt(seconds)),
        good,
        total,
        known);
  }

  private static BigDecimal number(String text) {
    if (!text.matches("[0-9]{1,13}(\\.[0-9]{1,6})?")) {
      throw new IllegalArgumentException("a count is a number such as 1200 or 0.5, not " + (text.isEmpty() ? "nothing" : text));
    }
    return new BigDecimal(text);
  }

  private static Instant time(String text) {
    return text.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
  }

  private String named(List<String> values) {
    String slo = cell(values, "slo");
    if (slo.isEmpty()) {
      throw new IllegalArgumentException("the line names no objective");
    }
    return slo.intern();
  }

  private String cell(List<String> values, String column) {
    Integer at = columns.get(column);
    return at == null || at >= values.size() ? "" : values.get(at).strip();
  }

  private void wrong(int line, String message, String hint) {
    problems.add(Diagnostic.error("slo.counts", Location.of(name, line, 0), message, hint));
  }
}
