package roadbed.assess.cost.allocation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Provider;
import roadbed.model.Resource;

/**
 * Finds the resource that a bill means. Bills write identifiers in their own ways: an ARN or only its last
 * part, an Azure id in any case, a Google name with or without its host. A short name counts only inside its
 * account, and only where it is one resource's.
 */
public final class BilledResources {
  private final Map<String, Resource> byGlobalName = new HashMap<>();
  private final Map<String, Resource> byShortName = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  /** Resources to be found. */
  public BilledResources(List<Resource> resources) {
    for (Resource resource : resources) {
      for (String name : names(resource)) {
        byGlobalName.putIfAbsent(key(resource.provider(), name), resource);
        String last = lastPart(name);
        if (!last.isEmpty()) {
          String shortKey = shortKey(resource.provider(), resource.account(), last);
          Resource other = byShortName.putIfAbsent(shortKey, resource);
          if (other != null && !other.id().equals(resource.id())) {
            ambiguous.add(shortKey);
          }
        }
      }
    }
  }

  /** Every identifier of the provider that the resource's document knows. */
  private static Set<String> names(Resource resource) {
    Set<String> names = new HashSet<>();
    if (!resource.id().value().startsWith(resource.origin().source() + "//")) {
      names.add(resource.id().value());
    }
    for (String attribute : List.of("arn", "id", "self_link")) {
      resource.raw().text(attribute).filter(text -> !text.isBlank()).ifPresent(names::add);
    }
    switch (resource.kind()) {
      case "storage.bucket" -> resource.raw().text("bucket").ifPresent(names::add);
      case "compute.vm", "compute.instance" -> resource.raw().text("instance_id").ifPresent(names::add);
      default -> {}
    }
    return names;
  }

  /**
   * The resource that a bill means, where it is known and one. Two ARNs that are not the same are two
   * resources, whatever their last parts.
   */
  public Optional<Resource> find(Provider provider, String account, String billed) {
    if (billed.isBlank()) {
      return Optional.empty();
    }
    Resource global = byGlobalName.get(key(provider, billed));
    if (global != null) {
      return Optional.of(global);
    }
    String name = provider == Provider.AWS || !billed.contains("/") ? lastPart(billed) : billed;
    return find(shortKey(provider, account, name))
        .or(() -> find(shortKey(provider, "", name)))
        .filter(found -> !billed.startsWith("arn:") || !found.id().value().startsWith("arn:"));
  }

  private Optional<Resource> find(String shortKey) {
    return ambiguous.contains(shortKey)
        ? Optional.empty()
        : Optional.ofNullable(byShortName.get(shortKey));
  }

  private static String key(Provider provider, String name) {
    return provider.id()
        + " "
        + switch (provider) {
          case AZURE -> name.toLowerCase(Locale.ROOT);
          case GCP -> googleName(name);
          case AWS, KUBERNETES, OTHER -> name;
        };
  }

  /** {@code //compute.googleapis.com/projects/…} and a self link are the name from {@code projects/} on. */
  private static String googleName(String name) {
    int projects = name.indexOf("projects/");
    return projects > 0 && (name.startsWith("//") || name.startsWith("https://"))
        ? name.substring(projects)
        : name;
  }

  private static String shortKey(Provider provider, String account, String name) {
    String key = provider.id() + " " + account + " " + name;
    return provider == Provider.AZURE ? key.toLowerCase(Locale.ROOT) : key;
  }

  private static String lastPart(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
  }
}
