package roadbed.rego.suite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import roadbed.rego.Evaluation;
import roadbed.rego.Policy;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.eval.Limits;
import roadbed.rego.eval.Tracer;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.trace.TraceRecorder;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * Runs tests.
 *
 * @param timeout for each test
 * @param parallel how many run at a time
 * @param traceFailed whether tests that fail are evaluated once more with a trace
 * @param coverage what is told of every evaluation; the suite must have been compiled with marks
 */
public record TestRun(Duration timeout, int parallel, boolean traceFailed, Optional<Tracer> coverage) {
  private static final long STACK_BYTES = 64L << 20;

  /**
   * Runs those tests of a suite that are wanted, and gives their results in the suite's order as they come.
   *
   * @param results is called by one thread
   */
  public void run(TestSuite suite, Predicate<TestRule> wanted, Consumer<TestResult> results) {
    List<TestRule> tests = suite.tests().stream().filter(wanted).toList();
    @Nullable TestResult[] done = new TestResult[tests.size()];
    AtomicInteger next = new AtomicInteger();
    Object lock = new Object();
    for (int i = 0; i < Math.max(1, Math.min(parallel, tests.size())); i++) {
      Runnable work =
          () -> {
            for (int k = next.getAndIncrement(); k < tests.size(); k = next.getAndIncrement()) {
              TestResult result = once(suite, tests.get(k));
              synchronized (lock) {
                done[k] = result;
                lock.notifyAll();
              }
            }
          };
      // Deep recursion of a test needs a stack of its own size.
      Thread thread = new Thread(null, work, "rego-test-" + i, STACK_BYTES);
      thread.setDaemon(true);
      thread.start();
    }
    Policy traced = null;
    boolean compiled = false;
    for (int k = 0; k < tests.size(); k++) {
      TestResult result = awaited(done, k, lock);
      boolean failed = result.status() == TestResult.Status.FAILED;
      if (failed && traceFailed) {
        traced = compiled ? traced : suite.traced();
        compiled = true;
        result = traced == null ? result : withTrace(traced, result);
      }
      results.accept(result);
    }
  }

  private static TestResult awaited(@Nullable TestResult[] done, int k, Object lock) {
    synchronized (lock) {
      TestResult result = done[k];
      while (result == null) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while tests run", e);
        }
        result = done[k];
      }
      done[k] = null;
      return result;
    }
  }

  private TestResult withTrace(Policy policy, TestResult result) {
    TraceRecorder recorder = new TraceRecorder();
    Policy noted = policy.withContext(() -> CallContext.builder().notes(recorder::note).prints(_ -> {}));
    try {
      noted.query(result.rule().query()).in(noted.on(null).tracedBy(recorder));
    } catch (QueryException e) {
      return result;
    }
    return new TestResult(
        result.rule(),
        result.status(),
        result.nanos(),
        result.error(),
        result.cases(),
        result.output(),
        recorder.events());
  }

  /** Runs one test, never throwing. */
  public TestResult once(TestSuite suite, TestRule test) {
    Policy compiled = suite.policy();
    RegoError broken = suite.broken(test);
    if (test.skipped()) {
      return ended(test, TestResult.Status.SKIPPED, 0, null, List.of());
    }
    if (broken != null || compiled == null) {
      RegoError error = broken == null ? suite.errors().getFirst() : broken;
      return ended(test, TestResult.Status.ERROR, 0, error, List.of());
    }
    List<String> output = new ArrayList<>();
    List<List<String>> begun = new ArrayList<>();
    Policy policy =
        compiled
            .withLimits(Limits.STANDARD.withTime(timeout))
            .withContext(
                () -> CallContext.builder().prints(output::add).cases(names -> begun.add(texts(names))));
    long start = System.nanoTime();
    QueryResult result;
    try {
      Evaluation evaluation = policy.on(null);
      coverage.ifPresent(evaluation::tracedBy);
      result = policy.query(test.query()).in(evaluation);
    } catch (QueryException e) {
      return ended(test, TestResult.Status.ERROR, System.nanoTime() - start, e.errors().getFirst(), output);
    }
    long nanos = System.nanoTime() - start;
    if (!result.undecided().isEmpty()) {
      RegoError error = new RegoError(RegoError.INTERNAL, "undecided: " + result.undecided().getFirst(), test.at());
      return ended(test, TestResult.Status.ERROR, nanos, error, output);
    }
    Value value = result.value().orElse(null);
    if (result.ended()) {
      return ended(test, TestResult.Status.ERROR, nanos, result.errors().getFirst(), output);
    }
    if (value instanceof ObjectValue members && (test.cases() || !members.isEmpty())) {
      return cases(test, members, begun, nanos, output);
    }
    TestResult.Status status =
        BooleanValue.TRUE.equals(value) ? TestResult.Status.PASSED : TestResult.Status.FAILED;
    return ended(test, status, nanos, null, output);
  }

  private static TestResult ended(
      TestRule test, TestResult.Status status, long nanos, @Nullable RegoError error, List<String> output) {
    return new TestResult(test, status, nanos, Optional.ofNullable(error), new TreeMap<>(), output, List.of());
  }

  private static TestResult cases(
      TestRule test, ObjectValue members, List<List<String>> begun, long nanos, List<String> output) {
    SortedMap<String, TestCase> cases = of(members);
    begun.forEach(path -> TestCase.begun(cases, path));
    boolean failed = cases.values().stream().anyMatch(TestCase::failed);
    return new TestResult(
        test,
        failed ? TestResult.Status.FAILED : TestResult.Status.PASSED,
        nanos,
        Optional.empty(),
        cases,
        output,
        List.of());
  }

  private static SortedMap<String, TestCase> of(ObjectValue members) {
    SortedMap<String, TestCase> cases = new TreeMap<>();
    for (int i = 0; i < members.size(); i++) {
      String name = text(members.keyAt(i));
      Value value = members.valueAt(i);
      if (value instanceof ObjectValue group) {
        TestCase outer = new TestCase(name, false);
        outer.inner().putAll(of(group));
        cases.put(name, new TestCase(name, outer.count(true) > 0));
        cases.get(name).inner().putAll(outer.inner());
      } else {
        cases.put(name, new TestCase(name, !BooleanValue.TRUE.equals(value)));
      }
    }
    return cases;
  }

  private static List<String> texts(Value names) {
    List<String> texts = new ArrayList<>();
    if (names instanceof ArrayValue parts) {
      parts.forEach(part -> texts.add(text(part)));
    }
    return texts;
  }

  private static String text(Value value) {
    return value instanceof StringValue text ? text.value() : Values.toJson(value);
  }
}
