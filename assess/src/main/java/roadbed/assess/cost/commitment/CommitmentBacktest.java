package roadbed.assess.cost.commitment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What ways of buying would have saved on known demand, beside what can be known only afterwards. The first year is for
 * learning; after it every way begins with nothing, and an hour costs the committed units at their price and the rest at the
 * price without commitment.
 */
public final class CommitmentBacktest {
  private static final int DAY = 24;

  private final double priceRatio;
  private final int term;
  private final int start;

  private CommitmentBacktest(double priceRatio, int term, int start) {
    this.priceRatio = priceRatio;
    this.term = term;
    this.start = start;
  }

  /**
   * A way of buying and what it did.
   *
   * @param way what it is
   * @param saving share of the cost without commitments that it saves; below zero is a loss
   * @param coverage share of demand that commitments covered
   * @param utilisation share of what was committed that was used; 1 where nothing was committed
   */
  public record Row(String way, double saving, double coverage, double utilisation) {}

  /** Committed units by hour. */
  private interface Way {
    double[] committed(HourlyDemand demand);
  }

  /**
   * Runs all ways over all demand.
   *
   * @param demand by the hour, all of the same length
   * @param priceRatio price of committed use beside that without
   * @param term hours that a commitment holds
   * @throws IllegalArgumentException where there are not at least a year and a week of hours
   */
  public static List<Row> run(List<HourlyDemand> demand, double priceRatio, int term) {
    int hours = demand.stream().mapToInt(HourlyDemand::hours).min().orElse(0);
    if (hours < Offer.YEAR + HourlyDemand.WEEK) {
      throw new IllegalArgumentException("a backtest needs a year of hours to learn from and a week to try on, not " + hours + " hours");
    }
    CommitmentBacktest backtest = new CommitmentBacktest(priceRatio, term, Offer.YEAR);
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("perfect foresight, bought each year", backtest::foresight);
    ways.put("ladder of this program", one -> backtest.ladder(one, Ladder.USUAL));
    ways.put("all at once, percentile of 30 days, each year", one -> backtest.percentile(one, 30));
    ways.put("all at once, percentile of 90 days, each year", one -> backtest.percentile(one, 90));
    ways.put("all at once, percentile of 365 days, each year", one -> backtest.percentile(one, 365));
    ways.put("weekly to the percentile of 30 days", one -> backtest.weekly(one, 30));
    List<Row> rows = new ArrayList<>();
    ways.forEach((name, way) -> rows.add(backtest.row(name, way, demand)));
    return rows;
  }

  private Row row(String name, Way way, List<HourlyDemand> all) {
    double plain = 0;
    double paid = 0;
    double covered = 0;
    double committedUnits = 0;
    for (HourlyDemand demand : all) {
      double[] committed = way.committed(demand);
      for (int hour = start; hour < demand.hours(); hour++) {
        double used = Math.min(committed[hour], demand.at(hour));
        plain += demand.at(hour);
        covered += used;
        committedUnits += committed[hour];
        paid += priceRatio * committed[hour] + demand.at(hour) - used;
      }
    }
    return new Row(
        name,
        plain == 0 ? 0 : 1 - paid / plain,
        plain == 0 ? 0 : covered / plain,
        committedUnits == 0 ? 1 : covered / committedUnits);
  }

  private double[] foresight(HourlyDemand demand) {
    double[] committed = new double[demand.hours()];
    for (int from = start; from < committed.length; from += term) {
      hold(committed, from, HourlyDemand.quantile(demand.sorted(from, from + term), 1 - priceRatio));
    }
    return committed;
  }

  private double[] percentile(HourlyDemand demand, int days) {
    double[] committed = new double[demand.hours()];
    for (int from = start; from < committed.length; from += term) {
      hold(committed, from, HourlyDemand.quantile(demand.sorted(from - days * DAY, from), 1 - priceRatio));
    }
    return committed;
  }

  private double[] weekly(HourlyDemand demand, int days) {
    double[] committed = new double[demand.hours()];
    for (int from = start; from < committed.length; from += HourlyDemand.WEEK) {
      double target = HourlyDemand.quantile(demand.sorted(from - days * DAY, from), 1 - priceRatio);
      hold(committed, from, Math.max(0, target - committed[from]));
    }
    return committed;
  }

  private double[] ladder(HourlyDemand demand, Ladder ladder) {
    double[] committed = new double[demand.hours()];
    for (int from = start; from < committed.length; from += HourlyDemand.WEEK) {
      List<Held> held = List.of(new Held(from, from + 1, committed[from]));
      hold(committed, from, ladder.next(demand, from, priceRatio, held));
    }
    return committed;
  }

  private void hold(double[] committed, int from, double units) {
    for (int hour = from; hour < Math.min(from + term, committed.length); hour++) {
      committed[hour] += units;
    }
  }
}
