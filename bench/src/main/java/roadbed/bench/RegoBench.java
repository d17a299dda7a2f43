package roadbed.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import roadbed.rego.Query;
import roadbed.rego.QueryResult;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * What a decision costs in CPU: the whole process's, garbage collection and JIT threads included, after warming up.
 * Every evaluation's result is checked, so that an engine that is fast and wrong fails. Prints rows of a Markdown table;
 * {@code bench/rego.sh} runs each case in a process of its own.
 */
final class RegoBench {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int ROUNDS = 5;

  private final double warmUpSeconds;
  private final double roundSeconds;

  private RegoBench(double seconds) {
    warmUpSeconds = seconds;
    roundSeconds = seconds / 5;
  }

  public static void main(String[] arguments) {
    double seconds = Double.parseDouble(System.getProperty("seconds", "8"));
    for (String name : arguments) {
      new RegoBench(seconds).run(RegoCase.valueOf(name));
    }
  }

  private void run(RegoCase subject) {
    Query query = subject.policy().query(subject.query);
    byte[] json = subject.input();
    Value input = Values.parseJson(json);
    double parsed = measure(subject, () -> findings(query.evaluate(input)));
    double text = measure(subject, () -> findings(query.evaluate(json)));
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,.1f | %,.1f | %,.1f | %,.1f | %.1f | %d | %s |%n",
        subject.title,
        json.length,
        subject.opaParsed,
        subject.opaJson,
        parsed,
        text,
        subject.opaJson / text,
        subject.factor,
        subject.opaJson / text >= subject.factor ? "yes" : "no");
    if (subject == RegoCase.TERRAFORM) {
      double peer = measure(subject, () -> PlanByHand.deny(json).size());
      System.out.printf(
          Locale.ROOT, "| the same by hand in Java, with Jackson | %,d | | 1,944.0 | | %,.1f | | | |%n", json.length, peer);
    }
  }

  private double measure(RegoCase subject, IntSupplier work) {
    repeat(subject, work, warmUpSeconds);
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = repeat(subject, work, roundSeconds);
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  /** Microseconds of the process's CPU for one operation, over that many seconds of it. */
  private static double repeat(RegoCase subject, IntSupplier work, double seconds) {
    long started = PROCESS.getProcessCpuTime();
    long until = started + (long) (seconds * 1e9);
    long now = started;
    long look = System.nanoTime();
    long operations = 0;
    while (now < until) {
      int findings = work.getAsInt();
      if (findings != subject.findings) {
        throw new IllegalStateException(
            subject.title + ": " + findings + " findings instead of " + subject.findings);
      }
      operations++;
      if (System.nanoTime() - look > 5_000_000) {
        now = PROCESS.getProcessCpuTime();
        look = System.nanoTime();
      }
    }
    return (now - started) / 1e3 / operations;
  }

  private static int findings(QueryResult result) {
    if (!result.errors().isEmpty()) {
      throw new IllegalStateException(result.errors().toString());
    }
    int findings = 0;
    for (Map<String, Value> row : result.rows()) {
      findings += entries(row.values().iterator().next());
    }
    return findings;
  }

  private static int entries(Value value) {
    return switch (value) {
      case SetValue set -> set.size();
      case ArrayValue array -> array.size();
      case ObjectValue object -> entries(object.valueAt(object.size() - 1)) + entries(object.valueAt(0));
      case BooleanValue bool -> bool.value() ? 1 : 0;
      default -> 0;
    };
  }
}
