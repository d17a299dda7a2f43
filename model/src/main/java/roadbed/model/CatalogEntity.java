package roadbed.model;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Backstage catalog entity.
 *
 * @param kind {@code Component}, {@code System}, {@code Resource}, {@code Group} ...
 * @param namespace the entity's namespace, {@code default} where none is given
 * @param name the entity's name
 * @param title what people call it
 * @param type {@code spec.type}, for example {@code service}
 * @param lifecycle {@code spec.lifecycle}
 * @param owner the owner's entity name, without kind and namespace where these are the defaults
 * @param system the system it belongs to
 * @param tier the {@code roadbed.dev/tier} annotation or label, or a {@code tier-N} tag
 * @param annotations all annotations; {@code roadbed.dev/dashboard}, {@code roadbed.dev/alerts} and
 *     {@code roadbed.dev/slo} say where a component is observed
 * @param tags all tags
 * @param location where it stands
 * @param links what it needs and gives
 */
public record CatalogEntity(
    String kind,
    String namespace,
    String name,
    String title,
    Optional<String> type,
    Optional<String> lifecycle,
    Optional<String> owner,
    Optional<String> system,
    Optional<String> tier,
    Map<String, String> annotations,
    List<String> tags,
    Location location,
    Links links) {
  public CatalogEntity {
    annotations = Map.copyOf(annotations);
    tags = List.copyOf(tags);
  }

  /**
   * Other entities that one names, each as {@code kind:namespace/name} with its kind in small letters.
   *
   * @param dependsOn what it cannot do without, the interfaces that it consumes among them
   * @param dependencyOf what cannot do without it
   * @param provides interfaces that it provides
   */
  public record Links(List<String> dependsOn, List<String> dependencyOf, List<String> provides) {
    /** It names none. */
    public static final Links NONE = new Links(List.of(), List.of(), List.of());

    public Links {
      dependsOn = List.copyOf(dependsOn);
      dependencyOf = List.copyOf(dependencyOf);
      provides = List.copyOf(provides);
    }
  }

  /**
   * The day from which on it follows a golden path, by its annotation {@code roadbed.dev/golden-path}; empty where it says none,
   * or no day such as {@code 2026-03-01}.
   */
  public Optional<LocalDate> goldenPathSince() {
    try {
      return Optional.ofNullable(annotations.get("roadbed.dev/golden-path")).map(day -> LocalDate.parse(day.strip()));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** An entity that names no others. */
  public CatalogEntity(
      String kind,
      String namespace,
      String name,
      String title,
      Optional<String> type,
      Optional<String> lifecycle,
      Optional<String> owner,
      Optional<String> system,
      Optional<String> tier,
      Map<String, String> annotations,
      List<String> tags,
      Location location) {
    this(
        kind, namespace, name, title, type, lifecycle, owner, system, tier, annotations, tags, location, Links.NONE);
  }
}
