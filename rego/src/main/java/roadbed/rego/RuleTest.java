package roadbed.rego;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * A rule that tests others: it passes if it is true.
 *
 * <p>A rule that makes an object passes if all its members are true, those of objects within it too; each is a case.
 */
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
   * @param cases the cases of a rule that makes an object; empty for others
   */
  public record Outcome(
      String path, String name, Status status, @Nullable RegoError error, Location at, List<Case> cases) {
    public Outcome {
      cases = List.copyOf(cases);
    }
  }

  /**
   * One member of a rule that makes an object.
   *
   * @param keys what leads to the member
   */
  public record Case(List<Value> keys, boolean passed) {
    public Case {
      keys = List.copyOf(keys);
    }
  }

  private final Policy policy;
  private final String path;
  private final String name;
  private final Location at;
  private final boolean hasCases;

  RuleTest(Policy policy, String path, String name, Location at, boolean hasCases) {
    this.policy = policy;
    this.path = path;
    this.name = name;
    this.at = at;
    this.hasCases = hasCases;
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
    if (TestRules.isSkipped(name)) {
      return outcome(Status.SKIP, null, List.of());
    }
    Set<Value> announced = new LinkedHashSet<>();
    QueryResult result = policy.announcing(announced::add).query(path, null);
    List<RegoError> errors = result.errors();
    if (result.rows().isEmpty() && !errors.isEmpty()) {
      return outcome(Status.ERROR, errors.getFirst(), List.of());
    }
    if (!result.undecided().isEmpty()) {
      RegoError error = new RegoError(RegoError.INTERNAL, "undecided: " + result.undecided().getFirst(), at);
      return outcome(Status.ERROR, error, List.of());
    }
    Value value = result.value().orElse(null);
    if (!hasCases || !(value instanceof ObjectValue members)) {
      return outcome(BooleanValue.TRUE.equals(value) ? Status.PASS : Status.FAIL, null, List.of());
    }
    Map<List<Value>, Boolean> cases = new LinkedHashMap<>();
    announced.forEach(keys -> cases.put(((ArrayValue) keys).stream().toList(), false));
    collect(List.of(), members, cases);
    Status status = cases.containsValue(false) ? Status.FAIL : Status.PASS;
    return outcome(status, null, cases.entrySet().stream().map(e -> new Case(e.getKey(), e.getValue())).toList());
  }

  private static void collect(List<Value> keys, ObjectValue members, Map<List<Value>, Boolean> into) {
    for (int i = 0; i < members.size(); i++) {
      List<Value> more = new ArrayList<>(keys);
      more.add(members.keyAt(i));
      if (members.valueAt(i) instanceof ObjectValue inner) {
        collect(more, inner, into);
      } else {
        into.put(more, BooleanValue.TRUE.equals(members.valueAt(i)));
      }
    }
  }

  private Outcome outcome(Status status, @Nullable RegoError error, List<Case> cases) {
    return new Outcome(path, name, status, error, at, cases);
  }
}
