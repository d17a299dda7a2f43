package roadbed.operate.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.assess.change.ChangeRuling;
import roadbed.assess.change.ProposedChange;

/**
 * A change as its entries tell it. Entries that are not possible where they stand say nothing; who writes entries refuses
 * them.
 *
 * @param id its identifier
 * @param entries all of them, the oldest first; the first one proposes it
 */
public record ChangeRecord(String id, List<ChangeEntry> entries) {
  public ChangeRecord {
    entries = List.copyOf(entries);
    if (entries.isEmpty() || !(entries.getFirst().what() instanceof ChangeEntry.ProposedAs)) {
      throw new IllegalArgumentException("a change begins with being proposed");
    }
  }

  /** What the entries come to. */
  private record Folded(
      ProposedChange change,
      Set<String> proposers,
      ChangeEntry.@Nullable Weighed weighed,
      Map<String, Agreement> agreed,
      @Nullable ChangeEntry refused,
      @Nullable ChangeEntry emergency,
      boolean everEmergency,
      @Nullable ChangeEntry began,
      @Nullable ChangeEntry over,
      @Nullable ChangeEntry lookedAt,
      @Nullable ChangeEntry withdrawn) {}

  /** Somebody's word. */
  private record Agreement(String actor, boolean administrator) {}

  private Folded folded() {
    ProposedChange change = ((ChangeEntry.ProposedAs) entries.getFirst().what()).change();
    Set<String> proposers = new LinkedHashSet<>();
    ChangeEntry.@Nullable Weighed weighed = null;
    Map<String, Agreement> agreed = new LinkedHashMap<>();
    ChangeEntry refused = null;
    ChangeEntry emergency = null;
    boolean everEmergency = false;
    ChangeEntry began = null;
    ChangeEntry over = null;
    ChangeEntry lookedAt = null;
    ChangeEntry withdrawn = null;
    for (ChangeEntry entry : entries) {
      switch (entry.what()) {
        case ChangeEntry.ProposedAs it -> {
          proposers.add(entry.actor());
          if (!it.change().digest().equals(change.digest())) {
            weighed = null;
            agreed.clear();
            refused = null;
            emergency = null;
          }
          change = it.change();
        }
        case ChangeEntry.Weighed it -> weighed = it.digest().equals(change.digest()) ? it : weighed;
        case ChangeEntry.Agreed it -> {
          if (it.digest().equals(change.digest())) {
            agreed.put(entry.actor(), new Agreement(entry.actor(), it.administrator()));
          }
        }
        case ChangeEntry.Refused it -> {
          if (it.digest().equals(change.digest())) {
            refused = entry;
            agreed.remove(entry.actor());
          }
        }
        case ChangeEntry.CalledEmergency _ -> {
          emergency = entry;
          everEmergency = true;
        }
        case ChangeEntry.Began _ -> began = began == null ? entry : began;
        case ChangeEntry.Over _ -> over = entry;
        case ChangeEntry.LookedAt _ -> lookedAt = entry;
        case ChangeEntry.Withdrawn _ -> withdrawn = entry;
      }
    }
    return new Folded(change, proposers, weighed, agreed, refused, emergency, everEmergency, began, over, lookedAt, withdrawn);
  }

  /** What is changed, as it was proposed last. */
  public ProposedChange change() {
    return folded().change();
  }

  /** How it was weighed as it is now; empty where it was not. */
  public Optional<ChangeEntry.Weighed> weighed() {
    return Optional.ofNullable(folded().weighed());
  }

  /** When it was proposed first. */
  public Instant proposedAt() {
    return entries.getFirst().at();
  }

  /** When it began. */
  public Optional<Instant> beganAt() {
    return Optional.ofNullable(folded().began()).map(ChangeEntry::at);
  }

  /** The deployment or run that it is; empty where it has not begun. */
  public Optional<String> fact() {
    return Optional.ofNullable(folded().began()).map(ChangeEntry::what).map(what -> ((ChangeEntry.Began) what).fact());
  }

  /** When it ended. */
  public Optional<Instant> endedAt() {
    return Optional.ofNullable(folded().over()).map(ChangeEntry::at);
  }

  /** How it ended. */
  public Optional<ChangeEntry.Outcome> outcome() {
    return Optional.ofNullable(folded().over()).map(ChangeEntry::what).map(what -> ((ChangeEntry.Over) what).outcome());
  }

  /** Whether it was ever an emergency. */
  public boolean wasEmergency() {
    return folded().everEmergency();
  }

  /** Whether it was allowed to begin; empty where it has not begun. */
  public Optional<ChangeEntry.Leave> leave() {
    return Optional.ofNullable(folded().began()).map(ChangeEntry::what).map(what -> ((ChangeEntry.Began) what).leave());
  }

  /** Whether somebody must look at it afterwards and nobody has. */
  public boolean reviewDue() {
    Folded folded = folded();
    return folded.lookedAt() == null && folded.over() != null && mustBeReviewed(folded);
  }

  private static boolean mustBeReviewed(Folded folded) {
    boolean without =
        folded.began() != null
            && folded.began().what() instanceof ChangeEntry.Began began
            && began.leave() == ChangeEntry.Leave.NOT_GIVEN;
    return folded.everEmergency() || without;
  }

  /** Whether somebody had a hand in it, by whatever name: whoever proposed it did as well. */
  public boolean isBy(String person, ChangeSettings settings) {
    Folded folded = folded();
    String one = settings.person(person);
    return folded.change().authors().stream().anyMatch(author -> settings.person(author).equals(one))
        || folded.proposers().stream().anyMatch(proposer -> settings.person(proposer).equals(one));
  }

  /**
   * Where it stands.
   *
   * @param settings who is who, and when nothing may be changed
   */
  public ChangeState state(ChangeSettings settings, Instant now) {
    Folded folded = folded();
    if (folded.withdrawn() != null) {
      return new ChangeState.Withdrawn(folded.withdrawn().actor(), ((ChangeEntry.Withdrawn) folded.withdrawn().what()).reason());
    }
    if (folded.over() != null) {
      ChangeEntry.Outcome outcome = ((ChangeEntry.Over) folded.over().what()).outcome();
      return folded.lookedAt() == null
          ? new ChangeState.Ended(outcome, folded.over().at(), mustBeReviewed(folded))
          : new ChangeState.Reviewed(
              outcome, folded.lookedAt().actor(), ((ChangeEntry.LookedAt) folded.lookedAt().what()).conclusion());
    }
    if (folded.began() != null) {
      return new ChangeState.Running(folded.began().at(), ((ChangeEntry.Began) folded.began().what()).leave());
    }
    if (folded.emergency() != null) {
      return new ChangeState.Emergency(
          folded.emergency().actor(), ((ChangeEntry.CalledEmergency) folded.emergency().what()).reason());
    }
    if (folded.refused() != null) {
      return new ChangeState.Rejected(folded.refused().actor(), ((ChangeEntry.Refused) folded.refused().what()).reason());
    }
    ChangeState ruled = ruled(folded, settings);
    if (!ruled.mayGoOn()) {
      return ruled;
    }
    List<ChangeWindow.Occurrence> freezes =
        settings.holding(ChangeWindow.Kind.FREEZE, folded.change().services(), folded.change().environment(), now);
    return freezes.isEmpty() ? ruled : new ChangeState.Frozen(freezes);
  }

  private ChangeState ruled(Folded folded, ChangeSettings settings) {
    ChangeEntry.Weighed weighed = folded.weighed();
    if (weighed == null) {
      return new ChangeState.Proposed(List.of("it was not weighed yet"));
    }
    return switch (weighed.ruling()) {
      case ChangeRuling.Standard it -> new ChangeState.Standard(it.reasons());
      case ChangeRuling.Denied it -> new ChangeState.Denied(it.reasons());
      case ChangeRuling.Undecided it -> new ChangeState.Proposed(it.reasons());
      case ChangeRuling.Needs it -> needed(folded, it, settings);
    };
  }

  /** Each requirement counts people, not names; an author's word never counts. */
  private ChangeState needed(Folded folded, ChangeRuling.Needs needs, ChangeSettings settings) {
    List<ChangeState.Missing> missing = new ArrayList<>();
    Set<String> by = new LinkedHashSet<>();
    // Where nobody knows who the author is, one of those who agree may be: one more must.
    int more = folded.change().authors().isEmpty() ? 1 : 0;
    for (ChangeRuling.Requirement requirement : needs.requirements()) {
      Map<String, String> given = new LinkedHashMap<>();
      for (Agreement one : folded.agreed().values()) {
        String person = settings.person(one.actor());
        boolean meant = requirement.from().stream().anyMatch(name -> settings.isMeant(name, person, one.administrator()));
        if (meant && !isBy(one.actor(), settings)) {
          given.putIfAbsent(person, one.actor());
        }
      }
      int count = requirement.count() + more;
      if (given.size() < count) {
        missing.add(new ChangeState.Missing(requirement, count, List.copyOf(given.values())));
      } else {
        by.addAll(given.values());
      }
    }
    return missing.isEmpty() ? new ChangeState.Approved(List.copyOf(by)) : new ChangeState.Waiting(missing);
  }
}
