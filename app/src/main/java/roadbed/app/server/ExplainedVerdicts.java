package roadbed.app.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import roadbed.assess.policy.DecisionTree;
import roadbed.assess.policy.Guardrails;
import roadbed.inventory.EstateStore;
import roadbed.inventory.Inventory;
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
  private static final int MOST_REMEMBERED = 5_000;

  private final EstateStore estate;
  private final Guardrails guardrails;
  private final Semaphore one = new Semaphore(1);
  private List<String> explained = List.of();
  private Map<Asked, Optional<DecisionTree>> answers = new HashMap<>();

  ExplainedVerdicts(EstateStore estate, Guardrails guardrails) {
    this.estate = estate;
    this.guardrails = guardrails;
  }

  @Override
  public Optional<DecisionTree> of(String guardrail, ResourceId id) {
    return estate.find(id).isEmpty() ? Optional.empty() : all(List.of(new Asked(guardrail, id))).getFirst();
  }

  @Override
  public List<Optional<DecisionTree>> all(List<Asked> asked) {
    if (asked.isEmpty()) {
      return List.of();
    }
    one.acquireUninterruptibly();
    try {
      List<Collection> collections = estate.latestCollections();
      Map<Asked, Optional<DecisionTree>> known = remembered(collections);
      List<Asked> fresh = asked.stream().distinct().filter(one -> !known.containsKey(one)).toList();
      if (!fresh.isEmpty()) {
        explain(fresh, collections, known);
      }
      return asked.stream().map(one -> known.getOrDefault(one, Optional.empty())).toList();
    } finally {
      one.release();
    }
  }

  /** What was explained already of these very collections; an estate that changed is explained anew. */
  private Map<Asked, Optional<DecisionTree>> remembered(List<Collection> collections) {
    List<String> now =
        collections.stream().map(collection -> collection.source() + " " + collection.capturedAt()).toList();
    if (!now.equals(explained)) {
      explained = now;
      answers = new HashMap<>();
    } else if (answers.size() > MOST_REMEMBERED) {
      answers = new HashMap<>();
    }
    return answers;
  }

  private void explain(List<Asked> asked, List<Collection> collections, Map<Asked, Optional<DecisionTree>> known) {
    long resources = collections.stream().mapToLong(collection -> collection.resources().size()).sum();
    List<Reads.Read> reads = new ArrayList<>();
    Map<ResourceId, Resource> described = new HashMap<>();
    if (resources > MOST_RESOURCES) {
      asked.forEach(
          one -> estate.find(one.resource()).ifPresent(found -> described.put(one.resource(), found.resource())));
    } else {
      Set<ResourceId> wanted = asked.stream().map(Asked::resource).collect(Collectors.toSet());
      reads.addAll(
          Reads.during(
              () ->
                  Inventory.of(collections).resources().stream()
                      .filter(resource -> wanted.contains(resource.id()))
                      .forEach(resource -> described.put(resource.id(), resource))));
    }
    // An explanation looks through all reads for its resource's, so it is given no others.
    Map<String, List<Reads.Read>> byResource = reads.stream().collect(Collectors.groupingBy(Reads.Read::resource));
    for (Asked one : asked) {
      Resource resource = described.get(one.resource());
      known.put(
          one,
          resource == null
              ? Optional.empty()
              : guardrails.explain(
                  one.guardrail(), resource, byResource.getOrDefault(Reads.name(resource), List.of())));
    }
  }
}
