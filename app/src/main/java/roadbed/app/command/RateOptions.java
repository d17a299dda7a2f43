package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.cost.ChargeStore.Grain;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.currency.Conversion;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.currency.Unrated;
import roadbed.collect.billing.RatesCsv;
import roadbed.model.ExchangeRate;
import roadbed.store.duckdb.LakeRates;

/** The options by which amounts are told in one currency: the rates that are kept with the bills, and those of a file. */
final class RateOptions {
  private static final long MOST_BYTES = 64L << 20;

  private RateOptions() {}

  /** Adds {@code --currency} and {@code --rates}. */
  static void add(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--currency")
            .type(String.class)
            .paramLabel("CODE")
            .description("Turn all amounts into this currency, by the rate of each day: see roadbed cost rates.")
            .build());
    spec.addOption(
        OptionSpec.builder("--rates")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Rates that hold for this question, before those that are kept.")
            .build());
  }

  /** The currency that is asked for. */
  static Optional<String> currency(ParseResult words) {
    String code = words.matchedOptionValue("--currency", "").toUpperCase(Locale.ROOT);
    if (!code.isEmpty() && !ExchangeRate.isCurrency(code)) {
      throw new Command.UsageException("--currency is three letters, for example EUR, and not " + code);
    }
    return code.isEmpty() ? Optional.empty() : Optional.of(code);
  }

  /** The rates that hold for a question to the bills of a folder. */
  static Rates rates(ParseResult words, Path billing) throws IOException {
    Path file = words.matchedOptionValue("--rates", null);
    Rates kept = currency(words).isEmpty() ? Rates.none() : new LakeRates(billing).rates();
    if (file == null) {
      return kept;
    }
    List<ExchangeRate> all = new ArrayList<>(kept.all());
    all.addAll(read(file, "EUR"));
    return Rates.of(all);
  }

  /** Reads a table of rates, of which every line must be right. */
  static List<ExchangeRate> read(Path file, String base) throws IOException {
    ScanCommand.mustExist(List.of(file));
    if (Files.size(file) > MOST_BYTES) {
      throw new Command.UsageException(file + " is larger than " + (MOST_BYTES >> 20) + " MB");
    }
    RatesCsv.Read read = RatesCsv.read(Files.readString(file), file.toString(), base);
    if (!read.diagnostics().isEmpty()) {
      List<String> wrong = read.diagnostics().stream().map(Object::toString).toList();
      throw new Command.UsageException("no rate is taken of a table that is wrong:\n" + String.join("\n", wrong));
    }
    return read.rates();
  }

  /**
   * Charges in the currency that is asked for, told apart by day where one is.
   *
   * @param charges gives them by grain
   * @param otherwise the grain where no currency is asked for
   */
  static List<Charge> charges(
      Function<Grain, List<Charge>> charges, Grain otherwise, ParseResult words, Terminal terminal) throws IOException {
    Optional<String> currency = currency(words);
    if (currency.isEmpty()) {
      return charges.apply(otherwise);
    }
    Conversion conversion =
        Conversion.of(charges.apply(Grain.DAY), currency.get(), rates(words, CostImportCommand.folder(words)));
    tell(conversion.unrated(), words, terminal);
    return conversion.charges();
  }

  /** The same of charges under two sets of rules. */
  static List<Preview.Pair> pairs(
      Function<Grain, List<Preview.Pair>> pairs, Grain otherwise, ParseResult words, Terminal terminal)
      throws IOException {
    List<Preview.Pair> found = pairs.apply(currency(words).isEmpty() ? otherwise : Grain.DAY);
    List<Charge> charges =
        charges(_ -> found.stream().map(Preview.Pair::charge).toList(), otherwise, words, terminal);
    List<Preview.Pair> turned = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      turned.add(new Preview.Pair(charges.get(i), found.get(i).after()));
    }
    return turned;
  }

  /** Says what stays in its own currency. */
  static void tell(List<Unrated> unrated, ParseResult words, Terminal terminal) {
    currency(words).ifPresent(to -> unrated.forEach(one -> terminal.err().println(one.words(to))));
  }
}
