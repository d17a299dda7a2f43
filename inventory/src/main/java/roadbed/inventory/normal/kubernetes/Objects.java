package roadbed.inventory.normal.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Services, access rules, namespaces, configuration and volumes. */
final class Objects {
  private Objects() {}

  static void types(Types types) {
    types
        .resource("k8s.service", Objects::service, both("Service", "service"))
        .resource("k8s.ingress", Objects::ingress, both("Ingress", "ingress"))
        .resource("k8s.role", Objects::role, both("Role", "role"))
        .resource("k8s.role", Objects::role, both("ClusterRole", "cluster_role"))
        .resource("k8s.rolebinding", Objects::roleBinding, both("RoleBinding", "role_binding"))
        .resource("k8s.rolebinding", Objects::roleBinding, both("ClusterRoleBinding", "cluster_role_binding"))
        .resource("k8s.namespace", Objects::namespace, both("Namespace", "namespace"))
        .resource("k8s.config", Objects::config, both("ConfigMap", "config_map"))
        .resource("k8s.networkpolicy", Objects::networkPolicy, both("NetworkPolicy", "network_policy"))
        .resource("secret", Objects::secret, both("Secret", "secret"))
        .resource("identity.service_account", Objects::serviceAccount, both("ServiceAccount", "service_account"))
        .resource("storage.volume", Objects::volume, both("PersistentVolume", "persistent_volume"))
        .resource("storage.volume", Objects::volume, both("PersistentVolumeClaim", "persistent_volume_claim"));
  }

  private static String[] both(String kind, String terraform) {
    return new String[] {
      "kubernetes/" + kind, "kubernetes_" + terraform, "kubernetes_" + terraform + "_v1"
    };
  }

  /** {@code Deployment} of {@code apps/v1/Deployment} and of {@code kubernetes_deployment_v1}. */
  static String kindOf(String type) {
    if (!type.startsWith("kubernetes_")) {
      return type.substring(type.lastIndexOf('/') + 1);
    }
    StringBuilder kind = new StringBuilder();
    for (String word : type.substring("kubernetes_".length()).split("_")) {
      if (!word.equals("v1")) {
        kind.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return kind.toString().equals("Daemonset") ? "DaemonSet" : kind.toString();
  }

  static void common(Document object, Facets out) {
    out.put("namespace", () -> object.text("metadata.namespace"), "default");
  }

  private static void service(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    common(object, out);
    out.put("service_type", () -> object.text("spec.type"), "ClusterIP");
    out.put("ports", () -> object.block("spec").blocks("ports").stream().map(Objects::port).toList());
    out.put("external_ips", () -> object.texts("spec.externalIPs"));
    out.put("selector", () -> object.value("spec.selector"));
    out.put(
        "public.exposed",
        () ->
            switch (object.text("spec.type").orElse("ClusterIP")) {
              case "LoadBalancer" -> !internal(object);
              case "NodePort" -> true;
              default -> object.has("spec.externalIPs");
            });
  }

  private static boolean internal(Document object) {
    return Manifest.texts(object, "metadata.annotations").entrySet().stream()
        .anyMatch(
            annotation ->
                (annotation.getKey().endsWith("load-balancer-internal") && !annotation.getValue().equals("false"))
                    || (annotation.getKey().endsWith("aws-load-balancer-scheme")
                        && annotation.getValue().equals("internal"))
                    || (annotation.getKey().endsWith("load-balancer-type")
                        && annotation.getValue().equalsIgnoreCase("internal")));
  }

  private static Facets port(Document port) {
    return new Facets()
        .put("port", () -> port.number("port"))
        .put("target_port", () -> port.text("targetPort"))
        .put("node_port", () -> port.number("nodePort"))
        .put("protocol", () -> port.text("protocol").orElse("TCP"));
  }

  private static void ingress(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    common(object, out);
    out.put(
        "hosts",
        () ->
            object.block("spec").blocks("rules").stream().flatMap(rule -> rule.text("host").stream()).toList());
    out.put("tls", () -> object.has("spec.tls"));
    out.put("class", () -> object.text("spec.ingressClassName"));
  }

  private static void role(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    boolean clusterWide = kindOf(it.type()).equals("ClusterRole");
    out.set("cluster_wide", clusterWide);
    if (!clusterWide) {
      common(object, out);
    }
    out.put("rules", () -> object.blocks("rules").stream().map(Objects::rule).toList());
    out.put("wildcard", () -> Known.any(object.blocks("rules"), Objects::isWildcard));
  }

  private static Facets rule(Document rule) {
    return new Facets()
        .put("verbs", () -> rule.texts("verbs"))
        .put("api_groups", () -> groups(rule))
        .put("resources", () -> rule.texts("resources"))
        .put("resource_names", () -> rule.texts("resourceNames"))
        .put(
            "non_resource_urls",
            () -> rule.has("nonResourceURLs") ? rule.texts("nonResourceURLs") : rule.texts("nonResourceUrls"));
  }

  /** The core group's name is the empty text, which here is kept. */
  private static List<String> groups(Document rule) {
    List<String> groups = new ArrayList<>();
    if (rule.raw("apiGroups").orElse(Value.Items.EMPTY) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text) {
          groups.add(text.value());
        }
      }
    }
    return groups;
  }

  private static boolean isWildcard(Document rule) {
    return Known.any(
        List.of("verbs", "resources", "apiGroups"), list -> rule.anyText(list, entry -> entry.contains("*")));
  }

  private static void roleBinding(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    boolean clusterWide = kindOf(it.type()).equals("ClusterRoleBinding");
    out.set("cluster_wide", clusterWide);
    if (!clusterWide) {
      common(object, out);
    }
    out.put("role", () -> object.text("roleRef.name"));
    out.put("role_kind", () -> object.text("roleRef.kind"));
    out.put(
        "subjects",
        () ->
            object.blocks("subjects").stream()
                .map(
                    subject ->
                        new Facets()
                            .put("kind", () -> subject.text("kind").orElse(""))
                            .put("name", () -> subject.text("name").orElse(""))
                            .put("namespace", () -> subject.text("namespace")))
                .toList());
    out.put(
        "public.exposed",
        () ->
            Known.any(
                object.blocks("subjects"),
                subject -> subject.isAny("name", "system:anonymous", "system:unauthenticated")));
  }

  private static void namespace(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    out.put(
        "pod_security",
        () ->
            Optional.ofNullable(
                Manifest.texts(object, "metadata.labels").get("pod-security.kubernetes.io/enforce")));
  }

  private static void config(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    common(object, out);
    out.put("keys", () -> object.names("data"));
    out.put("env_secrets", () -> SecretMarks.inVariables(object, "data"));
  }

  private static void networkPolicy(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    common(object, out);
    out.put("types", () -> object.texts("spec.policyTypes"));
    out.put(
        "selects_all",
        () ->
            !object.has("spec.podSelector.matchLabels")
                && !object.has("spec.podSelector.matchExpressions"));
  }

  private static void secret(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    common(object, out);
    out.put("secret_type", () -> object.text("type"), "Opaque");
    out.put(
        "keys",
        () -> {
          List<String> keys = new ArrayList<>();
          for (String block : List.of("data", "stringData")) {
            if (object.raw(block).orElse(Value.Null.INSTANCE) instanceof Value.Fields) {
              keys.addAll(object.names(block));
            }
          }
          return keys;
        });
    out.put("immutable", () -> object.truth("immutable"), false);
  }

  private static void serviceAccount(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    common(object, out);
    out.put("automount_token", () -> object.truth("automountServiceAccountToken"), true);
  }

  private static void volume(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    Document spec = object.block("spec");
    out.put("namespace", () -> object.text("metadata.namespace"));
    out.put("storage_class", () -> spec.text("storageClassName"));
    out.put("access_modes", () -> spec.texts("accessModes"));
    out.put(
        "size_gb",
        () ->
            spec.text("capacity.storage")
                .or(() -> spec.text("resources.requests.storage"))
                .flatMap(Objects::gigabytes));
    out.put("host_path", () -> spec.text("hostPath.path"));
  }

  /** Whole gibibytes of a quantity such as {@code 10Gi}; empty where it is written otherwise. */
  private static Optional<Long> gigabytes(String quantity) {
    int digits = 0;
    while (digits < quantity.length() && Character.isDigit(quantity.charAt(digits))) {
      digits++;
    }
    if (digits == 0 || digits > 12) {
      return Optional.empty();
    }
    long amount = Long.parseLong(quantity.substring(0, digits));
    return switch (quantity.substring(digits)) {
      case "Ti" -> Optional.of(amount * 1024);
      case "Gi", "G" -> Optional.of(amount);
      case "Mi" -> Optional.of(amount / 1024);
      default -> Optional.empty();
    };
  }
}
