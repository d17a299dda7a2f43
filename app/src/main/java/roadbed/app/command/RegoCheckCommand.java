package roadbed.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.Compilation;
import roadbed.rego.Rego;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.bundle.Loader;
import roadbed.rego.syntax.RegoError;

/** {@code roadbed rego check}: finds errors in Rego files. */
final class RegoCheckCommand implements Command {
  private static final int ERRORS = 1;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Finds the errors of Rego files: all of them at once. Says nothing where there are none.",
            "",
            "Exit codes: 0 no errors, 1 errors.");
    spec.addPositional(RegoOptions.paths("1..*", "Files, folders, and with --bundle bundles."));
    spec.addOption(RegoOptions.flag("Load the paths as bundles.", "-b", "--bundle"));
    RegoOptions.addIgnore(spec);
    RegoOptions.addDialect(spec);
    RegoOptions.addSchema(spec);
    RegoOptions.addFormat(spec, "pretty, json");
    spec.addOption(RegoOptions.flag("Unused variables and imports are errors.", "-S", "--strict"));
    spec.addOption(RegoOptions.text("N", "How many errors are printed (default: all).", "-m", "--max-errors"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = RegoOptions.format(words, "pretty", List.of("pretty", "json"));
    List<String> paths = words.matchedPositionalValue(0, List.of());
    Loader loader = RegoOptions.loader(words);
    boolean bundles = words.hasMatchedOption("--bundle");
    Loaded loaded = bundles ? loader.bundles(paths) : loader.files(paths);
    // Without bundles only the Rego files count, as with opa.
    List<RegoError> errors = new ArrayList<>();
    for (RegoError problem : loaded.problems()) {
      String file = problem.at() == null ? "" : problem.at().file();
      boolean isData = file.endsWith(".json") || file.endsWith(".yaml") || file.endsWith(".yml");
      if (bundles || !isData) {
        errors.add(problem);
      }
    }
    Loaded.Parsed parsed = loaded.parse();
    errors.addAll(parsed.errors());
    Rego.Compiler compiler =
        Rego.compiler()
            .v0(RegoOptions.v0(words))
            .strict(words.hasMatchedOption("--strict"))
            .schemas(RegoOptions.schemas(words, errors))
            .apartFromData(true)
            .data(loaded.data());
    parsed.modules().forEach(compiler::module);
    if (compiler.compile() instanceof Compilation.Failed failed) {
      errors.addAll(failed.errors());
    }
    if (errors.isEmpty()) {
      if (format.equals("json")) {
        terminal.out().println("{}");
      }
      return ExitCode.CLEAN;
    }
    int most = RegoOptions.number(words, "--max-errors", 0);
    List<RegoError> shown = most > 0 && most < errors.size() ? errors.subList(0, most) : errors;
    if (format.equals("json")) {
      terminal.err().println(RegoText.json(new Fields().put("errors", RegoText.errors(shown))));
    } else {
      terminal.err().println(RegoText.summary(shown));
    }
    return ERRORS;
  }
}
