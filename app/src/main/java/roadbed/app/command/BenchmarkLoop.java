package roadbed.app.command;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Runs something again and again on one thread and measures it. */
final class BenchmarkLoop {
  private static final int MOST_SAMPLES = 1_000_000;

  /**
   * What was measured.
   *
   * @param nanos of one run, on average
   * @param bytes that one run allocates, on average
   * @param cpuNanos of one run and all that the process does meanwhile, on average
   * @param samples the runs' times, sorted
   */
  record Result(int runs, long nanos, long bytes, long cpuNanos, List<Long> samples) {
    Result {
      samples = List.copyOf(samples);
    }

    /** The time that this part of the runs did not take longer than. */
    long percentile(double part) {
      return samples.get((int) Math.min(samples.size() - 1, Math.floor(part * samples.size())));
    }
  }

  private BenchmarkLoop() {}

  /** Runs it for a while to warm up, and then for as long as it is measured. */
  static Result run(Duration each, Runnable work) {
    long warm = System.nanoTime() + each.toNanos() / 2;
    while (System.nanoTime() < warm) {
      work.run();
    }
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long[] samples = new long[1024];
    int runs = 0;
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    long end = start + each.toNanos();
    long last = start;
    while (last < end && runs < MOST_SAMPLES) {
      work.run();
      long now = System.nanoTime();
      if (runs == samples.length) {
        samples = Arrays.copyOf(samples, runs * 2);
      }
      samples[runs++] = now - last;
      last = now;
    }
    cpu = system.getProcessCpuTime() - cpu;
    bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
    long[] sorted = Arrays.copyOf(samples, runs);
    Arrays.sort(sorted);
    return new Result(runs, (last - start) / runs, bytes / runs, cpu / runs, Arrays.stream(sorted).boxed().toList());
  }
}
