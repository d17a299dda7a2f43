package roadbed.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * What happened between two snapshots: resources that appeared, changed and vanished. Looks at what a resource
 * is, not at where and when it was described: line numbers, the planned change and bookkeeping that every
 * capture makes anew (etags, resource versions, serials, timestamps of status) do not count.
 *
 * @param appeared in the later one only, by id
 * @param changed in both and different, by id
 * @param vanished in the earlier one only, by id
 */
public record Diff(List<Resource> appeared, List<Changed> changed, List<Resource> vanished) {

  /** A resource that is in both snapshots and differs. */
  public record Changed(ResourceId id, Resource before, Resource after, List<EstateStore.FieldChange> fields) {
    public Changed {
      fields = List.copyOf(fields);
    }
  }

  /** At most so many changed values are told of one resource. */
  public static final int MOST_FIELDS = 200;

  private static final Set<String> NOISE =
      Set.of(
          "etag",
          "fingerprint",
          "metadata_fingerprint",
          "label_fingerprint",
          "resourceVersion",
          "resource_version",
          "generation",
          "managedFields",
          "uid",
          "status",
          "serial",
          "schema_version",
          "latest_restorable_time",
          "latest_version_published",
          "kubectl.kubernetes.io/last-applied-configuration",
          "timeouts");

  public Diff {
    appeared = List.copyOf(appeared);
    changed = List.copyOf(changed);
    vanished = List.copyOf(vanished);
  }

  /** The differences from an earlier snapshot to a later one. */
  public static Diff between(Snapshot before, Snapshot after) {
    Map<ResourceId, Resource> earlier = HashMap.newHashMap(before.resources().size());
    before.resources().forEach(resource -> earlier.put(resource.id(), resource));
    List<Resource> appeared = new ArrayList<>();
    List<Changed> changed = new ArrayList<>();
    for (Resource resource : after.resources()) {
      Resource old = earlier.remove(resource.id());
      if (old == null) {
        appeared.add(resource);
      } else {
        List<EstateStore.FieldChange> fields = fields(old, resource);
        if (!fields.isEmpty()) {
          changed.add(new Changed(resource.id(), old, resource, fields));
        }
      }
    }
    List<Resource> vanished = new ArrayList<>(earlier.values());
    appeared.sort(Comparator.comparing(Resource::id));
    changed.sort(Comparator.comparing(Changed::id));
    vanished.sort(Comparator.comparing(Resource::id));
    return new Diff(appeared, changed, vanished);
  }

  /** The values that differ between two captures of one resource, by JSON pointer; none where it is the same. */
  public static List<EstateStore.FieldChange> fields(Resource before, Resource after) {
    List<EstateStore.FieldChange> changes = new ArrayList<>();
    text("/kind", before.kind(), after.kind(), changes);
    text("/type", before.type(), after.type(), changes);
    text("/account", before.account(), after.account(), changes);
    text("/region", before.region(), after.region(), changes);
    text("/name", before.name(), after.name(), changes);
    optional("/owner", owner(before), owner(after), changes);
    optional("/environment", before.environment(), after.environment(), changes);
    optional("/tier", before.tier(), after.tier(), changes);
    optional("/system", before.system(), after.system(), changes);
    optional("/module", before.origin().module(), after.origin().module(), changes);
    compare("/raw", before.raw(), after.raw(), changes);
    satellites(before, after, changes);
    return changes.size() > MOST_FIELDS ? List.copyOf(changes.subList(0, MOST_FIELDS)) : changes;
  }

  private static Optional<String> owner(Resource resource) {
    return resource.ownership().map(Ownership::owner);
  }

  private static void satellites(Resource before, Resource after, List<EstateStore.FieldChange> changes) {
    Map<String, Value> old = byAddress(before);
    Map<String, Value> now = byAddress(after);
    Set<String> addresses = new LinkedHashSet<>(old.keySet());
    addresses.addAll(now.keySet());
    addresses.stream()
        .sorted()
        .forEach(
            address ->
                compare("/satellites/" + escape(address), old.get(address), now.get(address), changes));
  }

  private static Map<String, Value> byAddress(Resource resource) {
    Map<String, Value> satellites = new HashMap<>();
    resource.satellites().values().forEach(all -> all.forEach(one -> satellites.put(one.address(), one.raw())));
    return satellites;
  }

  private static void text(String pointer, String before, String after, List<EstateStore.FieldChange> changes) {
    if (!before.equals(after)) {
      changes.add(
          new EstateStore.FieldChange(
              pointer, ValueJson.text(Value.of(before)), ValueJson.text(Value.of(after))));
    }
  }

  private static void optional(
      String pointer, Optional<String> before, Optional<String> after, List<EstateStore.FieldChange> changes) {
    compare(pointer, before.<Value>map(Value::of).orElse(null), after.<Value>map(Value::of).orElse(null), changes);
  }

  private static void compare(
      String pointer, @Nullable Value before, @Nullable Value after, List<EstateStore.FieldChange> changes) {
    if (Objects.equals(before, after) || (isEmpty(before) && isEmpty(after))) {
      return;
    }
    if (before instanceof Value.Fields old && after instanceof Value.Fields now) {
      Set<String> names = new LinkedHashSet<>(old.values().keySet());
      names.addAll(now.values().keySet());
      for (String name : names) {
        if (!NOISE.contains(name)) {
          compare(
              pointer + "/" + escape(name), old.values().get(name), now.values().get(name), changes);
        }
      }
      return;
    }
    if (before instanceof Value.Items old
        && after instanceof Value.Items now
        && old.values().size() == now.values().size()) {
      for (int i = 0; i < old.values().size(); i++) {
        compare(pointer + "/" + i, old.values().get(i), now.values().get(i), changes);
      }
      return;
    }
    changes.add(new EstateStore.FieldChange(pointer, json(before), json(after)));
  }

  /** Absent, null, an empty text and an empty list are one: providers write now one, now the other. */
  private static boolean isEmpty(@Nullable Value value) {
    return switch (value) {
      case null -> true;
      case Value.Null _ -> true;
      case Value.Text text -> text.value().isEmpty();
      case Value.Items items -> items.values().isEmpty();
      case Value.Fields fields -> fields.values().isEmpty();
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Unknown _, Value.Secret _ -> false;
    };
  }

  private static String json(@Nullable Value value) {
    return value == null ? "null" : ValueJson.text(value);
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
