package roadbed.inventory.normal.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.ImageReference;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Everything that runs pods. */
final class Workloads {
  private Workloads() {}

  static void types(Types types) {
    types.resource(
        "k8s.workload",
        Workloads::workload,
        "kubernetes/Pod",
        "kubernetes/Deployment",
        "kubernetes/StatefulSet",
        "kubernetes/DaemonSet",
        "kubernetes/ReplicaSet",
        "kubernetes/ReplicationController",
        "kubernetes/Job",
        "kubernetes/CronJob",
        "kubernetes/PodTemplate",
        "kubernetes/DeploymentConfig",
        "apps.openshift.io/v1/DeploymentConfig",
        "argoproj.io/v1alpha1/Rollout",
        "kubernetes_pod",
        "kubernetes_pod_v1",
        "kubernetes_deployment",
        "kubernetes_deployment_v1",
        "kubernetes_stateful_set",
        "kubernetes_stateful_set_v1",
        "kubernetes_daemonset",
        "kubernetes_daemon_set_v1",
        "kubernetes_replication_controller",
        "kubernetes_replication_controller_v1",
        "kubernetes_job",
        "kubernetes_job_v1",
        "kubernetes_cron_job",
        "kubernetes_cron_job_v1");
  }

  private static void workload(Subject it, Facets out) {
    Document object = Manifest.of(it.type(), it.doc());
    Document template = Manifest.pod(object);
    Document pod = template.block("spec");
    Objects.common(object, out);
    out.set("workload_kind", Objects.kindOf(it.type()));
    out.put(
        "owned_by",
        () -> object.block("metadata").blocks("ownerReferences").stream().flatMap(owner -> owner.text("kind").stream()).toList());
    if (object.block("spec").raw("template").isPresent()) {
      out.put("replicas", () -> object.number("spec.replicas"), 1);
    }
    out.put("service_account", () -> pod.text("serviceAccountName").or(() -> pod.text("serviceAccount")), "default");
    out.put("automount_token", () -> pod.truth("automountServiceAccountToken"), true);
    out.put("host.network", () -> pod.truth("hostNetwork"), false);
    out.put("host.pid", () -> pod.truth("hostPID").or(() -> pod.truth("hostPid")), false);
    out.put("host.ipc", () -> pod.truth("hostIPC").or(() -> pod.truth("hostIpc")), false);
    out.put(
        "host.paths",
        () ->
            pod.blocks("volumes").stream()
                .filter(volume -> volume.has("hostPath"))
                .map(volume -> volume.text("hostPath.path").orElse(""))
                .toList());
    out.put("volumes", () -> pod.blocks("volumes").stream().map(Workloads::volume).toList());
    out.put(
        "sysctls",
        () ->
            pod.block("securityContext").blocks("sysctls").stream()
                .map(
                    sysctl ->
                        new Facets()
                            .put("name", () -> sysctl.text("name").orElse(""))
                            .put("value", () -> sysctl.text("value").orElse("")))
                .toList());
    out.put("selinux", () -> selinux(pod.block("securityContext")));
    out.put("containers", () -> containers(template));
    out.put(
        "host.ports",
        () ->
            Manifest.containers(pod).values().stream()
                .flatMap(List::stream)
                .flatMap(container -> hostPorts(container).stream())
                .distinct()
                .toList());
  }

  private static Facets volume(Document volume) {
    return new Facets()
        .put("name", () -> volume.text("name").orElse(""))
        .put(
            "type",
            () -> {
              if (volume.root() instanceof Value.Fields fields) {
                for (String field : fields.values().keySet()) {
                  if (!field.equals("name") && volume.has(field)) {
                    return field;
                  }
                }
              }
              return "emptyDir";
            });
  }

  private static List<Facets> containers(Document template) {
    Document pod = template.block("spec");
    List<Facets> all = new ArrayList<>();
    for (Map.Entry<String, List<Document>> role : Manifest.containers(pod).entrySet()) {
      for (Document container : role.getValue()) {
        all.add(container(container, role.getKey(), template));
      }
    }
    return all;
  }

  private static Facets container(Document container, String role, Document template) {
    Document security = container.block("securityContext");
    Document podSecurity = template.block("spec").block("securityContext");
    Facets out = new Facets();
    out.put("name", () -> container.text("name").orElse("")).set("role", role);
    image(container, out);
    out.put("privileged", () -> security.is("privileged"));
    out.put("privilege_escalation", () -> security.truth("allowPrivilegeEscalation").orElse(true));
    out.put(
        "run_as_non_root",
        () -> security.truth("runAsNonRoot").or(() -> podSecurity.truth("runAsNonRoot")).orElse(false));
    out.put("run_as_user", () -> security.number("runAsUser").or(() -> podSecurity.number("runAsUser")));
    out.put("read_only_root", () -> security.is("readOnlyRootFilesystem"));
    out.put("capabilities_added", () -> capabilities(security, "add"));
    out.put("capabilities_dropped", () -> capabilities(security, "drop"));
    out.put("seccomp", () -> seccomp(container, security, podSecurity, template));
    out.put("proc_mount", () -> security.text("procMount").orElse("Default"));
    out.put("selinux", () -> selinux(security).or(() -> selinux(podSecurity)));
    out.put("host_ports", () -> hostPorts(container));
    out.put(
        "ports",
        () -> container.blocks("ports").stream().flatMap(port -> port.number("containerPort").stream()).toList());
    resources(container, out);
    for (String probe : List.of("liveness", "readiness", "startup")) {
      out.put(probe + "_probe", () -> container.has(probe + "Probe"));
    }
    out.put("pull_policy", () -> container.text("imagePullPolicy"));
    out.put("env_secrets", () -> secrets(container));
    out.put("env_from_secrets", () -> fromSecrets(container));
    return out;
  }

  private static void image(Document container, Facets out) {
    out.put("image", () -> container.text("image").orElse(""));
    out.put("image_registry", () -> reference(container).map(ImageReference::registry));
    out.put("image_repository", () -> reference(container).map(ImageReference::repository));
    out.put("image_tag", () -> reference(container).flatMap(ImageReference::tag));
    out.put("image_digest", () -> reference(container).flatMap(ImageReference::digest));
  }

  private static Optional<ImageReference> reference(Document container) {
    return container.text("image").map(ImageReference::parse);
  }

  private static List<String> capabilities(Document security, String list) {
    return security.texts("capabilities." + list).stream()
        .map(name -> name.toUpperCase(Locale.ROOT))
        .map(name -> name.startsWith("CAP_") ? name.substring("CAP_".length()) : name)
        .toList();
  }

  /** The profile's type: of the container, else of the pod, else of the annotations of old. */
  private static Optional<String> seccomp(
      Document container, Document security, Document podSecurity, Document template) {
    return security
        .text("seccompProfile.type")
        .or(() -> podSecurity.text("seccompProfile.type"))
        .or(
            () -> {
              Map<String, String> annotations = Manifest.texts(template, "metadata.annotations");
              String name = container.text("name").orElse("");
              String old =
                  annotations.getOrDefault(
                      "container.seccomp.security.alpha.kubernetes.io/" + name,
                      annotations.getOrDefault("seccomp.security.alpha.kubernetes.io/pod", ""));
              return switch (old) {
                case "" -> Optional.empty();
                case "runtime/default", "docker/default" -> Optional.of("RuntimeDefault");
                case "unconfined" -> Optional.of("Unconfined");
                default -> Optional.of(old.startsWith("localhost/") ? "Localhost" : old);
              };
            });
  }

  private static Optional<Facets> selinux(Document security) {
    if (!security.has("seLinuxOptions") && !security.has("seLinuxOption")) {
      return Optional.empty();
    }
    Document options =
        security.has("seLinuxOptions") ? security.block("seLinuxOptions") : security.block("seLinuxOption");
    Facets out = new Facets();
    for (String field : List.of("type", "user", "role", "level")) {
      out.put(field, () -> options.text(field));
    }
    return Optional.of(out);
  }

  private static List<Long> hostPorts(Document container) {
    return container.blocks("ports").stream()
        .flatMap(port -> port.number("hostPort").stream())
        .filter(port -> port != 0)
        .toList();
  }

  private static void resources(Document container, Facets out) {
    for (String bound : List.of("requests", "limits")) {
      out.put(bound, () -> container.value("resources." + bound).orElse(Value.Fields.EMPTY));
      String singular = bound.substring(0, bound.length() - 1);
      out.put("cpu_" + singular, () -> container.has("resources." + bound + ".cpu"));
      out.put("memory_" + singular, () -> container.has("resources." + bound + ".memory"));
    }
  }

  /** Names of the secrets that become variables. */
  private static List<String> fromSecrets(Document container) {
    TreeSet<String> names = new TreeSet<>();
    for (Document variable : container.blocks("env")) {
      variable.text("valueFrom.secretKeyRef.name").ifPresent(names::add);
    }
    for (Document source : container.blocks("envFrom")) {
      source.text("secretRef.name").ifPresent(names::add);
    }
    return List.copyOf(names);
  }

  /** Names of variables whose literal value is, or held, a secret. */
  private static List<String> secrets(Document container) {
    TreeSet<String> names = new TreeSet<>();
    for (Document variable : container.blocks("env")) {
      Optional<Value> value = variable.raw("value");
      boolean secret =
          value.isPresent()
              && (value.get() instanceof Value.Secret
                  || (value.get() instanceof Value.Text text && !SecretMarks.in(text.value()).isEmpty()));
      if (secret) {
        variable.text("name").ifPresent(names::add);
      }
    }
    return List.copyOf(names);
  }
}
