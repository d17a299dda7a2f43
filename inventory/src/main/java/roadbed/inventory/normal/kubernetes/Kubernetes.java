package roadbed.inventory.normal.kubernetes;

import java.util.Set;
import roadbed.inventory.facet.Types;

/** All domains of Kubernetes. */
public final class Kubernetes {
  private static final Set<String> OWN_GROUPS =
      Set.of(
          "",
          "apps",
          "extensions",
          "batch",
          "policy",
          "rbac.authorization.k8s.io",
          "networking.k8s.io",
          "storage.k8s.io");

  private Kubernetes() {}

  /** Adds the rows of all domains. */
  public static void types(Types types) {
    Workloads.types(types);
    Objects.types(types);
  }

  /**
   * The table's name of a type: an object of Kubernetes' own groups goes by its kind in every version, so that
   * {@code apps/v1/Deployment} is {@code kubernetes/Deployment}; any other type stays as it is.
   */
  public static String row(String type) {
    int kind = type.lastIndexOf('/');
    if (kind < 0) {
      return type;
    }
    int version = type.indexOf('/');
    String group = version == kind ? "" : type.substring(0, version);
    return OWN_GROUPS.contains(group) ? "kubernetes" + type.substring(kind) : type;
  }
}
