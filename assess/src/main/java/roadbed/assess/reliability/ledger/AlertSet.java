package roadbed.assess.reliability.ledger;

import java.time.Duration;
import roadbed.model.slo.AlertWindows;

/** Alerts over a ledger. */
public sealed interface AlertSet {

  /** How its reports call it. */
  String id();

  /**
   * As most generators make them: the share of bad events in a long and a short window against a burn rate. Windows without
   * events have no share, and are silent.
   */
  record Usual(AlertWindows windows) implements AlertSet {
    @Override
    public String id() {
      return "standard";
    }
  }

  /**
   * Bad events of both windows against what the budget allows in such a time at the mean traffic of the period; and
   * alerts for a service of which nothing is measured, and for traffic that stopped.
   *
   * @param leastErrors no alert tells of fewer bad events in its long window
   * @param absence how long there must be no data before somebody is paged
   * @param silence the time without events that makes a ticket, where the usual traffic would have brought
   *     {@code usualEvents}
   */
  record EventWeighted(AlertWindows windows, int leastErrors, Duration absence, Duration silence, int usualEvents)
      implements AlertSet {
    /** With the usual patience: five minutes without data, a quarter of an hour without a hundred events. */
    public static EventWeighted of(AlertWindows windows, int leastErrors) {
      return new EventWeighted(windows, leastErrors, Duration.ofMinutes(5), Duration.ofMinutes(15), 100);
    }

    @Override
    public String id() {
      return "event-weighted";
    }
  }
}
