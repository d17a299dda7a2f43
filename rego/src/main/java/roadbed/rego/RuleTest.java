package roadbed.rego;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/** A rule that tests others: it passes if it is true. What the test command knows of tests is in {@code suite}. */
public final class RuleTest {
  /** How a test ended. */
  public enum Status {
    PASS,
    FAIL,
    /** Named {@code todo_test_…}: not run. */
    SKIP,
    ERROR
  }

  /**
   * A test that was run.
   *
   * @param path the rule's path
   * @param error what ended it, or why an unknown value left it undecided
   */
  public record Outcome(String path, String name, Status status, @Nullable RegoError error, Location at) {}

  private final Policy policy;
  private final String path;
  private final String name;
  private final Location at;

  RuleTest(Policy policy, String path, String name, Location at) {
    this.policy = policy;
    this.path = path;
    this.name = name;
    this.at = at;
  }

  public String name() {
    return name;
  }

  /** The rule's path, as {@code data.s3_test.test_plain}. */
  public String path() {
    return path;
  }

  public Location at() {
    return at;
  }

  /** Runs it, without input. */
  public Outcome run() {
    if (name.startsWith("todo_")) {
      return new Outcome(path, name, Status.SKIP, null, at);
    }
    QueryResult result = policy.query(path, null);
    List<RegoError> errors = result.errors();
    if (result.rows().isEmpty() && !errors.isEmpty()) {
      return new Outcome(path, name, Status.ERROR, errors.getFirst(), at);
    }
    if (!result.undecided().isEmpty()) {
      RegoError error = new RegoError(RegoError.INTERNAL, "undecided: " + result.undecided().getFirst(), at);
      return new Outcome(path, name, Status.ERROR, error, at);
    }
    boolean passed = result.value().filter(RuleTest::holds).isPresent();
    return new Outcome(path, name, passed ? Status.PASS : Status.FAIL, null, at);
  }

  /** Whether it is true, or an object of cases that are all true. */
  private static boolean holds(Value value) {
    if (value instanceof ObjectValue cases) {
      return IntStream.range(0, cases.size()).allMatch(i -> holds(cases.valueAt(i)));
    }
    return value.equals(BooleanValue.TRUE);
  }
}
