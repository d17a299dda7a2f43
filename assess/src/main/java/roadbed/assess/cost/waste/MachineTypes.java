package roadbed.assess.cost.waste;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import roadbed.model.Provider;

/** What is known of machine types: a table of facts that comes with the program. */
final class MachineTypes {
  private static final String TABLE = "/roadbed/waste/instance-types.csv";

  /** Read once: it does not change. */
  private static final MachineTypes KNOWN = read();

  private final Map<String, MachineType> types = new LinkedHashMap<>();
  private final Map<String, List<MachineType>> groups = new HashMap<>();

  /**
   * A machine type.
   *
   * @param family types that differ in size only
   * @param processors virtual processors
   * @param memory in GiB
   * @param network baseline in Gbit/s, where the provider states one
   * @param baseline percent of its processors that a burstable one may use for ever; empty for all others
   * @param previous whether it is of an older series
   * @param successor the type that follows it; empty where there is none or it is of the newest series
   */
  record MachineType(
      Provider provider,
      String name,
      String family,
      double processors,
      double memory,
      OptionalDouble network,
      OptionalDouble baseline,
      String architecture,
      boolean previous,
      String successor) {}

  private MachineTypes() {}

  static MachineTypes known() {
    return KNOWN;
  }

  private static MachineTypes read() {
    try (InputStream in = MachineTypes.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("the program has no table of machine types");
      }
      MachineTypes types = new MachineTypes();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("provider,"))
          .forEach(types::add);
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String[] cells = line.split(",", -1);
    MachineType type =
        new MachineType(
            Provider.ofId(cells[0]),
            cells[1],
            cells[2],
            Double.parseDouble(cells[3]),
            Double.parseDouble(cells[4]),
            number(cells[5]),
            number(cells[6]),
            cells[7],
            cells[8].equals("previous"),
            cells[9]);
    types.put(type.name().toLowerCase(Locale.ROOT), type);
    groups.computeIfAbsent(group(type), _ -> new ArrayList<>()).add(type);
  }

  private static OptionalDouble number(String cell) {
    return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
  }

  /** Machines, databases and caches of a provider are not offered for one another. */
  private static String group(MachineType type) {
    int dot = type.name().startsWith("db.") || type.name().startsWith("cache.") ? type.name().indexOf('.') : 0;
    return type.provider().id() + type.name().substring(0, dot);
  }

  Optional<MachineType> of(String name) {
    return Optional.ofNullable(types.get(name.toLowerCase(Locale.ROOT)));
  }

  /** All types that could stand in for one: of the same provider, sort and architecture. */
  List<MachineType> like(MachineType type) {
    return groups.getOrDefault(group(type), List.of()).stream()
        .filter(other -> other.architecture().equals(type.architecture()) && !other.previous())
        .toList();
  }

  int size() {
    return types.size();
  }
}
