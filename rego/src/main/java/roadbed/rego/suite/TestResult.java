package roadbed.rego.suite;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.trace.TraceEvent;

/**
 * How a test ended.
 *
 * @param nanos how long it took
 * @param error what ended it, where one did
 * @param cases its cases by name, where it has some
 * @param output what it printed
 * @param trace what was evaluated, where that was asked for
 */
public record TestResult(
    TestRule rule,
    Status status,
    long nanos,
    Optional<RegoError> error,
    SortedMap<String, TestCase> cases,
    List<String> output,
    List<TraceEvent> trace) {
  /** How a test ended. */
  public enum Status {
    PASSED("PASS"),
    FAILED("FAIL"),
    SKIPPED("SKIPPED"),
    /** It could not be evaluated to its end. */
    ERROR("ERROR");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /** OPA's word. */
    public String word() {
      return word;
    }
  }

  public TestResult {
    output = List.copyOf(output);
    trace = List.copyOf(trace);
  }

  /** How many cases passed; a test without cases is one. */
  public int passed() {
    return cases.isEmpty()
        ? status == Status.PASSED ? 1 : 0
        : cases.values().stream().mapToInt(test -> test.count(false)).sum();
  }

  /** How many cases failed; a test without cases is one. */
  public int failed() {
    return cases.isEmpty()
        ? status == Status.FAILED ? 1 : 0
        : cases.values().stream().mapToInt(test -> test.count(true)).sum();
  }
}
