package roadbed.assess.cost.commitment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which use the commitments of an organisation cover in one hour, in AWS's published order: reservations first, then savings
 * plans for instances, then plans for computing. Each covers its owner's use before that of other accounts. A zonal
 * reservation covers its own size; a regional one on Linux covers sizes of its family from the smallest up, by units of
 * normalisation. A plan covers the use with the highest saving in percent first, and of equal ones that with the lowest rate.
 */
public final class Application {
  private static final int PLACES = 18;
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  private final List<Usage> usage;
  private final BigDecimal[] open;
  private final List<Covered> covered = new ArrayList<>();
  private final List<Unused> unused = new ArrayList<>();

  private Application(List<Usage> usage) {
    this.usage = usage;
    this.open = usage.stream().map(Usage::instances).toArray(BigDecimal[]::new);
  }

  /**
   * A part of some use that a commitment covers.
   *
   * @param usage the use
   * @param by the commitment's identifier
   * @param instances how much of it
   * @param spent what of a plan's commitment that took; 0 for a reservation, which is paid for anyhow
   */
  public record Covered(Usage usage, String by, BigDecimal instances, BigDecimal spent) {}

  /**
   * What of a commitment covers nothing in this hour.
   *
   * @param by the commitment's identifier
   * @param share from 0 to 1
   */
  public record Unused(String by, BigDecimal share) {}

  /**
   * What comes out.
   *
   * @param covered in the order in which it was covered
   * @param unused what each commitment did not use; one that used everything is not in it
   * @param onDemand what is paid for use that nothing covers
   * @param coverage share of what all use would cost without commitments that is covered; 1 where there is no use
   */
  public record Outcome(List<Covered> covered, List<Unused> unused, BigDecimal onDemand, BigDecimal coverage) {

    /** Copies the lists. */
    public Outcome {
      covered = List.copyOf(covered);
      unused = List.copyOf(unused);
    }
  }

  /** Applies all commitments to the use of one hour. */
  public static Outcome of(List<Usage> usage, List<Reservation> reservations, List<SavingsPlan> plans) {
    Application hour = new Application(List.copyOf(usage));
    Comparator<Reservation> zonesFirst =
        Comparator.comparing(Reservation::scope)
            .thenComparing(Reservation::isSizeFlexible)
            .thenComparing(Reservation::id);
    reservations.stream().sorted(zonesFirst).forEach(hour::apply);
    plans.stream()
        .sorted(Comparator.comparing(SavingsPlan::kind).thenComparing(SavingsPlan::id))
        .forEach(hour::apply);
    return hour.outcome();
  }

  private void apply(Reservation reservation) {
    boolean flexible = reservation.isSizeFlexible();
    BigDecimal each = flexible ? units(reservation.kind()) : BigDecimal.ONE;
    BigDecimal all = each.multiply(BigDecimal.valueOf(reservation.instances()));
    BigDecimal left = all;
    Comparator<Integer> order =
        Comparator.comparing((Integer i) -> !usage.get(i).account().equals(reservation.owner()))
            .thenComparing(i -> flexible ? units(usage.get(i).kind()) : BigDecimal.ONE);
    for (int i : candidates(order, use -> reservation.covers(use.kind()))) {
      BigDecimal size = flexible ? units(usage.get(i).kind()) : BigDecimal.ONE;
      BigDecimal needed = open[i].multiply(size);
      boolean enough = needed.compareTo(left) <= 0;
      BigDecimal instances = enough ? open[i] : left.divide(size, PLACES, RoundingMode.DOWN);
      take(i, reservation.id(), instances, ZERO);
      left = enough ? left.subtract(needed) : ZERO;
      if (left.signum() == 0) {
        break;
      }
    }
    remember(reservation.id(), left, all);
  }

  private static BigDecimal units(Usage.Kind kind) {
    return BigDecimal.valueOf(Reservation.units(kind.size()).orElse(1.0));
  }

  private void apply(SavingsPlan plan) {
    BigDecimal left = plan.hourly();
    Comparator<Integer> order =
        Comparator.comparing((Integer i) -> !usage.get(i).account().equals(plan.owner()))
            .thenComparing(i -> saving(usage.get(i), plan.kind()), Comparator.reverseOrder())
            .thenComparing(i -> rate(usage.get(i), plan.kind()));
    for (int i : candidates(order, plan::covers)) {
      BigDecimal rate = rate(usage.get(i), plan.kind());
      BigDecimal needed = open[i].multiply(rate);
      boolean enough = needed.compareTo(left) <= 0;
      BigDecimal instances = enough ? open[i] : left.divide(rate, PLACES, RoundingMode.DOWN);
      take(i, plan.id(), instances, enough ? needed : left);
      left = enough ? left.subtract(needed) : ZERO;
      if (left.signum() == 0) {
        break;
      }
    }
    remember(plan.id(), left, plan.hourly());
  }

  private static BigDecimal rate(Usage use, SavingsPlan.Kind kind) {
    return Optional.ofNullable(use.planRates().get(kind)).orElse(use.onDemandRate());
  }

  private static BigDecimal saving(Usage use, SavingsPlan.Kind kind) {
    return use.onDemandRate().signum() == 0
        ? ZERO
        : use.onDemandRate().subtract(rate(use, kind)).divide(use.onDemandRate(), PLACES, RoundingMode.HALF_EVEN);
  }

  private List<Integer> candidates(Comparator<Integer> order, Predicate<Usage> covers) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i].signum() > 0 && covers.test(usage.get(i))) {
        found.add(i);
      }
    }
    found.sort(order);
    return found;
  }

  private void take(int i, String by, BigDecimal instances, BigDecimal spent) {
    if (instances.signum() > 0) {
      open[i] = open[i].subtract(instances);
      covered.add(new Covered(usage.get(i), by, instances, spent));
    }
  }

  private void remember(String by, BigDecimal left, BigDecimal all) {
    if (left.signum() > 0) {
      unused.add(new Unused(by, left.divide(all, PLACES, RoundingMode.HALF_EVEN)));
    }
  }

  private Outcome outcome() {
    BigDecimal onDemand = ZERO;
    BigDecimal all = ZERO;
    for (int i = 0; i < open.length; i++) {
      onDemand = onDemand.add(open[i].multiply(usage.get(i).onDemandRate()));
      all = all.add(usage.get(i).instances().multiply(usage.get(i).onDemandRate()));
    }
    BigDecimal coverage =
        all.signum() == 0
            ? BigDecimal.ONE
            : BigDecimal.ONE.subtract(onDemand.divide(all, PLACES, RoundingMode.HALF_EVEN));
    return new Outcome(covered, unused, onDemand, coverage);
  }
}
