package roadbed.assess.resilience;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import roadbed.inventory.Snapshot;
import roadbed.model.CatalogEntity;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.resilience.RecoveryObjective;
import roadbed.model.resilience.WrittenDuration;

/** Walks from services to all that they need. Networks, identities and accounts are met and not walked through: everything is near them. */
final class DependencyWalk {
  private static final int DEEPEST = 12;
  private static final int MOST = 20_000;

  private record Step(ResourceId to, String words) {}

  private record Reached(ResourceId id, int depth, List<String> path) {}

  private final Map<ResourceId, List<Step>> steps = new HashMap<>();
  private final Map<ResourceId, Resource> resources = new HashMap<>();
  private final Map<ResourceId, CatalogEntity> entities = new HashMap<>();
  private final Map<String, ResourceId> named = new HashMap<>();
  private final Snapshot snapshot;
  private final Terms terms;
  private final Names names;

  DependencyWalk(Snapshot snapshot, Terms terms) {
    this.snapshot = snapshot;
    this.terms = terms;
    snapshot.resources().forEach(resource -> resources.put(resource.id(), resource));
    for (CatalogEntity entity : snapshot.catalog()) {
      ResourceId id = id(entity);
      entities.putIfAbsent(id, entity);
      if (!entity.kind().equals("System") && !entity.kind().equals("Group")) {
        named.putIfAbsent(entity.name().toLowerCase(Locale.ROOT), id);
      }
    }
    this.names = new Names(snapshot.resources());
    for (Relation relation : snapshot.relations()) {
      if (relation.type() != Relation.Type.OWNED_BY && !relation.from().value().startsWith("account:") && !relation.from().value().startsWith("system:")) {
        step(relation.from(), relation.to(), relation.type().id().replace('-', ' '));
      }
    }
    for (CatalogEntity entity : snapshot.catalog()) {
      for (String needed : entity.kind().equals("Component") ? terms.service(entity.name()).dependsOn() : List.<String>of()) {
        target(needed).ifPresent(to -> step(id(entity), to, "depends on"));
      }
    }
  }

  private void step(ResourceId from, ResourceId to, String words) {
    steps.computeIfAbsent(from, _ -> new ArrayList<>(2)).add(new Step(to, title(from) + " " + words + " " + title(to)));
  }

  private Optional<ResourceId> target(String name) {
    return Optional.ofNullable(named.get(name.toLowerCase(Locale.ROOT)))
        .or(() -> names.of(List.of(name)).stream().findFirst().map(Resource::id));
  }

  static ResourceId id(CatalogEntity entity) {
    return new ResourceId(entity.kind().toLowerCase(Locale.ROOT) + ":" + entity.namespace() + "/" + entity.name());
  }

  private String title(ResourceId id) {
    Resource resource = resources.get(id);
    CatalogEntity entity = entities.get(id);
    return resource != null ? resource.name() + " (" + resource.type() + ")" : entity != null ? entity.name() : id.value();
  }

  /** All resources that belong to components, with the component's name. */
  Map<ResourceId, String> owners() {
    Map<ResourceId, String> owners = new LinkedHashMap<>();
    for (Relation relation : snapshot.relations()) {
      CatalogEntity entity = entities.get(relation.from());
      if (relation.type() == Relation.Type.CONTAINS && entity != null && entity.kind().equals("Component")) {
        owners.putIfAbsent(relation.to(), entity.name());
      }
    }
    return owners;
  }

  /**
   * What a service needs that promises less than it does.
   *
   * @param untiered stores that it needs and whose tier nobody tells are added here
   */
  List<WeakDependency> weak(CatalogEntity service, String tier, RecoveryObjective objective, Set<ResourceId> untiered) {
    OptionalInt own = Terms.number(tier);
    List<WeakDependency> found = new ArrayList<>();
    Set<ResourceId> seen = new LinkedHashSet<>();
    Deque<Reached> open = new ArrayDeque<>();
    open.add(new Reached(id(service), 0, List.of()));
    seen.add(id(service));
    while (!open.isEmpty() && seen.size() < MOST) {
      Reached at = open.poll();
      boolean end = at.depth() > 0 && (judge(service, tier, own, objective, at, found, untiered) || isHub(at.id()));
      if (!end && at.depth() < DEEPEST) {
        for (Step step : steps.getOrDefault(at.id(), List.of())) {
          if (seen.add(step.to())) {
            List<String> path = new ArrayList<>(at.path());
            path.add(step.words());
            open.add(new Reached(step.to(), at.depth() + 1, path));
          }
        }
      }
    }
    return found;
  }

  /** Whether what is behind it is its own affair. */
  private boolean judge(
      CatalogEntity service, String tier, OptionalInt own, RecoveryObjective objective, Reached at, List<WeakDependency> found, Set<ResourceId> untiered) {
    Resource resource = resources.get(at.id());
    CatalogEntity entity = entities.get(at.id());
    Optional<String> other =
        resource != null ? resource.tier() : entity != null ? Terms.tier(entity, snapshot) : Optional.empty();
    boolean store = resource != null && terms.keepsData(resource);
    if (other.isEmpty()) {
      if (store) {
        untiered.add(at.id());
      }
      return false;
    }
    OptionalInt rank = Terms.number(other.get());
    Optional<String> why = Optional.empty();
    if (own.isPresent() && rank.isPresent() && rank.getAsInt() > own.getAsInt()) {
      why = Optional.of("a service of " + tier + " needs " + (store ? "a store" : "something") + " of " + other.get());
    } else {
      RecoveryObjective promised =
          entity != null ? terms.objective(entity, other) : terms.ofTier(other.get());
      why = longer("RTO", objective.time(), promised.time()).or(() -> longer("RPO", objective.point(), promised.point()));
    }
    why.ifPresent(
        reason ->
            found.add(
                new WeakDependency(
                    service.name(),
                    tier,
                    at.id().value(),
                    resource != null ? resource.name() : entity != null ? entity.name() : at.id().value(),
                    other.get(),
                    store,
                    at.path(),
                    reason)));
    return why.isPresent();
  }

  private static Optional<String> longer(String what, Optional<Duration> own, Optional<Duration> other) {
    return own.isPresent() && other.isPresent() && other.get().compareTo(own.get()) > 0
        ? Optional.of("its " + what + " of " + WrittenDuration.text(other.get()) + " is longer than the service's "
            + WrittenDuration.text(own.get()))
        : Optional.empty();
  }

  private boolean isHub(ResourceId id) {
    Resource resource = resources.get(id);
    String kind = resource == null ? "" : resource.kind();
    return kind.startsWith("identity.")
        || (kind.startsWith("network.") && !kind.equals("network.loadbalancer") && !kind.equals("network.listener"))
        || kind.startsWith("account.")
        || kind.equals("k8s.namespace")
        || kind.equals("k8s.role")
        || id.value().startsWith("team:")
        || id.value().startsWith("account:");
  }
}
