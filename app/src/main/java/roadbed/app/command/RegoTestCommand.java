package roadbed.app.command;

import com.google.re2j.PatternSyntaxException;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.bundle.Loader;
import roadbed.rego.eval.Tracer;
import roadbed.rego.resolve.Schemas;
import roadbed.rego.suite.TestRule;
import roadbed.rego.suite.TestRun;
import roadbed.rego.suite.TestSuite;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.trace.Coverage;
import roadbed.rego.trace.Explanation;

/** {@code roadbed rego test}: runs tests that are written in Rego. */
final class RegoTestCommand implements Command {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration BENCHMARK = Duration.ofMillis(300);
  private static final int FAILED = 2;
  private static final int ERROR = 1;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Runs the rules named test_… of Rego files, with all files, folders and data below the given paths"
                + " loaded. A rule named todo_test_… is reported as skipped. Each member of a rule with a"
                + " variable in its head, as in test_x[case], is a case of its own.",
            "",
            "A file with errors is left out, its errors are printed, and its tests are errors.",
            "",
            "The last line of pretty output is 'N passed, N failed, N skipped'. Exit codes: 0 all passed, 1 errors"
                + " of files or options, 2 a test failed, was skipped (see -z) or ended with an error, or coverage"
                + " is below the threshold.");
    spec.addPositional(RegoOptions.paths("1..*", "Files, folders, and with --bundle bundles."));
    spec.addOption(RegoOptions.flag("Load the paths as bundles.", "-b", "--bundle"));
    RegoOptions.addIgnore(spec);
    RegoOptions.addDialect(spec);
    RegoOptions.addSchema(spec);
    RegoOptions.addFormat(spec, "pretty, json, gobench (with --bench), junit");
    spec.addOption(RegoOptions.flag("List all tests, and of failed ones what was evaluated.", "-v", "--verbose"));
    spec.addOption(RegoOptions.flag("Show the failing statement with the values of its variables.", "--var-values"));
    spec.addOption(
        RegoOptions.text("MODE", "Of failed tests, show the trace: fails, notes, full or debug.", "--explain"));
    spec.addOption(RegoOptions.text("REGEX", "Run only tests whose whole name matches.", "-r", "--run"));
    spec.addOption(RegoOptions.flag("Report which lines were covered, as JSON or with -f pretty as a table.",
        "-c", "--coverage"));
    spec.addOption(RegoOptions.text("PERCENT", "Fail where less than this is covered.", "--threshold"));
    spec.addOption(RegoOptions.text("TIME", "Time for each test (default: 5s).", "--timeout"));
    spec.addOption(RegoOptions.text("N", "Run everything N times.", "--count"));
    spec.addOption(RegoOptions.text("N", "How many tests run at a time (default: the number of cores).",
        "-p", "--parallel"));
    spec.addOption(RegoOptions.flag("Measure how long each test takes.", "--bench"));
    spec.addOption(RegoOptions.flag("With --bench, also the bytes that are allocated (always on).", "--benchmem"));
    spec.addOption(RegoOptions.flag("Skipped tests are no failure.", "-z", "--exit-zero-on-skipped"));
    spec.addOption(RegoOptions.flag("Having run no test is a failure.", "--fail-on-empty"));
    spec.addOption(RegoOptions.text("N", "How many errors of files are printed (default: all).", "-m", "--max-errors"));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    boolean bench = words.hasMatchedOption("--bench");
    boolean coverage = words.hasMatchedOption("--coverage") || words.hasMatchedOption("--threshold");
    String format = RegoOptions.format(words, "pretty", List.of("pretty", "json", "gobench", "junit"));
    double threshold = threshold(words);
    if (coverage && bench) {
      throw new UsageException("coverage reporting is not supported when benchmarking tests");
    }
    if (format.equals("gobench") && !bench) {
      throw new UsageException("cannot use output format gobench without running benchmarks (--bench)");
    }
    List<String> paths = words.matchedPositionalValue(0, List.of());
    Loader loader = RegoOptions.loader(words);
    Loaded loaded = words.hasMatchedOption("--bundle") ? loader.bundles(paths) : loader.files(paths);
    List<RegoError> wrong = new ArrayList<>();
    Schemas schemas = RegoOptions.schemas(words, wrong);
    if (!wrong.isEmpty()) {
      terminal.err().println(RegoText.summary(wrong));
      return ERROR;
    }
    TestSuite suite = TestSuite.of(
            loaded, schemas, RegoOptions.v0(words), coverage, PolicyBuiltins.beside(loaded.sources()));
    int errors = suite.errors().size();
    if (errors > 0) {
      int most = RegoOptions.number(words, "--max-errors", 0);
      boolean cut = most > 0 && most < errors;
      terminal.err().println(RegoText.summary(cut ? suite.errors().subList(0, most) : suite.errors()));
    }
    Predicate<TestRule> wanted = wanted(words);
    int code = 0;
    for (int i = 0; i < RegoOptions.number(words, "--count", 1) && code == 0; i++) {
      code =
          bench
              ? RegoTestBenchmark.run(suite, wanted, format.equals("gobench"), BENCHMARK, terminal)
              : once(words, suite, wanted, coverage, threshold, terminal);
    }
    return errors > 0 ? ERROR : code;
  }

  private static int once(
      ParseResult words,
      TestSuite suite,
      Predicate<TestRule> wanted,
      boolean coverage,
      double threshold,
      Terminal terminal) {
    Explanation explanation =
        Explanation.named(words.matchedOptionValue("--explain", "off"))
            .orElseThrow(() -> new UsageException("--explain is one of fails, full, notes, debug"));
    boolean verbose = words.hasMatchedOption("--verbose") || explanation != Explanation.OFF;
    boolean variables = words.hasMatchedOption("--var-values");
    String format = words.matchedOptionValue("--format", "pretty");
    RegoTestReport report =
        new RegoTestReport(
            terminal.out(), new RegoTestReport.Style(format, verbose && !coverage, variables, explanation));
    Coverage covered = new Coverage();
    TestRun run =
        new TestRun(
            RegoOptions.duration(words, "--timeout").orElse(TIMEOUT),
            RegoOptions.number(words, "--parallel", Runtime.getRuntime().availableProcessors()),
            verbose || variables,
            coverage ? Optional.<Tracer>of(covered) : Optional.empty());
    run.run(suite, wanted, report::add);
    boolean good = report.good(words.hasMatchedOption("--exit-zero-on-skipped"));
    if (report.isEmpty() && words.hasMatchedOption("--fail-on-empty")) {
      terminal.err().println("no tests were run");
      return ERROR;
    }
    if (!coverage) {
      report.end();
      return good ? ExitCode.CLEAN : FAILED;
    }
    if (!report.good(true)) {
      report.end();
      return FAILED;
    }
    return covered(words, covered.report(suite.modules()), threshold, terminal);
  }

  private static int covered(ParseResult words, Coverage.Report report, double threshold, Terminal terminal) {
    if (report.percent() < threshold) {
      terminal
          .err()
          .println(
              String.format(
                  Locale.ROOT,
                  "Code coverage threshold not met: got %.2f instead of %.2f",
                  report.percent(),
                  threshold));
      if (words.hasMatchedOption("--verbose")) {
        terminal.err().println(RegoCoverageText.notCovered(report));
      }
      return FAILED;
    }
    boolean pretty = words.matchedOptionValue("--format", "json").equals("pretty");
    if (pretty) {
      terminal.out().print(RegoCoverageText.pretty(report));
    } else {
      terminal.out().println(RegoText.json(RegoCoverageText.json(report)));
    }
    return ExitCode.CLEAN;
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
    throw new UsageException("Code coverage threshold must be between 0 and 100");
  }

  private static Predicate<TestRule> wanted(ParseResult words) {
    String regex = words.matchedOptionValue("--run", "");
    if (regex.isEmpty()) {
      return _ -> true;
    }
    try {
      Pattern pattern = Pattern.compile(regex);
      return test -> pattern.matcher(test.path()).find();
    } catch (PatternSyntaxException e) {
      throw new UsageException("--run is no regular expression: " + e.getMessage());
    }
  }
}
