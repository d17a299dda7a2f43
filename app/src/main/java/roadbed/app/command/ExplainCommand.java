package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.policy.DecisionTree;
import roadbed.assess.policy.Guardrails;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.inventory.facet.Reads;
import roadbed.model.Collection;
import roadbed.model.Resource;
import roadbed.prove.report.DecisionTreeText;

/** {@code roadbed explain}: why a guardrail says of a resource what it says. */
final class ExplainCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Explains a verdict as a tree: the rules that were tried, their statements, the facets they look at, and the"
                + " attributes those come from, with file and line.",
            "",
            "Exit codes: 0 explained, 2 no such guardrail or resource, 3 internal error.");
    spec.addPositional(text("0", "GUARDRAIL", "The guardrail's id."));
    spec.addPositional(text("1", "RESOURCE", "The resource's address or id, or a part of it that only one has."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("2..*")
            .paramLabel("PATH")
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Files and folders to read.")
            .build());
    spec.addOption(ScanCommand.flag("--json", "Print the tree as JSON."));
    spec.addOption(ScanCommand.flag("--all", "Show also rules that did not hold."));
    GateCommand.addJudging(spec);
    return spec;
  }

  private static PositionalParamSpec text(String index, String label, String description) {
    return PositionalParamSpec.builder().index(index).paramLabel(label).type(String.class).description(description).build();
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String guardrail = words.matchedPositionalValue(0, "");
    String resource = words.matchedPositionalValue(1, "");
    List<Path> paths = words.matchedPositionalValue(2, List.<Path>of());
    ScanCommand.mustExist(paths);
    Guardrails guardrails = GuardrailOptions.guardrails(words);
    if (guardrails.find(guardrail).isEmpty()) {
      throw new UsageException("there is no guardrail " + guardrail + " (see roadbed guardrail list)");
    }
    String source = SourceOptions.name(words, paths);
    Collection collection;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      collection = new Collector().collect(source, paths, Clock.systemUTC().instant(), progress, Limits.DEFAULT);
    }
    List<Snapshot> snapshots = new ArrayList<>();
    List<Reads.Read> reads = Reads.during(() -> snapshots.add(Inventory.of(List.of(collection))));
    Resource found = find(snapshots.getFirst(), resource);
    DecisionTree tree =
        guardrails
            .only(Set.of(guardrail))
            .explain(guardrail, found, reads)
            .orElseThrow(
                () ->
                    new UsageException(
                        guardrail + " does not judge " + found.origin().address() + ", a " + found.type()));
    if (words.hasMatchedOption("--json")) {
      terminal.out().println(DecisionTreeText.json(tree));
    } else {
      terminal
          .out()
          .print(DecisionTreeText.render(tree, terminal.colour(), terminal.width(), words.hasMatchedOption("--all")));
    }
    return ExitCode.CLEAN;
  }

  /** By address or id, whole before in part. */
  private static Resource find(Snapshot snapshot, String named) {
    List<Resource> whole =
        snapshot.resources().stream()
            .filter(one -> one.origin().address().equals(named) || one.id().value().equals(named))
            .toList();
    List<Resource> found =
        whole.isEmpty()
            ? snapshot.resources().stream()
                .filter(one -> one.origin().address().contains(named) || one.id().value().contains(named))
                .toList()
            : whole;
    if (found.isEmpty()) {
      throw new UsageException("there is no resource " + named + " in what was read");
    }
    if (found.size() > 1) {
      List<String> names = found.stream().limit(8).map(one -> one.origin().address() + " at " + one.origin().location()).toList();
      throw new UsageException(found.size() + " resources are called " + named + ": " + String.join(", ", names));
    }
    return found.getFirst();
  }
}
