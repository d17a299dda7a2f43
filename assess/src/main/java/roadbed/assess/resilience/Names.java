package roadbed.assess.resilience;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.Value;

/** Resources by what backups call them: identifiers, addresses, names that only one of them has, namespaces. */
final class Names {
  private static final String NAMESPACE = "k8s-namespace:";

  private final Map<String, List<Resource>> byName = new HashMap<>();
  private final Map<String, List<Resource>> byNamespace = new HashMap<>();
  private final List<Resource> all;

  /** Of resources that keep data. */
  Names(List<Resource> resources) {
    all = List.copyOf(resources);
    for (Resource resource : resources) {
      Set<String> names = new LinkedHashSet<>();
      names.add(key(resource.id().value()));
      names.add(key(resource.origin().address()));
      names.add(key(resource.name()));
      for (String attribute : List.of("arn", "id", "self_link", "identifier", "resource_id")) {
        resource.raw().text(attribute).filter(text -> !text.isBlank()).ifPresent(text -> names.add(key(text)));
      }
      names.forEach(name -> byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(resource));
      if (resource.provider() == Provider.KUBERNETES) {
        byNamespace.computeIfAbsent(namespace(resource), _ -> new ArrayList<>()).add(resource);
      }
    }
  }

  private static String namespace(Resource resource) {
    return resource.raw().at("metadata", "namespace").orElse(Value.Null.INSTANCE) instanceof Value.Text text ? text.value() : "default";
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The resources that some names mean; a name that several have means none of them. */
  Set<Resource> of(List<String> names) {
    Set<Resource> found = new LinkedHashSet<>();
    Set<String> without = new LinkedHashSet<>();
    for (String name : names) {
      if (name.startsWith(NAMESPACE + "!")) {
        without.add(name.substring(NAMESPACE.length() + 1));
      } else if (name.equals(NAMESPACE + "*")) {
        byNamespace.values().forEach(found::addAll);
      } else if (name.startsWith(NAMESPACE)) {
        found.addAll(byNamespace.getOrDefault(name.substring(NAMESPACE.length()), List.of()));
      } else if (name.indexOf('*') >= 0) {
        all.stream().filter(resource -> matches(name, resource.id().value())).forEach(found::add);
      } else {
        List<Resource> same = byName.getOrDefault(key(name), List.of());
        if (same.stream().map(Resource::id).distinct().count() == 1) {
          found.add(same.getFirst());
        } else if (same.isEmpty()) {
          byTail(name).ifPresent(found::add);
        }
      }
    }
    without.forEach(namespace -> found.removeAll(byNamespace.getOrDefault(namespace, List.of())));
    return found;
  }

  /** What declarations name by their own name only, clouds name by an identifier that ends in it. */
  private Optional<Resource> byTail(String identifier) {
    int cut = Math.max(identifier.lastIndexOf('/'), identifier.lastIndexOf(':'));
    if (cut < 0) {
      return Optional.empty();
    }
    List<Resource> same = byName.getOrDefault(key(identifier.substring(cut + 1)), List.of());
    return same.stream().map(Resource::id).distinct().count() == 1 && isOf(identifier, same.getFirst()) ? Optional.of(same.getFirst()) : Optional.empty();
  }

  /** An identifier of a cloud means a resource of that cloud, and not one that the cloud has named otherwise. */
  private static boolean isOf(String identifier, Resource resource) {
    boolean named = resource.id().value().startsWith("arn:") || resource.id().value().startsWith("/subscriptions/") || resource.id().value().startsWith("//");
    return !named
        && switch (resource.provider()) {
          case AWS -> identifier.startsWith("arn:");
          case AZURE -> identifier.startsWith("/subscriptions/") || identifier.startsWith("/Subscriptions/");
          case GCP -> identifier.startsWith("//") || identifier.startsWith("projects/");
          case KUBERNETES, OTHER -> false;
        };
  }

  /** Whether a text is what a pattern with {@code *} says. */
  static boolean matches(String pattern, String text) {
    List<String> parts = List.of(pattern.toLowerCase(Locale.ROOT).split("\\*", -1));
    String rest = text.toLowerCase(Locale.ROOT);
    if (parts.size() == 1) {
      return rest.equals(parts.getFirst());
    }
    if (!rest.startsWith(parts.getFirst())) {
      return false;
    }
    int at = parts.getFirst().length();
    for (int i = 1; i < parts.size() - 1; i++) {
      int found = rest.indexOf(parts.get(i), at);
      if (found < 0) {
        return false;
      }
      at = found + parts.get(i).length();
    }
    return rest.length() - at >= parts.getLast().length() && rest.endsWith(parts.getLast());
  }
}
