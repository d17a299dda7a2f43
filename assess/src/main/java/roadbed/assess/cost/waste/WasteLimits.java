package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.Set;

/**
 * From where on something is waste.
 *
 * @param idlePercent processor use of which the 95th percentile stays below it: nobody works there
 * @param idleBytes traffic in bytes per second of which the mean stays below it: only the machine's own
 * @param processorTarget the 95th percentile of processor use may be that many percent on the next size
 * @param memoryTarget the same of memory
 * @param days fewer days of measurements make confidence low
 * @param snapshotDays copies older than this are old
 * @param retentionDays for how long logs are kept that nobody said anything about
 * @param workingHours hours of a week in which anything that is not production has to run
 * @param least findings that save less are left out of what is shown; never of what is not evaluated
 * @param nonProduction names of environments that nobody's customers use
 */
public record WasteLimits(
    double idlePercent,
    double idleBytes,
    double processorTarget,
    double memoryTarget,
    int days,
    int snapshotDays,
    int retentionDays,
    int workingHours,
    BigDecimal least,
    Set<String> nonProduction) {

  /** Hours of a week. */
  public static final int WEEK = 168;

  /** What holds unless somebody says otherwise. */
  public static final WasteLimits STANDARD =
      new WasteLimits(
          5,
          2_000,
          70,
          80,
          14,
          90,
          30,
          50,
          BigDecimal.ZERO,
          Set.of("dev", "development", "test", "testing", "qa", "sandbox", "staging", "stage", "uat", "demo", "integration"));

  public WasteLimits {
    nonProduction = Set.copyOf(nonProduction);
    if (workingHours < 1 || workingHours > WEEK) {
      throw new IllegalArgumentException("a week has 1 to 168 working hours");
    }
    if (!(processorTarget > 0 && processorTarget <= 100 && memoryTarget > 0 && memoryTarget <= 100)) {
      throw new IllegalArgumentException("a target lies between 0 and 100 percent");
    }
  }

  /** The same with other hours of a week. */
  public WasteLimits withWorkingHours(int hours) {
    return new WasteLimits(
        idlePercent, idleBytes, processorTarget, memoryTarget, days, snapshotDays, retentionDays, hours, least, nonProduction);
  }

  /** The same with another least saving. */
  public WasteLimits withLeast(BigDecimal amount) {
    return new WasteLimits(
        idlePercent, idleBytes, processorTarget, memoryTarget, days, snapshotDays, retentionDays, workingHours, amount, nonProduction);
  }

  /** The same with other targets of use, in percent. */
  public WasteLimits withTargets(double processor, double memory) {
    return new WasteLimits(
        idlePercent, idleBytes, processor, memory, days, snapshotDays, retentionDays, workingHours, least, nonProduction);
  }
}
