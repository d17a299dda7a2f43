package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The resource instances of a document, found by the address of what declares them. */
final class Instances {
  private final Map<String, Map<String, String>> byDeclaration = new HashMap<>();
  private final Map<String, List<String>> byConfiguration = new HashMap<>();
  private final Map<String, Set<String>> moduleInstances = new HashMap<>();

  /** Adds an instance by its absolute address. */
  void add(String address) {
    Address parsed = Address.parse(address);
    String key = parsed.lastKey().orElse("");
    String declaration = address.substring(0, address.length() - key.length());
    byDeclaration.computeIfAbsent(declaration, _ -> new LinkedHashMap<>(2)).put(key, address);
    byConfiguration.computeIfAbsent(parsed.withoutKeys(), _ -> new ArrayList<>(1)).add(address);
    int parts = parsed.moduleParts();
    for (int end = 2; end <= parts; end += 2) {
      String instance = Address.join(parsed.parts().subList(0, end), true);
      String call = instance.substring(0, instance.length() - parsed.parts().get(end - 1).key().length());
      moduleInstances.computeIfAbsent(call, _ -> new LinkedHashSet<>(2)).add(instance);
    }
  }

  /**
   * The instances of a resource in one module instance, by key as written.
   *
   * @param declaration module instance and resource, for example {@code module.a["x"].aws_s3_bucket.b}
   */
  Map<String, String> of(String declaration) {
    return byDeclaration.getOrDefault(declaration, Map.of());
  }

  /** All instances of a resource in all instances of its module, by an address without any keys. */
  List<String> ofConfiguration(String withoutKeys) {
    return byConfiguration.getOrDefault(withoutKeys, List.of());
  }

  /** The instances of a module call, for example of {@code module.a}. */
  Set<String> ofModule(String call) {
    return moduleInstances.getOrDefault(call, Set.of());
  }
}
