package roadbed.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Value;

/**
 * Google's inventory exports an asset's own settings and its access policy apart from each other, each in a file of
 * its own. The two are one resource.
 */
final class Assets {
  private Assets() {}

  /** Whether two documents are of one asset and one of them has what the other lacks. */
  static boolean complete(CollectedResource one, CollectedResource other) {
    return one.declaration() == Declaration.GOOGLE_ASSET_INVENTORY
        && other.declaration() == Declaration.GOOGLE_ASSET_INVENTORY
        && one.type().equals(other.type())
        && hasSettings(one) != hasSettings(other);
  }

  /** The resources, of which those that are two halves of one asset are one, where the first of them stands. */
  static List<CollectedResource> whole(List<CollectedResource> resources) {
    Map<String, Integer> seen = new HashMap<>();
    List<CollectedResource> whole = new ArrayList<>(resources.size());
    for (CollectedResource one : resources) {
      Integer at =
          one.declaration() == Declaration.GOOGLE_ASSET_INVENTORY
              ? seen.putIfAbsent(one.type() + "\n" + one.address(), whole.size())
              : null;
      if (at != null && complete(whole.get(at), one)) {
        whole.set(at, merge(whole.get(at), one));
      } else {
        whole.add(one);
      }
    }
    return whole;
  }

  private static boolean hasSettings(CollectedResource asset) {
    return asset.attributes().get("resource").orElse(null) instanceof Value.Fields;
  }

  /** The asset with both, as seen by the one that has its settings. */
  static CollectedResource merge(CollectedResource one, CollectedResource other) {
    CollectedResource settings = hasSettings(one) ? one : other;
    CollectedResource rest = hasSettings(one) ? other : one;
    Map<String, Value> attributes = new LinkedHashMap<>(settings.attributes().values());
    rest.attributes().values().forEach(attributes::putIfAbsent);
    Map<String, String> context = new LinkedHashMap<>(rest.context());
    context.putAll(settings.context());
    return new CollectedResource(
        settings.declaration(),
        settings.provider(),
        settings.type(),
        settings.address(),
        settings.name(),
        new Value.Fields(attributes),
        settings.references(),
        settings.module(),
        context,
        settings.change(),
        settings.location(),
        settings.places(),
        settings.capturedAt().or(() -> Optional.of(rest).flatMap(CollectedResource::capturedAt)));
  }
}
