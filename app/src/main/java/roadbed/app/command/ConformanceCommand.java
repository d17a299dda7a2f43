package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.conformance.CaseOutcome;
import roadbed.app.conformance.Conformance;
import roadbed.model.ValueJson;
import roadbed.rego.Machine;
import tools.jackson.core.JsonGenerator;

/** {@code roadbed conformance}: runs case files of a known format against the product. */
final class ConformanceCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    StringBuilder kinds = new StringBuilder();
    Conformance.KINDS.forEach((name, kind) -> kinds.append("%n  ").append(name).append(": ").append(kind.description()));
    spec.usageMessage()
        .description(
            "Runs case files against the product and counts. Kinds:" + kinds,
            "",
            "The last line is 'N passed, N failed, N skipped'. Exit codes: 0 none failed, 1 some failed, 2 wrong use.");
    spec.addPositional(
        PositionalParamSpec.builder().index("0").paramLabel("KIND").type(String.class).description("Kind of cases.").build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1..*")
            .arity("1..*")
            .paramLabel("PATH")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Case files or folders.")
            .build());
    spec.addOption(ScanCommand.flag("--list-failed", "List the cases that failed, with the reason."));
    spec.addOption(ScanCommand.flag("--list-skipped", "List the cases that were skipped, with the reason."));
    spec.addOption(
        OptionSpec.builder("--machine")
            .type(String.class)
            .paramLabel("MACHINE")
            .description("For rego: interpreter, bytecode or tiered (default: tiered).")
            .build());
    spec.addOption(
        OptionSpec.builder("--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description("text or json (default: ${DEFAULT-VALUE}).")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String name = words.matchedPositionalValue(0, "");
    Conformance kind = Conformance.KINDS.get(name);
    if (kind == null) {
      throw new UsageException("there is no kind " + name + ": say one of " + String.join(", ", Conformance.KINDS.keySet()));
    }
    String machine = words.matchedOptionValue("--machine", "");
    if (!machine.isEmpty()) {
      kind = Conformance.rego(machine(name, machine));
    }
    List<Path> paths = words.matchedPositionalValue(1, List.of());
    ScanCommand.mustExist(paths);
    boolean json = ScanCommand.json(words);
    Map<CaseOutcome.Result, Integer> counts = new LinkedHashMap<>();
    for (CaseOutcome.Result result : CaseOutcome.Result.values()) {
      counts.put(result, 0);
    }
    List<CaseOutcome> listed = new ArrayList<>();
    boolean listFailed = words.hasMatchedOption("--list-failed") || json;
    boolean listSkipped = words.hasMatchedOption("--list-skipped") || json;
    Consumer<CaseOutcome> each =
        outcome -> {
          counts.merge(outcome.result(), 1, Integer::sum);
          boolean wanted =
              switch (outcome.result()) {
                case PASSED -> false;
                case FAILED -> listFailed;
                case SKIPPED -> listSkipped;
              };
          if (wanted) {
            listed.add(outcome);
          }
        };
    kind.run(paths, each);
    int passed = counts.getOrDefault(CaseOutcome.Result.PASSED, 0);
    int failed = counts.getOrDefault(CaseOutcome.Result.FAILED, 0);
    int skipped = counts.getOrDefault(CaseOutcome.Result.SKIPPED, 0);
    if (json) {
      json(name, listed, passed, failed, skipped, terminal);
    } else {
      for (CaseOutcome outcome : listed) {
        String mark = outcome.result() == CaseOutcome.Result.FAILED ? "failed " : "skipped ";
        terminal.out().println(mark + outcome.name() + ": " + outcome.reason());
      }
      terminal.out().println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
    }
    return failed == 0 ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static Machine machine(String kind, String word) {
    if (!kind.equals("rego")) {
      throw new UsageException("--machine is for the kind rego");
    }
    for (Machine machine : Machine.values()) {
      if (machine.name().toLowerCase(Locale.ROOT).equals(word)) {
        return machine;
      }
    }
    throw new UsageException("--machine is interpreter, bytecode or tiered, not " + word);
  }

  private static void json(
      String kind, List<CaseOutcome> listed, int passed, int failed, int skipped, Terminal terminal) {
    JsonGenerator json = ValueJson.generator(terminal.out());
    json.writeStartObject();
    json.writeStringProperty("kind", kind);
    json.writeNumberProperty("passed", passed);
    json.writeNumberProperty("failed", failed);
    json.writeNumberProperty("skipped", skipped);
    for (CaseOutcome.Result result : List.of(CaseOutcome.Result.FAILED, CaseOutcome.Result.SKIPPED)) {
      json.writeName(result == CaseOutcome.Result.FAILED ? "failed_cases" : "skipped_cases");
      json.writeStartArray();
      for (CaseOutcome outcome : listed) {
        if (outcome.result() == result) {
          json.writeStartObject();
          json.writeStringProperty("name", outcome.name());
          json.writeStringProperty("reason", outcome.reason());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }
}
