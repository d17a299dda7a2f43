package roadbed.app.command;

import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.cost.BilledEstate;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.DailyCosts;
import roadbed.assess.cost.ChargeStore.Grain;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.budget.BudgetStanding;
import roadbed.assess.cost.budget.Budgets;
import roadbed.collect.DocumentFile;
import roadbed.model.AllocationRules.Span;
import roadbed.model.CostBudget;
import roadbed.model.Value;

/** {@code roadbed cost budget}: what is spent of budgets, and how far the money will go. */
final class CostBudgetCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Says what is spent of each budget and what is expected to its end, and what is to be told to whom.",
            "",
            "Exit codes: 0 no threshold is passed, 1 one is, 2 wrong use, 3 internal error.");
    CostAllocateCommand.addSources(spec);
    RateOptions.add(spec);
    spec.addOption(
        OptionSpec.builder("--budgets")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Budgets (kind: Budgets) beside those of roadbed.yaml.")
            .build());
    spec.addOption(
        OptionSpec.builder("--as-of")
            .type(LocalDate.class)
            .paramLabel("DAY")
            .description("The last day whose cost is complete (default: the last day of the bill, or yesterday).")
            .build());
    spec.addOption(ScanCommand.flag("--json", "Write JSON."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<CostBudget> budgets = new ArrayList<>();
    Path file = words.matchedOptionValue("--budgets", null);
    if (file != null) {
      ScanCommand.mustExist(List.of(file));
      DocumentFile.All<CostBudget> read = DocumentFile.budgets(file);
      read.diagnostics().forEach(one -> terminal.err().println(one));
      budgets.addAll(read.documents());
    }
    List<DailyCost> daily;
    try (BilledEstate estate = CostAllocateCommand.open(words, terminal)) {
      CostAllocateCommand.Inputs inputs = CostAllocateCommand.inputs(words, estate, terminal);
      budgets.addAll(Budgets.of(estate.snapshot().facts()));
      if (budgets.isEmpty()) {
        throw new UsageException("there are no budgets: give --budgets, or write some into roadbed.yaml");
      }
      daily =
          DailyCosts.of(
              Splitting.run(
                  inputs.rules(),
                  RateOptions.charges(
                      grain -> estate.billing().charges(new Classifier(inputs.rules(), estate.snapshot()), Span.ALWAYS, grain),
                      Grain.DAY,
                      words,
                      terminal),
                  inputs.measures()));
    }
    LocalDate yesterday = LocalDate.now(Clock.systemUTC()).minusDays(1);
    LocalDate last = daily.stream().map(DailyCost::day).max(LocalDate::compareTo).orElse(yesterday);
    LocalDate asOf = words.matchedOptionValue("--as-of", last.isBefore(yesterday) ? last : yesterday);
    List<BudgetStanding> standings = Budgets.stand(budgets, daily, asOf);
    show(standings, words, terminal);
    return standings.stream().allMatch(one -> one.alerts().isEmpty()) ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static void show(List<BudgetStanding> standings, ParseResult words, Terminal terminal) {
    if (words.hasMatchedOption("--json")) {
      CostAllocateCommand.json(new Value.Items(standings.stream().map(CostBudgetCommand::document).toList()), terminal);
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (BudgetStanding one : standings) {
      rows.add(
          List.of(
              one.budget().name(),
              one.from() + " to " + one.to(),
              one.budget().amount().toPlainString() + " " + one.budget().currency(),
              one.spent().setScale(2, RoundingMode.HALF_EVEN).toPlainString(),
              one.spentPercent().setScale(0, RoundingMode.HALF_EVEN) + "%",
              one.projected()
                  .map(
                      to ->
                          to.mean().setScale(2, RoundingMode.HALF_EVEN) + " (" + to.low80().setScale(0, RoundingMode.HALF_EVEN)
                              + " to " + to.high80().setScale(0, RoundingMode.HALF_EVEN) + ")")
                  .orElse("not known"),
              one.projected().flatMap(BudgetStanding.Projection::error).map(error -> error + "%").orElse("")));
    }
    terminal
        .out()
        .print(
            TextTable.render(
                List.of("budget", "period", "amount", "spent", "", "expected (80%)", "error before"), rows, terminal.width()));
    for (BudgetStanding one : standings) {
      for (BudgetStanding.Alert alert : one.alerts()) {
        terminal
            .out()
            .println(
                "alert: " + alert.words()
                    + (one.budget().owners().isEmpty() ? "" : " (to " + String.join(", ", one.budget().owners()) + ")"));
      }
    }
  }

  private static Value document(BudgetStanding one) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("budget", Value.of(one.budget().name()));
    fields.put("owners", Value.ofTexts(one.budget().owners()));
    fields.put("from", Value.of(one.from().toString()));
    fields.put("to", Value.of(one.to().toString()));
    fields.put("as_of", Value.of(one.asOf().toString()));
    fields.put("currency", Value.of(one.budget().currency()));
    fields.put("amount", new Value.Decimal(one.budget().amount()));
    fields.put("spent", new Value.Decimal(Amounts.shortest(one.spent())));
    Optional<BudgetStanding.Projection> to = one.projected();
    to.ifPresent(
        projection -> {
          fields.put("expected", new Value.Decimal(Amounts.shortest(projection.mean())));
          fields.put("expected_low80", new Value.Decimal(Amounts.shortest(projection.low80())));
          fields.put("expected_high80", new Value.Decimal(Amounts.shortest(projection.high80())));
          projection.error().ifPresent(error -> fields.put("error_percent", new Value.Decimal(error)));
        });
    List<Value> alerts = new ArrayList<>();
    for (BudgetStanding.Alert alert : one.alerts()) {
      Map<String, Value> told = new LinkedHashMap<>();
      told.put("forecast", Value.of(alert.forecast()));
      told.put("percent", Value.of(alert.percent()));
      told.put("words", Value.of(alert.words()));
      alerts.add(new Value.Fields(told));
    }
    fields.put("alerts", new Value.Items(alerts));
    return new Value.Fields(fields);
  }
}
