package roadbed.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.inventory.facet.Types;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Value;

/**
 * The entries of one source. Where a plan and a state speak of the same resource they become one: the plan says
 * what it will be, the state fills in the identifiers that the plan does not know.
 */
final class Merge {
  private static final List<String> IDENTIFIERS = List.of("id", "arn", "self_link");

  private Merge() {}

  static List<Entry> ofSource(Collection collection, Types types) {
    List<Entry> entries = new ArrayList<>(collection.resources().size());
    Map<String, List<Entry>> byAddress = HashMap.newHashMap(collection.resources().size());
    for (CollectedResource collected : collection.resources()) {
      List<Entry> same = byAddress.computeIfAbsent(collected.address(), _ -> new ArrayList<>(1));
      Optional<Entry> other = same.stream().filter(entry -> isPlanAndState(entry.collected(), collected)).findFirst();
      if (other.isPresent()) {
        other.get().replace(merge(other.get().collected(), collected));
        continue;
      }
      Optional<Entry> half = same.stream().filter(entry -> Assets.complete(entry.collected(), collected)).findFirst();
      if (half.isPresent()) {
        half.get().replace(Assets.merge(half.get().collected(), collected));
        continue;
      }
      Entry entry = new Entry(collection.source(), collection.capturedAt(), collected, types);
      same.add(entry);
      entries.add(entry);
    }
    for (Entry entry : List.copyOf(entries)) {
      for (CollectedResource companion : entry.companions()) {
        entries.add(new Entry(collection.source(), collection.capturedAt(), companion, types));
      }
    }
    return entries;
  }

  private static boolean isPlanAndState(CollectedResource one, CollectedResource other) {
    boolean kinds =
        (isPlan(one) && other.declaration() == Declaration.TERRAFORM_STATE)
            || (isPlan(other) && one.declaration() == Declaration.TERRAFORM_STATE);
    if (!kinds || !one.type().equals(other.type())) {
      return false;
    }
    for (String identifier : IDENTIFIERS) {
      Optional<String> a = one.attributes().text(identifier);
      Optional<String> b = other.attributes().text(identifier);
      if (a.isPresent() && b.isPresent()) {
        return a.equals(b);
      }
    }
    return Joins.folder(one.location().file()).equals(Joins.folder(other.location().file()));
  }

  private static boolean isPlan(CollectedResource resource) {
    return resource.declaration() == Declaration.TERRAFORM_PLAN;
  }

  private static CollectedResource merge(CollectedResource one, CollectedResource other) {
    CollectedResource plan = isPlan(one) ? one : other;
    CollectedResource state = isPlan(one) ? other : one;
    Map<String, Value> attributes = new LinkedHashMap<>(plan.attributes().values());
    for (String identifier : IDENTIFIERS) {
      Value planned = attributes.get(identifier);
      Value actual = state.attributes().values().get(identifier);
      if (actual instanceof Value.Text && !(planned instanceof Value.Text)) {
        attributes.put(identifier, actual);
      }
    }
    Map<String, String> context = new HashMap<>(state.context());
    context.putAll(plan.context());
    return new CollectedResource(
        plan.declaration(),
        plan.provider(),
        plan.type(),
        plan.address(),
        plan.name(),
        new Value.Fields(attributes),
        plan.references().isEmpty() ? state.references() : plan.references(),
        plan.module().or(state::module),
        context,
        plan.change(),
        plan.location(),
        plan.places(),
        plan.capturedAt());
  }
}
