package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
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
import roadbed.app.cost.AllocationDocuments;
import roadbed.app.cost.BilledEstate;
import roadbed.assess.cost.ChargeStore.Grain;
import roadbed.assess.cost.allocation.Allocated;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.AllocationSums;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Measures;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.allocation.Step;
import roadbed.assess.cost.allocation.Suggestion;
import roadbed.assess.cost.allocation.Suggestions;
import roadbed.collect.DocumentFile;
import roadbed.collect.billing.MeasuresCsv;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Measure;
import roadbed.model.AllocationRules.Span;
import roadbed.model.CsvText;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonGenerator;

/** {@code roadbed cost allocate}: whose cost is, by rules and splits, and what a change of the rules would move. */
final class CostAllocateCommand implements Command {
  private static final int MOST_UNOWNED = 20_000;
  private static final int SHOWN_RESOURCES = 5;
  private static final long MOST_MEASURES = 200L << 20;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Says whose cost is, by ordered rules, and shares out what is shared, step by step. Sums are exact, and the"
                + " same after each step.",
            "",
            "Exit codes: 0 done, 2 wrong use, or rules that cannot be read, 3 internal error.");
    addSources(spec);
    RateOptions.add(spec);
    spec.addOption(
        OptionSpec.builder("--preview")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Say what these rules would move, compared with the rules of today. Nothing is changed.")
            .build());
    spec.addOption(
        OptionSpec.builder("--by")
            .type(String.class)
            .paramLabel("WHAT")
            .defaultValue("owner")
            .description(
                "Sum by " + String.join(", ", AllocationSums.dimensions().keySet()) + " (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(ScanCommand.flag("--steps", "Show each step with who got what."));
    spec.addOption(ScanCommand.flag("--suggest", "Say which team may own what nobody owns, with the evidence."));
    spec.addOption(ScanCommand.flag("--json", "Write JSON."));
    spec.addOption(ScanCommand.flag("--csv", "Write CSV."));
    return spec;
  }

  /** The options that say which bill, which rules and which days. */
  static void addSources(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description(
                "Billing files, inventory and roadbed.yaml; without billing among them, the imported lines are asked.")
            .build());
    spec.addOption(
        OptionSpec.builder("--rules")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Rules (kind: Allocation) instead of those in the files.")
            .build());
    spec.addOption(
        OptionSpec.builder("--measures")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Measures to split by: CSV with metric, period, owner, value.")
            .build());
    spec.addOption(
        OptionSpec.builder("--telemetry")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("PATH")
            .description(
                "Take measures of the rules from these exports of Prometheus, CloudWatch, Azure Monitor and Google"
                    + " Monitoring; may be repeated.")
            .build());
    PrometheusOptions.add(spec);
    spec.addOption(Options.day("--from", "The first day that counts."));
    spec.addOption(Options.day("--to", "The last day that counts."));
  }

  /** Rules and measures, or what is wrong with them. */
  record Inputs(AllocationRules rules, Measures measures, Span span) {

    /** How finely charges must be told apart by time. */
    Grain grain() {
      return rules.looksAtDays() ? Grain.DAY : Grain.MONTH;
    }
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Function<Allocated, String> by =
        Optional.ofNullable(AllocationSums.dimensions().get(words.matchedOptionValue("--by", "owner")))
            .orElseThrow(
                () ->
                    new UsageException(
                        "--by is one of " + String.join(", ", AllocationSums.dimensions().keySet())));
    try (BilledEstate estate = open(words, terminal)) {
      Inputs inputs = inputs(words, estate, terminal);
      Path preview = words.matchedOptionValue("--preview", null);
      if (preview != null) {
        AllocationRules toCome = rules(preview, terminal);
        Preview moved =
            Preview.of(
                inputs.rules(),
                toCome,
                RateOptions.pairs(
                    grain ->
                        estate
                            .billing()
                            .pairs(
                                new Classifier(inputs.rules(), estate.snapshot()),
                                new Classifier(toCome, estate.snapshot()),
                                inputs.span(),
                                grain),
                    inputs.rules().looksAtDays() || toCome.looksAtDays() ? Grain.DAY : Grain.MONTH,
                    words,
                    terminal),
                inputs.measures());
        show(moved, words, terminal);
        return ExitCode.CLEAN;
      }
      Classifier classifier = new Classifier(inputs.rules(), estate.snapshot());
      Allocation allocation =
          Splitting.run(
              inputs.rules(),
              RateOptions.charges(
                  grain -> estate.billing().charges(classifier, inputs.span(), grain), inputs.grain(), words, terminal),
              inputs.measures());
      List<Suggestion> suggestions =
          words.hasMatchedOption("--suggest")
              ? Suggestions.of(
                  estate.billing().unowned(classifier, inputs.span(), MOST_UNOWNED), estate.snapshot())
              : List.of();
      show(allocation, by, suggestions, words, terminal);
      return ExitCode.CLEAN;
    }
  }

  /** Opens what the words name, and says what could not be read. */
  static BilledEstate open(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    ScanCommand.mustExist(paths);
    BilledEstate estate;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      estate = BilledEstate.open(Folders.ofProcess(), Clock.systemUTC(), paths, progress);
    }
    say(estate.diagnostics(), terminal);
    return estate;
  }

  private static void say(List<Diagnostic> diagnostics, Terminal terminal) {
    diagnostics.stream()
        .filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
        .limit(20)
        .forEach(diagnostic -> terminal.err().println(diagnostic));
  }

  /** The rules that the words name, or those of the estate, with all measures. */
  static Inputs inputs(ParseResult words, BilledEstate estate, Terminal terminal) throws IOException {
    Path file = words.matchedOptionValue("--rules", null);
    if (file == null
        && estate.diagnostics().stream().anyMatch(diagnostic -> diagnostic.code().equals("allocation.rules"))) {
      throw new UsageException("the rules of allocation are wrong; nothing is allocated by half of them");
    }
    AllocationRules rules =
        file == null
            ? estate.snapshot().facts().allocation().orElse(AllocationRules.STANDARD)
            : rules(file, terminal);
    List<Measure> measures = new ArrayList<>(rules.measures());
    Path table = words.matchedOptionValue("--measures", null);
    if (table != null) {
      ScanCommand.mustExist(List.of(table));
      if (Files.size(table) > MOST_MEASURES) {
        throw new UsageException(table + " is larger than " + (MOST_MEASURES >> 20) + " MB");
      }
      MeasuresCsv.Read read = MeasuresCsv.read(Files.readString(table), table.toString());
      say(read.diagnostics(), terminal);
      measures.addAll(read.measures());
    }
    LocalDate from = words.matchedOptionValue("--from", null);
    LocalDate to = words.matchedOptionValue("--to", null);
    if (from != null && to != null && to.isBefore(from)) {
      throw new UsageException("--to comes before --from");
    }
    measures.addAll(Telemetries.measures(rules.telemetry(), words, estate.snapshot(), terminal));
    return new Inputs(rules, new Measures(measures), new Span(Optional.ofNullable(from), Optional.ofNullable(to)));
  }

  private static AllocationRules rules(Path file, Terminal terminal) throws IOException {
    ScanCommand.mustExist(List.of(file));
    DocumentFile.One<AllocationRules> read = DocumentFile.allocation(file);
    say(read.diagnostics(), terminal);
    return read.document()
        .orElseThrow(() -> new UsageException(file + " holds no rules that can be used"));
  }

  // --- output -------------------------------------------------------------------------------------------------

  private static void show(
      Allocation allocation,
      Function<Allocated, String> by,
      List<Suggestion> suggestions,
      ParseResult words,
      Terminal terminal) {
    List<List<String>> rows = AllocationSums.rows(allocation.sums(by));
    if (words.hasMatchedOption("--json")) {
      Map<String, Value> document = new LinkedHashMap<>(AllocationDocuments.of(allocation, by).values());
      if (words.hasMatchedOption("--suggest")) {
        document.put("suggestions", AllocationDocuments.of(suggestions));
      }
      json(new Value.Fields(document), terminal);
      return;
    }
    if (words.hasMatchedOption("--csv")) {
      CsvText csv = new CsvText().row(AllocationSums.HEADER);
      rows.forEach(csv::row);
      terminal.out().print(csv);
      return;
    }
    terminal.out().print(TextTable.render(AllocationSums.HEADER, rows, terminal.width()));
    terminal.out().println();
    for (Allocation.Total total : allocation.totals()) {
      total.byCurrency().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              one ->
                  terminal
                      .out()
                      .println(
                          "after " + total.after() + ": " + AllocationSums.plain(one.getValue().effective()) + " "
                              + one.getKey() + " effective, " + AllocationSums.plain(one.getValue().billed())
                              + " billed"));
    }
    if (words.hasMatchedOption("--steps")) {
      allocation.steps().forEach(step -> show(step, terminal));
    }
    for (Suggestion suggestion : suggestions) {
      terminal.out().println();
      terminal
          .out()
          .println(
              suggestion.owner() + "? " + AllocationSums.plain(suggestion.effective()) + " "
                  + suggestion.currency() + ": " + suggestion.evidence());
      suggestion.resources().stream().limit(SHOWN_RESOURCES).forEach(id -> terminal.out().println("    " + id));
      if (suggestion.resources().size() > SHOWN_RESOURCES) {
        terminal.out().println("    and " + (suggestion.resources().size() - SHOWN_RESOURCES) + " more");
      }
      suggestion.rule().lines().forEach(line -> terminal.out().println("  " + line));
    }
  }

  private static void show(Step step, Terminal terminal) {
    terminal.out().println();
    terminal
        .out()
        .println("step " + step.name() + (step.pool().isEmpty() ? "" : " (pool " + step.pool() + ")") + ", " + step.method());
    List<List<String>> rows = new ArrayList<>();
    for (Step.Share share : step.shares()) {
      rows.add(
          List.of(
              share.period(),
              share.currency(),
              share.receiver(),
              AllocationSums.plain(share.weight()),
              AllocationSums.plain(share.amounts().effective())));
    }
    terminal
        .out()
        .print(TextTable.render(List.of("period", "currency", "to", "weight", "effective"), rows, terminal.width()));
    for (Step.Left left : step.left()) {
      terminal
          .out()
          .println(
              left.period() + ": " + AllocationSums.plain(left.amounts().effective()) + " " + left.currency()
                  + " stay: " + left.why());
    }
  }

  private static void show(Preview preview, ParseResult words, Terminal terminal) {
    if (words.hasMatchedOption("--json")) {
      json(AllocationDocuments.of(preview), terminal);
      return;
    }
    List<String> moveHeader = List.of("currency", "from", "by rule", "to", "by rule", "effective");
    List<List<String>> moves = new ArrayList<>();
    for (Preview.Move move : preview.moves()) {
      moves.add(
          List.of(
              move.currency(),
              named(move.from()),
              move.fromRule(),
              named(move.to()),
              move.toRule(),
              AllocationSums.plain(move.effective())));
    }
    List<String> ownerHeader = List.of("currency", "owner", "before", "after", "difference");
    List<List<String>> owners = new ArrayList<>();
    for (Preview.OwnerChange change : preview.owners()) {
      owners.add(
          List.of(
              change.currency(),
              named(change.owner()),
              AllocationSums.plain(change.before()),
              AllocationSums.plain(change.after()),
              AllocationSums.plain(change.difference())));
    }
    if (words.hasMatchedOption("--csv")) {
      CsvText csv = new CsvText().row(moveHeader);
      moves.forEach(csv::row);
      terminal.out().print(csv);
      return;
    }
    terminal.out().println(moves.isEmpty() ? "Nothing goes elsewhere." : "What goes elsewhere, before splits:");
    if (!moves.isEmpty()) {
      terminal.out().print(TextTable.render(moveHeader, moves, terminal.width()));
    }
    terminal.out().println();
    terminal.out().println("What each owner bears, after splits:");
    terminal.out().print(TextTable.render(ownerHeader, owners, terminal.width()));
  }

  private static String named(String owner) {
    return owner.isEmpty() ? "(unallocated)" : owner;
  }

  static void json(Value document, Terminal terminal) {
    try (JsonGenerator json = ValueJson.generator(terminal.out())) {
      ValueJson.write(json, document);
      json.writeRaw('\n');
    }
  }
}
