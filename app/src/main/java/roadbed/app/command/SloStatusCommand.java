package roadbed.app.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.slo.Ledgers;
import roadbed.assess.reliability.ledger.BudgetPolicy;
import roadbed.assess.reliability.ledger.BurnRate;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.assess.reliability.ledger.Standing;
import roadbed.assess.reliability.ledger.StatePolicy;
import roadbed.collect.SloFiles;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;

/** {@code roadbed slo status}: how objectives stand by counts of their events. */
final class SloStatusCommand implements Command {
  private static final List<Duration> BURNS = List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(3));

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Says how objectives stand: the share that was good, the error budget that is left, how fast it burns, and"
                + " what that means for deployments. All from counts of events.",
            "",
            "Exit codes: 0 all are met, 1 some are missed or unknown, 2 wrong use or no such document, 3 internal error.");
    spec.addPositional(SloValidateCommand.paths());
    SloHistory.add(spec);
    spec.addOption(
        OptionSpec.builder("--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description("text or json (default: ${DEFAULT-VALUE}).")
            .build());
    return spec;
  }

  private record Line(Standing standing, List<BurnRate> burns) {}

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths);
    boolean json = ScanCommand.json(words);
    SloFiles.Read read = SloFiles.read(paths, SloFiles.DEFAULT_PERIOD);
    if (read.documents() == 0) {
      read.diagnostics().forEach(problem -> terminal.err().println(problem.level().id() + " " + problem));
      return ExitCode.USAGE;
    }
    Ledgers ledgers = SloHistory.ledgers(words, read.objectives());
    List<Diagnostic> said = new ArrayList<>(read.diagnostics());
    said.addAll(ledgers.diagnostics());
    List<Line> lines = new ArrayList<>();
    for (ServiceLevelObjective slo : read.objectives()) {
      EventLedger ledger = ledgers.byObjective().get(slo.id());
      if (ledger == null || slo.indicator() instanceof Indicator.Composite) {
        continue;
      }
      Instant at = words.hasMatchedOption("--at") ? SloHistory.time("--at", words.matchedOptionValue("--at", "")) : ledger.end();
      StatePolicy policy = StatePolicy.of(slo);
      lines.add(
          new Line(
              Standing.of(slo, ledger, policy, at),
              BURNS.stream().map(window -> BurnRate.of(slo, ledger, policy, window, at)).toList()));
    }
    Map<String, Standing> counted = new LinkedHashMap<>();
    lines.forEach(line -> counted.put(line.standing().slo().id(), line.standing()));
    ObjectiveDesk.withComposites(read.objectives(), counted).stream()
        .skip(counted.size())
        .forEach(standing -> lines.add(new Line(standing, List.of())));
    Set<String> known = lines.stream().map(line -> line.standing().slo().id()).collect(Collectors.toSet());
    List<String> without = read.objectives().stream().map(ServiceLevelObjective::id).filter(id -> !known.contains(id)).toList();
    lines.sort(Comparator.comparing((Line line) -> line.standing().left().orElse(BigDecimal.valueOf(Long.MIN_VALUE))));
    said.forEach(problem -> terminal.err().println(problem.level().id() + " " + problem));
    if (json) {
      terminal.out().println(ValueJson.text(json(lines, without)));
    } else {
      text(lines, without, terminal);
    }
    boolean met = without.isEmpty() && lines.stream().allMatch(line -> line.standing().outcome() == Standing.Outcome.MET);
    return met ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static void text(List<Line> lines, List<String> without, Terminal terminal) {
    List<List<String>> rows = new ArrayList<>();
    for (Line line : lines) {
      Standing standing = line.standing();
      List<String> row = new ArrayList<>();
      row.add(standing.slo().id());
      row.add(standing.outcome().id());
      row.add(percent(Optional.of(standing.slo().target()), 6));
      row.add(percent(standing.attainment(), 4));
      row.add(percent(standing.left(), 1));
      for (int i = 0; i < BURNS.size(); i++) {
        // A composite has no events of its own that could burn.
        row.add(line.burns().isEmpty() ? "-" : rate(line.burns().get(i).byEvents()));
      }
      row.add(percent(Optional.of(standing.coverage()), 1));
      rows.add(row);
    }
    if (!rows.isEmpty()) {
      terminal.out()
          .print(
              TextTable.render(
                  List.of("objective", "is", "target", "attained", "budget left", "burn 1h", "6h", "3d", "known"),
                  rows,
                  terminal.width()));
    }
    List<Standing> standings = lines.stream().map(Line::standing).toList();
    standings.stream()
        .map(standing -> standing.slo().service())
        .distinct()
        .sorted()
        .forEach(
            service -> {
              String words =
                  switch (BudgetPolicy.USUAL.standing(service, standings)) {
                    case BudgetPolicy.Verdict.Freeze freeze -> "stop: " + String.join("; ", freeze.reasons());
                    case BudgetPolicy.Verdict.SlowDown slow -> "slow down: " + String.join("; ", slow.reasons());
                    case BudgetPolicy.Verdict.Unknown unknown -> "unknown: " + String.join("; ", unknown.reasons());
                    case BudgetPolicy.Verdict.Free _ -> "";
                  };
              if (!words.isEmpty()) {
                terminal.out().println("deployments of " + service + ": " + words);
              }
            });
    without.forEach(id -> terminal.out().println(id + ": there are no counts of its events"));
  }

  private static Value json(List<Line> lines, List<String> without) {
    List<Value> objectives = new ArrayList<>();
    for (Line line : lines) {
      Standing standing = line.standing();
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("id", Value.of(standing.slo().id()));
      fields.put("service", Value.of(standing.slo().service()));
      fields.put("outcome", Value.of(standing.outcome().id()));
      fields.put("at", Value.of(standing.at().toString()));
      fields.put("from", Value.of(standing.window().from().toString()));
      fields.put("until", Value.of(standing.window().end().toString()));
      fields.put("target", new Value.Decimal(standing.slo().target()));
      fields.put("good", new Value.Decimal(standing.good()));
      fields.put("valid", new Value.Decimal(standing.valid()));
      fields.put("attainment", decimal(standing.attainment()));
      fields.put("budget_left", decimal(standing.left()));
      fields.put("coverage", new Value.Decimal(standing.coverage()));
      Map<String, Value> slices = new LinkedHashMap<>();
      slices.put("counted", Value.of(standing.tally().counted()));
      slices.put("no_traffic", Value.of(standing.tally().noTraffic()));
      slices.put("no_data", Value.of(standing.tally().noData()));
      slices.put("target_gone", Value.of(standing.tally().targetGone()));
      fields.put("slices", new Value.Fields(slices));
      List<Value> burns = new ArrayList<>();
      for (BurnRate burn : line.burns()) {
        Map<String, Value> one = new LinkedHashMap<>();
        one.put("window_seconds", Value.of(burn.window().toSeconds()));
        one.put("bad", new Value.Decimal(burn.bad()));
        one.put("by_events", decimal(burn.byEvents()));
        one.put("by_share", decimal(burn.byShare()));
        burns.add(new Value.Fields(one));
      }
      fields.put("burn_rates", new Value.Items(burns));
      objectives.add(new Value.Fields(fields));
    }
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("objectives", new Value.Items(objectives));
    document.put("without_counts", new Value.Items(without.stream().<Value>map(Value::of).toList()));
    return new Value.Fields(document);
  }

  private static Value decimal(Optional<BigDecimal> number) {
    return number.<Value>map(one -> new Value.Decimal(one.setScale(12, RoundingMode.FLOOR).stripTrailingZeros())).orElse(Value.Null.INSTANCE);
  }

  /** Rounded down, so that nothing reads as met that is not. */
  private static String percent(Optional<BigDecimal> share, int places) {
    return share
        .map(
            one -> {
              BigDecimal percent = one.movePointRight(2).setScale(places, RoundingMode.FLOOR).stripTrailingZeros();
              return (percent.scale() < 0 ? percent.setScale(0) : percent).toPlainString() + "%";
            })
        .orElse("-");
  }

  private static String rate(Optional<BigDecimal> rate) {
    return rate.map(one -> one.setScale(2, RoundingMode.HALF_UP).toPlainString()).orElse("-");
  }
}
