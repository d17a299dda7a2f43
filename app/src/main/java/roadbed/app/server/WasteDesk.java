package roadbed.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import roadbed.app.cost.WasteRun;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.assess.cost.change.PriceSheet;
import roadbed.assess.cost.waste.BilledUses;
import roadbed.assess.cost.waste.WasteLimits;
import roadbed.inventory.Snapshot;

/**
 * Offers waste on the board of optimisations: what is found is proposed once, and what is found no more and nobody has taken
 * up goes away by itself. What people accepted or declined stays as they left it.
 */
final class WasteDesk {
  private static final String SELF = "roadbed";
  private static final String GONE = "found no more";

  private final Supplier<Snapshot> estate;
  private final BilledUses bills;
  private final BacklogStore store;
  private final Clock clock;

  WasteDesk(Supplier<Snapshot> estate, BilledUses bills, BacklogStore store, Clock clock) {
    this.estate = estate;
    this.bills = bills;
    this.store = store;
    this.clock = clock;
  }

  /** Looks at the estate as it is now. */
  void look() {
    Instant now = clock.instant();
    List<Opportunity.Idea> ideas =
        WasteRun.find(estate.get(), bills, prices(), List.of(), WasteLimits.STANDARD, now)
            .ideas(LocalDate.ofInstant(now, ZoneOffset.UTC));
    Map<String, Opportunity> known = new HashMap<>();
    store.backlog().opportunities().forEach(opportunity -> known.put(opportunity.idea().id(), opportunity));
    Set<String> found = new HashSet<>();
    for (Opportunity.Idea idea : ideas) {
      found.add(idea.id());
      Opportunity before = known.get(idea.id());
      if (before == null) {
        take(new Backlog.Event.Found(idea), now);
      } else if (before instanceof Opportunity.Declined declined && declined.by().equals(SELF)) {
        take(new Backlog.Event.Undone(idea.id(), "found again"), now);
      }
    }
    for (Backlog.Entry entry : store.entries()) {
      if (entry.by().equals(SELF)
          && entry.event() instanceof Backlog.Event.Found own
          && !found.contains(own.id())
          && known.get(own.id()) instanceof Opportunity.Proposed) {
        take(new Backlog.Event.Declined(own.id(), SELF, GONE), now);
      }
    }
  }

  private void take(Backlog.Event event, Instant now) {
    try {
      store.take(event, SELF, now);
    } catch (Backlog.Refused refused) {
      // Somebody took a step in between, and theirs counts.
      System.getLogger(WasteDesk.class.getName()).log(System.Logger.Level.DEBUG, refused.getMessage());
    }
  }

  private static PriceSheet prices() {
    try {
      return WasteRun.sample();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
