package roadbed.app.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.DecisionTree;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.inventory.facet.Reads;
import roadbed.model.Collection;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.Verdict;

/** Moves what a change brings to the place of the attribute that decides, where the source tells it. */
final class GatePlaces {
  private static final int MOST_ITEMS = 30;
  private static final int MOST_RESOURCES = 20_000;

  private final Collection collection;
  private final Snapshot snapshot;
  private final Guardrails guardrails;
  private final Names names;

  GatePlaces(Collection collection, Snapshot snapshot, Guardrails guardrails, Names names) {
    this.collection = collection;
    this.snapshot = snapshot;
    this.guardrails = guardrails;
    this.names = names;
  }

  List<GateItem> of(List<GateItem> items) {
    if (snapshot.resources().size() > MOST_RESOURCES || items.stream().noneMatch(GatePlaces::isBrought)) {
      return items;
    }
    List<Reads.Read> reads = Reads.during(() -> Inventory.of(List.of(collection)));
    Map<String, Resource> resources = new HashMap<>();
    snapshot.resources().forEach(resource -> resources.put(resource.id().value(), resource));
    List<GateItem> placed = new ArrayList<>(items.size());
    int explained = 0;
    for (GateItem item : items) {
      Resource resource = resources.get(item.finding().resource());
      if (resource == null || !isBrought(item) || explained++ >= MOST_ITEMS) {
        placed.add(item);
        continue;
      }
      Optional<DecisionTree> tree = guardrails.explain(item.finding().guardrail(), resource, reads);
      placed.add(tree.map(one -> moved(item, one.place())).orElse(item));
    }
    return placed;
  }

  private static boolean isBrought(GateItem item) {
    return (item.movement() == Movement.NEW || item.movement() == Movement.WORSENED)
        && item.finding().outcome() == Verdict.Outcome.FAIL;
  }

  private GateItem moved(GateItem item, Location place) {
    GateFinding finding = item.finding();
    Location at = new Location(names.ofPath(place.file()), place.line(), place.column(), place.pointer());
    return new GateItem(item.movement(), item.level(), item.why(), finding.at(at), item.fingerprint());
  }
}
