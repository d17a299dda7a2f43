package roadbed.assess.cost.kubernetes;

import java.util.Map;

/**
 * Who bears a cost in a cluster.
 *
 * @param node the node; empty for volumes and traffic
 * @param namespace the namespace, or the name of an idle part
 * @param workload {@code Kind/name} of the controller, or {@code Pod/name} where there is none
 * @param pod the pod
 * @param name the container; empty for what is the whole pod's
 * @param labels labels of the pod
 */
public record Container(
    String node, String namespace, String workload, String pod, String name, Map<String, String> labels) {
  public Container {
    labels = Map.copyOf(labels);
  }
}
