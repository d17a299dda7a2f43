package roadbed.app.conformance;

import java.util.List;
import java.util.Map;
import roadbed.model.Value;

/**
 * Parameters by which a guardrail means no more and no less than a check elsewhere that its labels follow. Where a
 * check asks for something else than the guardrail's title, comparing them at their defaults would count a difference
 * of wishes as a difference of judgement. docs/reference/conformance.md lists these.
 */
final class SameMeaning {
  private static final Map<String, Map<String, Value>> BY_CHECK =
      Map.ofEntries(
          // Two of the four switches.
          Map.entry("s3-block-public-access CKV2_AWS_6", Map.of("switches", texts("acls", "policy"))),
          // One namespace of the three.
          Map.entry("k8s-no-host-namespaces CKV_K8S_17", Map.of("namespaces", texts("pid"))),
          Map.entry("k8s-no-host-namespaces CKV_K8S_18", Map.of("namespaces", texts("ipc"))),
          Map.entry("k8s-no-host-namespaces CKV_K8S_19", Map.of("namespaces", texts("network"))),
          // The one path by which a container commands the node's container runtime.
          Map.entry("k8s-no-hostpath CKV_K8S_27", Map.of("paths", texts("/var/run/docker.sock"))),
          // No capability at all.
          Map.entry("k8s-baseline-capabilities CKV_K8S_25", Map.of("allowed", texts())),
          // These three look at the containers that stay.
          Map.entry("k8s-seccomp CKV_K8S_31", Map.of("profiles", texts("RuntimeDefault"), "roles", texts("container"))),
          Map.entry("k8s-run-as-nonroot CKV_K8S_23", Map.of("roles", texts("container"))),
          // And a user id that no user of the node has, and written down.
          Map.entry(
              "k8s-run-as-nonroot-user CKV_K8S_40",
              Map.of(
                  "minimum_uid", Value.of(10_000), "required", Value.of(true), "roles", texts("container"))),
          // One of the four, of every container.
          Map.entry(
              "k8s-requests-limits CKV_K8S_11",
              Map.of("required", texts("cpu_limit"), "roles", texts("container", "init", "ephemeral"))),
          Map.entry("k8s-probes CKV_K8S_8", Map.of("probes", texts("liveness"))),
          Map.entry("k8s-probes CKV_K8S_9", Map.of("probes", texts("readiness"))),
          // Judged where an ACL opens the bucket.
          Map.entry("s3-tls-only CKV_AWS_379", Map.of("public_only", Value.of(true))));

  private SameMeaning() {}

  private static Value texts(String... texts) {
    return Value.ofTexts(List.of(texts));
  }

  /** The parameters for a guardrail whose labels follow a check; none where both mean the same anyway. */
  static Map<String, Value> of(String guardrail, String check) {
    return BY_CHECK.getOrDefault(guardrail + " " + check, Map.of());
  }
}
