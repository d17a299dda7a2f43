package roadbed.app.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import roadbed.assess.change.ChangeSurroundings;
import roadbed.assess.change.ProposedChange;
import roadbed.inventory.Snapshot;
import roadbed.model.CatalogEntity;
import roadbed.model.Change;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.operate.change.ChangeAround;
import roadbed.operate.change.ChangeStore;

/** What files alone tell around a change: the graph of what they declare and the catalog. Error budgets are not known here. */
public final class LocalChanges implements ChangeAround {
  private final Snapshot snapshot;
  private final List<ProposedChange.GateVerdict> verdicts;
  private final List<ChangeStore.Kept> documents;
  private final Dependents dependents;

  /**
   * What files tell.
   *
   * @param verdicts what gates decided about the change
   * @param documents of kind {@code Changes}
   */
  public LocalChanges(Snapshot snapshot, List<ProposedChange.GateVerdict> verdicts, List<ChangeStore.Kept> documents) {
    this.snapshot = snapshot;
    this.verdicts = List.copyOf(verdicts);
    this.documents = List.copyOf(documents);
    Dependents.Gathered gathered = new Dependents.Gathered();
    for (Relation relation : snapshot.relations()) {
      gathered.add(relation.from().value(), relation.type().id(), relation.to().value(), relation.reason());
    }
    this.dependents = gathered.all();
  }

  /** Resources that a plan among the files changes. */
  public static List<Resource> changed(Snapshot snapshot) {
    return snapshot.resources().stream().filter(resource -> changes(resource.origin().change())).toList();
  }

  private static boolean changes(Change change) {
    return switch (change) {
      case CREATE, UPDATE, REPLACE, DELETE -> true;
      case NONE, NO_OP, READ -> false;
    };
  }

  /** How many of these are taken away or replaced. */
  public static int destroyed(List<Resource> changed) {
    return (int)
        changed.stream()
            .filter(resource -> resource.origin().change() == Change.DELETE || resource.origin().change() == Change.REPLACE)
            .count();
  }

  /** The services that resources are part of. */
  public static Set<String> services(List<Resource> resources) {
    Set<String> services = new TreeSet<>();
    resources.forEach(resource -> resource.system().ifPresent(services::add));
    return services;
  }

  /** The environment that resources are in, where it is one. */
  public static Optional<String> environment(List<Resource> resources) {
    Set<String> environments = new TreeSet<>();
    resources.forEach(resource -> resource.environment().ifPresent(environments::add));
    return environments.size() == 1 ? environments.stream().findFirst() : Optional.empty();
  }

  @Override
  public List<ChangeStore.Kept> documents() {
    return documents;
  }

  @Override
  public Reach reach(Collection<String> services, Collection<String> resources, Instant now) {
    Map<String, Resource> known = new LinkedHashMap<>();
    snapshot.resources().forEach(resource -> known.put(resource.id().value(), resource));
    Set<String> begin = new LinkedHashSet<>(resources);
    services.forEach(service -> begin.addAll(dependents.ofName(service)));
    Set<String> own = new LinkedHashSet<>(services);
    for (String id : resources) {
      Optional.ofNullable(known.get(id)).flatMap(Resource::system).ifPresent(own::add);
    }
    List<ChangeSurroundings.Consumer> consumers = new ArrayList<>();
    dependents
        .walk(
            begin,
            own,
            id -> Optional.ofNullable(known.get(id)).flatMap(Resource::system).or(() -> Dependents.catalogName(id)))
        .forEach((name, way) -> consumers.add(new ChangeSurroundings.Consumer(name, tier(name), owner(name), way.hops(), way.words())));
    boolean found =
        services.isEmpty()
            ? resources.stream().anyMatch(known::containsKey)
            : services.stream().allMatch(service -> entity(service).isPresent());
    return new Reach(
        own.stream()
            .map(
                name ->
                    new ChangeSurroundings.Touched(
                        name, tier(name), owner(name), ChangeSurroundings.Budget.UNKNOWN, List.of("a server knows it, files do not")))
            .toList(),
        consumers,
        found);
  }

  private Optional<CatalogEntity> entity(String name) {
    return snapshot.catalog().stream().filter(entity -> entity.name().equals(name)).findFirst();
  }

  private OptionalInt tier(String name) {
    String told = snapshot.facts().tiers().getOrDefault(name, entity(name).flatMap(CatalogEntity::tier).orElse(""));
    String digits = told.replaceAll("[^1-4]", "");
    return digits.length() == 1 ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
  }

  private Optional<String> owner(String name) {
    return entity(name).flatMap(CatalogEntity::owner);
  }

  @Override
  public List<ProposedChange.GateVerdict> gates(ProposedChange change) {
    return verdicts;
  }
}
