package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.slo.Ledgers;
import roadbed.assess.reliability.ledger.AlertSet;
import roadbed.assess.reliability.ledger.Backtest;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.assess.reliability.slo.BurnCatalogue;
import roadbed.collect.SloFiles;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.ServiceLevelObjective;

/** {@code roadbed slo backtest}: how often alerts would have told somebody, and how soon they would have found faults. */
final class SloBacktestCommand implements Command {
  private static final long LARGEST = 4 << 20;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Plays alerts over the counts of events that objectives had: how often somebody would have been paged, and how"
                + " many minutes after its beginning each fault would have been found.",
            "",
            "Exit codes: 0 played, and every fault was found; 1 a fault was not found or an objective has no counts, 2 wrong"
                + " use or no such document, 3 internal error.");
    spec.addPositional(SloValidateCommand.paths());
    SloHistory.add(spec);
    spec.addOption(
        OptionSpec.builder("--rules")
            .type(String.class)
            .paramLabel("RULES")
            .defaultValue("both")
            .description("standard, event-weighted or both (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        SloHistory.path("--faults", "FILE", "Faults that should have been found: CSV with the columns name, start, end, and slo."));
    spec.addOption(
        OptionSpec.builder("--windows")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .arity("1")
            .paramLabel("PATH")
            .description("Documents AlertWindows: windows and burn rates to play in place of the usual ones.")
            .build());
    spec.addOption(SloGenerateCommand.leastErrors());
    spec.addOption(
        OptionSpec.builder("--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description("text or json (default: ${DEFAULT-VALUE}).")
            .build());
    return spec;
  }

  /** A fault of one objective, or of all where it names none. */
  private record Labelled(String objective, Backtest.Fault fault) {}

  /** One set of alerts played for one objective. */
  private record Played(ServiceLevelObjective slo, Backtest backtest, List<Backtest.Found> found, long falsePages) {}

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths);
    String rules = words.matchedOptionValue("--rules", "both");
    if (!List.of("standard", "event-weighted", "both").contains(rules)) {
      throw new UsageException("--rules is standard, event-weighted or both, not " + rules);
    }
    int leastErrors = SloGenerateCommand.leastErrors(words);
    boolean json = ScanCommand.json(words);
    List<Path> windows = words.matchedOptionValue("--windows", List.of());
    ScanCommand.mustExist(windows);
    BurnCatalogue catalogue = new BurnCatalogue(SloFiles.read(windows, SloFiles.DEFAULT_PERIOD).windows());
    SloFiles.Read read = SloFiles.read(paths, SloFiles.DEFAULT_PERIOD);
    List<Diagnostic> said = new ArrayList<>(read.diagnostics());
    if (read.documents() == 0) {
      said.forEach(problem -> terminal.err().println(problem.level().id() + " " + problem));
      return ExitCode.USAGE;
    }
    List<Labelled> faults = faults(Optional.ofNullable(words.<Path>matchedOptionValue("--faults", null)));
    Ledgers ledgers = SloHistory.ledgers(words, read.objectives());
    said.addAll(ledgers.diagnostics());
    said.forEach(problem -> terminal.err().println(problem.level().id() + " " + problem));
    List<Played> played = new ArrayList<>();
    boolean all = true;
    for (ServiceLevelObjective slo : read.objectives()) {
      EventLedger ledger = ledgers.byObjective().get(slo.id());
      if (ledger == null) {
        terminal.err().println(slo.id() + ": there are no counts of its events");
        all = false;
        continue;
      }
      List<Backtest.Fault> own =
          faults.stream()
              .filter(one -> one.objective().isEmpty() || one.objective().equals(slo.id()))
              .map(Labelled::fault)
              .toList();
      for (AlertSet set : sets(rules, catalogue.of(slo.window().length()), leastErrors)) {
        Backtest backtest = Backtest.of(slo, ledger, set);
        List<Backtest.Found> found = backtest.found(own);
        all &= found.stream().allMatch(one -> one.after().isPresent());
        played.add(new Played(slo, backtest, found, backtest.falsePages(own)));
      }
    }
    if (json) {
      terminal.out().println(ValueJson.text(new Value.Items(played.stream().map(SloBacktestCommand::json).toList())));
    } else {
      played.forEach(one -> text(one, !faults.isEmpty(), terminal));
    }
    return all ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static List<AlertSet> sets(String rules, AlertWindows windows, int leastErrors) {
    List<AlertSet> sets = new ArrayList<>();
    if (!rules.equals("event-weighted")) {
      sets.add(new AlertSet.Usual(windows));
    }
    if (!rules.equals("standard")) {
      sets.add(AlertSet.EventWeighted.of(windows, leastErrors));
    }
    return sets;
  }

  private static List<Labelled> faults(Optional<Path> named) throws IOException {
    List<Labelled> faults = new ArrayList<>();
    if (named.isEmpty()) {
      return faults;
    }
    Path file = named.get();
    ScanCommand.mustExist(List.of(file));
    if (Files.size(file) > LARGEST) {
      throw new UsageException(file + " is larger than " + (LARGEST >> 20) + " MB");
    }
    CsvReader reader = new CsvReader(Files.readString(file));
    List<String> columns = List.of();
    for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
      List<String> values =
          switch (row.get()) {
            case CsvReader.Row.Fields fields -> fields.values();
            case CsvReader.Row.Broken broken -> throw new UsageException(file + ":" + broken.line() + ": " + broken.why());
          };
      if (columns.isEmpty()) {
        columns = values;
        if (!columns.containsAll(List.of("name", "start", "end"))) {
          throw new UsageException(file + ": the first line names the columns name, start, end and slo");
        }
        continue;
      }
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(columns.size(), values.size()); i++) {
        cells.put(columns.get(i), values.get(i).strip());
      }
      String place = file + ":" + row.get().line();
      try {
        faults.add(
            new Labelled(
                cells.getOrDefault("slo", ""),
                new Backtest.Fault(
                    cells.getOrDefault("name", ""),
                    SloHistory.time(place, cells.getOrDefault("start", "")),
                    SloHistory.time(place, cells.getOrDefault("end", "")))));
      } catch (IllegalArgumentException e) {
        throw new UsageException(place + ": " + e.getMessage());
      }
    }
    return faults;
  }

  private static void text(Played played, boolean labelled, Terminal terminal) {
    Backtest backtest = played.backtest();
    terminal.out()
        .println(
            "%s, %s, %s to %s: would have paged %s and made %s%s"
                .formatted(
                    played.slo().id(),
                    backtest.set(),
                    backtest.from(),
                    backtest.until(),
                    times(backtest.pages()),
                    backtest.tickets() == 1 ? "1 ticket" : backtest.tickets() + " tickets",
                    labelled ? "; " + played.falsePages() + " pages without a fault" : ""));
    for (Backtest.Found found : played.found()) {
      terminal.out()
          .println(
              "  "
                  + found
                      .after()
                      .map(after -> "found " + found.fault().name() + " in " + minutes(after))
                      .orElse("did not find " + found.fault().name()));
    }
    for (Backtest.Firing firing : backtest.firings()) {
      terminal.out()
          .println("  " + (firing.page() ? "page   " : "ticket ") + firing.from() + " to " + firing.until() + " " + firing.kind().id());
    }
  }

  private static String times(long number) {
    return number == 1 ? "once" : number + " times";
  }

  private static String minutes(Duration time) {
    return time.toMinutes() == 1 ? "1 minute" : time.toMinutes() + " minutes";
  }

  private static Value json(Played played) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of(played.slo().id()));
    fields.put("rules", Value.of(played.backtest().set()));
    fields.put("from", Value.of(played.backtest().from().toString()));
    fields.put("until", Value.of(played.backtest().until().toString()));
    fields.put("pages", Value.of(played.backtest().pages()));
    fields.put("tickets", Value.of(played.backtest().tickets()));
    fields.put("pages_without_fault", Value.of(played.falsePages()));
    List<Value> found = new ArrayList<>();
    for (Backtest.Found one : played.found()) {
      Map<String, Value> fault = new LinkedHashMap<>();
      fault.put("fault", Value.of(one.fault().name()));
      fault.put(
          "found_after_seconds",
          one.after().<Value>map(after -> Value.of(after.toSeconds())).orElse(Value.Null.INSTANCE));
      found.add(new Value.Fields(fault));
    }
    fields.put("faults", new Value.Items(found));
    List<Value> firings = new ArrayList<>();
    for (Backtest.Firing firing : played.backtest().firings()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("kind", Value.of(firing.kind().id()));
      one.put("page", Value.of(firing.page()));
      one.put("from", Value.of(firing.from().toString()));
      one.put("until", Value.of(firing.until().toString()));
      firings.add(new Value.Fields(one));
    }
    fields.put("firings", new Value.Items(firings));
    return new Value.Fields(fields);
  }
}
