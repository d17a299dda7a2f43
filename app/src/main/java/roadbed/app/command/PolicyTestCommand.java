package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.policy.Guardrails;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.bundle.Loader;
import roadbed.rego.bundle.Source;
import roadbed.rego.eval.Tracer;
import roadbed.rego.resolve.Schemas;
import roadbed.rego.suite.TestRun;
import roadbed.rego.suite.TestSuite;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.trace.Coverage;
import roadbed.rego.trace.Explanation;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;

/**
 * {@code roadbed policy test}: the tests that guardrails come with, and how much of each rule they reach. What rules
 * import of Roadbed's own libraries and the parameters' defaults are there without being loaded.
 */
final class PolicyTestCommand implements Command {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Runs the rules named test_… of guardrails and says what of the rules they do not reach. Without a"
                + " folder, the guardrails that come with Roadbed are tested.",
            "",
            "The last line is 'N passed, N failed, N skipped'. Exit codes: 0 all passed, 1 a test failed or too"
                + " little is covered, 2 wrong use or files that cannot be read.");
    spec.addPositional(RegoOptions.paths("0..*", "Folders and files of guardrails and their tests."));
    RegoOptions.addIgnore(spec);
    RegoOptions.addDialect(spec);
    RegoOptions.addFormat(spec, "pretty, json, junit");
    spec.addOption(RegoOptions.flag("List tests that passed too.", "-v", "--verbose"));
    spec.addOption(RegoOptions.text("PERCENT", "Fail where less than this of the rules is covered.", "--threshold"));
    spec.addOption(RegoOptions.flag("Do not measure coverage, which is faster.", "--no-coverage"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = RegoOptions.format(words, "pretty", List.of("pretty", "json", "junit"));
    double threshold = threshold(words);
    boolean measured = !words.hasMatchedOption("--no-coverage");
    List<String> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths.stream().map(Path::of).toList());
    TestSuite suite = TestSuite.of(loaded(paths, RegoOptions.loader(words)), Schemas.NONE, RegoOptions.v0(words), measured);
    if (!suite.errors().isEmpty()) {
      terminal.err().println(RegoText.summary(suite.errors()));
      return ExitCode.USAGE;
    }
    Coverage coverage = new Coverage();
    RegoTestReport report =
        new RegoTestReport(
            terminal.out(),
            new RegoTestReport.Style(format, words.hasMatchedOption("--verbose"), false, Explanation.OFF));
    int[] counts = new int[3];
    new TestRun(
            TIMEOUT,
            Runtime.getRuntime().availableProcessors(),
            false,
            measured ? Optional.<Tracer>of(coverage) : Optional.empty())
        .run(
            suite,
            _ -> true,
            result -> {
              report.add(result);
              switch (result.status()) {
                case PASSED -> counts[0]++;
                case FAILED, ERROR -> counts[1]++;
                case SKIPPED -> counts[2]++;
              }
            });
    boolean enough = true;
    if (!format.equals("pretty")) {
      report.end();
    }
    if (measured) {
      enough = covered(coverage.report(suite.modules()), threshold, format.equals("pretty"), terminal);
    }
    if (format.equals("pretty")) {
      terminal.out().println(counts[0] + " passed, " + counts[1] + " failed, " + counts[2] + " skipped");
    }
    return report.good(true) && enough ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  /** Says which lines of rules no test reaches; tests themselves are not counted. */
  private static boolean covered(Coverage.Report report, double threshold, boolean pretty, Terminal terminal) {
    SortedMap<String, Coverage.FileReport> rules = new TreeMap<>(report.files());
    rules.keySet().removeIf(file -> file.endsWith("_test.rego"));
    Coverage.Report ofRules = new Coverage.Report(rules);
    if (pretty) {
      for (Map.Entry<String, Coverage.FileReport> file : rules.entrySet()) {
        if (!file.getValue().notCovered().isEmpty()) {
          List<String> lines = new ArrayList<>();
          for (Coverage.Range range : file.getValue().notCovered()) {
            lines.add(range.first() == range.last() ? "" + range.first() : range.first() + "-" + range.last());
          }
          terminal.out().println(file.getKey() + ": no test reaches line " + String.join(", ", lines));
        }
      }
      terminal.out().println(String.format(Locale.ROOT, "%.1f%% of the rules' lines are covered", ofRules.percent()));
    }
    if (ofRules.percent() < threshold) {
      terminal
          .err()
          .println(String.format(Locale.ROOT, "%.1f%% is less than the %.1f%% that are asked for", ofRules.percent(), threshold));
      return false;
    }
    return true;
  }

  private static Loaded loaded(List<String> paths, Loader loader) {
    List<Source> sources = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    Loaded own = paths.isEmpty() ? Loaded.NOTHING : loader.files(paths);
    sources.addAll(own.sources());
    ObjectValue data = own.data();
    paths.stream().map(Path::of).forEach(folders::add);
    Guardrails guardrails = Guardrails.load(folders);
    Set<String> names = new HashSet<>();
    sources.forEach(source -> names.add(Path.of(source.name()).getFileName().toString()));
    for (Map.Entry<String, String> shipped : guardrails.libraries(paths.isEmpty()).entrySet()) {
      if (!names.contains(shipped.getKey())) {
        sources.add(new Source(shipped.getKey(), shipped.getValue(), Dialect.V1));
      }
    }
    ObjectValue.Builder all = ObjectValue.builder();
    for (int i = 0; i < data.size(); i++) {
      all.put(data.keyAt(i), data.valueAt(i));
    }
    StringValue parameters = StringValue.of("parameters");
    if (data.get(parameters) == null) {
      all.put(parameters, guardrails.parameterDocument());
    }
    return new Loaded(sources, all.build(), List.of(), own.problems());
  }

  private static double threshold(ParseResult words) {
    String text = words.matchedOptionValue("--threshold", "0");
    try {
      double threshold = Double.parseDouble(text);
      if (threshold >= 0 && threshold <= 100) {
        return threshold;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new UsageException("--threshold is a number from 0 to 100, not " + text);
  }
}
