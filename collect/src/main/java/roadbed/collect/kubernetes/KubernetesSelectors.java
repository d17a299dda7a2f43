package roadbed.collect.kubernetes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * Joins what selects by labels (services, disruption budgets, network policies) with the workloads that are
 * selected in the same namespace, once all objects of a collection are there.
 */
public final class KubernetesSelectors {
  private static final int MOST_REFERENCES = 200;

  private KubernetesSelectors() {}

  private record Workload(String address, Map<String, String> labels) {}

  /** The same resources in the same order, those that select with their references added. */
  public static List<CollectedResource> join(List<CollectedResource> resources) {
    // By namespace and one label, so that a selector looks only at workloads that have its first label.
    Map<String, List<Workload>> byLabel = new HashMap<>();
    for (CollectedResource resource : resources) {
      if (resource.declaration() == Declaration.KUBERNETES_MANIFEST) {
        workload(resource)
            .ifPresent(
                workload ->
                    workload
                        .labels()
                        .forEach(
                            (name, value) ->
                                byLabel
                                    .computeIfAbsent(
                                        key(namespace(resource), name, value), _ -> new ArrayList<>())
                                    .add(workload)));
      }
    }
    if (byLabel.isEmpty()) {
      return resources;
    }
    List<CollectedResource> joined = new ArrayList<>(resources.size());
    for (CollectedResource resource : resources) {
      joined.add(
          resource.declaration() == Declaration.KUBERNETES_MANIFEST
              ? joined(resource, byLabel)
              : resource);
    }
    return joined;
  }

  private static CollectedResource joined(
      CollectedResource resource, Map<String, List<Workload>> byLabel) {
    String path =
        switch (kind(resource)) {
          case "Service" -> "spec.selector";
          case "PodDisruptionBudget" -> "spec.selector.matchLabels";
          case "NetworkPolicy" -> "spec.podSelector.matchLabels";
          default -> "";
        };
    if (path.isEmpty()
        || !(resource.attributes().at(path.split("\\.")).orElse(Value.Null.INSTANCE)
            instanceof Value.Fields fields)) {
      return resource;
    }
    Map<String, String> selector = texts(fields);
    if (selector.isEmpty()) {
      return resource;
    }
    Map.Entry<String, String> first = selector.entrySet().iterator().next();
    Set<Reference> references = new LinkedHashSet<>(resource.references());
    byLabel
        .getOrDefault(key(namespace(resource), first.getKey(), first.getValue()), List.of())
        .stream()
        .filter(workload -> workload.labels().entrySet().containsAll(selector.entrySet()))
        .limit(MOST_REFERENCES)
        .forEach(workload -> references.add(new Reference(path, workload.address(), "")));
    return new CollectedResource(
        resource.declaration(),
        resource.provider(),
        resource.type(),
        resource.address(),
        resource.name(),
        resource.attributes(),
        List.copyOf(references),
        resource.module(),
        resource.context(),
        resource.change(),
        resource.location(),
        resource.places(),
        resource.capturedAt());
  }

  private static Optional<Workload> workload(CollectedResource resource) {
    String pod = ObjectReferences.podPath(kind(resource));
    if (pod.isEmpty()) {
      return Optional.empty();
    }
    // The labels of a pod stand beside its specification.
    String labels = pod.substring(0, pod.length() - "spec.".length()) + "metadata.labels";
    return resource.attributes().at(labels.split("\\.")).orElse(Value.Null.INSTANCE)
            instanceof Value.Fields fields
        ? Optional.of(new Workload(resource.address(), texts(fields)))
        : Optional.empty();
  }

  private static Map<String, String> texts(Value.Fields fields) {
    Map<String, String> texts = new java.util.LinkedHashMap<>();
    fields.values().forEach((name, value) -> {
      if (value instanceof Value.Text text) {
        texts.put(name, text.value());
      }
    });
    return texts;
  }

  private static String kind(CollectedResource resource) {
    return resource.type().substring(resource.type().lastIndexOf('/') + 1);
  }

  private static String namespace(CollectedResource resource) {
    int slash = resource.address().indexOf('/');
    return slash == resource.address().lastIndexOf('/') ? "" : resource.address().substring(0, slash);
  }

  private static String key(String namespace, String label, String value) {
    return namespace + '|' + label + '=' + value;
  }
}
