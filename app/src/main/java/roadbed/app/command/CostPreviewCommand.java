package roadbed.app.command;

import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.cost.ChangePricing;
import roadbed.assess.cost.change.ChangePrice;
import roadbed.assess.cost.change.Usage;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.prove.report.CostChangeMarkdown;

/** {@code roadbed cost preview}: what a change adds to the cost of a month. */
final class CostPreviewCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Prices a change before it is made: what it adds to the cost of a month. What has no price, or is not known"
                + " yet, is said and never counted as nothing.",
            "",
            "Exit codes: 0 done, 1 a guardrail of budgets denies it or cannot decide, 2 wrong use or nothing readable, 3"
                + " internal error.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("A Terraform plan as JSON, or code; roadbed.yaml beside it for budgets and owners.")
            .build());
    spec.addOption(
        OptionSpec.builder("--base")
            .type(Path.class)
            .paramLabel("PATH")
            .description("What there is before the change (default: what the plan says was there).")
            .build());
    spec.addOption(
        ScanCommand.paths("--prices", "Price lists of AWS, Azure and Google, or CSV; may be repeated (default: a small sample)."));
    spec.addOption(
        OptionSpec.builder("--usage")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Assumed use: CSV with address, item, monthly, source.")
            .build());
    HistoryOptions.add(spec);
    spec.addOption(ScanCommand.paths("--policy", "Guardrails of budgets in Rego (package roadbed.budget); may be repeated."));
    spec.addOption(ScanCommand.flag("--markdown", "Write Markdown, for a comment on the pull request."));
    spec.addOption(ScanCommand.flag("--json", "Write JSON."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    List<Path> prices = words.matchedOptionValue("--prices", List.of());
    List<Path> policies = words.matchedOptionValue("--policy", List.of());
    Optional<Path> base = Optional.ofNullable(words.<Path>matchedOptionValue("--base", null));
    Optional<Path> usage = Optional.ofNullable(words.<Path>matchedOptionValue("--usage", null));
    List<Path> all = new ArrayList<>(paths);
    all.addAll(prices);
    all.addAll(policies);
    base.ifPresent(all::add);
    usage.ifPresent(all::add);
    ScanCommand.mustExist(all);
    List<Diagnostic> diagnostics = new ArrayList<>();
    Usage assumed = usage.isPresent() ? ChangePricing.usage(usage.get(), diagnostics) : Usage.NONE;
    ChangePricing.Priced priced;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      priced =
          new ChangePricing(Clock.systemUTC())
              .run(paths, base, prices, assumed, HistoryOptions.history(words, terminal), progress);
    }
    diagnostics.addAll(priced.diagnostics());
    diagnostics.stream()
        .filter(one -> one.level() == Diagnostic.Level.ERROR)
        .limit(20)
        .forEach(one -> terminal.err().println(one));
    ChangePricing.Said said;
    try {
      said = policies.isEmpty() ? new ChangePricing.Said(List.of(), List.of(), List.of()) : ChangePricing.judge(priced, policies);
    } catch (IllegalArgumentException e) {
      throw new UsageException("a guardrail does not compile: " + e.getMessage());
    }
    show(priced, said, words, terminal);
    return said.denied().isEmpty() && said.undecided().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static void show(
      ChangePricing.Priced priced, ChangePricing.Said said, ParseResult words, Terminal terminal) {
    ChangePrice change = priced.change();
    if (words.hasMatchedOption("--json")) {
      Map<String, Value> document = new LinkedHashMap<>(change.document(priced.facts()).values());
      document.put("denied", Value.ofTexts(said.denied()));
      document.put("warned", Value.ofTexts(said.warned()));
      document.put("undecided", Value.ofTexts(said.undecided()));
      CostAllocateCommand.json(new Value.Fields(document), terminal);
      return;
    }
    if (words.hasMatchedOption("--markdown")) {
      terminal.out().print(CostChangeMarkdown.render(change));
      said.denied().forEach(text -> terminal.out().println("\n**Denied:** " + text));
      said.warned().forEach(text -> terminal.out().println("\n**Warning:** " + text));
      said.undecided().forEach(text -> terminal.out().println("\n**Not decided:** " + text));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (ChangePrice.ResourcePrice one : change.resources()) {
      rows.add(
          List.of(
              one.address(),
              one.owner(),
              one.before().setScale(2, RoundingMode.HALF_EVEN).toPlainString(),
              one.after().setScale(2, RoundingMode.HALF_EVEN).toPlainString(),
              one.difference().setScale(2, RoundingMode.HALF_EVEN).toPlainString(),
              one.parts().stream()
                  .filter(part -> part.monthly().isEmpty())
                  .map(part -> part.item() + " " + part.words())
                  .findFirst()
                  .orElse("")));
    }
    terminal
        .out()
        .print(
            TextTable.render(
                List.of("resource", "owner", "before", "after", "difference", "not priced"), rows, terminal.width()));
    change.totals().forEach(
        (currency, total) ->
            terminal
                .out()
                .println(
                    "a month: " + total.difference().setScale(2, RoundingMode.HALF_EVEN) + " " + currency + " ("
                        + total.before().setScale(2, RoundingMode.HALF_EVEN) + " before, "
                        + total.after().setScale(2, RoundingMode.HALF_EVEN) + " after)"));
    if (!change.unpriced().isEmpty()) {
      terminal.out().println("of types without prices here: " + change.unpriced());
    }
    terminal.out().println("prices: " + String.join("; ", change.sources()));
    said.denied().forEach(text -> terminal.out().println("denied: " + text));
    said.warned().forEach(text -> terminal.out().println("warning: " + text));
    said.undecided().forEach(text -> terminal.out().println("not decided: " + text));
  }
}
