package roadbed.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Judgement;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.testkit.PlanGenerator;

/**
 * One cold scan of a generated plan in this process, phase by phase: run it once for each size in a process of its
 * own, as {@code bench/scan.sh} does. Prints a row of a Markdown table.
 */
final class ScanPhases {
  private static final double MILLION = 1_000_000.0;
  private static final double MEBIBYTE = 1 << 20;

  private ScanPhases() {}

  public static void main(String[] arguments) throws IOException {
    int resources = Integer.parseInt(arguments[0]);
    Path plan = Files.createTempFile("roadbed-bench", ".json");
    try {
      PlanGenerator.write(plan, resources, 42);
      long size = Files.size(plan);
      long started = System.nanoTime();
      Collection collection =
          new Collector().collect("bench", List.of(plan), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
      long parsed = System.nanoTime();
      Snapshot snapshot = Inventory.of(List.of(collection));
      long normal = System.nanoTime();
      Judgement judgement = Guardrails.shipped().judge(snapshot);
      long judged = System.nanoTime();
      double peak = 0;
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() / MEBIBYTE : 0;
      }
      System.out.printf(
          Locale.ROOT,
          "| %,d | %.1f | %.0f | %.0f | %.0f | %.0f | %,d | %.0f |%n",
          resources,
          size / MEBIBYTE,
          (parsed - started) / MILLION,
          (normal - parsed) / MILLION,
          (judged - normal) / MILLION,
          (judged - started) / MILLION,
          judgement.verdicts().size(),
          peak);
    } finally {
      Files.deleteIfExists(plan);
    }
  }
}
