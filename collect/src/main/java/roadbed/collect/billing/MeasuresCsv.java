package roadbed.collect.billing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.collect.csv.CsvReader;
import roadbed.model.AllocationRules.Measure;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * Reads measures to split shared cost by: a CSV with the columns {@code metric}, {@code period} (a month or a day),
 * {@code owner} and {@code value}, in any order.
 */
public final class MeasuresCsv {
  private static final List<String> COLUMNS = List.of("metric", "period", "owner", "value");
  private static final int LONGEST_NUMBER = 40;

  private MeasuresCsv() {}

  /** What a table says; a line that is wrong is left out and told. */
  public record Read(List<Measure> measures, List<Diagnostic> diagnostics) {
    public Read {
      measures = List.copyOf(measures);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads a table. */
  public static Read read(String text, String file) {
    CsvReader reader = new CsvReader(text);
    List<Measure> measures = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Integer> at = List.of();
    for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
      switch (row.get()) {
        case CsvReader.Row.Broken broken ->
            diagnostics.add(wrong(file, broken.line(), broken.why(), ""));
        case CsvReader.Row.Fields fields -> {
          if (at.isEmpty()) {
            at = header(fields.values());
            if (at.contains(-1)) {
              diagnostics.add(
                  wrong(file, fields.line(), "a table of measures is expected", "begin with " + String.join(",", COLUMNS)));
              return new Read(measures, diagnostics);
            }
          } else {
            measure(fields.values(), at).ifPresentOrElse(
                measures::add,
                () ->
                    diagnostics.add(
                        wrong(
                            file,
                            fields.line(),
                            "the line is left out: a metric, a month or day, an owner and a number that is not negative are"
                                + " expected",
                            "write for example requests,2026-01,payments,1200")));
          }
        }
      }
    }
    return new Read(measures, diagnostics);
  }

  private static List<Integer> header(List<String> names) {
    List<String> lower = names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    return COLUMNS.stream().map(lower::indexOf).toList();
  }

  private static Optional<Measure> measure(List<String> values, List<Integer> at) {
    if (at.stream().anyMatch(index -> index >= values.size())) {
      return Optional.empty();
    }
    String metric = values.get(at.get(0)).strip();
    String period = values.get(at.get(1)).strip();
    String owner = values.get(at.get(2)).strip();
    String value = values.get(at.get(3)).strip();
    if (metric.isEmpty() || owner.isEmpty() || value.length() > LONGEST_NUMBER || !value.matches("[0-9]+(\\.[0-9]+)?")) {
      return Optional.empty();
    }
    try {
      boolean month = period.length() == 7;
      LocalDate day = LocalDate.parse(month ? period + "-01" : period);
      return Optional.of(
          new Measure(
              metric, YearMonth.from(day), month ? Optional.empty() : Optional.of(day), owner, new BigDecimal(value)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Diagnostic wrong(String file, int line, String message, String hint) {
    return Diagnostic.error("measures.line", Location.of(file, line, 0), message, hint);
  }
}
