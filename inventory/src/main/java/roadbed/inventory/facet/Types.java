package roadbed.inventory.facet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table from source type to kind and mapping. Each domain class of a cloud adds its rows. */
public final class Types {
  private final Map<String, Entry> entries = new HashMap<>();

  /** Gives a resource of one source type its facets. */
  @FunctionalInterface
  public interface Mapping {
    /** Reads the subject and puts facets. */
    void describe(Subject it, Facets out);
  }

  /** How a type stands to others. */
  public enum Role {
    /** A resource. */
    RESOURCE,
    /** Only configures its parent and is no resource of its own. */
    SETTING,
    /** A resource of its own whose content also belongs to its parent. */
    PART,
    /** A data source that carries a judgement. */
    DATA
  }

  /**
   * One row.
   *
   * @param kind normal kind
   * @param mapping how its facets are read
   * @param role how it stands to others
   * @param attribute the attribute that names the parent; empty for resources
   * @param parents types of the parent; empty means any
   */
  public record Entry(
      String kind, Mapping mapping, Role role, String attribute, List<String> parents) {}

  /** Resources of a kind. */
  public Types resource(String kind, Mapping mapping, String... types) {
    return add(new Entry(kind, mapping, Role.RESOURCE, "", List.of()), types);
  }

  /** Data sources of a kind. */
  public Types data(String kind, Mapping mapping, String... types) {
    return add(new Entry(kind, mapping, Role.DATA, "", List.of()), types);
  }

  /** Settings of the parent that the attribute names. */
  public Types setting(String attribute, List<String> parents, String... types) {
    return add(new Entry("satellite", (it, out) -> {}, Role.SETTING, attribute, parents), types);
  }

  /** Parts of the parent that the attribute names. */
  public Types part(
      String kind, Mapping mapping, String attribute, List<String> parents, String... types) {
    return add(new Entry(kind, mapping, Role.PART, attribute, parents), types);
  }

  private Types add(Entry entry, String... types) {
    for (String type : types) {
      if (entries.put(type, entry) != null) {
        throw new IllegalStateException("two mappings for " + type);
      }
    }
    return this;
  }

  /** The row of a type, where it has one. */
  public Optional<Entry> of(String type) {
    return Optional.ofNullable(entries.get(type));
  }

  /** All types that have a row, sorted. */
  public List<String> names() {
    return entries.keySet().stream().sorted().toList();
  }
}
