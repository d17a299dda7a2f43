package roadbed.assess.policy.foreign.validating;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.LabelSelector;
import roadbed.assess.policy.foreign.Nested;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/** Which requests a policy or a binding is about. */
record MatchResources(
    List<Rule> included, List<Rule> excluded, Optional<LabelSelector> namespaces, Optional<LabelSelector> objects) {

  /** Operations on resources. */
  record Rule(
      List<String> groups,
      List<String> versions,
      List<String> operations,
      List<String> resources,
      List<String> names,
      String scope) {

    boolean matches(AdmissionRequest request) {
      String version = Nested.text(request.document(), "kind", "version");
      return has(groups, request.group())
          && has(versions, version)
          && operationMatches(request.operation())
          && resourceMatches(request)
          && (names.isEmpty() || names.contains(request.name()))
          && switch (scope) {
            case "Cluster" -> request.namespace().isEmpty();
            case "Namespaced" -> !request.namespace().isEmpty();
            default -> true;
          };
    }

    /** An object outside of a request is one that could be made or changed. */
    private boolean operationMatches(String operation) {
      return operation.isEmpty()
          ? has(operations, "CREATE") || has(operations, "UPDATE")
          : has(operations, operation);
    }

    private boolean resourceMatches(AdmissionRequest request) {
      String named = Nested.text(request.document(), "resource", "resource");
      String resource = named.isEmpty() ? ResourceNames.of(request.kind()) : named;
      String sub = Nested.text(request.document(), "subResource");
      for (String pattern : resources) {
        int slash = pattern.indexOf('/');
        String wanted = slash < 0 ? pattern : pattern.substring(0, slash);
        String wantedSub = slash < 0 ? "" : pattern.substring(slash + 1);
        boolean subMatches = wantedSub.equals("*") || (pattern.equals("*") && sub.isEmpty()) || wantedSub.equals(sub);
        if ((wanted.equals("*") || wanted.equals(resource)) && subMatches) {
          return true;
        }
      }
      return false;
    }

    private static boolean has(List<String> list, String item) {
      return list.contains("*") || list.contains(item);
    }
  }

  /** Whether a request matches, or why that cannot be told. */
  enum Matching {
    YES,
    NO,
    NAMESPACE_UNKNOWN
  }

  static MatchResources read(ObjectValue written, List<String> problems) {
    return new MatchResources(
        rules(written, "resourceRules"),
        rules(written, "excludeResourceRules"),
        selector(written, "namespaceSelector", problems),
        selector(written, "objectSelector", problems));
  }

  private static List<Rule> rules(ObjectValue written, String field) {
    List<Rule> rules = new ArrayList<>();
    for (Value item : Nested.items(written, field)) {
      rules.add(
          new Rule(
              Nested.texts(item, "apiGroups"),
              Nested.texts(item, "apiVersions"),
              Nested.texts(item, "operations"),
              Nested.texts(item, "resources"),
              Nested.texts(item, "resourceNames"),
              Nested.text(item, "scope")));
    }
    return List.copyOf(rules);
  }

  private static Optional<LabelSelector> selector(ObjectValue written, String field, List<String> problems) {
    ObjectValue selector = Nested.object(written, field);
    return selector.isEmpty() ? Optional.empty() : LabelSelector.read(selector, problems);
  }

  /**
   * Whether a request matches.
   *
   * @param unwritten whether it does where there are no rules: for a binding it does, for a policy it does not
   */
  Matching matches(AdmissionRequest request, boolean unwritten) {
    boolean rules = included.isEmpty() ? unwritten : included.stream().anyMatch(rule -> rule.matches(request));
    if (!rules || excluded.stream().anyMatch(rule -> rule.matches(request))) {
      return Matching.NO;
    }
    if (objects.isPresent()
        && java.util.stream.Stream.of(request.object(), request.oldObject())
            .flatMap(Optional::stream)
            .noneMatch(object -> objects.get().matches(AdmissionRequest.labels(object)))) {
      return Matching.NO;
    }
    if (namespaces.isEmpty()) {
      return Matching.YES;
    }
    Optional<ObjectValue> itself = request.object().filter(AdmissionRequest::isNamespace);
    Optional<ObjectValue> namespace = itself.isPresent() ? itself : request.namespaceObject();
    if (namespace.isEmpty()) {
      return request.namespace().isEmpty() ? Matching.YES : Matching.NAMESPACE_UNKNOWN;
    }
    return namespaces.get().matches(AdmissionRequest.labels(namespace.get())) ? Matching.YES : Matching.NO;
  }
}
