package roadbed.assess.cost;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.allocation.Allocated;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Placement;

/** Allocated cost by day and dimensions. */
public final class DailyCosts {
  private static final Comparator<DailyCost> ORDER =
      Comparator.comparing(DailyCost::day)
          .thenComparing(DailyCost::provider)
          .thenComparing(DailyCost::account)
          .thenComparing(DailyCost::accountName)
          .thenComparing(DailyCost::service)
          .thenComparing(DailyCost::serviceCategory)
          .thenComparing(DailyCost::region)
          .thenComparing(DailyCost::owner)
          .thenComparing(DailyCost::ownerBasis)
          .thenComparing(DailyCost::environment)
          .thenComparing(DailyCost::chargeCategory)
          .thenComparing(DailyCost::currency);

  private record Key(
      LocalDate day,
      String provider,
      String account,
      String accountName,
      String service,
      String category,
      String region,
      String owner,
      String basis,
      String environment,
      String chargeCategory,
      String currency) {}

  private DailyCosts() {}

  /** One row for each day and combination of dimensions, in order. */
  public static List<DailyCost> of(Allocation allocation) {
    Map<Key, Amounts> sums = new HashMap<>();
    for (Allocated line : allocation.lines()) {
      Charge charge = line.charge();
      Placement placement = charge.placement();
      sums.merge(
          new Key(
              charge.day(),
              placement.provider().id(),
              placement.account(),
              placement.accountName(),
              charge.service(),
              charge.category(),
              charge.region(),
              line.owner(),
              line.basis(),
              placement.environment(),
              charge.chargeCategory(),
              charge.currency()),
          line.amounts(),
          Amounts::plus);
    }
    List<DailyCost> daily = new ArrayList<>(sums.size());
    sums.forEach(
        (key, sum) ->
            daily.add(
                new DailyCost(
                    key.day(),
                    key.provider(),
                    key.account(),
                    key.accountName(),
                    key.service(),
                    key.category(),
                    key.region(),
                    key.owner(),
                    key.basis(),
                    key.environment(),
                    key.chargeCategory(),
                    key.currency(),
                    Amounts.shortest(sum.billed()),
                    Amounts.shortest(sum.effective()),
                    Amounts.shortest(sum.list()),
                    Amounts.shortest(sum.contracted()))));
    daily.sort(ORDER);
    return daily;
  }
}
