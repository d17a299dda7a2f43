package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * Finds the references of a state, which keeps only whole-resource dependencies: an attribute that holds the
 * {@code id}, {@code arn} or {@code self_link} of another resource refers to it.
 *
 * <p>A resource that is named as a dependency is believed at once. One that is not must be the only one with
 * that identifier, and the identifier must look like one: names such as {@code default} refer to nothing.
 */
final class StateReferences {
  private static final List<String> IDENTIFIERS = List.of("id", "arn", "self_link");
  private static final int MOST_REFERENCES = 1_000;
  private static final int SHORTEST_IDENTIFIER = 8;

  private final Instances instances = new Instances();
  private final Map<String, List<Identified>> identified = new HashMap<>();

  /** A resource's identifying attribute. */
  private record Identified(String address, String attribute) {}

  /** Makes a resource known as a target. */
  void add(String address, Value.Fields attributes) {
    instances.add(address);
    for (String attribute : IDENTIFIERS) {
      attributes
          .text(attribute)
          .filter(text -> !text.isBlank())
          .ifPresent(
              text -> {
                List<Identified> same = identified.computeIfAbsent(text, _ -> new ArrayList<>(1));
                if (same.stream().noneMatch(other -> other.address().equals(address))) {
                  same.add(new Identified(address, attribute));
                }
              });
    }
  }

  /** The references of a resource, once all targets are known. */
  List<Reference> of(String address, Value.Fields attributes, List<String> dependencies) {
    Set<String> depended = new LinkedHashSet<>();
    for (String dependency : dependencies) {
      Address parsed = Address.parse(dependency);
      for (String target : instances.ofConfiguration(parsed.withoutKeys())) {
        if (depended.size() < MOST_REFERENCES && !target.equals(address)) {
          depended.add(target);
        }
      }
    }
    Set<Reference> references = new LinkedHashSet<>();
    attributes
        .values()
        .forEach(
            (name, value) -> {
              if (!IDENTIFIERS.contains(name)) {
                find(name, value, address, depended, references);
              }
            });
    Set<String> found = new LinkedHashSet<>();
    references.forEach(reference -> found.add(reference.target()));
    for (String target : depended) {
      if (!found.contains(target) && references.size() < MOST_REFERENCES) {
        references.add(new Reference("", target, ""));
      }
    }
    return List.copyOf(references);
  }

  private void find(String path, Value value, String own, Set<String> depended, Set<Reference> into) {
    if (into.size() >= MOST_REFERENCES) {
      return;
    }
    switch (value) {
      case Value.Text text -> match(path, text.value(), own, depended, into);
      case Value.Items items -> {
        for (int i = 0; i < items.values().size(); i++) {
          Value item = items.values().get(i);
          find(item instanceof Value.Text ? path : path + "." + i, item, own, depended, into);
        }
      }
      case Value.Fields fields ->
          fields.values().forEach((name, inner) -> find(path + "." + name, inner, own, depended, into));
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {}
    }
  }

  private void match(String path, String text, String own, Set<String> depended, Set<Reference> into) {
    List<Identified> candidates = identified.getOrDefault(text, List.of());
    List<Identified> named =
        candidates.stream().filter(candidate -> depended.contains(candidate.address())).toList();
    List<Identified> chosen =
        named.isEmpty() && candidates.size() == 1 && looksUnique(text) ? candidates : named;
    for (Identified target : chosen) {
      if (!target.address().equals(own)) {
        into.add(new Reference(path, target.address(), target.attribute()));
      }
    }
  }

  private static boolean looksUnique(String text) {
    return text.length() >= SHORTEST_IDENTIFIER
        && (text.startsWith("arn:")
            || text.indexOf('/') >= 0
            || (text.indexOf('-') > 0 && text.chars().anyMatch(Character::isDigit)));
  }
}
