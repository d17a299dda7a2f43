package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.cost.change.PriceSheet;
import roadbed.assess.cost.kubernetes.ClusterPrices;
import roadbed.assess.cost.waste.MachineTypes.MachineType;
import roadbed.assess.cost.waste.ResourceUse.Component;
import roadbed.inventory.Snapshot;
import roadbed.inventory.facet.NotKnown;
import roadbed.model.Change;
import roadbed.model.MeasuredUse;
import roadbed.model.Money;
import roadbed.model.Utilisation.Metric;

/**
 * What is used of what is provisioned: processors, memory and disks of all resources that are paid for by size, each with
 * what monitoring says of it, or with why nothing is known. What is paid for by use is no part of it.
 */
public final class ResourceUses {
  private static final BigDecimal HOURS_OF_A_MONTH = new BigDecimal("730");
  private static final BigDecimal HUNDRED = new BigDecimal("100");
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
  private static final int SCALE = 9;

  /** A GiB of disk for an hour: 0.04 a month. */
  private static final BigDecimal DISK = new BigDecimal("0.0000548");

  /** Types that are a disk, or have one of their own, with the attribute that says its size and what a GiB is in its unit. */
  private static final Map<String, DiskSize> DISKS =
      Map.ofEntries(
          Map.entry("aws_ebs_volume", new DiskSize("size", 1, false)),
          Map.entry("azurerm_managed_disk", new DiskSize("disk_size_gb", 1, false)),
          Map.entry("google_compute_disk", new DiskSize("size", 1, false)),
          Map.entry("aws_db_instance", new DiskSize("allocated_storage", 1, false)),
          Map.entry("google_sql_database_instance", new DiskSize("settings.disk_size", 1, false)),
          Map.entry("azurerm_mssql_database", new DiskSize("max_size_gb", 1, false)),
          Map.entry("azurerm_postgresql_flexible_server", new DiskSize("storage_mb", 1_024, false)),
          Map.entry("azurerm_mysql_flexible_server", new DiskSize("storage.size_gb", 1, false)),
          Map.entry("aws_instance", new DiskSize("root_block_device.volume_size", 1, true)),
          Map.entry("azurerm_linux_virtual_machine", new DiskSize("os_disk.disk_size_gb", 1, true)),
          Map.entry("azurerm_windows_virtual_machine", new DiskSize("os_disk.disk_size_gb", 1, true)),
          Map.entry("google_compute_instance", new DiskSize("boot_disk.initialize_params.size", 1, true)));

  /** Dimensions by which monitoring tells file systems of one machine apart. */
  private static final List<String> PATHS = List.of("mountpoint", "path", "instance");

  private static final Set<String> ROOTS = Set.of("/", "C:", "C:\\");

  /**
   * Where a size stands.
   *
   * @param inGib how many of the attribute's units a GiB is
   * @param root whether it is only the disk that a machine starts from
   */
  private record DiskSize(String attribute, long inGib, boolean root) {}

  /** What was measured of a component, in its unit; or why that is not known. */
  private record Use(Optional<BigDecimal> used, Optional<MeasuredUse> measured, String reason) {
    static Use none(String reason) {
      return new Use(Optional.empty(), Optional.empty(), reason);
    }
  }

  private final Estate estate;

  private ResourceUses(Estate estate) {
    this.estate = estate;
  }

  /**
   * All provisioned components of an estate, ordered by resource and component; none where nothing at all was measured.
   *
   * @param prices what things cost that no bill knows
   */
  public static List<ResourceUse> of(Snapshot snapshot, PriceSheet prices, Instant now) {
    if (snapshot.uses().isEmpty()) {
      return List.of();
    }
    ResourceUses uses = new ResourceUses(new Estate(snapshot, Bill.NONE, prices, List.of(), WasteLimits.STANDARD, now));
    return uses.estate.all().stream()
        .flatMap(it -> uses.of(it).stream())
        .sorted(Comparator.comparing(ResourceUse::resource).thenComparing(ResourceUse::component))
        .toList();
  }

  private List<ResourceUse> of(Seen it) {
    boolean sized = Sizes.PROVISIONED.contains(it.type());
    DiskSize disk = DISKS.get(it.type());
    // What is only planned is not there to be used.
    if ((!sized && disk == null) || it.resource().origin().change() == Change.CREATE) {
      return List.of();
    }
    Map<Component, Optional<BigDecimal>> sizes = new EnumMap<>(Component.class);
    Map<Component, Use> used = new EnumMap<>(Component.class);
    if (sized) {
      Optional<MachineType> type = known(() -> Sizes.of(it));
      sizes.put(Component.CPU, type.map(one -> BigDecimal.valueOf(one.processors())));
      sizes.put(Component.MEMORY, type.map(one -> BigDecimal.valueOf(one.memory())));
      String unknown =
          known(() -> Sizes.name(it)).map(name -> "nothing is known of the size " + name).orElse("its size is not told");
      used.put(Component.CPU, type.map(one -> processors(it, one)).orElseGet(() -> Use.none(unknown)));
      used.put(Component.MEMORY, type.map(one -> memory(it, one)).orElseGet(() -> Use.none(unknown)));
    }
    if (disk != null) {
      Optional<BigDecimal> size =
          known(() -> it.number(disk.attribute()))
              .map(number -> number.divide(BigDecimal.valueOf(disk.inGib()), SCALE, RoundingMode.HALF_EVEN))
              .filter(gib -> gib.signum() > 0);
      if (size.isPresent() || !disk.root()) {
        sizes.put(Component.STORAGE, size);
        used.put(Component.STORAGE, size.map(gib -> space(it, disk, gib)).orElseGet(() -> Use.none("its size is not told")));
      }
    }
    return rows(it, sizes, used);
  }

  private static <T> Optional<T> known(java.util.function.Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (NotKnown _) {
      return Optional.empty();
    }
  }

  private List<ResourceUse> rows(Seen it, Map<Component, Optional<BigDecimal>> sizes, Map<Component, Use> used) {
    BigDecimal whole = BigDecimal.ZERO;
    for (Map.Entry<Component, Optional<BigDecimal>> one : sizes.entrySet()) {
      whole = whole.add(nominal(one.getKey(), one.getValue()));
    }
    Optional<Money> listed = known(() -> estate.costs().priced(it, Part.WHOLE)).map(MonthlyCost::money);
    List<ResourceUse> rows = new ArrayList<>();
    for (Map.Entry<Component, Optional<BigDecimal>> one : sizes.entrySet()) {
      Use use = used.getOrDefault(one.getKey(), Use.none("not measured"));
      BigDecimal nominal = nominal(one.getKey(), one.getValue());
      rows.add(
          new ResourceUse(
              it.resource().id().value(),
              one.getKey(),
              one.getValue(),
              use.used(),
              use.measured().map(MeasuredUse::from),
              use.measured().map(MeasuredUse::until),
              use.measured().map(measured -> measured.measured().toHours()).orElse(0L),
              use.measured().map(measured -> measured.source() + ", " + measured.statistic()).orElse(""),
              use.reason(),
              whole.signum() == 0 ? BigDecimal.ZERO : nominal.divide(whole, SCALE, RoundingMode.HALF_EVEN),
              nominal,
              listed));
    }
    return rows;
  }

  private static BigDecimal nominal(Component component, Optional<BigDecimal> size) {
    BigDecimal rate =
        switch (component) {
          case CPU -> ClusterPrices.RATIO.core();
          case MEMORY -> ClusterPrices.RATIO.gibibyte();
          case STORAGE -> DISK;
        };
    return size.map(units -> units.multiply(rate).multiply(HOURS_OF_A_MONTH)).orElse(BigDecimal.ZERO).setScale(SCALE, RoundingMode.HALF_EVEN);
  }

  private Use processors(Seen it, MachineType type) {
    List<MeasuredUse> percent = estate.measurements().sums(it, Metric.CPU);
    List<MeasuredUse> cores = estate.measurements().sums(it, Metric.CPU_CORES);
    return longest(percent)
        .map(one -> use(one, share(BigDecimal.valueOf(type.processors()), one.mean())))
        .or(() -> longest(cores).map(one -> use(one, BigDecimal.valueOf(one.mean()))))
        .orElseGet(() -> unmeasured(percent, cores));
  }

  private Use memory(Seen it, MachineType type) {
    BigDecimal size = BigDecimal.valueOf(type.memory());
    List<MeasuredUse> percent = estate.measurements().sums(it, Metric.MEMORY);
    List<MeasuredUse> bytes = estate.measurements().sums(it, Metric.MEMORY_USED);
    List<MeasuredUse> free = estate.measurements().sums(it, Metric.MEMORY_AVAILABLE);
    return longest(percent)
        .map(one -> use(one, share(size, one.mean())))
        .or(() -> longest(bytes).map(one -> use(one, gib(one.mean()))))
        .or(() -> longest(free).map(one -> use(one, size.subtract(gib(one.mean())).max(BigDecimal.ZERO))))
        .orElseGet(() -> unmeasured(percent, bytes, free));
  }

  private Use space(Seen it, DiskSize disk, BigDecimal size) {
    List<MeasuredUse> percent = estate.measurements().sums(it, Metric.DISK_USED);
    List<MeasuredUse> free = estate.measurements().sums(it, Metric.DISK_AVAILABLE);
    List<MeasuredUse> all = new ArrayList<>(percent);
    all.addAll(free);
    if (disk.root() && all.stream().map(ResourceUses::path).distinct().count() > 1
        && all.stream().noneMatch(one -> ROOTS.contains(path(one)))) {
      return Use.none("several file systems are measured, and which of them is its disk is not told");
    }
    return longest(ofRoot(disk, percent))
        .map(one -> use(one, share(size, one.mean())))
        .or(() -> longest(ofRoot(disk, free)).map(one -> use(one, size.subtract(gib(one.mean())).max(BigDecimal.ZERO))))
        .orElseGet(() -> unmeasured(percent, free));
  }

  /** Of a machine's file systems the one on the disk that it starts from, where they are told apart. */
  private static List<MeasuredUse> ofRoot(DiskSize disk, List<MeasuredUse> all) {
    List<MeasuredUse> root = all.stream().filter(one -> ROOTS.contains(path(one))).toList();
    return disk.root() && !root.isEmpty() ? root : all;
  }

  private static String path(MeasuredUse use) {
    return PATHS.stream().map(label -> use.labels().getOrDefault(label, "")).filter(path -> !path.isEmpty()).findFirst().orElse("");
  }

  /** Of averages the one over the longest time. */
  private static Optional<MeasuredUse> longest(List<MeasuredUse> all) {
    return all.stream().filter(MeasuredUse::tellsAverage).max(Comparator.comparing(MeasuredUse::measured).thenComparing(MeasuredUse::until));
  }

  @SafeVarargs
  private static Use unmeasured(List<MeasuredUse>... tried) {
    for (List<MeasuredUse> one : tried) {
      if (!one.isEmpty()) {
        return Use.none("only the " + one.getFirst().statistic() + " of its use is measured, not the average");
      }
    }
    return Use.none("not measured");
  }

  private static Use use(MeasuredUse measured, BigDecimal used) {
    return new Use(Optional.of(used.setScale(SCALE, RoundingMode.HALF_EVEN)), Optional.of(measured), "");
  }

  private static BigDecimal share(BigDecimal size, double percent) {
    return size.multiply(BigDecimal.valueOf(percent)).divide(HUNDRED, MathContext.DECIMAL128);
  }

  private static BigDecimal gib(double bytes) {
    return BigDecimal.valueOf(bytes).divide(GIB, MathContext.DECIMAL128);
  }
}
