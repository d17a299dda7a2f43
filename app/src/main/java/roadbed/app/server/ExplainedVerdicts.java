package roadbed.app.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import roadbed.assess.policy.DecisionTree;
import roadbed.assess.policy.Guardrails;
import roadbed.inventory.EstateStore;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.inventory.facet.Reads;
import roadbed.model.Collection;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.web.ui.Explanations;

/**
 * Explains from the collections themselves, since only they tell where an attribute stands. That describes the estate
 * again, so one explanation is made at a time, and an estate of more resources than can be described for one look is
 * explained without the places of attributes.
 */
final class ExplainedVerdicts implements Explanations {
  private static final int MOST_RESOURCES = 50_000;

  private final EstateStore estate;
  private final Guardrails guardrails;
  private final Semaphore one = new Semaphore(1);

  ExplainedVerdicts(EstateStore estate, Guardrails guardrails) {
    this.estate = estate;
    this.guardrails = guardrails;
  }

  @Override
  public Optional<DecisionTree> of(String guardrail, ResourceId id) {
    Optional<Resource> stored = estate.find(id).map(EstateStore.Found::resource);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    one.acquireUninterruptibly();
    try {
      List<Collection> collections = estate.latestCollections();
      long resources = collections.stream().mapToLong(collection -> collection.resources().size()).sum();
      if (resources > MOST_RESOURCES) {
        return guardrails.explain(guardrail, stored.get(), List.of());
      }
      List<Snapshot> described = new ArrayList<>();
      List<Reads.Read> reads = Reads.during(() -> described.add(Inventory.of(collections)));
      return described.getFirst().resources().stream()
          .filter(resource -> resource.id().equals(id))
          .findFirst()
          .flatMap(resource -> guardrails.explain(guardrail, resource, reads));
    } finally {
      one.release();
    }
  }
}
