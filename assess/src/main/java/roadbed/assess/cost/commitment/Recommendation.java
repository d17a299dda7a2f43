package roadbed.assess.cost.commitment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What to commit to next, and what speaks for it.
 *
 * @param offer what to buy
 * @param target units an hour that the ladder leads to
 * @param held units an hour that are held now and in the weeks of the ladder's rungs
 * @param rungs what to buy in which week, the first now; later ones only where demand still asks for them then
 * @param breakEven share of its time that a unit must be used for to cost no more than it would without
 * @param utilisation share of its time that the last unit is expected to be used for
 * @param coverage share of last week's demand that would be covered
 * @param saving expected saving an hour of the target, in units at the price without commitment
 * @param regretLow what the target saves less than the best choice would have, an hour, where demand falls to what is lower in
 *     one of ten cases
 * @param regretHigh the same where demand rises to what is higher in one of ten cases
 * @param ending commitments that end within the ladder's weeks
 */
public record Recommendation(
    Offer offer,
    double target,
    double held,
    List<Rung> rungs,
    double breakEven,
    double utilisation,
    double coverage,
    double saving,
    double regretLow,
    double regretHigh,
    List<Held> ending) {

  private static final double TENTH = 1.2816;
  private static final int WEEKS = 12;

  /** Less than this share of the target is not worth a purchase. */
  private static final double SMALL = 0.01;

  /** Copies the lists. */
  public Recommendation {
    rungs = List.copyOf(rungs);
    ending = List.copyOf(ending);
  }

  /**
   * One purchase.
   *
   * @param week weeks from the last hour of demand; the first purchase is at 0
   * @param units units an hour
   */
  public record Rung(int week, double units) {}

  /**
   * Recommends.
   *
   * @param demand what was used; its last hour is now
   * @param offers what can be bought
   * @param held what is held, by hours of the demand
   * @param capital what money costs in a year, as a share, for what is paid upfront
   * @return the offer with the greatest expected saving, or nothing where no purchase pays or demand falls
   */
  public static Optional<Recommendation> of(
      HourlyDemand demand, List<Offer> offers, List<Held> held, double capital, Ladder ladder) {
    int now = demand.hours();
    if (now < HourlyDemand.WEEK || Ladder.isFalling(demand, now)) {
      return Optional.empty();
    }
    return offers.stream()
        .map(offer -> of(demand, offer, held, capital, ladder))
        .filter(one -> !one.rungs.isEmpty() && one.saving > 0)
        .max(Comparator.comparingDouble(Recommendation::saving));
  }

  private static Recommendation of(HourlyDemand demand, Offer offer, List<Held> held, double capital, Ladder ladder) {
    int now = demand.hours();
    double ratio = offer.ratioWithCapital(capital);
    double[] recent = demand.sorted(now - HourlyDemand.WEEK, now);
    // Demand wanders on for as long as the offer holds; half of that on average.
    double unrest = demand.weeklyChange(now);
    double years = Math.max(1, (double) offer.hours() / Offer.YEAR);
    MarginalAnalysis analysis = new MarginalAnalysis(recent, ladder.spread() * unrest * Math.sqrt(years));
    double target = ratio < 1 ? analysis.level(ladder.needed(ratio)) : 0;
    List<Rung> rungs = new ArrayList<>();
    double bought = 0;
    for (int week = 0; week < WEEKS; week++) {
      int hour = now + week * HourlyDemand.WEEK;
      double has = bought + held.stream().filter(one -> one.holdsIn(hour)).mapToDouble(Held::units).sum();
      double units = Math.min(target - has, ladder.rung() * target);
      if (units > SMALL * target) {
        rungs.add(new Rung(week, units));
        bought += units;
      }
    }
    double has = held.stream().filter(one -> one.holdsIn(now)).mapToDouble(Held::units).sum();
    double wander = Math.min(1, unrest * Math.sqrt((double) offer.hours() / HourlyDemand.WEEK / 2));
    double low = Math.exp(-TENTH * wander);
    double high = Math.exp(TENTH * wander);
    double mean = demand.mean(now - HourlyDemand.WEEK, now);
    return new Recommendation(
        offer,
        target,
        has,
        rungs,
        ratio,
        analysis.utilisation(target),
        mean == 0 ? 0 : (analysis.savingAt(target, ratio, 1) + ratio * target) / mean,
        analysis.saving(target, ratio),
        analysis.bestSavingAt(ratio, low) - analysis.savingAt(target, ratio, low),
        analysis.bestSavingAt(ratio, high) - analysis.savingAt(target, ratio, high),
        held.stream()
            .filter(one -> one.holdsIn(now) && one.until() < now + WEEKS * HourlyDemand.WEEK)
            .toList());
  }
}
