package roadbed.operate.change;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import roadbed.assess.change.ChangeSurroundings;
import roadbed.assess.change.ProposedChange;

/** What others know around changes; whoever keeps the inventory, the objectives and the log of gates answers. */
public interface ChangeAround {

  /**
   * What the inventory knows.
   *
   * @param touched the services that are changed
   * @param consumers what depends on what is changed, the nearest first
   * @param known whether the inventory knows what is changed
   */
  record Reach(List<ChangeSurroundings.Touched> touched, List<ChangeSurroundings.Consumer> consumers, boolean known) {
    public Reach {
      touched = List.copyOf(touched);
      consumers = List.copyOf(consumers);
    }
  }

  /** What a change touches, and what depends on it. */
  Reach reach(Collection<String> services, Collection<String> resources, Instant now);

  /** Documents of kind {@code Changes} that were told and not entered here; of what both say of the same these hold. */
  default List<ChangeStore.Kept> documents() {
    return List.of();
  }

  /** What gates decided about just this change. */
  List<ProposedChange.GateVerdict> gates(ProposedChange change);

  /** The same of many changes, in their order. */
  default List<List<ProposedChange.GateVerdict>> gates(List<ProposedChange> changes) {
    return changes.stream().map(this::gates).toList();
  }
}
