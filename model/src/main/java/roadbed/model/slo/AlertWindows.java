package roadbed.model.slo;

import java.time.Duration;

/**
 * Which alerts an objective over some period has: two that page and two that make a ticket, each looking at a long window,
 * which says that it matters, and a short one, which says that it goes on.
 *
 * @param period the objective's window
 */
public record AlertWindows(Duration period, Pair pageQuick, Pair pageSlow, Pair ticketQuick, Pair ticketSlow) {

  /**
   * Two windows and how fast the budget must burn in both.
   *
   * @param burnRate a multiple of the rate that spends the budget in exactly the period
   */
  public record Pair(Duration shortWindow, Duration longWindow, double burnRate) {
    public Pair {
      if (shortWindow.isZero() || shortWindow.isNegative() || longWindow.compareTo(shortWindow) < 0) {
        throw new IllegalArgumentException("the short window is not longer than the long one");
      }
    }

    /**
     * By the share of the period's budget that is spent in the long window.
     *
     * @param percent from 0 to 100
     */
    public static Pair spending(double percent, Duration shortWindow, Duration longWindow, Duration period) {
      double hours = percent * hours(period) / 100;
      return new Pair(shortWindow, longWindow, hours / hours(longWindow));
    }

    private static double hours(Duration duration) {
      return duration.toSeconds() / 3600.0;
    }
  }
}
