package roadbed.operate.incident;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How bad it is, by what users feel and by the tier of what suffers.
 *
 * @param rows for each impact the severity at tier 1, 2, 3 and 4
 */
public record SeverityMatrix(Map<Impact, List<IncidentSeverity>> rows) {
  /** How many tiers of services there are; 1 matters most. */
  public static final int TIERS = 4;

  /** What users feel. */
  public enum Impact {
    /** Nobody can do what it is for. */
    OUTAGE("nobody can do what it is for"),
    /** Many wait or fail. */
    DEGRADED("many wait or fail"),
    /** Some cannot do some things. */
    PARTIAL("some cannot do some things"),
    /** Users feel nothing yet. */
    RISK("users feel nothing yet");

    private final String words;

    Impact(String words) {
      this.words = words;
    }

    /** What it means, for people. */
    public String words() {
      return words;
    }
  }

  /** What holds unless a document says otherwise. */
  public static final SeverityMatrix USUAL =
      new SeverityMatrix(
          new EnumMap<>(
              Map.of(
                  Impact.OUTAGE, severities(1, 2, 3, 3),
                  Impact.DEGRADED, severities(2, 3, 3, 4),
                  Impact.PARTIAL, severities(3, 3, 4, 4),
                  Impact.RISK, severities(4, 4, 5, 5))));

  public SeverityMatrix {
    for (Impact impact : Impact.values()) {
      if (rows.getOrDefault(impact, List.of()).size() != TIERS) {
        throw new IllegalArgumentException("a matrix of severities has " + TIERS + " tiers for " + impact);
      }
    }
    rows = Map.copyOf(rows);
  }

  private static List<IncidentSeverity> severities(int... numbers) {
    return Arrays.stream(numbers).mapToObj(number -> IncidentSeverity.of(number).orElseThrow()).toList();
  }

  /**
   * The severity of an impact.
   *
   * @param tier of what suffers, 1 to 4; what has no tier counts as 2, so that nothing is taken lightly for want of a word
   */
  public IncidentSeverity severity(Impact impact, OptionalInt tier) {
    int row = Math.clamp(tier.orElse(2), 1, TIERS) - 1;
    return rows.getOrDefault(impact, List.of()).get(row);
  }
}
