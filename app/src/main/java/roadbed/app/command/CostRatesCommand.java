package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.cost.currency.RateStore;
import roadbed.model.ExchangeRate;
import roadbed.store.duckdb.LakeRates;

/** {@code roadbed cost rates}: rates of exchange by day, kept with the bills. */
final class CostRatesCommand implements Command {
  private static final int TOLD = 10;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Keeps rates of exchange by day with the bills; without FILE, lists which are kept. Whatever tells cost in one"
                + " currency uses them: explore, allocate, statement, budget, and the pages.",
            "",
            "A table is date,from,to,rate, or date,currency,rate, or Date,USD,JPY,... as the European Central Bank"
                + " publishes them; in the last two one unit of --base is so many of the currency.",
            "Exit codes: 0 done, 2 wrong use, or a table with a wrong line, of which nothing is kept.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Tables of rates.")
            .build());
    spec.addOption(CostImportCommand.data());
    spec.addOption(
        OptionSpec.builder("--base")
            .type(String.class)
            .paramLabel("CODE")
            .defaultValue("EUR")
            .description("The currency of which one unit is told, in tables that do not say (default: ${DEFAULT-VALUE}).")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    LakeRates store = new LakeRates(CostImportCommand.folder(words));
    List<Path> files = words.matchedPositionalValue(0, List.<Path>of());
    String base = words.matchedOptionValue("--base", "EUR").toUpperCase(Locale.ROOT);
    if (!ExchangeRate.isCurrency(base)) {
      throw new UsageException("--base is three letters, for example EUR, and not " + base);
    }
    List<ExchangeRate> rates = new ArrayList<>();
    for (Path file : files) {
      rates.addAll(RateOptions.read(file, base));
    }
    if (files.isEmpty()) {
      list(store, terminal);
      return ExitCode.CLEAN;
    }
    RateStore.Kept kept = store.add(rates);
    terminal.out().printf(
        "%,d rates are new, %,d were there, %,d took the place of another%n", kept.added(), kept.same(), kept.replaced().size());
    kept.replaced().stream()
        .limit(TOLD)
        .forEach(
            was ->
                terminal.out().printf(
                    "  %s %s to %s was %s%n", was.day(), was.from(), was.to(), was.rate().toPlainString()));
    if (kept.replaced().size() > TOLD) {
      terminal.out().printf("  and %,d more%n", kept.replaced().size() - TOLD);
    }
    return ExitCode.CLEAN;
  }

  private static void list(LakeRates store, Terminal terminal) {
    record Span(LocalDate first, LocalDate last, int days, String newest) {}
    Map<String, Span> pairs = new LinkedHashMap<>();
    for (ExchangeRate rate : store.rates().all()) {
      pairs.merge(
          rate.from() + " to " + rate.to(),
          new Span(rate.day(), rate.day(), 1, rate.rate().toPlainString()),
          (all, one) -> new Span(all.first(), one.last(), all.days() + 1, one.newest()));
    }
    if (pairs.isEmpty()) {
      terminal.out().println("No rates are kept: give a table of them.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    pairs.forEach(
        (pair, span) ->
            rows.add(
                List.of(pair, span.first().toString(), span.last().toString(), "%,d".formatted(span.days()), span.newest())));
    terminal.out().print(TextTable.render(List.of("rate", "first", "last", "days", "newest"), rows, terminal.width()));
  }
}
