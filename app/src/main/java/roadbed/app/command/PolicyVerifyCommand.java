package roadbed.app.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.policy.foreign.gatekeeper.ConstraintTemplate;
import roadbed.assess.policy.foreign.gatekeeper.SuiteFilter;
import roadbed.assess.policy.foreign.gatekeeper.SuiteResult;
import roadbed.assess.policy.foreign.gatekeeper.SuiteRun;
import roadbed.model.Diagnostic;

/** {@code roadbed policy verify}: runs the suites of Gatekeeper libraries. */
final class PolicyVerifyCommand implements Command {
  private static final List<String> FORMATS = List.of("terminal", "json", "junit");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Runs the test suites of Gatekeeper policies: files of kind Suite in test.gatekeeper.sh, with a template,"
                + " a constraint and objects beside them.",
            "",
            "The last line of terminal output is 'N passed, N failed, N skipped'. Exit codes: 0 nothing failed,"
                + " 1 something failed, 2 wrong use, or there is no suite.");
    spec.addPositional(ScanCommand.paths("Suites, and folders that are searched for them."));
    spec.addOption(
        OptionSpec.builder("-r", "--run")
            .type(String.class)
            .paramLabel("FILTER")
            .defaultValue("")
            .description(
                "Run only tests and cases whose name matches this regular expression; TEST//CASE for both names.")
            .build());
    spec.addOption(
        OptionSpec.builder("--engine")
            .type(String.class)
            .paramLabel("ENGINE")
            .defaultValue("rego")
            .description("Which rules of a template that has both: rego or cel (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("-f", "--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("terminal")
            .description("terminal, json or junit (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(OptionSpec.builder("-v", "--verbose").description("List also what passed.").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = words.matchedOptionValue("--format", "terminal");
    if (!FORMATS.contains(format)) {
      throw new UsageException("--format is one of " + String.join(", ", FORMATS) + ", not " + format);
    }
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths);
    List<SuiteResult> results = new ArrayList<>();
    SuiteRun run = new SuiteRun(filter(words), engine(words), results::add);
    List<Diagnostic> diagnostics = run.run(paths);
    diagnostics.forEach(terminal.err()::println);
    if (results.isEmpty()) {
      terminal.err().println("roadbed: there is no suite here (a file of kind Suite in test.gatekeeper.sh)");
      return ExitCode.USAGE;
    }
    switch (format) {
      case "json" -> terminal.out().println(json(results));
      case "junit" -> junit(results, terminal.out());
      default -> text(results, words.hasMatchedOption("--verbose"), terminal.out());
    }
    return count(results, SuiteResult.Status.FAILED) > 0 || !diagnostics.isEmpty() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static SuiteFilter filter(ParseResult words) {
    try {
      return SuiteFilter.of(words.matchedOptionValue("--run", ""));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--run: " + e.getMessage());
    }
  }

  private static ConstraintTemplate.Engine engine(ParseResult words) {
    String text = words.matchedOptionValue("--engine", "rego");
    return switch (text) {
      case "rego" -> ConstraintTemplate.Engine.REGO;
      case "cel" -> ConstraintTemplate.Engine.CEL;
      default -> throw new UsageException("--engine is rego or cel, not " + text);
    };
  }

  private static long count(List<SuiteResult> results, SuiteResult.Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }

  private static void text(List<SuiteResult> results, boolean verbose, PrintStream out) {
    for (SuiteResult result : results) {
      boolean failed = result.status() == SuiteResult.Status.FAILED;
      if (verbose || failed) {
        out.println(result.place() + ": " + word(result) + " " + title(result));
        if (failed) {
          result.reason().lines().forEach(line -> out.println("    " + line));
        }
      }
    }
    out.println(
        "%d passed, %d failed, %d skipped"
            .formatted(
                count(results, SuiteResult.Status.PASSED),
                count(results, SuiteResult.Status.FAILED),
                count(results, SuiteResult.Status.SKIPPED)));
  }

  private static String word(SuiteResult result) {
    return result.status().name().toLowerCase(Locale.ROOT);
  }

  private static String title(SuiteResult result) {
    return result.name().isEmpty() ? result.test() : result.test() + "/" + result.name();
  }

  private static String json(List<SuiteResult> results) {
    List<Object> cases = new ArrayList<>();
    for (SuiteResult result : results) {
      RegoText.Fields fields =
          new RegoText.Fields()
              .putText("suite", result.suite())
              .putText("test", result.test())
              .putText("case", result.name())
              .putText("place", result.place().toString())
              .putText("status", word(result));
      if (!result.reason().isEmpty()) {
        fields.putText("reason", result.reason());
      }
      cases.add(fields.putNumber("microseconds", result.duration().toNanos() / 1000));
    }
    return RegoText.json(
        new RegoText.Fields()
            .putNumber("passed", count(results, SuiteResult.Status.PASSED))
            .putNumber("failed", count(results, SuiteResult.Status.FAILED))
            .putNumber("skipped", count(results, SuiteResult.Status.SKIPPED))
            .put("cases", cases));
  }

  private static void junit(List<SuiteResult> results, PrintStream out) {
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.println(
        "<testsuites tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">"
            .formatted(
                results.size(),
                count(results, SuiteResult.Status.FAILED),
                count(results, SuiteResult.Status.SKIPPED)));
    String suite = "";
    for (SuiteResult result : results) {
      if (!result.suite().equals(suite)) {
        out.print(suite.isEmpty() ? "" : "  </testsuite>\n");
        suite = result.suite();
        out.println("  <testsuite name=\"" + RegoTestReport.escaped(suite) + "\">");
      }
      out.print(
          "    <testcase classname=\"%s\" name=\"%s\" time=\"%s\""
              .formatted(
                  RegoTestReport.escaped(result.test()),
                  RegoTestReport.escaped(result.name().isEmpty() ? result.test() : result.name()),
                  String.format(Locale.ROOT, "%.6f", result.duration().toNanos() / 1e9)));
      switch (result.status()) {
        case PASSED -> out.println("/>");
        case SKIPPED -> out.println("><skipped/></testcase>");
        case FAILED ->
            out.println(
                "><failure message=\"%s\">%s</failure></testcase>"
                    .formatted(
                        RegoTestReport.escaped(result.reason()),
                        RegoTestReport.escaped(result.place() + ": " + result.reason())));
      }
    }
    out.println("  </testsuite>");
    out.println("</testsuites>");
  }
}
