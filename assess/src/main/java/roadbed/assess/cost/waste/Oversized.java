package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.waste.MachineTypes.MachineType;
import roadbed.assess.cost.waste.Rule.Judged;
import roadbed.model.Money;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Value;

/** Machines, databases and caches that have more than they need, and functions with more memory than they touch. */
final class Oversized {
  private static final double GIB = 1L << 30;
  private static final double BITS_OF_A_GIGABIT = 1e9;

  static final List<Rule> RULES =
      List.of(
          Rule.of(
              "oversized-instance",
              WasteKind.OVERSIZED,
              Oversized::machine,
              "aws_instance", "azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_virtual_machine",
              "google_compute_instance"),
          Rule.of(
              "oversized-database",
              WasteKind.OVERSIZED,
              Oversized::machine,
              "aws_db_instance", "aws_rds_cluster_instance", "google_sql_database_instance", "azurerm_mssql_database",
              "azurerm_postgresql_flexible_server", "azurerm_mysql_flexible_server"),
          Rule.of(
              "oversized-cache", WasteKind.OVERSIZED, Oversized::machine, "aws_elasticache_cluster", "aws_elasticache_replication_group"),
          Rule.of("oversized-capacity", WasteKind.OVERSIZED, Capacity::judge, "aws_dynamodb_table"),
          Rule.of("oversized-requests", WasteKind.OVERSIZED, Workloads::judge, "apps/v1/Deployment", "apps/v1/StatefulSet", "apps/v1/DaemonSet"),
          Rule.of("oversized-function", WasteKind.OVERSIZED, Oversized::function, "aws_lambda_function"),
          Rule.of("oversized-operations", WasteKind.OVERSIZED, Oversized::operations, "aws_ebs_volume"));

  private Oversized() {}

  /**
   * What is needed at least.
   *
   * @param processors virtual processors, with headroom
   * @param peak virtual processors at the highest moment, without headroom
   * @param sustained virtual processors that are always needed
   * @param memory GiB, with headroom; as much as there is where memory is not measured
   * @param network Gbit/s, with headroom; nothing where it is not measured
   */
  private record Need(double processors, double peak, double sustained, double memory, double network) {
    boolean fits(MachineType type) {
      boolean burst = type.baseline().isEmpty() || type.processors() * type.baseline().getAsDouble() / 100 >= sustained;
      return type.processors() >= processors
          && type.processors() >= peak
          && type.memory() >= memory
          && burst
          && (type.network().isEmpty() ? network == 0 : type.network().getAsDouble() >= network);
    }
  }

  private static Judged machine(Seen it, Estate estate) {
    Optional<String> name = Sizes.name(it);
    if (name.isEmpty()) {
      return Rule.unjudged("its size is not told");
    }
    Optional<MachineType> type = Sizes.of(it);
    if (type.isEmpty()) {
      return Rule.unjudged("nothing is known of the size " + name.get());
    }
    Optional<Measured> cpu = estate.measurements().of(it, Metric.CPU);
    if (cpu.isEmpty()) {
      return Rule.unjudged("processor use is not measured");
    }
    MachineType now = type.get();
    List<Measured> evidence = new ArrayList<>(List.of(cpu.get()));
    Optional<Measured> credits = estate.measurements().of(it, Metric.CPU_CREDITS);
    if (now.baseline().isPresent() && credits.isPresent()) {
      evidence.add(credits.get());
      if (credits.get().least() <= 0) {
        // It ran dry: a smaller one would earn even fewer.
        return Rule.FINE;
      }
    }
    double processors = now.processors();
    double memory = memory(it, now, estate, evidence);
    boolean memoryMeasured = memory >= 0;
    double network = network(it, estate, evidence);
    Need need =
        new Need(
            processors * cpu.get().p95() / estate.limits().processorTarget(),
            processors * Math.min(cpu.get().max(), 100) / 100,
            processors * cpu.get().median() / 100,
            memoryMeasured ? memory : now.memory(),
            Math.max(network, 0));
    Optional<Choice> choice = choose(it, now, need, estate);
    if (choice.isEmpty()) {
      boolean smaller = new Need(need.processors(), need.peak(), need.sustained(), 0, need.network()).fits(now) && halfIsEnough(now, need);
      return memoryMeasured || !smaller
          ? Rule.FINE
          : Rule.unjudged("memory is not measured, and a smaller size has less of it");
    }
    MachineType then = choice.get().type();
    Grade confidence =
        estate.measured(
            cpu.get(),
            memoryMeasured
                ? network >= 0
                    ? Grade.high("processor, memory and network are measured")
                    : Grade.medium("processor and memory are measured, the network is not")
                : Grade.medium("memory is not measured: the new size has no less of it"));
    return new Rule.Draft(
            "Change " + it.resource().name() + " from " + now.name() + " to " + then.name(),
            "at the 95th percentile it uses " + Measured.number(cpu.get().p95()) + "% of " + Measured.number(processors)
                + " processors; on " + then.name() + " that is "
                + Measured.number(cpu.get().p95() * processors / then.processors()) + "%, of at most "
                + Measured.number(estate.limits().processorTarget()) + "%"
                + (memoryMeasured
                    ? "; of memory it needs " + Measured.number(memory) + " GiB with headroom, of " + Measured.number(then.memory())
                    : ""),
            Part.RUN,
            choice.get().saving(),
            then.family().equals(now.family())
                ? Grade.low("the same family in a smaller size")
                : Grade.medium("another family: the processor is not the same"),
            Grade.medium("a restart, so a window for it"),
            confidence,
            evidence,
            Sizes.remedy(it, then.name()))
        .found();
  }

  /** Whether half of it would be enough but for memory. */
  private static boolean halfIsEnough(MachineType now, Need need) {
    return now.processors() / 2 >= Math.max(need.processors(), need.peak());
  }

  private record Choice(MachineType type, Estimate saving) {}

  /** The one that saves most by price; where no sheet has prices, the smallest of the same family. */
  private static Optional<Choice> choose(Seen it, MachineType now, Need need, Estate estate) {
    List<Choice> priced = new ArrayList<>();
    List<Choice> unpriced = new ArrayList<>();
    List<MachineType> candidates = new ArrayList<>(Sizes.DATABASES.containsKey(it.type()) ? DatabaseSizes.smaller(now) : MachineTypes.known().like(now));
    // Also an older series has a smaller size, for whoever wants to stay with it.
    for (MachineType type : candidates) {
      boolean slower = now.baseline().isEmpty() && type.baseline().isPresent();
      if (type.name().equals(now.name()) || slower || !need.fits(type) || type.processors() > now.processors()) {
        continue;
      }
      Optional<Sizes.Ratio> ratio = Sizes.ratio(it, type.name(), estate);
      if (ratio.isPresent()) {
        if (ratio.get().cheaper()) {
          priced.add(new Choice(type, Sizes.saving(it, ratio.get(), now.name() + " and " + type.name(), estate)));
        }
      } else if (type.family().equals(now.family()) && type.processors() < now.processors()) {
        unpriced.add(new Choice(type, Sizes.inProportion(it, now, type, estate)));
      }
    }
    Comparator<Choice> most = Comparator.comparing(choice -> choice.saving().rank());
    Comparator<Choice> smallest = Comparator.comparingDouble(choice -> -choice.type().processors() - choice.type().memory() / 1e6);
    // Only a size that is a real step down: a cheaper series of the same size is another rule's.
    return priced.stream()
        .filter(choice -> choice.type().processors() < now.processors() || choice.type().memory() < now.memory())
        .max(most.thenComparing(smallest))
        .or(() -> unpriced.stream().max(most.thenComparing(smallest)));
  }

  /** GiB that are needed with headroom; negative where memory is not measured. */
  private static double memory(Seen it, MachineType now, Estate estate, List<Measured> evidence) {
    double target = estate.limits().memoryTarget() / 100;
    Optional<Measured> percent = estate.measurements().of(it, Metric.MEMORY);
    if (percent.isPresent()) {
      evidence.add(percent.get());
      return Math.max(now.memory() * percent.get().p95() / 100 / target, now.memory() * percent.get().max() / 100);
    }
    Optional<Measured> used = estate.measurements().of(it, Metric.MEMORY_USED);
    if (used.isPresent()) {
      evidence.add(used.get());
      return Math.max(used.get().p95() / GIB / target, used.get().max() / GIB);
    }
    Optional<Measured> free = estate.measurements().of(it, Metric.MEMORY_AVAILABLE);
    if (free.isPresent()) {
      evidence.add(free.get());
      return (now.memory() - free.get().least() / GIB) / target;
    }
    return -1;
  }

  /** Gbit/s that are needed with a third of headroom; negative where the network is not measured. */
  private static double network(Seen it, Estate estate, List<Measured> evidence) {
    double most = -1;
    for (Metric metric : List.of(Metric.NETWORK_IN, Metric.NETWORK_OUT)) {
      Optional<Measured> measured = estate.measurements().of(it, metric);
      if (measured.isPresent()) {
        evidence.add(measured.get());
        most = Math.max(most, measured.get().p95() * 8 / BITS_OF_A_GIGABIT * 4 / 3);
      }
    }
    return most;
  }

  /** Functions pay for memory by time. */
  private static Judged function(Seen it, Estate estate) {
    Optional<BigDecimal> size = it.number("memory_size");
    double megabytes = size.map(BigDecimal::doubleValue).orElse(128d);
    Optional<Measured> percent = estate.measurements().of(it, Metric.MEMORY);
    Optional<Measured> bytes = estate.measurements().of(it, Metric.MEMORY_USED);
    if (percent.isEmpty() && bytes.isEmpty()) {
      return Rule.unjudged("memory use is not measured");
    }
    Measured memory = percent.or(() -> bytes).orElseThrow();
    double used = percent.isPresent() ? megabytes * memory.max() / 100 : memory.max() / (1 << 20);
    long wanted = Math.max(128, (long) Math.ceil(used / (estate.limits().memoryTarget() / 100) / 64) * 64);
    if (wanted > megabytes * 0.75) {
      return Rule.FINE;
    }
    BigDecimal before = BigDecimal.valueOf(megabytes);
    BigDecimal difference = before.subtract(BigDecimal.valueOf(wanted));
    Estimate saving =
        estate.costs().of(it, Part.RUN)
            .<Estimate>map(
                cost ->
                    new Estimate.AtMost(
                        new Money(Costs.share(cost.money().amount(), difference, before), cost.money().currency()),
                        cost.words() + ", in proportion to the memory; with less memory it gets less processor and may take longer"))
            .orElseGet(() -> estate.noCost(it));
    return new Rule.Draft(
            "Give " + it.resource().name() + " " + wanted + " MB instead of " + before.toPlainString(),
            "it never touched more than " + Measured.number(used) + " MB",
            Part.RUN,
            saving,
            Grade.medium("it gets processor in proportion to memory: measure how long it takes then"),
            Grade.low("one attribute"),
            estate.measured(memory, Grade.medium("the largest of " + memory.samples() + " samples")),
            List.of(memory),
            Remedy.set(
                "memory_size",
                Value.of(wanted),
                "memory_size = " + wanted + "\n",
                "aws lambda update-function-configuration --function-name " + it.resource().name() + " --memory-size " + wanted))
        .found();
  }

  /** Operations that are paid for by the second and not asked for. */
  private static Judged operations(Seen it, Estate estate) {
    String type = it.text("type").orElse("gp2");
    Optional<BigDecimal> provisioned = it.number("iops");
    if (!(type.equals("io1") || type.equals("io2") || type.equals("gp3")) || provisioned.isEmpty()) {
      return Rule.FINE;
    }
    if (type.equals("gp3") && provisioned.get().compareTo(new BigDecimal("3000")) <= 0) {
      return Rule.FINE;
    }
    Optional<Measured> reads = estate.measurements().of(it, Metric.DISK_READ_OPERATIONS);
    Optional<Measured> writes = estate.measurements().of(it, Metric.DISK_WRITE_OPERATIONS);
    if (reads.isEmpty() || writes.isEmpty()) {
      return Rule.unjudged("operations of the disk are not measured");
    }
    double most = reads.get().max() + writes.get().max();
    long wanted = Math.max(3_000, (long) Math.ceil(most * 1.3 / 100) * 100);
    if (wanted >= provisioned.get().doubleValue() * 0.8 || wanted > 16_000) {
      return Rule.FINE;
    }
    List<Remedy.Edit> edits =
        List.of(Remedy.attribute(Value.of("gp3"), "type"), Remedy.attribute(Value.of(wanted), "iops"));
    return new Rule.Draft(
            "Give " + it.resource().name() + " " + wanted + " operations a second as gp3 instead of " + provisioned.get().toPlainString()
                + " as " + type,
            "it never did more than " + Measured.number(most) + " a second",
            Part.STORAGE,
            estate.atMost(it, Part.STORAGE, "the part of its cost that is operations is not told apart"),
            Grade.medium("its throughput changes too: look at that"),
            Grade.low("one attribute, without a stop"),
            estate.measured(reads.get(), Grade.high("reads and writes are measured")),
            List.of(reads.get(), writes.get()),
            new Remedy(
                edits,
                "type = \"gp3\"\niops = " + wanted + "\n",
                List.of("aws ec2 modify-volume --volume-id " + it.identifier("id") + " --volume-type gp3 --iops " + wanted)))
        .found();
  }
}
