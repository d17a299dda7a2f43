package roadbed.assess.cost.allocation;

import java.util.List;
import java.util.Locale;

/** Under which tags the bills of managed clusters, and cost exports of clusters, carry namespaces and labels. */
final class KubernetesTags {
  /** Names that carry the namespace: split cost data of AWS, Google's cost allocation, exports by OpenCost. */
  static final List<String> NAMESPACE =
      List.of(
          "aws:eks:namespace", "k8s-namespace", "goog-k8s-namespace", "kubernetes_namespace", "kubernetes.io/namespace",
          "namespace");

  private KubernetesTags() {}

  /** Names that carry a label. */
  static List<String> label(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return List.of(
        "k8s-label/" + lower, "kubernetes_label_" + lower.replaceAll("[^a-z0-9]", "_"), "label:" + lower, "label_" + lower, lower);
  }
}
