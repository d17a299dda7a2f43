package roadbed.app.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.cost.BilledEstate;
import roadbed.assess.cost.BilledUse;
import roadbed.assess.cost.carbon.CarbonEstimate;
import roadbed.assess.cost.carbon.CarbonEstimate.Range;
import roadbed.collect.DocumentFile;
import roadbed.collect.metrics.PrometheusQueries;
import roadbed.collect.metrics.UtilisationFiles;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.model.AllocationRules.Span;
import roadbed.model.CarbonCoefficients;
import roadbed.model.CarbonCoefficients.Source;
import roadbed.model.CsvText;
import roadbed.model.Diagnostic;
import roadbed.model.Utilisation;
import roadbed.model.Value;

/** {@code roadbed cost carbon}: what the use that is billed emits, by coefficients that the user brings. */
final class CostCarbonCommand implements Command {
  private static final int MOST_ROWS = 500_000;
  private static final int SHOWN_LEFT = 10;
  private static final List<String> HEADER = List.of("by", "kWh", "kg CO2e", "low", "high", "embodied", "sources");

  private static final Map<String, Function<CarbonEstimate.Line, String>> DIMENSIONS = dimensions();

  private static Map<String, Function<CarbonEstimate.Line, String>> dimensions() {
    Map<String, Function<CarbonEstimate.Line, String>> dimensions = new LinkedHashMap<>();
    dimensions.put("service", line -> line.use().service());
    dimensions.put("region", line -> line.use().region());
    dimensions.put("account", line -> line.use().account());
    dimensions.put("month", line -> YearMonth.from(line.use().month()).toString());
    dimensions.put("resource", line -> line.use().resource());
    dimensions.put("rule", CarbonEstimate.Line::rule);
    return dimensions;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Estimates the emissions of what the bill says was used, by published coefficients that you bring. Each figure"
                + " names its sources; what has no coefficient is counted and never taken for nothing.",
            "",
            "Exit codes: 0 done, 2 wrong use, or coefficients that cannot be read, 3 internal error.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Billing files; without any, the imported lines are asked.")
            .build());
    spec.addOption(
        OptionSpec.builder("--coefficients")
            .type(Path.class)
            .required(true)
            .paramLabel("FILE")
            .description("Coefficients with their sources (kind: CarbonCoefficients).")
            .build());
    spec.addOption(
        OptionSpec.builder("--utilisation")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("PATH")
            .description("Measured use of machines: exports of monitoring systems; may be repeated.")
            .build());
    PrometheusOptions.add(spec);
    spec.addOption(Options.day("--from", "The first day that counts."));
    spec.addOption(Options.day("--to", "The last day that counts."));
    spec.addOption(
        OptionSpec.builder("--by")
            .type(String.class)
            .paramLabel("WHAT")
            .defaultValue("service")
            .description("Sum by " + String.join(", ", DIMENSIONS.keySet()) + " (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(ScanCommand.flag("--json", "Write JSON, with each line and how it was counted."));
    spec.addOption(ScanCommand.flag("--csv", "Write CSV."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Function<CarbonEstimate.Line, String> by =
        Optional.ofNullable(DIMENSIONS.get(words.matchedOptionValue("--by", "service")))
            .orElseThrow(() -> new UsageException("--by is one of " + String.join(", ", DIMENSIONS.keySet())));
    LocalDate from = words.matchedOptionValue("--from", null);
    LocalDate to = words.matchedOptionValue("--to", null);
    if (from != null && to != null && to.isBefore(from)) {
      throw new UsageException("--to comes before --from");
    }
    Path file = words.matchedOptionValue("--coefficients", null);
    ScanCommand.mustExist(List.of(file));
    DocumentFile.One<CarbonCoefficients> read = DocumentFile.carbon(file);
    say(read.diagnostics(), terminal);
    CarbonCoefficients coefficients =
        read.document().orElseThrow(() -> new UsageException(file + " holds no coefficients that can be used"));
    List<Utilisation> measured = measured(words, from, to, terminal);
    try (BilledEstate estate = CostAllocateCommand.open(words, terminal)) {
      List<BilledUse> use =
          estate.billing().use(new Span(Optional.ofNullable(from), Optional.ofNullable(to)), MOST_ROWS + 1);
      if (use.size() > MOST_ROWS) {
        terminal.err().println("note: the bill has more than " + MOST_ROWS + " rows of use; those of least cost are not counted");
      }
      if (use.isEmpty()) {
        terminal.err().println("roadbed: the bill states no quantity of use");
        return ExitCode.USAGE;
      }
      show(CarbonEstimate.of(use.subList(0, Math.min(use.size(), MOST_ROWS)), coefficients, measured), by, words, terminal);
    }
    return ExitCode.CLEAN;
  }

  private static void say(List<Diagnostic> diagnostics, Terminal terminal) {
    diagnostics.stream().limit(20).forEach(diagnostic -> terminal.err().println(diagnostic));
  }

  private static List<Utilisation> measured(ParseResult words, LocalDate from, LocalDate to, Terminal terminal)
      throws IOException {
    List<Path> files = words.matchedOptionValue("--utilisation", List.of());
    ScanCommand.mustExist(files);
    List<Utilisation> measured = new ArrayList<>();
    if (!files.isEmpty()) {
      UtilisationFiles.Read read = UtilisationFiles.read(files);
      say(read.diagnostics(), terminal);
      measured.addAll(read.series());
    }
    Optional<PrometheusClient> server = PrometheusOptions.client(words);
    if (server.isPresent()) {
      try (PrometheusClient client = server.get()) {
        if (from == null || to == null) {
          throw new UsageException("--prometheus needs --from and --to: it is asked for these days");
        }
        Instant begin = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
        PrometheusQueries.Answers live =
            PrometheusOptions.ask(client, PrometheusQueries.MACHINES, begin, end, words, terminal);
        measured.addAll(UtilisationFiles.of(live.series(), "prometheus").series());
      }
    }
    return measured;
  }

  // --- output -------------------------------------------------------------------------------------------------

  /** Sums of lines that belong together. */
  private static final class Sum {
    private Range energy = new Range(0, 0, 0);
    private Range emissions = new Range(0, 0, 0);
    private double embodied;
    private final TreeMap<Integer, Source> sources = new TreeMap<>();
  }

  private static void show(
      CarbonEstimate estimate, Function<CarbonEstimate.Line, String> by, ParseResult words, Terminal terminal) {
    Map<Source, Integer> cited = new LinkedHashMap<>();
    Map<String, Sum> sums = new TreeMap<>();
    for (CarbonEstimate.Line line : estimate.lines()) {
      Sum sum = sums.computeIfAbsent(by.apply(line), _ -> new Sum());
      sum.energy = sum.energy.plus(line.energy());
      sum.emissions = sum.emissions.plus(line.emissions());
      sum.embodied += line.embodied();
      for (Source source : line.sources()) {
        sum.sources.put(cited.computeIfAbsent(source, _ -> cited.size() + 1), source);
      }
    }
    if (words.hasMatchedOption("--json")) {
      CostAllocateCommand.json(document(estimate, cited), terminal);
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    sums.entrySet().stream()
        .sorted((one, other) -> Double.compare(other.getValue().emissions.value(), one.getValue().emissions.value()))
        .forEach(
            one ->
                rows.add(
                    List.of(
                        one.getKey().isEmpty() ? "(none)" : one.getKey(),
                        text(one.getValue().energy.value()),
                        text(one.getValue().emissions.value()),
                        text(one.getValue().emissions.low()),
                        text(one.getValue().emissions.high()),
                        text(one.getValue().embodied),
                        String.join(" ", one.getValue().sources.keySet().stream().map(number -> "[" + number + "]").toList()))));
    if (words.hasMatchedOption("--csv")) {
      CsvText csv = new CsvText().row(HEADER);
      rows.forEach(csv::row);
      terminal.out().print(csv);
    } else {
      terminal.out().print(TextTable.render(HEADER, rows, terminal.width()));
      Range total = estimate.total();
      terminal
          .out()
          .println(
              "\nestimated: " + text(total.value()) + " kg CO2e, between " + text(total.low()) + " and " + text(total.high()));
      cited.forEach((source, number) -> terminal.out().println("[" + number + "] " + source));
    }
    int counted = estimate.lines().size();
    int left = estimate.left().stream().mapToInt(CarbonEstimate.Left::rows).sum();
    terminal.err().println("note: " + counted + " of " + (counted + left) + " rows of use are estimated");
    estimate.left().stream()
        .limit(SHOWN_LEFT)
        .forEach(
            one ->
                terminal
                    .err()
                    .println(
                        "not estimated: " + one.rows() + " rows of " + one.service() + " in " + one.unit() + ", "
                            + money(one.effective()) + ": " + one.why()));
    if (estimate.left().size() > SHOWN_LEFT) {
      terminal.err().println("and " + (estimate.left().size() - SHOWN_LEFT) + " kinds more (--json has all)");
    }
  }

  private static String money(Map<String, BigDecimal> effective) {
    return String.join(
        " + ",
        new TreeMap<>(effective)
            .entrySet().stream()
                .map(one -> one.getValue().setScale(2, java.math.RoundingMode.HALF_EVEN).toPlainString() + " " + one.getKey())
                .toList());
  }

  private static Value.Fields document(CarbonEstimate estimate, Map<Source, Integer> cited) {
    List<Value> lines = new ArrayList<>();
    for (CarbonEstimate.Line line : estimate.lines()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("month", Value.of(YearMonth.from(line.use().month()).toString()));
      fields.put("provider", Value.of(line.use().provider()));
      fields.put("account", Value.of(line.use().account()));
      fields.put("region", Value.of(line.use().region()));
      fields.put("service", Value.of(line.use().service()));
      fields.put("resource", Value.of(line.use().resource()));
      fields.put("quantity", new Value.Decimal(line.use().quantity()));
      fields.put("unit", Value.of(line.use().unit()));
      fields.put("coefficient", Value.of(line.rule()));
      fields.put("kwh", number(line.energy().value()));
      fields.put("kg_co2e", number(line.emissions().value()));
      fields.put("low", number(line.emissions().low()));
      fields.put("high", number(line.emissions().high()));
      fields.put("embodied", number(line.embodied()));
      fields.put("how", Value.of(line.words()));
      fields.put(
          "sources",
          new Value.Items(line.sources().stream().map(one -> Value.of((long) cited.getOrDefault(one, 0))).toList()));
      lines.add(new Value.Fields(fields));
    }
    List<Value> left = new ArrayList<>();
    for (CarbonEstimate.Left one : estimate.left()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("service", Value.of(one.service()));
      fields.put("unit", Value.of(one.unit()));
      fields.put("why", Value.of(one.why()));
      fields.put("rows", Value.of(one.rows()));
      Map<String, Value> cost = new LinkedHashMap<>();
      new TreeMap<>(one.effective()).forEach((currency, amount) -> cost.put(currency, new Value.Decimal(amount)));
      fields.put("effective", new Value.Fields(cost));
      left.add(new Value.Fields(fields));
    }
    Range total = estimate.total();
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("kg_co2e", number(total.value()));
    document.put("low", number(total.low()));
    document.put("high", number(total.high()));
    document.put("lines", new Value.Items(lines));
    document.put("not_estimated", new Value.Items(left));
    document.put("sources", Value.ofTexts(cited.keySet().stream().map(Source::toString).toList()));
    return new Value.Fields(document);
  }

  private static Value number(double value) {
    return new Value.Decimal(new BigDecimal(value).round(new MathContext(9)).stripTrailingZeros());
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
