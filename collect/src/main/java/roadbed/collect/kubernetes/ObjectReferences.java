package roadbed.collect.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import roadbed.model.Reference;
import roadbed.model.Value;

/** What an object names in its own fields: tables of paths, and the few places where a kind is named too. */
final class ObjectReferences {

  /** A field that holds the name of an object of one kind; {@code *} stands for every item of a list. */
  private record Named(String path, String kind) {}

  private static final List<Named> POD =
      List.of(
          new Named("serviceAccountName", "ServiceAccount"),
          new Named("imagePullSecrets.*.name", "Secret"),
          new Named("volumes.*.configMap.name", "ConfigMap"),
          new Named("volumes.*.secret.secretName", "Secret"),
          new Named("volumes.*.persistentVolumeClaim.claimName", "PersistentVolumeClaim"),
          new Named("volumes.*.projected.sources.*.configMap.name", "ConfigMap"),
          new Named("volumes.*.projected.sources.*.secret.name", "Secret"),
          new Named("priorityClassName", "PriorityClass"),
          new Named("runtimeClassName", "RuntimeClass"));

  private static final List<Named> CONTAINER =
      List.of(
          new Named("envFrom.*.configMapRef.name", "ConfigMap"),
          new Named("envFrom.*.secretRef.name", "Secret"),
          new Named("env.*.valueFrom.configMapKeyRef.name", "ConfigMap"),
          new Named("env.*.valueFrom.secretKeyRef.name", "Secret"));

  private static final List<Named> INGRESS =
      List.of(
          new Named("spec.defaultBackend.service.name", "Service"),
          new Named("spec.rules.*.http.paths.*.backend.service.name", "Service"),
          new Named("spec.rules.*.http.paths.*.backend.serviceName", "Service"),
          new Named("spec.tls.*.secretName", "Secret"),
          new Named("spec.ingressClassName", "IngressClass"));

  private static final List<Named> CLAIM =
      List.of(
          new Named("spec.volumeName", "PersistentVolume"),
          new Named("spec.storageClassName", "StorageClass"));

  /** Kinds that hold a pod's specification, and where. */
  private static final Set<String> TEMPLATED =
      Set.of(
          "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job");

  private final String namespace;
  private final Value.Fields object;
  private final List<Reference> found = new ArrayList<>();

  private ObjectReferences(String namespace, Value.Fields object) {
    this.namespace = namespace;
    this.object = object;
  }

  /** Where a kind keeps its pod's specification, with a dot at the end; empty where it has none. */
  static String podPath(String kind) {
    if (kind.equals("Pod")) {
      return "spec.";
    }
    if (kind.equals("CronJob")) {
      return "spec.jobTemplate.spec.template.spec.";
    }
    return TEMPLATED.contains(kind) ? "spec.template.spec." : "";
  }

  /** All references of an object. */
  static List<Reference> of(String kind, String namespace, Value.Fields object) {
    ObjectReferences references = new ObjectReferences(namespace, object);
    references.ofKind(kind);
    references.typed("metadata.ownerReferences.*", "");
    return references.found;
  }

  private void ofKind(String kind) {
    String pod = podPath(kind);
    if (!pod.isEmpty()) {
      named(pod, POD);
      for (String containers : List.of("initContainers.*.", "containers.*.", "ephemeralContainers.*.")) {
        named(pod + containers, CONTAINER);
      }
    }
    switch (kind) {
      case "StatefulSet" -> named("", List.of(new Named("spec.serviceName", "Service")));
      case "Ingress" -> named("", INGRESS);
      case "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute" -> {
        typed("spec.rules.*.backendRefs.*", "Service");
        typed("spec.parentRefs.*", "Gateway");
      }
      case "HorizontalPodAutoscaler" -> typed("spec.scaleTargetRef", "");
      case "VerticalPodAutoscaler" -> typed("spec.targetRef", "");
      case "RoleBinding", "ClusterRoleBinding" -> {
        typed("roleRef", "");
        typed("subjects.*", "");
      }
      case "ServiceAccount" ->
          named(
              "",
              List.of(new Named("secrets.*.name", "Secret"), new Named("imagePullSecrets.*.name", "Secret")));
      case "PersistentVolumeClaim" -> named("", CLAIM);
      case "PersistentVolume" -> {
        named("", List.of(new Named("spec.storageClassName", "StorageClass")));
        typed("spec.claimRef", "PersistentVolumeClaim");
      }
      default -> {
        // Any other kind, of which there is no end, names nothing that we know of.
      }
    }
  }

  private void named(String prefix, List<Named> table) {
    for (Named field : table) {
      visit(
          prefix + field.path(),
          (path, value) -> {
            if (value instanceof Value.Text text && !text.value().isEmpty()) {
              add(path, namespace, field.kind(), text.value());
            }
          });
    }
  }

  /** Objects that carry a name with a kind of their own and perhaps a namespace. */
  private void typed(String pattern, String usualKind) {
    visit(
        pattern,
        (path, value) -> {
          if (value instanceof Value.Fields reference) {
            String kind = reference.text("kind").orElse(usualKind);
            String name = reference.text("name").orElse("");
            // Users and groups are no objects of a cluster.
            if (!kind.isEmpty() && !name.isEmpty() && !kind.equals("User") && !kind.equals("Group")) {
              add(path, reference.text("namespace").orElse(namespace), kind, name);
            }
          }
        });
  }

  private void add(String path, String where, String kind, String name) {
    found.add(new Reference(path, KubernetesObjects.address(where, kind, name), ""));
  }

  private void visit(String pattern, BiConsumer<String, Value> visitor) {
    visit(object, pattern.split("\\."), 0, "", visitor);
  }

  private static void visit(
      Value here, String[] pattern, int depth, String path, BiConsumer<String, Value> visitor) {
    if (depth == pattern.length) {
      visitor.accept(path, here);
      return;
    }
    String step = pattern[depth];
    if (step.equals("*")) {
      if (here instanceof Value.Items items) {
        for (int i = 0; i < items.values().size(); i++) {
          visit(items.values().get(i), pattern, depth + 1, path + "." + i, visitor);
        }
      }
    } else if (here instanceof Value.Fields fields) {
      Value next = fields.values().get(step);
      if (next != null) {
        visit(next, pattern, depth + 1, path.isEmpty() ? step : path + "." + step, visitor);
      }
    }
  }
}
