package roadbed.collect.kubernetes;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.CollectionSink;
import roadbed.collect.backup.Velero;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Value;

/**
 * Turns the objects of one file into resources. An object's address is {@code namespace/Kind/name}, with
 * {@code default} where none is given, or {@code Kind/name} where the kind belongs to the whole cluster.
 */
public final class KubernetesObjects {
  static final String DEFAULT_NAMESPACE = "default";
  private static final int MOST_REMEMBERED = 1_000_000;

  private static final Set<String> CLUSTER_KINDS =
      Set.of(
          "APIService", "CSIDriver", "CSINode", "CertificateSigningRequest", "ClusterIssuer",
          "ClusterPolicy", "ClusterRole", "ClusterRoleBinding", "ClusterSecretStore",
          "ConstraintTemplate", "CustomResourceDefinition", "FlowSchema", "GatewayClass",
          "IngressClass", "MutatingWebhookConfiguration", "Namespace", "Node", "PersistentVolume",
          "PriorityClass", "PriorityLevelConfiguration", "RuntimeClass", "StorageClass",
          "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding",
          "ValidatingWebhookConfiguration", "VolumeAttachment", "VolumeSnapshotClass");

  /** Groups of files for client-side tools, which have the shape of objects but never go to a cluster. */
  private static final Set<String> TOOL_GROUPS =
      Set.of(
          "kustomize.config.k8s.io", "kind.x-k8s.io", "kubeadm.k8s.io", "kubelet.config.k8s.io",
          "kubeproxy.config.k8s.io", "apiserver.config.k8s.io", "audit.k8s.io", "eksctl.io",
          "skaffold", "config.istio.io", "client.authentication.k8s.io", "k3d.io", "openslo");

  private static final Set<String> OWN_GROUPS =
      Set.of(
          "apps", "batch", "autoscaling", "policy", "networking.k8s.io",
          "rbac.authorization.k8s.io", "storage.k8s.io", "apiextensions.k8s.io",
          "admissionregistration.k8s.io");

  private final CollectionSink sink;
  private final Map<String, Location> seen = new HashMap<>();
  private Optional<String> module;

  /** The objects of one file, into a sink. */
  public KubernetesObjects(CollectionSink sink) {
    this(sink, Optional.empty());
  }

  /** The same, where what makes the objects is known: a chart's template, or a kustomization. */
  public KubernetesObjects(CollectionSink sink, Optional<String> module) {
    this.sink = sink;
    this.module = module;
  }

  /** The objects that follow are made by this. */
  public void madeBy(Optional<String> maker) {
    module = maker;
  }

  /**
   * Whether it is an object as a cluster gives it out, and not one that somebody wrote: only a cluster says who
   * manages which field, and which number an object has.
   */
  private static boolean isLive(Value.Fields document, Value.Fields metadata) {
    return metadata.text("uid").filter(text -> !text.isEmpty()).isPresent()
        || metadata.values().get("managedFields") instanceof Value.Items
        || (metadata.text("creationTimestamp").isPresent()
            && document.values().get("status") instanceof Value.Fields status
            && !status.values().isEmpty());
  }

  /** Whether such documents go to a cluster, and not to a tool that only borrows their shape. */
  public static boolean isForCluster(String apiVersion, String kind) {
    return !TOOL_GROUPS.contains(group(apiVersion)) && !(apiVersion.equals("v1") && kind.equals("Config"));
  }

  /** Whether it is an object of a cluster, if perhaps an incomplete one, or a list of them. */
  public static boolean looksLikeObject(Value.Fields document) {
    String apiVersion = document.text("apiVersion").orElse("");
    String kind = document.text("kind").orElse("");
    if (apiVersion.isEmpty() || kind.isEmpty() || !isForCluster(apiVersion, kind)) {
      return false;
    }
    if (apiVersion.equals("v1") || OWN_GROUPS.contains(group(apiVersion))) {
      return true;
    }
    return document.get("metadata").orElse(Value.Null.INSTANCE) instanceof Value.Fields metadata
        && (metadata.get("name").isPresent() || metadata.get("generateName").isPresent());
  }

  static boolean isList(String kind) {
    return kind.endsWith("List");
  }

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** Reads an object, or each object of a list. */
  public void read(Value.Fields document, Location location) {
    read(document, location, AttributePlaces.NONE);
  }

  /** Reads an object whose attributes' places are known, or each object of a list. */
  public void read(Value.Fields document, Location location, AttributePlaces places) {
    String kind = document.text("kind").orElse("");
    if (isList(kind) && document.get("items").orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      String apiVersion = document.text("apiVersion").orElse("");
      for (int i = 0; i < items.values().size(); i++) {
        item(items.values().get(i), apiVersion, kind, item(location, i), AttributePlaces.NONE);
      }
      return;
    }
    object(document, kind, location, places);
  }

  private static Location item(Location list, int index) {
    return new Location(
        list.file(),
        list.line(),
        list.column(),
        Optional.of(list.pointer().orElse("") + "/items/" + index));
  }

  /** An item of a list whose other fields are given, at its own place. */
  public void listItem(Value value, Value.Fields list, Location location, AttributePlaces places) {
    item(value, list.text("apiVersion").orElse(""), list.text("kind").orElse(""), location, places);
  }

  /** An item of a list; in a typed list such as {@code PodList} it need not repeat its type. */
  void item(Value value, String listVersion, String listKind, Location location, AttributePlaces places) {
    if (!(value instanceof Value.Fields item)) {
      sink.diagnostic(
          Diagnostic.error(
              "kubernetes.type", location, "an item of the list is not an object", "remove it"));
      return;
    }
    if (item.text("kind").isEmpty() && listKind.length() > "List".length()) {
      Map<String, Value> typed = new LinkedHashMap<>();
      typed.put("apiVersion", Value.of(listVersion));
      typed.put("kind", Value.of(listKind.substring(0, listKind.length() - "List".length())));
      typed.putAll(item.values());
      read(new Value.Fields(typed), location, places);
    } else {
      read(item, location, places);
    }
  }

  private void object(Value.Fields document, String kind, Location location, AttributePlaces places) {
    String apiVersion = document.text("apiVersion").orElse("");
    Value.Fields metadata =
        document.get("metadata").orElse(Value.Null.INSTANCE) instanceof Value.Fields fields
            ? fields
            : Value.Fields.EMPTY;
    Optional<String> name =
        metadata.text("name").or(() -> metadata.text("generateName").map(prefix -> prefix + "*"));
    if (apiVersion.isEmpty() || kind.isEmpty() || name.isEmpty()) {
      sink.diagnostic(
          Diagnostic.error(
              "kubernetes.incomplete",
              location,
              "this Kubernetes object lacks "
                  + (apiVersion.isEmpty() ? "apiVersion" : kind.isEmpty() ? "kind" : "metadata.name"),
              "a quoted text is needed there; the rest of the file is read"));
      return;
    }
    Value.Fields masked = ManifestSecrets.masked(document, kind);
    if (Velero.isOurs(apiVersion)) {
      Velero.read(document, location).ifPresent(sink::resilience);
    }
    String namespace = namespace(metadata, kind);
    String address = address(namespace, kind, name.get());
    Location first =
        seen.size() < MOST_REMEMBERED
            ? seen.putIfAbsent(group(apiVersion) + "|" + address, location)
            : null;
    if (first != null) {
      sink.diagnostic(
          Diagnostic.warning(
              "kubernetes.duplicate",
              location,
              address + " is already declared at " + first + "; this one is not read",
              "remove one of them, or give it another name or namespace"));
      return;
    }
    sink.resource(
        new CollectedResource(
            isLive(document, metadata) ? Declaration.KUBERNETES_LIVE : Declaration.KUBERNETES_MANIFEST,
            Provider.KUBERNETES,
            apiVersion + "/" + kind,
            address,
            name.get(),
            masked,
            ObjectReferences.of(kind, namespace, masked),
            module,
            Map.of(),
            Change.NONE,
            location,
            places,
            Optional.empty()));
  }

  /** Empty where the object belongs to the whole cluster. What a cluster itself gave out has a uid. */
  private static String namespace(Value.Fields metadata, String kind) {
    Optional<String> namespace = metadata.text("namespace").filter(text -> !text.isEmpty());
    if (CLUSTER_KINDS.contains(kind) || (namespace.isEmpty() && metadata.text("uid").isPresent())) {
      return "";
    }
    return namespace.orElse(DEFAULT_NAMESPACE);
  }

  static String address(String namespace, String kind, String name) {
    return CLUSTER_KINDS.contains(kind) || namespace.isEmpty()
        ? kind + "/" + name
        : namespace + "/" + kind + "/" + name;
  }
}
