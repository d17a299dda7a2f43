package roadbed.assess.cost.focus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a provider supports: which requirements apply depends on it. What is not said is taken from the data where
 * they show it (a column that only providers with reservations have, with values in it), and is otherwise unknown.
 *
 * @param standings what is known of each criterion
 */
public record Criteria(Map<String, Standing> standings) {

  /** What is known of a criterion. */
  public enum Standing {
    /** Said by the user. */
    SUPPORTED,
    /** The data show it. */
    SHOWN,
    /** Said by the user. */
    NOT_SUPPORTED,
    UNKNOWN;

    /** The word for documents, for example {@code not-supported}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What is said and what the data show. */
  public static Criteria of(
      Requirements requirements, BillingData data, Set<String> supported, Set<String> lacking) {
    Map<String, Standing> standings = new LinkedHashMap<>();
    Map<String, Long> filled = data.filled();
    for (String criterion : requirements.criteria()) {
      standings.put(
          criterion,
          supported.contains(criterion)
              ? Standing.SUPPORTED
              : lacking.contains(criterion)
                  ? Standing.NOT_SUPPORTED
                  : shown(requirements, criterion, filled) ? Standing.SHOWN : Standing.UNKNOWN);
    }
    return new Criteria(standings);
  }

  private static boolean shown(Requirements requirements, String criterion, Map<String, Long> filled) {
    return requirements.all().stream()
        .filter(requirement -> requirement.function().equals("composite"))
        .filter(requirement -> requirement.criteria().equals(List.of(criterion)))
        .anyMatch(requirement -> filled.getOrDefault(requirement.about(), 0L) > 0);
  }

  /** What is known of a criterion. */
  public Standing of(String criterion) {
    return standings.getOrDefault(criterion, Standing.UNKNOWN);
  }
}
