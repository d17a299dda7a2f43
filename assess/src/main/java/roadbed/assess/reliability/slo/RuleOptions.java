package roadbed.assess.reliability.slo;

import java.util.Map;

/**
 * Which rules are wanted.
 *
 * @param set which kind of rules
 * @param alerts whether alerts are made
 * @param recordings whether series are recorded
 * @param extraLabels labels for everything that is recorded
 * @param windows windows and burn rates by period
 * @param version what made the rules, for their label {@code sloth_version}
 * @param leastErrors the fewest bad events in its long window that an alert of event-weighted rules tells of
 */
public record RuleOptions(
    Set set,
    boolean alerts,
    boolean recordings,
    Map<String, String> extraLabels,
    BurnCatalogue windows,
    String version,
    int leastErrors) {
  public RuleOptions {
    extraLabels = Map.copyOf(extraLabels);
    if (leastErrors < 1) {
      throw new IllegalArgumentException("an alert tells of at least one bad event");
    }
  }

  /** Kinds of rules. */
  public enum Set {
    /** Ratios over several windows, as most generators make them. */
    STANDARD,
    /** Counts of events, and alerts when there are none. */
    EVENT_WEIGHTED,
    /** Both beside each other. */
    BOTH
  }
}
