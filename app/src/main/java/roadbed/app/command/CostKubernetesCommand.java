package roadbed.app.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.cost.BilledEstate;
import roadbed.app.cost.ClusterPriceSheet;
import roadbed.assess.cost.allocation.AllocationSums;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.kubernetes.ClusterCost;
import roadbed.assess.cost.kubernetes.ClusterMeter;
import roadbed.assess.cost.kubernetes.ClusterShares;
import roadbed.assess.cost.kubernetes.ClusterShares.Sharing;
import roadbed.assess.cost.kubernetes.Container;
import roadbed.collect.metrics.MetricFiles;
import roadbed.collect.metrics.PrometheusQueries;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Span;
import roadbed.model.AllocationRules.UnusedCommitments;
import roadbed.model.CsvText;
import roadbed.model.Diagnostic;
import roadbed.model.MetricSeries;
import roadbed.model.Value;

/** {@code roadbed cost kubernetes}: what the tenants of a cluster cost. */
final class CostKubernetesCommand implements Command {
  private static final int MOST_MACHINES = 100_000;
  private static final long MOST_SHEET = 16L << 20;
  private static final List<String> HEADER =
      List.of("name", "cpu", "memory", "gpu", "gpu_used", "storage", "network", "idle", "shared", "total");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "What the tenants of a cluster cost, by OpenCost's formulas: each container bears what it asked for or used,"
                + " whichever is more; what is left of the nodes is idle. Sharing never changes the total.",
            "",
            "Exit codes: 0 done, 2 wrong use or nothing readable, 3 internal error.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("METRICS")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Answers of Prometheus to range queries (JSON) and tables of samples (CSV), files and folders.")
            .build());
    PrometheusOptions.add(spec);
    spec.addOption(Options.day("--from", "First day that Prometheus is asked for, in UTC (default: a week ago)."));
    spec.addOption(Options.day("--to", "Last day that Prometheus is asked for (default: yesterday)."));
    spec.addOption(
        OptionSpec.builder("--prices")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Price sheet: CSV with kind, name, price.")
            .build());
    spec.addOption(
        OptionSpec.builder("--billing")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("PATH")
            .description("Take the prices of nodes from this bill; may be repeated.")
            .build());
    spec.addOption(
        OptionSpec.builder("--by")
            .type(String.class)
            .paramLabel("WHAT")
            .defaultValue("namespace")
            .description("namespace, workload, pod, node or label:NAME (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("--shared")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .paramLabel("NAMESPACE")
            .description("Namespaces that serve everybody; comma-separated or repeated.")
            .build());
    spec.addOption(sharing("--idle", "What becomes of idle parts"));
    spec.addOption(sharing("--share", "What becomes of shared namespaces"));
    spec.addOption(ScanCommand.flag("--json", "Write JSON."));
    spec.addOption(ScanCommand.flag("--csv", "Write CSV."));
    return spec;
  }

  private static OptionSpec sharing(String name, String what) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel("HOW")
        .defaultValue("separate")
        .description(what + ": separate, weighted or even (default: ${DEFAULT-VALUE}).")
        .build();
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    ScanCommand.mustExist(paths);
    Function<Container, String> by = by(words.matchedOptionValue("--by", "namespace"));
    Sharing idle = how(words.matchedOptionValue("--idle", "separate"));
    Sharing share = how(words.matchedOptionValue("--share", "separate"));
    if (paths.isEmpty() && !words.hasMatchedOption("--prometheus")) {
      throw new UsageException("name files with metrics, or a server with --prometheus");
    }
    List<MetricSeries> series = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    if (!paths.isEmpty()) {
      MetricFiles.Read read = MetricFiles.read(paths);
      say(read.diagnostics(), terminal);
      series.addAll(read.series());
    }
    PrometheusQueries.Answers live = live(words, terminal);
    series.addAll(live.series());
    live.diagnostics().forEach(problem -> missing.add("not known, so not counted: " + problem.message()));
    if (series.isEmpty()) {
      terminal.err().println("roadbed: there are no series here");
      return ExitCode.USAGE;
    }
    ClusterPriceSheet sheet = new ClusterPriceSheet();
    Path file = words.matchedOptionValue("--prices", null);
    if (file != null) {
      ScanCommand.mustExist(List.of(file));
      if (Files.size(file) > MOST_SHEET) {
        throw new UsageException(file + " is larger than " + (MOST_SHEET >> 20) + " MB");
      }
      say(sheet.read(Files.readString(file), file.toString()), terminal);
    }
    List<Path> bill = words.matchedOptionValue("--billing", List.of());
    if (!bill.isEmpty()) {
      ScanCommand.mustExist(bill);
      billed(sheet, series, bill, terminal);
    }
    ClusterCost measured = ClusterMeter.of(series, sheet.prices());
    missing.addAll(measured.notes());
    ClusterCost cost = new ClusterCost(measured.currency(), measured.asset(), measured.items(), missing);
    List<String> shared = words.matchedOptionValue("--shared", List.of());
    List<ClusterShares.Row> rows =
        ClusterShares.of(cost, by, container -> shared.contains(container.namespace()), idle, share);
    show(cost, rows, words, terminal);
    return ExitCode.CLEAN;
  }

  /** What a server answers for whole days; nothing without one. */
  private static PrometheusQueries.Answers live(ParseResult words, Terminal terminal) throws IOException {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    LocalDate to = words.matchedOptionValue("--to", today.minusDays(1));
    LocalDate from = words.matchedOptionValue("--from", to.minusDays(6));
    if (to.isBefore(from)) {
      throw new UsageException("--to comes before --from");
    }
    Optional<PrometheusClient> named = PrometheusOptions.client(words);
    if (named.isEmpty()) {
      return new PrometheusQueries.Answers(List.of(), List.of());
    }
    try (PrometheusClient client = named.get()) {
      // The last sample stands for the time until midnight, so midnight itself is not asked for.
      return PrometheusOptions.ask(
          client,
          PrometheusQueries.CLUSTER,
          from.atStartOfDay(ZoneOffset.UTC).toInstant(),
          to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1),
          words,
          terminal);
    }
  }

  private static void say(List<Diagnostic> diagnostics, Terminal terminal) {
    diagnostics.stream().limit(20).forEach(diagnostic -> terminal.err().println(diagnostic));
  }

  private static Function<Container, String> by(String what) {
    if (what.startsWith("label:")) {
      // Prometheus writes names of labels with letters, digits and underscores only.
      String label = what.substring("label:".length()).replaceAll("[^a-zA-Z0-9_]", "_");
      return container -> container.labels().getOrDefault(label, "(no label)");
    }
    return switch (what) {
      case "namespace" -> Container::namespace;
      case "workload" -> container -> container.namespace() + " " + container.workload();
      case "pod" -> container -> container.namespace() + " " + container.pod();
      case "node" -> container -> container.node().isEmpty() ? "(no node)" : container.node();
      default -> throw new UsageException("--by is namespace, workload, pod, node or label:NAME, not " + what);
    };
  }

  private static Sharing how(String text) {
    return switch (text) {
      case "separate" -> Sharing.SEPARATE;
      case "weighted" -> Sharing.WEIGHTED;
      case "even" -> Sharing.EVEN;
      default -> throw new UsageException("cost is shared separate, weighted or even, not " + text);
    };
  }

  /** The days of the series, priced by what the machines cost in them. */
  private static void billed(
      ClusterPriceSheet sheet, List<MetricSeries> series, List<Path> bill, Terminal terminal) throws IOException {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (MetricSeries one : series) {
      if (one.size() > 0) {
        first = Math.min(first, one.second(0));
        last = Math.max(last, one.second(one.size() - 1));
      }
    }
    if (first > last) {
      return;
    }
    Span span = new Span(Optional.of(day(first)), Optional.of(day(last)));
    AllocationRules nobody =
        new AllocationRules(
            List.of(), List.of(), List.of(), List.of(), new UnusedCommitments.Buyer(), false, Value.Null.INSTANCE);
    try (ProgressLine progress = ProgressLine.on(terminal);
        BilledEstate estate = BilledEstate.open(Folders.ofProcess(), Clock.systemUTC(), bill, progress)) {
      sheet.billed(
          series,
          estate.billing().unowned(new Classifier(nobody, estate.snapshot()), span, MOST_MACHINES),
          span);
    }
  }

  private static LocalDate day(long second) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC);
  }

  private static void show(ClusterCost cost, List<ClusterShares.Row> rows, ParseResult words, Terminal terminal) {
    if (words.hasMatchedOption("--json")) {
      List<Value> items = new ArrayList<>();
      for (ClusterShares.Row row : rows) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("name", Value.of(row.name()));
        List<BigDecimal> numbers = numbers(row);
        for (int i = 0; i < numbers.size(); i++) {
          fields.put(HEADER.get(i + 1), new Value.Decimal(numbers.get(i)));
        }
        items.add(new Value.Fields(fields));
      }
      Map<String, Value> document = new LinkedHashMap<>();
      document.put("currency", Value.of(cost.currency()));
      document.put("asset", new Value.Decimal(cost.asset()));
      document.put("rows", new Value.Items(items));
      document.put("notes", Value.ofTexts(cost.notes()));
      CostAllocateCommand.json(new Value.Fields(document), terminal);
      return;
    }
    boolean csv = words.hasMatchedOption("--csv");
    List<List<String>> table = new ArrayList<>();
    for (ClusterShares.Row row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(row.name());
      for (BigDecimal number : numbers(row)) {
        cells.add(csv ? AllocationSums.plain(number) : number.setScale(4, RoundingMode.HALF_EVEN).toPlainString());
      }
      table.add(cells);
    }
    if (csv) {
      CsvText text = new CsvText().row(HEADER);
      table.forEach(text::row);
      terminal.out().print(text);
      return;
    }
    terminal.out().print(TextTable.render(HEADER, table, terminal.width()));
    terminal
        .out()
        .println("\nnodes, volumes and traffic: " + cost.asset().setScale(4, RoundingMode.HALF_EVEN) + " " + cost.currency());
    cost.notes().forEach(note -> terminal.err().println("note: " + note));
  }

  private static List<BigDecimal> numbers(ClusterShares.Row row) {
    return List.of(
        row.cpu(),
        row.memory(),
        row.gpu(),
        row.gpuUsed(),
        row.storage(),
        row.network(),
        row.idle(),
        row.shared(),
        row.total());
  }
}
