package roadbed.app.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.cost.ChargeStore;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.assess.cost.backlog.Saving;
import roadbed.model.AllocationRules.Span;

/** Asks bills what an optimisation saved. */
public final class BillVerification {
  private static final int DAYS_AROUND = 28;

  private BillVerification() {}

  /**
   * The event by which an opportunity is verified.
   *
   * @param use how use changed, as a factor, where somebody knows
   * @throws Backlog.Refused where it was not done, or the bills have too few days around it
   */
  public static Backlog.Event.Verified of(
      Opportunity opportunity, Optional<BigDecimal> use, ChargeStore billing) throws Backlog.Refused {
    Opportunity.Idea idea = opportunity.idea();
    LocalDate on =
        switch (opportunity) {
          case Opportunity.Done done -> done.on();
          case Opportunity.Verified before -> before.on();
          case Opportunity.Proposed _, Opportunity.Accepted _, Opportunity.Reverted _, Opportunity.Declined _ ->
              throw new Backlog.Refused(idea.id() + " is " + opportunity.state() + ": only what is done can be verified");
        };
    Set<String> resources = new HashSet<>(idea.resources());
    resources.addAll(idea.control());
    Span days = new Span(Optional.of(on.minusDays(DAYS_AROUND)), Optional.of(on.plusDays(DAYS_AROUND)));
    Optional<Saving> saving = Saving.of(idea, billing.resourceDays(resources, days), on, use);
    if (saving.isEmpty()) {
      throw new Backlog.Refused("the bill has fewer than seven days of these resources before or after " + on);
    }
    return new Backlog.Event.Verified(idea.id(), saving.get());
  }
}
