package roadbed.collect.series;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * A series a line: its id, then its values in order, a cell each or all in one with blanks between them. Series may be of different lengths: empty cells at the end of a line are
 * not part of it. A first line without any number is a header. What is no number becomes a gap and is told.
 */
public final class SeriesFile {
  /** Places told of one file at most; the rest are counted. */
  private static final int TOLD = 100;

  private final String name;
  private final Consumer<Diagnostic> told;
  private final List<NamedSeries> series = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private int problems;

  private SeriesFile(String name, Consumer<Diagnostic> told) {
    this.name = name;
    this.told = told;
  }

  /**
   * Reads a file.
   *
   * @param told what is wrong with it, by line and column (the field's number)
   */
  public static List<NamedSeries> read(Path path, Consumer<Diagnostic> told) throws IOException {
    SeriesFile file = new SeriesFile(path.toString(), told);
    try (BufferedReader reader = Cells.open(path)) {
      int number = 1;
      for (Cells.Line line = Cells.next(reader); !line.end(); line = Cells.next(reader)) {
        if (line.tooLong()) {
          file.tell(number, 0, "series.line-too-long", "a line of more than " + Cells.LONGEST_LINE + " characters", "");
        } else if (!line.text().isBlank()) {
          file.line(line.text(), number);
        }
        number++;
      }
    }
    if (file.problems > TOLD) {
      told.accept(
          Diagnostic.warning(
              "series.more",
              Location.of(file.name),
              (file.problems - TOLD) + " more places that could not be read",
              ""));
    }
    return file.series;
  }

  private void line(String text, int number) {
    List<String> cells = apart(cells(text, number));
    if (cells.isEmpty()) {
      return;
    }
    int length = cells.size();
    while (length > 1 && cells.get(length - 1).isBlank()) {
      length--;
    }
    double[] values = new double[length - 1];
    Arrays.fill(values, Double.NaN);
    boolean any = false;
    List<Integer> unread = new ArrayList<>();
    for (int i = 1; i < length; i++) {
      OptionalDouble value = Cells.number(cells.get(i));
      if (value.isPresent()) {
        values[i - 1] = value.getAsDouble();
        any = true;
      } else {
        unread.add(i);
      }
    }
    if (!any && number == 1) {
      return;
    }
    String id = cells.getFirst().strip();
    for (int i : unread) {
      String cell = cells.get(i);
      tell(
          number,
          i + 1,
          Cells.missing(cell) ? "series.gap" : "series.not-a-number",
          Cells.missing(cell) ? "series " + id + " has a gap" : "series " + id + ": '" + shortened(cell) + "' is no number",
          "the value is taken as missing");
    }
    Integer before = lines.putIfAbsent(id, number);
    if (id.isEmpty()) {
      tell(number, 1, "series.no-id", "a series without id", "the first cell of a line is the series' id");
    } else if (before != null) {
      tell(number, 1, "series.twice", "series " + id + " stands in line " + before + " too", "the second is left out");
    } else if (!any) {
      tell(number, 0, "series.empty", "series " + id + " has no value", "");
    } else {
      series.add(new NamedSeries(id, number, values));
    }
  }

  /** Values that stand in one cell with blanks between them, as some sets have them, as cells of their own. */
  private static List<String> apart(List<String> cells) {
    if (cells.size() != 2 || cells.get(1).strip().indexOf(' ') < 0) {
      return cells;
    }
    List<String> apart = new ArrayList<>();
    apart.add(cells.getFirst());
    apart.addAll(Arrays.asList(cells.get(1).strip().split("\\s+")));
    return apart;
  }

  private List<String> cells(String text, int number) {
    if (text.indexOf('"') < 0) {
      return Arrays.asList(text.split(",", -1));
    }
    return switch (new CsvReader(text).next().orElseThrow()) {
      case CsvReader.Row.Fields fields -> fields.values();
      case CsvReader.Row.Broken broken -> {
        tell(number, broken.column(), "series.quotes", broken.why(), "the line is left out");
        yield List.of();
      }
    };
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
}
