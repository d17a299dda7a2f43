package roadbed.collect.billing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.ExchangeRate;
import roadbed.model.Location;

/**
 * Reads rates of exchange by day, in one of four tables: {@code date,from,to,rate}; {@code date,currency,rate}, what one
 * unit of a base is in the currency; {@code Date,USD,JPY,...}, a column a currency against that base, as the European
 * Central Bank's reference rates are published; and the same bank's data series with {@code TIME_PERIOD}, {@code
 * CURRENCY}, {@code CURRENCY_DENOM} and {@code OBS_VALUE}. Columns may stand in any order. An empty value, and {@code
 * N/A}, is no rate.
 */
public final class RatesCsv {
  private static final int LONGEST_NUMBER = 40;
  private static final int TOLD = 20;
  private static final DateTimeFormatter IN_WORDS = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final Set<String> NOTHING = Set.of("", "N/A", "NA", "NaN", "-");

  private final String file;
  private final String base;
  private final List<ExchangeRate> rates = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int wrong;

  private RatesCsv(String file, String base) {
    this.file = file;
    this.base = base;
  }

  /** What a table says, and what of it is wrong. */
  public record Read(List<ExchangeRate> rates, List<Diagnostic> diagnostics) {
    public Read {
      rates = List.copyOf(rates);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** The columns of a table; what it has none of is -1. */
  private record Columns(int day, int from, int to, int rate, List<String> wide) {

    /** What names, or a first row without names, say. */
    static Optional<Columns> of(List<String> cells) {
      List<String> names = cells.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
      if (names.contains("time_period") && names.contains("obs_value") && names.contains("currency")
          && names.contains("currency_denom")) {
        return Optional.of(
            new Columns(
                names.indexOf("time_period"), names.indexOf("currency_denom"), names.indexOf("currency"),
                names.indexOf("obs_value"), List.of()));
      }
      int day = names.indexOf("date");
      int rate = names.indexOf("rate");
      if (day >= 0 && rate >= 0 && names.contains("from") && names.contains("to")) {
        return Optional.of(new Columns(day, names.indexOf("from"), names.indexOf("to"), rate, List.of()));
      }
      if (day >= 0 && rate >= 0 && names.contains("currency")) {
        return Optional.of(new Columns(day, -1, names.indexOf("currency"), rate, List.of()));
      }
      List<String> codes = cells.stream().map(String::strip).toList();
      boolean wide = true;
      for (int i = 0; i < codes.size(); i++) {
        wide &= i == day || codes.get(i).isEmpty() || ExchangeRate.isCurrency(codes.get(i));
      }
      return day >= 0 && wide && codes.stream().anyMatch(ExchangeRate::isCurrency)
          ? Optional.of(new Columns(day, -1, -1, -1, codes))
          : Optional.empty();
    }

    /** A table without a header says what it is by the number of its fields. */
    static Optional<Columns> unnamed(List<String> cells) {
      if (cells.isEmpty() || RatesCsv.day(cells.getFirst()).isEmpty()) {
        return Optional.empty();
      }
      return switch (cells.size()) {
        case 4 -> Optional.of(new Columns(0, 1, 2, 3, List.of()));
        case 3 -> Optional.of(new Columns(0, -1, 1, 2, List.of()));
        default -> Optional.empty();
      };
    }
  }

  /**
   * Reads a table.
   *
   * @param base the currency of which one unit is told where a table states no second one
   */
  public static Read read(String text, String file, String base) {
    RatesCsv table = new RatesCsv(file, base);
    table.read(new CsvReader(text.startsWith("\ufeff") ? text.substring(1) : text));
    if (table.wrong > TOLD) {
      table.diagnostics.add(
          Diagnostic.error("rates.lines", Location.of(file), (table.wrong - TOLD) + " more lines are wrong", ""));
    }
    return new Read(table.rates, table.diagnostics);
  }

  private void read(CsvReader reader) {
    Optional<Columns> columns = Optional.empty();
    for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
      switch (row.get()) {
        case CsvReader.Row.Broken broken -> wrong(broken.line(), broken.why());
        case CsvReader.Row.Fields fields -> {
          if (columns.isEmpty()) {
            columns = Columns.of(fields.values());
            if (columns.isPresent()) {
              continue;
            }
            columns = Columns.unnamed(fields.values());
            if (columns.isEmpty()) {
              wrong(fields.line(), "a table of rates begins with date,from,to,rate or date,currency,rate or Date,USD,JPY,...");
              return;
            }
          }
          rates(fields, columns.get());
        }
      }
    }
    if (columns.isEmpty()) {
      wrong(1, "the table is empty");
    }
  }

  private void rates(CsvReader.Row.Fields fields, Columns columns) {
    List<String> cells = fields.values();
    Optional<LocalDate> day = cells.size() > columns.day() ? day(cells.get(columns.day())) : Optional.empty();
    if (day.isEmpty()) {
      wrong(fields.line(), "there is no day such as 2026-01-31");
    } else if (columns.wide().isEmpty()) {
      if (cells.size() <= Math.max(columns.rate(), Math.max(columns.from(), columns.to()))) {
        wrong(fields.line(), "it has " + cells.size() + " fields, which are fewer than the header's");
      } else {
        String from = columns.from() < 0 ? base : cells.get(columns.from()).strip();
        rate(fields.line(), day.get(), from, cells.get(columns.to()).strip(), cells.get(columns.rate()));
      }
    } else {
      for (int i = 0; i < Math.min(cells.size(), columns.wide().size()); i++) {
        String currency = columns.wide().get(i);
        if (ExchangeRate.isCurrency(currency) && !currency.equals(base)) {
          rate(fields.line(), day.get(), base, currency, cells.get(i));
        }
      }
    }
  }

  private void rate(int line, LocalDate day, String from, String to, String text) {
    String number = text.strip();
    if (NOTHING.contains(number)) {
      return;
    }
    if (number.length() > LONGEST_NUMBER || !number.matches("[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,2})?")) {
      wrong(line, "the rate of " + to + " is no number such as 1.0842: " + shortened(number));
      return;
    }
    try {
      rates.add(new ExchangeRate(day, from, to, new BigDecimal(number)));
    } catch (IllegalArgumentException e) {
      wrong(line, String.valueOf(e.getMessage()));
    }
  }

  private static String shortened(String text) {
    return text.length() > 30 ? text.substring(0, 30) + "..." : text;
  }

  private static Optional<LocalDate> day(String text) {
    String stripped = text.strip();
    try {
      return Optional.of(
          stripped.indexOf(' ') > 0 ? LocalDate.parse(stripped, IN_WORDS) : LocalDate.parse(stripped));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private void wrong(int line, String why) {
    wrong++;
    if (wrong <= TOLD) {
      diagnostics.add(Diagnostic.error("rates.line", Location.of(file, line, 0), why, ""));
    }
  }
}
