package roadbed.assess.cost.commitment;

import java.util.Map;
import java.util.Optional;

/**
 * Reserved instances.
 *
 * @param id its identifier
 * @param owner the account that bought it
 * @param kind what is reserved; the zone counts only where the scope is one
 * @param instances how many
 * @param scope where it holds
 */
public record Reservation(String id, String owner, Usage.Kind kind, int instances, Scope scope) {
  private static final String FLEXIBLE_PLATFORM = "Linux/UNIX";

  /** Units of normalisation by size, as AWS publishes them. */
  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("nano", 0.25),
          Map.entry("micro", 0.5),
          Map.entry("small", 1.0),
          Map.entry("medium", 2.0),
          Map.entry("large", 4.0),
          Map.entry("xlarge", 8.0));

  /** Checks the count. */
  public Reservation {
    if (instances < 1) {
      throw new IllegalArgumentException("a reservation is of at least one instance");
    }
  }

  /** Where a reservation holds. */
  public enum Scope {
    /** One availability zone, one size. */
    ZONE,
    /** The whole region; every size of the family where the platform allows it. */
    REGION
  }

  /** Whether it covers other sizes of its family: regional, Linux without licence, shared hardware. */
  boolean isSizeFlexible() {
    return scope == Scope.REGION
        && kind.platform().equals(FLEXIBLE_PLATFORM)
        && !kind.dedicated()
        && units(kind.size()).isPresent();
  }

  /** Units of normalisation of a size; {@code 4xlarge} has four times those of {@code xlarge}. */
  static Optional<Double> units(String size) {
    Double plain = UNITS.get(size);
    if (plain != null) {
      return Optional.of(plain);
    }
    if (size.endsWith("xlarge")) {
      String times = size.substring(0, size.length() - "xlarge".length());
      if (!times.isEmpty() && times.length() <= 3 && times.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of(8.0 * Integer.parseInt(times));
      }
    }
    return Optional.empty();
  }

  /** Whether it covers use of a kind at all. */
  boolean covers(Usage.Kind used) {
    boolean same =
        used.family().equals(kind.family())
            && used.region().equals(kind.region())
            && used.platform().equals(kind.platform())
            && used.dedicated() == kind.dedicated();
    boolean size = used.size().equals(kind.size()) || (isSizeFlexible() && units(used.size()).isPresent());
    boolean place = scope == Scope.REGION || used.zone().equals(kind.zone());
    return same && size && place;
  }
}
