package roadbed.app.command;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;
import roadbed.collect.series.NamedSeries;
import roadbed.collect.series.TimedFile;
import roadbed.collect.series.TimedSeries;
import roadbed.series.forecast.Forecast;

/**
 * A month, quarter or year that bills reach into: what is spent in it and what is still to come.
 *
 * @param billed the last day that is billed
 * @param first the period's first day
 * @param last its last day
 */
record BilledPeriod(LocalDate billed, LocalDate first, LocalDate last) {

  /** Bills by group as series of days, named by their groups and currency. */
  static List<NamedSeries> series(Map<String, TimedFile.Content> bills) {
    List<NamedSeries> all = new ArrayList<>();
    bills.forEach(
        (currency, content) ->
            content
                .series()
                .forEach(
                    one -> {
                      double[] values = one.grid(one.at(0), 86_400, one.size(), 0);
                      all.add(new NamedSeries(String.join("/", one.key()) + ' ' + currency, 0, values));
                    }));
    return all;
  }

  /** The period that a command line asks for, around the last day that is billed. */
  static Optional<BilledPeriod> of(ParseResult words, Map<String, TimedFile.Content> bills) {
    String end = words.matchedOptionValue("--end", "");
    if (end.isEmpty()) {
      return Optional.empty();
    }
    TimedSeries any = bills.values().iterator().next().series().getFirst();
    LocalDate billed = LocalDate.ofInstant(any.at(any.size() - 1), ZoneOffset.UTC);
    LocalDate month = billed.withDayOfMonth(1);
    return Optional.of(
        switch (end) {
          case "month" -> new BilledPeriod(billed, month, month.plusMonths(1).minusDays(1));
          case "quarter" -> {
            LocalDate quarter = month.withMonth((month.getMonthValue() - 1) / 3 * 3 + 1);
            yield new BilledPeriod(billed, quarter, quarter.plusMonths(3).minusDays(1));
          }
          case "year" -> new BilledPeriod(billed, billed.withDayOfYear(1), billed.withDayOfYear(billed.lengthOfYear()));
          default -> throw new Command.UsageException("--end is month, quarter or year, not " + end);
        });
  }

  int daysToCome() {
    return (int) (last.toEpochDay() - billed.toEpochDay());
  }

  /** Spent and expected by series, with the intervals of what is still to come in all. */
  String table(List<NamedSeries> series, List<Forecast> forecasts, int width) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      double[] values = series.get(i).values();
      int days = (int) Math.min(values.length, billed.toEpochDay() - first.toEpochDay() + 1);
      double spent = 0;
      for (int day = values.length - days; day < values.length; day++) {
        spent += values[day];
      }
      Forecast forecast = forecasts.get(i);
      boolean over = forecast.totals().isEmpty();
      Forecast.Step rest = over ? new Forecast.Step(0, 0, 0, 0, 0, 0) : forecast.totals().getLast();
      Forecast.Backtest past = forecast.backtest();
      rows.add(
          List.of(
              series.get(i).id(),
              shown(spent),
              shown(spent + rest.mean()),
              shown(spent + rest.low80()) + " to " + shown(spent + rest.high80()),
              shown(spent + rest.low95()) + " to " + shown(spent + rest.high95()),
              past.origins() == 0 ? "" : String.format(Locale.ROOT, "%.1f", past.percentageError())));
    }
    List<String> header = List.of("of", "to " + billed, "expected to " + last, "80 %", "95 %", "error %");
    return TextTable.render(header, rows, width);
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
