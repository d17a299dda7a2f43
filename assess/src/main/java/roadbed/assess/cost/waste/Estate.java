package roadbed.assess.cost.waste;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.cost.change.PriceSheet;
import roadbed.inventory.Snapshot;
import roadbed.model.Declaration;
import roadbed.model.Money;
import roadbed.model.Relation;
import roadbed.model.ResourceId;
import roadbed.model.Utilisation;

/** All that rules look at beside the one resource. */
final class Estate {
  private final List<Seen> all = new ArrayList<>();
  private final Twins twins;
  private final Map<ResourceId, Seen> byId = new HashMap<>();
  private final Map<String, List<Seen>> byType = new HashMap<>();
  private final Map<ResourceId, List<Relation>> outgoing = new HashMap<>();
  private final Map<ResourceId, List<Relation>> incoming = new HashMap<>();
  private final Set<String> live = new HashSet<>();
  private final Map<String, Map<String, List<String>>> namesByType = new HashMap<>();
  private final Costs costs;
  private final Measurements measurements;
  private final WasteLimits limits;
  private final Instant now;

  Estate(Snapshot snapshot, Bill bill, PriceSheet prices, List<Utilisation> utilisation, WasteLimits limits, Instant now) {
    this.limits = limits;
    this.now = now;
    snapshot.resources().stream()
        .filter(resource -> resource.origin().change() != roadbed.model.Change.DELETE)
        .map(Seen::new)
        .forEach(this::add);
    twins = new Twins(all);
    measurements = new Measurements(utilisation, snapshot.uses(), all());
    costs = new Costs(bill, prices, all().stream().map(Seen::translated).toList());
    for (Relation relation : snapshot.relations()) {
      if (relation.type() != Relation.Type.OWNED_BY) {
        outgoing.computeIfAbsent(relation.from(), _ -> new ArrayList<>(2)).add(relation);
        incoming.computeIfAbsent(relation.to(), _ -> new ArrayList<>(2)).add(relation);
      }
    }
  }

  private void add(Seen it) {
    all.add(it);
    byId.put(it.resource().id(), it);
    byType.computeIfAbsent(it.type(), _ -> new ArrayList<>()).add(it);
    if (it.isLive()) {
      live.add(it.type() + " " + it.resource().account());
    }
  }

  /** All resources, each once. */
  List<Seen> all() {
    return all.stream().filter(it -> !twins.isShadowed(it)).toList();
  }

  /** The resource of code that declares one. */
  Optional<ResourceId> code(Seen it) {
    return twins.code(it);
  }

  List<Seen> ofType(String type) {
    return byType.getOrDefault(type, List.of()).stream().filter(it -> !twins.isShadowed(it)).toList();
  }

  /**
   * Whether a resource of a type goes by a name, or by one that ends with it, or that it ends with. Names are found by
   * their last parts, so that a hundred thousand of them are looked at once and not for each question.
   */
  boolean names(String type, String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return namesByType.computeIfAbsent(type, this::byLastPart).getOrDefault(lastPart(wanted), List.of()).stream()
        .anyMatch(
            known ->
                known.equals(wanted) || known.endsWith("/" + wanted) || known.endsWith(":" + wanted) || wanted.endsWith("/" + known));
  }

  private Map<String, List<String>> byLastPart(String type) {
    Map<String, List<String>> names = new HashMap<>();
    for (Seen one : ofType(type)) {
      for (String name : one.names()) {
        String lower = name.toLowerCase(Locale.ROOT);
        names.computeIfAbsent(lastPart(lower), _ -> new ArrayList<>(1)).add(lower);
      }
    }
    return names;
  }

  private static String lastPart(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
  }

  Costs costs() {
    return costs;
  }

  Measurements measurements() {
    return measurements;
  }

  WasteLimits limits() {
    return limits;
  }

  Instant now() {
    return now;
  }

  /** Whether an inventory of an account told of a type at all: else that something is not in it means nothing. */
  boolean toldOf(String type, String account) {
    return live.contains(type + " " + account);
  }

  /** Resources that refer to this one, or that it refers to. */
  List<Seen> neighbours(Seen it) {
    List<Seen> found = new ArrayList<>();
    outgoing.getOrDefault(it.resource().id(), List.of()).forEach(one -> Optional.ofNullable(byId.get(one.to())).ifPresent(found::add));
    found.addAll(referrers(it));
    return found;
  }

  /** Resources that refer to this one. */
  List<Seen> referrers(Seen it) {
    List<Seen> found = new ArrayList<>();
    for (Relation one : incoming.getOrDefault(it.resource().id(), List.of())) {
      Seen other = byId.get(one.from());
      if (other != null) {
        found.add(other);
      }
    }
    return found;
  }

  /** Whether it is of an environment that no customer uses; empty where nobody says which it is of. */
  Optional<Boolean> nonProduction(Seen it) {
    return it.resource().environment().map(name -> limits.nonProduction().contains(name.toLowerCase(Locale.ROOT)));
  }

  /** The whole of a part is saved. */
  Estimate all(Seen it, Part part) {
    Optional<MonthlyCost> cost = costs.of(it, part);
    return cost.<Estimate>map(known -> new Estimate.Known(known.money(), "all that it costs: " + known.words()))
        .orElseGet(() -> noCost(it));
  }

  /**
   * The whole of a part is saved, if what was read is all that there is: where only code tells that nothing uses a
   * resource, it is what is saved at most.
   */
  Estimate allIfUnused(Seen it, Part part) {
    Estimate saving = all(it, part);
    return it.side() == Declaration.Side.DECLARED && saving instanceof Estimate.Known known
        ? new Estimate.AtMost(known.monthly(), "if nothing uses it that was not read: " + known.how())
        : saving;
  }

  /** Nobody says what it costs. */
  Estimate noCost(Seen it) {
    return new Estimate.Unknown(
        "neither the bill nor the prices say what it costs"
            + (it.region().isEmpty() ? ", and its region is not known" : " in " + it.region()));
  }

  /** At most all that a part costs. */
  Estimate atMost(Seen it, Part part, String how) {
    Optional<MonthlyCost> cost = costs.of(it, part);
    return cost.<Estimate>map(known -> new Estimate.AtMost(known.money(), how + "; " + known.words())).orElseGet(() -> noCost(it));
  }

  /** Confidence in what measurements say: low where they are few. */
  Grade measured(Measured measured, Grade otherwise) {
    if (measured.days() < limits.days()) {
      return Grade.low("measured on " + measured.days() + " days, of at least " + limits.days() + " that tell");
    }
    return otherwise;
  }

  static String words(Money money) {
    return Costs.words(money);
  }
}
