package roadbed.assess.policy.foreign.gatekeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.LabelSelector;
import roadbed.assess.policy.foreign.Nested;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * Which objects a constraint is about. What is not written matches everything.
 *
 * @param scope {@code Cluster}, {@code Namespaced} or anything else for both
 * @param source {@code Original} for objects that are written, {@code Generated} for those that others will make, anything
 *     else for both
 */
record ConstraintMatch(
    List<Kinds> kinds,
    List<Wildcard> namespaces,
    List<Wildcard> excludedNamespaces,
    Optional<LabelSelector> labels,
    Optional<LabelSelector> namespaceLabels,
    String scope,
    Optional<Wildcard> name,
    String source) {

  /** Kinds of some API groups. */
  record Kinds(List<String> groups, List<String> kinds) {
    boolean matches(String group, String kind) {
      return has(kinds, kind) && has(groups, group);
    }

    private static boolean has(List<String> list, String item) {
      return list.isEmpty() || list.contains("*") || list.contains(item);
    }
  }

  /** Whether a constraint is about an object, or why that cannot be told. */
  enum Matching {
    YES,
    NO,
    /** There is a selector for the labels of a namespace that is not known. */
    NAMESPACE_UNKNOWN
  }

  static ConstraintMatch read(ObjectValue written, List<String> problems) {
    List<Kinds> kinds = new ArrayList<>();
    for (Value item : Nested.items(written, "kinds")) {
      kinds.add(new Kinds(Nested.texts(item, "apiGroups"), Nested.texts(item, "kinds")));
    }
    String name = Nested.text(written, "name");
    return new ConstraintMatch(
        List.copyOf(kinds),
        Nested.texts(written, "namespaces").stream().map(Wildcard::new).toList(),
        Nested.texts(written, "excludedNamespaces").stream().map(Wildcard::new).toList(),
        selector(written, "labelSelector", problems),
        selector(written, "namespaceSelector", problems),
        Nested.text(written, "scope"),
        name.isEmpty() ? Optional.empty() : Optional.of(new Wildcard(name)),
        Nested.text(written, "source"));
  }

  private static Optional<LabelSelector> selector(ObjectValue written, String name, List<String> problems) {
    return Nested.at(written, name) instanceof ObjectValue selector
        ? LabelSelector.read(selector, problems)
        : Optional.empty();
  }

  /**
   * Whether one of the objects of a request matches: the new or the old one.
   *
   * @param generated whether the request is about what another object will make
   */
  Matching matches(AdmissionRequest request, boolean generated) {
    Matching best = Matching.NO;
    if (source.equals(generated ? "Original" : "Generated")) {
      return best;
    }
    for (Optional<ObjectValue> object : List.of(request.object(), request.oldObject())) {
      Matching one = object.map(found -> matches(found, request)).orElse(Matching.NO);
      if (one == Matching.YES) {
        return one;
      }
      if (one == Matching.NAMESPACE_UNKNOWN) {
        best = one;
      }
    }
    return best;
  }

  private Matching matches(ObjectValue object, AdmissionRequest request) {
    boolean isNamespace = AdmissionRequest.isNamespace(object);
    String own = Nested.text(object, "metadata", "namespace");
    String namespace =
        isNamespace
            ? Nested.text(object, "metadata", "name")
            : request
                .namespaceObject()
                .map(found -> Nested.text(found, "metadata", "name"))
                .orElse(own.isEmpty() ? request.namespace() : own);
    boolean plain =
        (kinds.isEmpty() || kinds.stream().anyMatch(one -> one.matches(group(object), kind(object))))
            && scopeMatches(isNamespace, !namespace.isEmpty())
            && (namespaces.isEmpty() || namespace.isEmpty() || any(namespaces, namespace))
            && (namespace.isEmpty() || !any(excludedNamespaces, namespace))
            && labels.map(selector -> selector.matches(AdmissionRequest.labels(object))).orElse(true)
            && nameMatches(object);
    if (!plain || namespaceLabels.isEmpty()) {
      return plain ? Matching.YES : Matching.NO;
    }
    if (isNamespace) {
      return namespaceLabels.get().matches(AdmissionRequest.labels(object)) ? Matching.YES : Matching.NO;
    }
    if (request.namespaceObject().isEmpty()) {
      return namespace.isEmpty() ? Matching.YES : Matching.NAMESPACE_UNKNOWN;
    }
    return namespaceLabels.get().matches(AdmissionRequest.labels(request.namespaceObject().get()))
        ? Matching.YES
        : Matching.NO;
  }

  private boolean scopeMatches(boolean isNamespace, boolean hasNamespace) {
    return switch (scope) {
      case "Cluster" -> isNamespace || !hasNamespace;
      case "Namespaced" -> !isNamespace && hasNamespace;
      default -> true;
    };
  }

  private boolean nameMatches(ObjectValue object) {
    if (name.isEmpty()) {
      return true;
    }
    String written = Nested.text(object, "metadata", "name");
    return written.isEmpty()
        ? name.get().matchesGenerated(Nested.text(object, "metadata", "generateName"))
        : name.get().matches(written);
  }

  private static boolean any(List<Wildcard> wildcards, String text) {
    return wildcards.stream().anyMatch(wildcard -> wildcard.matches(text));
  }

  private static String kind(ObjectValue object) {
    return Nested.text(object, "kind");
  }

  private static String group(ObjectValue object) {
    String version = Nested.text(object, "apiVersion");
    int slash = version.indexOf('/');
    return slash < 0 ? "" : version.substring(0, slash);
  }
}
