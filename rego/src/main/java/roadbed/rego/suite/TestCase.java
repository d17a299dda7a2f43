package roadbed.rego.suite;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One case of a test, or a group of them. */
public final class TestCase {
  private final String name;
  private final SortedMap<String, TestCase> inner = new TreeMap<>();
  private boolean failed;

  TestCase(String name, boolean failed) {
    this.name = name;
    this.failed = failed;
  }

  /** Adds a case that was begun; it has failed unless it is known already. */
  static void begun(SortedMap<String, TestCase> cases, List<String> path) {
    TestCase known = cases.get(path.getFirst());
    if (known == null) {
      known = new TestCase(path.getFirst(), true);
      cases.put(path.getFirst(), known);
    }
    if (path.size() > 1) {
      begun(known.inner, path.subList(1, path.size()));
      known.failed = known.inner.values().stream().anyMatch(TestCase::failed);
    }
  }

  public String name() {
    return name;
  }

  public boolean failed() {
    return failed;
  }

  /** The cases of a group by name. */
  public SortedMap<String, TestCase> inner() {
    return inner;
  }

  /** How many single cases there are that failed, or that passed. */
  public int count(boolean wantFailed) {
    if (inner.isEmpty()) {
      return failed == wantFailed ? 1 : 0;
    }
    return inner.values().stream().mapToInt(test -> test.count(wantFailed)).sum();
  }
}
