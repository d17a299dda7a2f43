package roadbed.collect.series;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * A value a line: its time in the first column, the value in the last, and between them what the value is of (region, type,
 * service …), each combination a series. The first line names the columns. Times without zone are taken as UTC.
 */
public final class TimedFile {
  private static final int TOLD = 100;
  private static final int MOST_ROWS = 20_000_000;
  private static final int MOST_SERIES = 1_000_000;

  private final String name;
  private final Consumer<Diagnostic> told;
  private final Map<List<String>, Growing> series = new LinkedHashMap<>();
  private List<String> columns = List.of();
  private int problems;

  private TimedFile(String name, Consumer<Diagnostic> told) {
    this.name = name;
    this.told = told;
  }

  /**
   * What a file says.
   *
   * @param dimensions names of the columns between time and value
   * @param series in the order of their first line
   */
  public record Content(List<String> dimensions, List<TimedSeries> series) {
    /** Copies the lists. */
    public Content {
      dimensions = List.copyOf(dimensions);
      series = List.copyOf(series);
    }
  }

  /**
   * Reads a file.
   *
   * @param told what is wrong with it, by line and column (the field's number)
   */
  public static Content read(Path path, Consumer<Diagnostic> told) throws IOException {
    TimedFile file = new TimedFile(path.toString(), told);
    int rows = 0;
    try (BufferedReader reader = Cells.open(path)) {
      int number = 1;
      for (Cells.Line line = Cells.next(reader); !line.end(); line = Cells.next(reader), number++) {
        if (line.text().isBlank()) {
          continue;
        }
        if (rows > MOST_ROWS || file.series.size() > MOST_SERIES) {
          file.tell(number, 0, "series.too-many", "more than " + MOST_ROWS + " lines or " + MOST_SERIES + " series", "the rest is not read");
          break;
        }
        file.line(line.text(), number);
        rows++;
      }
    }
    if (file.problems > TOLD) {
      told.accept(
          Diagnostic.warning(
              "series.more", Location.of(file.name), (file.problems - TOLD) + " more places that could not be read", ""));
    }
    List<TimedSeries> all = new ArrayList<>();
    for (Map.Entry<List<String>, Growing> one : file.series.entrySet()) {
      all.add(one.getValue().sorted(one.getKey()));
    }
    List<String> dimensions = file.columns.size() < 3 ? List.of() : file.columns.subList(1, file.columns.size() - 1);
    return new Content(dimensions, all);
  }

  private void line(String text, int number) {
    List<String> cells;
    if (text.indexOf('"') < 0) {
      cells = Arrays.asList(text.split(",", -1));
    } else {
      switch (new CsvReader(text).next().orElseThrow()) {
        case CsvReader.Row.Fields fields -> cells = fields.values();
        case CsvReader.Row.Broken broken -> {
          tell(number, broken.column(), "series.quotes", broken.why(), "the line is left out");
          return;
        }
      }
    }
    if (columns.isEmpty()) {
      columns = cells.stream().map(String::strip).toList();
      if (columns.size() < 2 || time(cells.getFirst()).isPresent()) {
        tell(number, 1, "series.no-header", "the first line does not name the columns", "time first, value last");
        columns = Collections.nCopies(cells.size(), "");
      } else {
        return;
      }
    }
    if (cells.size() != columns.size()) {
      tell(number, 0, "series.ragged", cells.size() + " fields where the header has " + columns.size(), "the line is left out");
      return;
    }
    OptionalLong time = time(cells.getFirst());
    if (time.isEmpty()) {
      tell(number, 1, "series.not-a-time", "'" + shortened(cells.getFirst()) + "' is no time", "for example 2026-01-31 13:00:00");
      return;
    }
    String last = cells.getLast();
    OptionalDouble value = Cells.number(last);
    if (value.isEmpty()) {
      tell(
          number,
          cells.size(),
          Cells.missing(last) ? "series.gap" : "series.not-a-number",
          Cells.missing(last) ? "no value" : "'" + shortened(last) + "' is no number",
          "the value is taken as missing");
    }
    List<String> key = cells.size() < 3 ? List.of() : List.copyOf(cells.subList(1, cells.size() - 1));
    series.computeIfAbsent(key, _ -> new Growing()).add(time.getAsLong(), value.orElse(Double.NaN));
  }

  private static OptionalLong time(String cell) {
    String text = cell.strip();
    if (text.length() > 40) {
      return OptionalLong.empty();
    }
    try {
      if (text.length() == 10) {
        return OptionalLong.of(LocalDate.parse(text).toEpochDay() * 86_400);
      }
      String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
      boolean zoned = iso.endsWith("Z") || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
      return OptionalLong.of(
          zoned ? OffsetDateTime.parse(iso).toEpochSecond() : LocalDateTime.parse(iso).toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return OptionalLong.empty();
    }
  }

  private static String shortened(String cell) {
    String text = cell.strip();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private void tell(int line, int column, String code, String message, String hint) {
    problems++;
    if (problems <= TOLD) {
      told.accept(Diagnostic.warning(code, Location.of(name, line, column), message, hint));
    }
  }

  /** Times and values while they are read. */
  private static final class Growing {
    private long[] seconds = new long[16];
    private double[] values = new double[16];
    private int count;
    private boolean ascending = true;

    void add(long second, double value) {
      if (count == seconds.length) {
        seconds = Arrays.copyOf(seconds, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      ascending &= count == 0 || second >= seconds[count - 1];
      seconds[count] = second;
      values[count++] = value;
    }

    TimedSeries sorted(List<String> key) {
      if (ascending) {
        return new TimedSeries(key, Arrays.copyOf(seconds, count), Arrays.copyOf(values, count));
      }
      Integer[] order = new Integer[count];
      for (int i = 0; i < count; i++) {
        order[i] = i;
      }
      Arrays.sort(order, (a, b) -> Long.compare(seconds[a], seconds[b]));
      long[] times = new long[count];
      double[] numbers = new double[count];
      for (int i = 0; i < count; i++) {
        times[i] = seconds[order[i]];
        numbers[i] = values[order[i]];
      }
      return new TimedSeries(key, times, numbers);
    }
  }
}
