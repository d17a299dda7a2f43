package roadbed.assess.reliability.slo;

import java.time.Duration;
import java.util.List;
import roadbed.model.slo.AlertWindows.Pair;
import roadbed.model.slo.AlertWindows;

/**
 * The windows and burn rates of alerts for a period of any length.
 *
 * <p>From 28 days on, an alert stands for a share of the budget: 2% in an hour and 5% in six page, 10% in a day and 10% in
 * three make a ticket (Google's SRE workbook, chapter 5), so that the burn rate is the share times the period over the long
 * window: 14.4, 6, 3 and 1 for 30 days. For a shorter period these shares would mean burn rates below 1, which spend no
 * budget too many, so from a week on the burn rates stay and the shares grow; a week itself has the shares that Sloth
 * documents for it. Below a week the windows shrink with the period.
 */
public final class BurnCatalogue {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(28);

  private final List<AlertWindows> own;

  /** With windows of one's own for some periods. */
  public BurnCatalogue(List<AlertWindows> own) {
    this.own = List.copyOf(own);
  }

  /** The windows for a period. */
  public AlertWindows of(Duration period) {
    for (AlertWindows windows : own) {
      if (windows.period().equals(period)) {
        return windows;
      }
    }
    if (period.compareTo(MONTH) >= 0) {
      return shares(period, 2, 5, 10, 10);
    }
    if (period.equals(WEEK)) {
      return shares(period, 8, 12.5, 20, 42);
    }
    double scale = period.compareTo(WEEK) >= 0 ? 1 : period.toSeconds() / (double) WEEK.toSeconds();
    return new AlertWindows(
        period, pair(5, 60, 14.4, scale), pair(30, 360, 6, scale), pair(120, 1_440, 3, scale), pair(360, 4_320, 1, scale));
  }

  private static AlertWindows shares(
      Duration period, double pageQuick, double pageSlow, double ticketQuick, double ticketSlow) {
    return new AlertWindows(
        period,
        Pair.spending(pageQuick, Duration.ofMinutes(5), Duration.ofHours(1), period),
        Pair.spending(pageSlow, Duration.ofMinutes(30), Duration.ofHours(6), period),
        Pair.spending(ticketQuick, Duration.ofHours(2), Duration.ofDays(1), period),
        Pair.spending(ticketSlow, Duration.ofHours(6), Duration.ofDays(3), period));
  }

  /** Whole minutes, and at least two in the short window, so that there are two samples in it. */
  private static Pair pair(int shortMinutes, int longMinutes, double burnRate, double scale) {
    long brief = Math.max(2, Math.round(shortMinutes * scale));
    return new Pair(
        Duration.ofMinutes(brief), Duration.ofMinutes(Math.max(brief, Math.round(longMinutes * scale))), burnRate);
  }
}
