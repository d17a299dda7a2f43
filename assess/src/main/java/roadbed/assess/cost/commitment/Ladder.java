package roadbed.assess.cost.commitment;

import java.util.List;

/**
 * Buying a little every week instead of much at once. The target is the level whose last unit, over last week's hours and what
 * demand may become, is used for the break-even's share of its time and a margin; each week one rung towards it is bought, and
 * nothing while demand falls. Since the rungs end one after the other, a fall in demand is followed by letting them end.
 *
 * @param margin what is asked for beyond break-even, as a share of the discount
 * @param rung the most that is bought in one week, as a share of the target
 * @param spread how many weeks' unrest demand is taken to have ahead, as a multiple of one week's; 0 for none
 */
public record Ladder(double margin, double rung, double spread) {
  /** What did best over three years of demand, and is not far from what others near it did. */
  public static final Ladder USUAL = new Ladder(0.25, 0.25, 0.5);

  /** Demand this much below its month is falling. */
  private static final double FALLING = 0.95;

  /** Checks the ranges. */
  public Ladder {
    if (!(margin >= 0 && margin < 1) || !(rung > 0 && rung <= 1) || !(spread >= 0)) {
      throw new IllegalArgumentException("margin and rung are shares, and a spread is not below zero");
    }
  }

  /** The share of time that a unit must be used for. */
  double needed(double priceRatio) {
    return priceRatio + margin * (1 - priceRatio);
  }

  /** The level to reach as of an hour, by what lies before it alone. */
  double target(HourlyDemand demand, int hour, double priceRatio) {
    double[] recent = demand.sorted(hour - HourlyDemand.WEEK, hour);
    double unrest = spread == 0 ? 0 : spread * demand.weeklyChange(hour);
    return unrest == 0
        ? HourlyDemand.quantile(recent, 1 - needed(priceRatio))
        : new MarginalAnalysis(recent, unrest).level(needed(priceRatio));
  }

  /** What to buy in an hour beside what is held then. */
  double next(HourlyDemand demand, int hour, double priceRatio, List<Held> held) {
    if (isFalling(demand, hour)) {
      return 0;
    }
    double target = target(demand, hour, priceRatio);
    double has = held.stream().filter(one -> one.holdsIn(hour)).mapToDouble(Held::units).sum();
    return Math.max(0, Math.min(target - has, rung * target));
  }

  /** Whether last week was clearly below the three weeks before it. */
  static boolean isFalling(HourlyDemand demand, int hour) {
    int week = HourlyDemand.WEEK;
    return demand.mean(hour - week, hour) < FALLING * demand.mean(hour - 4 * week, hour - week);
  }
}
