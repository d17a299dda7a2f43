package roadbed.series.forecast;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a series beside its values.
 *
 * @param calendar when its steps are, if days and months matter
 * @param shifts steps of the past from which on another level holds
 * @param changes what will be different
 */
public record Outlook(Optional<Calendar> calendar, List<Shift> shifts, List<Change> changes) {
  /** Nothing beside the values. */
  public static final Outlook NOTHING = new Outlook(Optional.empty(), List.of(), List.of());

  /** Copies the lists. */
  public Outlook {
    shifts = List.copyOf(shifts);
    changes = List.copyOf(changes);
  }

  /**
   * A known step of level in the past: what came before is moved to the new level, so that it is not taken for a trend.
   *
   * @param at index of the first value on the new level
   */
  public record Shift(int at) {}

  /**
   * Something that will be different from what the values tell.
   *
   * @param from first step ahead that it holds for, 1 for the next
   * @param until last step ahead that it holds for
   * @param factor what values are multiplied by
   * @param amount what is added then
   */
  public record Change(int from, int until, double factor, double amount) {
    /** Checks that it is a span and that both are numbers. */
    public Change {
      if (from < 1 || until < from || !Double.isFinite(factor) || !Double.isFinite(amount)) {
        throw new IllegalArgumentException("a change is from a step ahead, 1 or later, to one not before it, by finite amounts");
      }
    }

    /** A planned change by an amount a step, from a step on. */
    public static Change by(int from, double amount) {
      return new Change(from, Integer.MAX_VALUE, 1, amount);
    }

    /** A planned change in proportion, from a step on. */
    public static Change times(int from, double factor) {
      return new Change(from, Integer.MAX_VALUE, factor, 0);
    }

    /**
     * The end of a commitment: the same use costs its price without commitment from then on.
     *
     * @param from first step ahead that it no longer covers
     * @param paid what it costs a step
     * @param used what the use that it covers costs a step without it
     */
    public static Change endOfCommitment(int from, double paid, double used) {
      return by(from, used - paid);
    }
  }

  /** Values as methods see them, with the way back. */
  Prepared prepare(double[] values, int horizon) {
    double[] factors = calendar.map(known -> known.factors(values, horizon)).orElseGet(() -> new double[0]);
    double[] plain = values.clone();
    for (int i = 0; i < factors.length && i < plain.length; i++) {
      plain[i] /= factors[i];
    }
    for (Shift shift : shifts) {
      LevelShift.remove(plain, shift.at());
    }
    return new Prepared(plain, factors, values.length, changes);
  }

  /** Values as methods see them, with the way back. */
  static final class Prepared {
    private final double[] plain;
    private final double[] factors;
    private final int length;
    private final List<Change> changes;

    private Prepared(double[] plain, double[] factors, int length, List<Change> changes) {
      this.plain = plain;
      this.factors = factors;
      this.length = length;
      this.changes = changes;
    }

    double[] plain() {
      return plain;
    }

    /** A forecast for a step ahead, counted from 0, with the calendar and the changes in it. */
    double apply(int ahead, double value) {
      double result = factors.length == 0 ? value : value * factors[length + ahead];
      for (Change change : changes) {
        if (ahead + 1 >= change.from() && ahead + 1 <= change.until()) {
          result = result * change.factor() + change.amount();
        }
      }
      return Math.clamp(result, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
  }
}
