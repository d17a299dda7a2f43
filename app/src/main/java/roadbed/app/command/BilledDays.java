package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.collect.series.TimedFile;
import roadbed.collect.series.TimedSeries;
import roadbed.store.duckdb.DuckDbCostExplorer;

/** The imported bills as daily series, for the commands that forecast and watch them. */
final class BilledDays {
  private static final int GROUPS = 2_000;
  private static final int DAYS = 500;

  private BilledDays() {}

  /** The options that say which bills. */
  static void addOptions(CommandSpec spec) {
    spec.addOption(CostImportCommand.data());
    spec.addOption(Options.texts("--group-by", "DIMENSION", "For bills, split by these (default: service,account)."));
    spec.addOption(Options.repeated("--filter", "FILTER", "For bills, only what is so: DIMENSION=VALUE or !=VALUE; may be repeated."));
    spec.addOption(Options.text("--from", "DAY", "For bills, the first day (default: " + DAYS + " days before the last)."));
    spec.addOption(Options.text("--to", "DAY", "For bills, the last day (default: the last that is billed)."));
    spec.addOption(Options.text("--measure", "MEASURE", "For bills: effective, billed, list or contracted (default: effective)."));
    RateOptions.add(spec);
  }

  /** A series for each group, by currency; every one from the first to the last day that is billed, days without cost 0. */
  static Map<String, TimedFile.Content> read(ParseResult words) throws IOException {
    Path billing = CostImportCommand.folder(words);
    try (DuckDbCostExplorer explorer = new DuckDbCostExplorer(billing, RateOptions.rates(words, billing))) {
      CostAnswer answer = explorer.explore(question(words));
      if (!answer.unrated().isEmpty()) {
        // A series with days left out would be taken for days without cost.
        throw new Command.UsageException(answer.unrated().getFirst().words(RateOptions.currency(words).orElse("")));
      }
      Optional<LocalDate> first = answer.rows().stream().flatMap(row -> row.at().stream()).min(LocalDate::compareTo);
      Optional<LocalDate> last = answer.rows().stream().flatMap(row -> row.at().stream()).max(LocalDate::compareTo);
      if (first.isEmpty() || last.isEmpty()) {
        throw new Command.UsageException("no cost in these days, or no bills: see roadbed cost import, or say --series FILE");
      }
      return series(answer, first.get(), last.get());
    } catch (DateTimeException | IllegalArgumentException problem) {
      throw new Command.UsageException(String.valueOf(problem.getMessage()));
    }
  }

  private static CostQuestion question(ParseResult words) {
    String until = words.matchedOptionValue("--to", "");
    LocalDate to = until.isEmpty() ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(until);
    String since = words.matchedOptionValue("--from", "");
    return new CostQuestion(
        words.matchedOptionValue("--group-by", List.of("service", "account")),
        CostQuestion.Grain.DAY,
        words.matchedOptionValue("--filter", List.<String>of()).stream().map(CostQuestion.Filter::parse).toList(),
        since.isEmpty() ? to.minusDays(DAYS) : LocalDate.parse(since),
        to,
        Optional.empty(),
        CostQuestion.Measure.valueOf(words.matchedOptionValue("--measure", "effective").toUpperCase(Locale.ROOT)),
        GROUPS,
        RateOptions.currency(words));
  }

  private static Map<String, TimedFile.Content> series(CostAnswer answer, LocalDate first, LocalDate last) {
    int days = Math.toIntExact(last.toEpochDay() - first.toEpochDay()) + 1;
    Map<String, Map<List<String>, double[]>> grids = new LinkedHashMap<>();
    for (CostAnswer.Row row : answer.rows()) {
      double[] grid =
          grids
              .computeIfAbsent(row.currency(), _ -> new LinkedHashMap<>())
              .computeIfAbsent(row.values(), _ -> new double[days]);
      row.at().ifPresent(day -> grid[(int) (day.toEpochDay() - first.toEpochDay())] += row.amount().doubleValue());
    }
    Map<String, TimedFile.Content> series = new LinkedHashMap<>();
    grids.forEach(
        (currency, groups) -> {
          List<TimedSeries> all = new ArrayList<>();
          groups.forEach((key, grid) -> all.add(TimedSeries.ofDays(key, first, grid)));
          series.put(currency, new TimedFile.Content(answer.question().groups(), all));
        });
    return series;
  }
}
