package roadbed.assess.cost.waste;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.assess.cost.waste.MachineTypes.MachineType;
import roadbed.model.Provider;

/**
 * Sizes of managed databases whose names say how large they are: tiers of Cloud SQL, and service objectives of Azure's
 * databases. What a tier has is as the providers describe it: by the name itself, or by so much memory for each processor.
 */
final class DatabaseSizes {
  private static final double MIB_OF_A_GIB = 1_024;

  /** {@code db-custom-CPUS-MEMORY}, memory in MiB. */
  private static final Pattern CUSTOM = Pattern.compile("db-custom-([1-9][0-9]{0,2})-([1-9][0-9]{2,6})");

  private static final Pattern PERFORMANCE = Pattern.compile("db-perf-optimized-n-([1-9][0-9]{0,2})");
  private static final Pattern FIRST_SERIES = Pattern.compile("db-n1-(standard|highmem)-([1-9][0-9]{0,2})");

  /** Edition, whether serverless, generation of hardware, virtual cores. */
  private static final Pattern CORES = Pattern.compile("(gp|bc|hs)_(s_)?(gen5|m|fsv2|dc)_([1-9][0-9]{0,2})");

  private static final Pattern FLEXIBLE = Pattern.compile("(?:b|gp|mo|bc)_(standard_[a-z0-9_]{1,40})");
  private static final Pattern MACHINE = Pattern.compile("standard_([de])([1-9][0-9]{0,2})[a-z]{0,4}_v[0-9]");

  /** GiB of memory for each virtual core, by generation of hardware. */
  private static final Map<String, Double> PER_CORE = Map.of("gen5", 5.19, "m", 29.0, "fsv2", 1.89, "dc", 4.5);

  private static final double SERVERLESS_PER_CORE = 3;
  private static final double PERFORMANCE_PER_CORE = 8;
  private static final Map<String, Double> FIRST_PER_CORE = Map.of("standard", 3.75, "highmem", 6.5);
  private static final Map<String, Double> OF_MACHINES = Map.of("d", 4.0, "e", 8.0);

  private DatabaseSizes() {}

  /** The size that a name tells; empty for one that tells none, such as a number of transaction units. */
  static Optional<MachineType> of(Provider provider, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (provider == Provider.GCP) {
      return google(name, lower);
    }
    return provider == Provider.AZURE ? azure(name, lower) : Optional.empty();
  }

  private static Optional<MachineType> google(String name, String lower) {
    Matcher custom = CUSTOM.matcher(lower);
    if (custom.matches()) {
      return type(Provider.GCP, name, "db-custom", Double.parseDouble(custom.group(1)), Double.parseDouble(custom.group(2)) / MIB_OF_A_GIB);
    }
    Matcher performance = PERFORMANCE.matcher(lower);
    if (performance.matches()) {
      double cores = Double.parseDouble(performance.group(1));
      return type(Provider.GCP, name, "db-perf-optimized-N", cores, cores * PERFORMANCE_PER_CORE);
    }
    Matcher first = FIRST_SERIES.matcher(lower);
    if (first.matches()) {
      double cores = Double.parseDouble(first.group(2));
      return type(Provider.GCP, name, "db-n1-" + first.group(1), cores, cores * FIRST_PER_CORE.getOrDefault(first.group(1), 0.0));
    }
    return Optional.empty();
  }

  private static Optional<MachineType> azure(String name, String lower) {
    Matcher cores = CORES.matcher(lower);
    if (cores.matches()) {
      double count = Double.parseDouble(cores.group(4));
      boolean serverless = cores.group(2) != null;
      double memory = serverless ? SERVERLESS_PER_CORE : PER_CORE.getOrDefault(cores.group(3), 0.0);
      return type(Provider.AZURE, name, name.substring(0, name.lastIndexOf('_')), count, count * memory);
    }
    Matcher flexible = FLEXIBLE.matcher(lower);
    if (flexible.matches()) {
      String machine = flexible.group(1);
      Optional<MachineType> known = MachineTypes.known().of(machine);
      if (known.isPresent()) {
        return type(Provider.AZURE, name, known.get().family(), known.get().processors(), known.get().memory());
      }
      Matcher told = MACHINE.matcher(machine);
      if (told.matches()) {
        double count = Double.parseDouble(told.group(2));
        return type(Provider.AZURE, name, machine.replaceFirst("[0-9]+", ""), count, count * OF_MACHINES.getOrDefault(told.group(1), 0.0));
      }
    }
    return Optional.empty();
  }

  /** Numbers of virtual cores that Azure offers by one. */
  private static final List<Integer> AZURE_CORES = List.of(1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24, 32, 40, 80);

  private static final List<Integer> GOOGLE_CORES = List.of(1, 2, 4, 8, 16, 32, 48, 64, 80, 96);
  private static final double LEAST_CUSTOM_MEMORY = 3.75;

  /** Smaller sizes of the same kind; memory keeps its ratio to the cores where both are chosen freely. */
  static List<MachineType> smaller(MachineType now) {
    List<String> names = new ArrayList<>();
    String name = now.name();
    int end = name.lastIndexOf(name.contains("-") ? '-' : '_') + 1;
    if (CUSTOM.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      for (int cores = 1; cores < now.processors(); cores += cores == 1 ? 1 : 2) {
        double memory = Math.max(now.memory() * cores / now.processors(), LEAST_CUSTOM_MEMORY);
        names.add("db-custom-" + cores + "-" + Math.round(Math.ceil(memory * 4) / 4 * MIB_OF_A_GIB));
      }
    } else if (now.provider() == Provider.GCP) {
      GOOGLE_CORES.stream().filter(cores -> cores < now.processors()).forEach(cores -> names.add(name.substring(0, end) + cores));
    } else if (CORES.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      AZURE_CORES.stream()
          .filter(cores -> cores < now.processors() && (cores > 1 || name.toLowerCase(Locale.ROOT).contains("_s_")))
          .forEach(cores -> names.add(name.substring(0, end) + cores));
    } else if (FLEXIBLE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      String edition = name.substring(0, name.indexOf('_') + 1);
      MachineTypes.known().of(name.substring(edition.length())).stream()
          .flatMap(machine -> MachineTypes.known().like(machine).stream().filter(other -> other.family().equals(machine.family())))
          .filter(other -> other.processors() < now.processors())
          .forEach(other -> names.add(edition + other.name()));
    }
    return names.stream().flatMap(one -> of(now.provider(), one).stream()).toList();
  }

  private static Optional<MachineType> type(Provider provider, String name, String family, double processors, double memory) {
    return Optional.of(
        new MachineType(provider, name, family, processors, memory, OptionalDouble.empty(), OptionalDouble.empty(), "", false, ""));
  }
}
