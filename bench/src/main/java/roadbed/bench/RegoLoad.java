package roadbed.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import roadbed.rego.Compilation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * What it takes to compile many files, cold, in this process: run it once for each way, as {@code bench/rego.sh} does.
 * Prints a row of a Markdown table.
 */
final class RegoLoad {
  private static final double MEBIBYTE = 1 << 20;

  private RegoLoad() {}

  public static void main(String[] arguments) {
    boolean together = arguments[0].equals("together");
    int files = Integer.parseInt(arguments[1]);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      texts.add(ManyPolicies.text(i, !together));
    }
    long lines = texts.stream().mapToLong(text -> text.lines().count()).sum();
    long before = memory();
    long started = System.nanoTime();
    List<Policy> policies = together ? List.of(together(texts)) : apart(texts);
    long compiled = System.nanoTime();
    try {
      double memory = (memory() - before) / MEBIBYTE;
      check(policies.getFirst());
      OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      System.out.printf(
          Locale.ROOT,
          "| %,d files as %s, %,d lines | %,d | %,d | %,d | %.1f |%n",
          files,
          together ? "one policy" : "policies of their own",
          lines,
          (compiled - started) / 1_000_000,
          System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime(),
          process.getProcessCpuTime() / 1_000_000,
          memory);
    } finally {
      // What is measured must not be collected before.
      Reference.reachabilityFence(policies);
    }
  }

  private static Policy together(List<String> texts) {
    Rego.Compiler compiler = Rego.compiler().module("lib/shared.rego", ManyPolicies.library());
    for (int i = 0; i < texts.size(); i++) {
      compiler.module(ManyPolicies.name(i), texts.get(i));
    }
    return compiled(compiler);
  }

  private static List<Policy> apart(List<String> texts) {
    List<Policy> policies = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      policies.add(compiled(Rego.compiler().module(ManyPolicies.name(i), texts.get(i))));
    }
    return policies;
  }

  private static Policy compiled(Rego.Compiler compiler) {
    return switch (compiler.compile()) {
      case Compilation.Compiled compiled -> compiled.policy();
      case Compilation.Failed failed -> throw new IllegalStateException(failed.errors().toString());
    };
  }

  private static void check(Policy policy) {
    Value input = Values.parseJson("{\"resources\":[{\"type\":\"cloud_bucket\",\"mode\":\"managed\",\"name\":\"a\",\"values\":{}}]}");
    int found = policy.decide("data.policies.bucket.encryption_0.deny", input).entries().size();
    if (found != 2) {
      throw new IllegalStateException(found + " findings instead of 2");
    }
  }

  private static long memory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
