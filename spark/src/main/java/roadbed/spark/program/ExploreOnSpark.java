package roadbed.spark.program;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Days;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.CostQuestion.Measure;
import roadbed.collect.billing.RatesCsv;
import roadbed.model.CsvText;
import roadbed.model.ExchangeRate;
import roadbed.spark.SparkCostExplorer;
import roadbed.spark.SparkSessions;

/** {@code roadbed-spark explore}: questions to cost, with the options of {@code roadbed cost explore}. */
final class ExploreOnSpark implements SparkCommand {
  private static final long MOST_RATES = 64L << 20;

  @Override
  public String name() {
    return "explore";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Answers a question to billing lines as CSV; see roadbed cost explore.");
    spec.addOption(SparkCommand.billing());
    spec.addOption(list("--group-by", "WHAT", "Split by these.", ","));
    spec.addOption(list("--filter", "WHAT=VALUE", "Only such lines; repeatable.", ""));
    spec.addOption(SparkCommand.option("--by", "TIME", "Split time as well: day, week or month.").build());
    spec.addOption(SparkCommand.option("--from", "DAY", "The first day.").required(true).build());
    spec.addOption(SparkCommand.option("--to", "DAY", "The last day.").required(true).build());
    spec.addOption(SparkCommand.option("--compare", "DAYS", "previous, year, or FROM..TO.").build());
    spec.addOption(SparkCommand.option("--measure", "AMOUNT", "effective, billed, list or contracted.").build());
    spec.addOption(
        OptionSpec.builder("--top").type(Integer.class).paramLabel("N").description("So many groups.").build());
    spec.addOption(SparkCommand.option("--currency", "CODE", "Turn all amounts into this currency, by --rates.").build());
    spec.addOption(SparkCommand.option("--rates", "FILE", "Rates by day that hold before those that are kept.").build());
    return spec;
  }

  private static OptionSpec list(String name, String label, String description, String split) {
    OptionSpec.Builder builder =
        OptionSpec.builder(name).type(List.class).auxiliaryTypes(String.class).paramLabel(label).description(description);
    return (split.isEmpty() ? builder : builder.splitRegex(split)).build();
  }

  @Override
  public int run(ParseResult words, PrintStream out, PrintStream err) throws IOException {
    CostQuestion question = question(words);
    String billing = words.matchedOptionValue("--data", "");
    try (SparkSession spark = SparkSessions.open()) {
      CostAnswer answer =
          new SparkCostExplorer(spark, billing, rates(words, Path.of(billing, "lake", "rates.csv"))).explore(question);
      CsvText csv = new CsvText().row(answer.header());
      answer.rows().forEach(row -> csv.row(answer.cells(row)));
      out.print(csv);
    }
    return SparkMain.DONE;
  }

  /** The rates that are kept with the bills, where their folder is this machine's, and before them those of a file. */
  private static Rates rates(ParseResult words, Path kept) {
    List<ExchangeRate> rates = new ArrayList<>();
    if (Files.exists(kept)) {
      rates.addAll(read(kept.toString()));
    }
    String file = words.matchedOptionValue("--rates", "");
    if (!file.isEmpty()) {
      rates.addAll(read(file));
    }
    return Rates.of(rates);
  }

  private static List<ExchangeRate> read(String file) {
    RatesCsv.Read read = RatesCsv.read(SparkCommand.text(file, MOST_RATES), file, "EUR");
    if (!read.diagnostics().isEmpty()) {
      throw new IllegalArgumentException("no rate is taken of a table that is wrong: " + read.diagnostics().getFirst());
    }
    return read.rates();
  }

  private static CostQuestion question(ParseResult words) {
    try {
      LocalDate from = LocalDate.parse(words.matchedOptionValue("--from", ""));
      LocalDate to = LocalDate.parse(words.matchedOptionValue("--to", ""));
      String grain = words.matchedOptionValue("--by", "");
      String compared = words.matchedOptionValue("--compare", "");
      String currency = words.matchedOptionValue("--currency", "");
      return new CostQuestion(
          words.matchedOptionValue("--group-by", List.of("service")),
          grain.isEmpty() ? Grain.WHOLE : Grain.named(grain),
          words.matchedOptionValue("--filter", List.<String>of()).stream().map(Filter::parse).toList(),
          from,
          to,
          compared.isEmpty() ? Optional.empty() : Optional.of(Days.comparedWith(compared, from, to)),
          Measure.valueOf(words.matchedOptionValue("--measure", "effective").toUpperCase(Locale.ROOT)),
          Math.max(1, words.matchedOptionValue("--top", 20)),
          currency.isEmpty() ? Optional.empty() : Optional.of(currency.toUpperCase(Locale.ROOT)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
