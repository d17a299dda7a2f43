package roadbed.app.command;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import roadbed.rego.suite.TestResult;
import roadbed.rego.suite.TestRule;
import roadbed.rego.suite.TestRun;
import roadbed.rego.suite.TestSuite;

/** Measures tests one after the other, and prints them as Go's benchmarks are printed. */
final class RegoTestBenchmark {
  private static final int FAILED = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private RegoTestBenchmark() {}

  static int run(TestSuite suite, Predicate<TestRule> wanted, boolean goNames, Duration each, Terminal terminal) {
    TestRun run = new TestRun(TIMEOUT, 1, false, Optional.empty());
    boolean good = true;
    for (TestRule test : suite.tests()) {
      if (!wanted.test(test) || test.skipped()) {
        continue;
      }
      TestResult result = run.once(suite, test);
      if (result.status() != TestResult.Status.PASSED) {
        terminal.out().println(test.path() + ": " + result.status().word());
        good = false;
        continue;
      }
      BenchmarkLoop.Result measured = BenchmarkLoop.run(each, () -> run.once(suite, test));
      String name = goNames ? goName(test.path()) : test.path();
      terminal
          .out()
          .println(
              "%s\t%8d\t%10d ns/op\t%8d B/op".formatted(name, measured.runs(), measured.nanos(), measured.bytes()));
    }
    return good ? ExitCode.CLEAN : FAILED;
  }

  private static String goName(String path) {
    return "Benchmark"
        + Arrays.stream(path.replace('_', '.').split("\\."))
            .filter(part -> !part.isEmpty())
            .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
            .collect(Collectors.joining());
  }
}
