package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.reliability.slo.QueryCheck;
import roadbed.collect.SloFiles;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.slo.ServiceLevelObjective;

/** {@code roadbed slo validate}: whether documents of service levels are right. */
final class SloValidateCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Says what is wrong with documents of service levels, each place with line and column: OpenSLO v1 (all seven"
                + " kinds) and Sloth (prometheus/v1 and PrometheusServiceLevel). Documents may refer to each other across"
                + " the files given.",
            "",
            "Exit codes: 0 nothing is wrong, 1 something is, 2 wrong use or no such document, 3 internal error.");
    spec.addPositional(paths());
    spec.addOption(ScanCommand.flag("--strict", "Take warnings for errors too."));
    spec.addOption(
        OptionSpec.builder("--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description("text or json (default: ${DEFAULT-VALUE}).")
            .build());
    return spec;
  }

  static PositionalParamSpec paths() {
    return paths("1..*");
  }

  static PositionalParamSpec optionalPaths() {
    return paths("0..*");
  }

  private static PositionalParamSpec paths(String arity) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity(arity)
        .paramLabel("PATH")
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .description("Files, or folders with YAML and JSON files.")
        .build();
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths);
    boolean json = ScanCommand.json(words);
    SloFiles.Read read = SloFiles.read(paths, SloFiles.DEFAULT_PERIOD);
    List<Diagnostic> all = new ArrayList<>(read.diagnostics());
    all.addAll(QueryCheck.of(read.objectives()));
    long errors = count(all, Diagnostic.Level.ERROR);
    long warnings = count(all, Diagnostic.Level.WARNING);
    if (json) {
      terminal.out().println(ValueJson.text(json(read, all)));
    } else {
      for (Diagnostic diagnostic : all) {
        terminal.out().println(diagnostic.level().id() + " " + diagnostic);
      }
      terminal.out().println(
          "%d documents, %d objectives, %d errors, %d warnings"
              .formatted(read.documents(), read.objectives().size(), errors, warnings));
    }
    if (read.documents() == 0) {
      return ExitCode.USAGE;
    }
    return errors > 0 || (words.hasMatchedOption("--strict") && warnings > 0) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static long count(List<Diagnostic> all, Diagnostic.Level level) {
    return all.stream().filter(diagnostic -> diagnostic.level() == level).count();
  }

  private static Value json(SloFiles.Read read, List<Diagnostic> all) {
    List<Value> objectives = new ArrayList<>();
    for (ServiceLevelObjective objective : read.objectives()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("id", Value.of(objective.id()));
      fields.put("service", Value.of(objective.service()));
      fields.put("name", Value.of(objective.name()));
      fields.put("spec", Value.of(objective.origin().version()));
      fields.put("target", new Value.Decimal(objective.target()));
      fields.put("window_seconds", Value.of(objective.window().length().toSeconds()));
      fields.put("file", Value.of(objective.location().file()));
      fields.put("line", Value.of(objective.location().line()));
      objectives.add(new Value.Fields(fields));
    }
    List<Value> problems = new ArrayList<>();
    for (Diagnostic diagnostic : all) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("level", Value.of(diagnostic.level().id()));
      fields.put("code", Value.of(diagnostic.code()));
      fields.put("file", Value.of(diagnostic.location().file()));
      fields.put("line", Value.of(diagnostic.location().line()));
      fields.put("column", Value.of(diagnostic.location().column()));
      fields.put("pointer", Value.of(diagnostic.location().pointer().orElse("")));
      fields.put("message", Value.of(diagnostic.message()));
      fields.put("hint", Value.of(diagnostic.hint()));
      problems.add(new Value.Fields(fields));
    }
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("documents", Value.of(read.documents()));
    document.put("objectives", new Value.Items(objectives));
    document.put("diagnostics", new Value.Items(problems));
    return new Value.Fields(document);
  }
}
