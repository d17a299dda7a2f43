package roadbed.app.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.collect.series.NamedSeries;
import roadbed.collect.series.SeriesFile;
import roadbed.collect.series.TimedFile;
import roadbed.model.Diagnostic;
import roadbed.model.ValueJson;
import roadbed.series.forecast.Forecast;
import roadbed.series.forecast.Forecaster;
import tools.jackson.core.JsonGenerator;

/** {@code roadbed cost forecast}: how series of a file go on, with intervals. */
final class CostForecastCommand implements Command {
  private static final int SHOWN = 50;
  private static final int LONGEST_SEASON = 10_000;
  private static final int WEEK = 7;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Forecasts every series of a file, with intervals that hold the value in 80 and in 95 of 100 cases. A series is"
                + " a line: its id, then its values in order.",
            "",
            "What is no number is told by line and column and taken as a gap. Exit codes: 0 done, 1 some lines or cells"
                + " could not be read, 2 wrong use or nothing to forecast.");
    spec.addOption(
        OptionSpec.builder("--series")
            .type(Path.class)
            .paramLabel("FILE")
            .description("CSV file of series, packed by gzip or not; without it the imported bills are forecast by day.")
            .build());
    spec.addOption(
        OptionSpec.builder("--horizon")
            .type(Integer.class)
            .paramLabel("H")
            .description("How many steps ahead.")
            .build());
    spec.addOption(
        OptionSpec.builder("--end")
            .type(String.class)
            .paramLabel("PERIOD")
            .description("For bills, to the end of the month, quarter or year instead of --horizon.")
            .build());
    BilledDays.addOptions(spec);
    spec.addOption(
        OptionSpec.builder("--season")
            .type(Integer.class)
            .paramLabel("M")
            .defaultValue("1")
            .description(
                "Steps in a season: 12 for months, 7 for days, 24 for hours (the week behind the day is found by itself);"
                    + " 1 for none (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("--out")
            .type(Path.class)
            .paramLabel("OUT")
            .description("Write the forecasts to this CSV file: id,h,mean,lo80,hi80,lo95,hi95.")
            .build());
    spec.addOption(ScanCommand.flag("--json", "Print the forecasts, their methods and their backtest as JSON."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Path file = words.matchedOptionValue("--series", null);
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<NamedSeries> series;
    int season;
    int horizon;
    Optional<BilledPeriod> period = Optional.empty();
    if (file == null) {
      Map<String, TimedFile.Content> bills = BilledDays.read(words);
      series = BilledPeriod.series(bills);
      period = BilledPeriod.of(words, bills);
      season = words.hasMatchedOption("--season") ? words.matchedOptionValue("--season", WEEK) : WEEK;
      horizon = period.map(BilledPeriod::daysToCome).orElseGet(() -> words.matchedOptionValue("--horizon", 0));
      if (period.isPresent() && horizon == 0) {
        throw new UsageException("the bills reach to the end of the " + words.matchedOptionValue("--end", "") + ": nothing is left to forecast");
      }
    } else {
      ScanCommand.mustExist(List.of(file));
      series = SeriesFile.read(file, diagnostics::add);
      season = words.matchedOptionValue("--season", 1);
      horizon = words.matchedOptionValue("--horizon", 0);
    }
    if (horizon < 1 || horizon > Forecaster.LONGEST_HORIZON) {
      throw new UsageException("--horizon is from 1 to " + Forecaster.LONGEST_HORIZON + ", not " + horizon);
    }
    if (season < 1 || season > LONGEST_SEASON) {
      throw new UsageException("--season is from 1 to " + LONGEST_SEASON + ", not " + season);
    }
    diagnostics.forEach(diagnostic -> terminal.err().println(diagnostic));
    if (series.isEmpty()) {
      String where = file == null ? "the imported bills" : file.toString();
      terminal.err().println("roadbed: no series in " + where + " (a series is a line: its id, then its values)");
      return ExitCode.USAGE;
    }
    List<Forecast> forecasts;
    try (CountLine progress = CountLine.on(terminal, "forecasting", series.size())) {
      forecasts =
          Forecaster.forecastAll(series.stream().map(NamedSeries::values).toList(), season, horizon, progress::at);
    }
    Path out = words.matchedOptionValue("--out", null);
    if (out != null) {
      write(out, series, forecasts);
    }
    if (words.hasMatchedOption("--json")) {
      json(series, forecasts, terminal);
    } else if (period.isPresent()) {
      terminal.out().print(period.get().table(series, forecasts, terminal.width()));
    } else if (out == null) {
      table(series, forecasts, terminal);
    } else {
      terminal.err().println(series.size() + " series forecast, " + horizon + " steps each: " + out);
    }
    return diagnostics.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static void write(Path out, List<NamedSeries> series, List<Forecast> forecasts) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
      writer.write("id,h,mean,lo80,hi80,lo95,hi95\n");
      for (int i = 0; i < series.size(); i++) {
        String id = quoted(series.get(i).id());
        for (Forecast.Step step : forecasts.get(i).steps()) {
          writer.write(id + ',' + step.ahead());
          for (double value : List.of(step.mean(), step.low80(), step.high80(), step.low95(), step.high95())) {
            writer.write(',');
            writer.write(number(value));
          }
          writer.write('\n');
        }
      }
    }
  }

  private static String quoted(String id) {
    boolean plain = id.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? id : '"' + id.replace("\"", "\"\"") + '"';
  }

  /** A number with as many digits as say anything. */
  private static String number(double value) {
    return Double.toString(value == 0 ? 0 : Double.parseDouble(String.format(Locale.ROOT, "%.9e", value)));
  }

  private static void table(List<NamedSeries> series, List<Forecast> forecasts, Terminal terminal) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(series.size(), SHOWN); i++) {
      Forecast forecast = forecasts.get(i);
      Forecast.Step first = forecast.steps().getFirst();
      Forecast.Step last = forecast.steps().getLast();
      Forecast.Backtest past = forecast.backtest();
      rows.add(
          List.of(
              series.get(i).id(),
              Integer.toString(series.get(i).values().length),
              shown(first.mean()),
              shown(last.mean()),
              shown(last.low80()) + " to " + shown(last.high80()),
              shown(last.low95()) + " to " + shown(last.high95()),
              past.origins() == 0 ? "" : String.format(Locale.ROOT, "%.1f", past.percentageError()),
              past.origins() == 0 ? "" : String.format(Locale.ROOT, "%.2f", past.scaledError()),
              forecast.shares().getFirst().method()));
    }
    List<String> header =
        List.of("series", "values", "next", "last", "80 % of last", "95 % of last", "error %", "of naive", "method");
    terminal.out().print(TextTable.render(header, rows, terminal.width()));
    if (series.size() > SHOWN) {
      terminal.out().println((series.size() - SHOWN) + " more series; --out FILE writes all of them");
    }
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : Math.abs(value) < 1e9 ? "%.0f" : "%.3g", value);
  }

  private static void json(List<NamedSeries> series, List<Forecast> forecasts, Terminal terminal) {
    JsonGenerator json = ValueJson.generator(terminal.out());
    json.writeStartObject();
    json.writeName("series");
    json.writeStartArray();
    for (int i = 0; i < series.size(); i++) {
      Forecast forecast = forecasts.get(i);
      json.writeStartObject();
      json.writeStringProperty("id", series.get(i).id());
      json.writeName("forecast");
      json.writeStartArray();
      for (Forecast.Step step : forecast.steps()) {
        json.writeStartObject();
        json.writeNumberProperty("h", step.ahead());
        json.writeNumberProperty("mean", step.mean());
        json.writeNumberProperty("lo80", step.low80());
        json.writeNumberProperty("hi80", step.high80());
        json.writeNumberProperty("lo95", step.low95());
        json.writeNumberProperty("hi95", step.high95());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeName("methods");
      json.writeStartArray();
      for (Forecast.Share share : forecast.shares()) {
        json.writeStartObject();
        json.writeStringProperty("method", share.method());
        json.writeNumberProperty("weight", share.weight());
        json.writeEndObject();
      }
      json.writeEndArray();
      Forecast.Backtest past = forecast.backtest();
      if (past.origins() > 0) {
        json.writeName("backtest");
        json.writeStartObject();
        json.writeNumberProperty("origins", past.origins());
        json.writeNumberProperty("smape", past.percentageError());
        json.writeNumberProperty("mase", past.scaledError());
        if (past.origins() > 1) {
          json.writeNumberProperty("coverage80", past.coverage80());
          json.writeNumberProperty("coverage95", past.coverage95());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }
}
