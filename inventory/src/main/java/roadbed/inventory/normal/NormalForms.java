package roadbed.inventory.normal;

import roadbed.inventory.facet.Types;
import roadbed.inventory.normal.aws.Aws;
import roadbed.inventory.normal.azure.Azure;
import roadbed.inventory.normal.codehost.CodeHosts;
import roadbed.inventory.normal.delivery.Delivery;
import roadbed.inventory.normal.gcp.Google;
import roadbed.inventory.normal.kubernetes.Kubernetes;

/** All mappings of this module: one class for each cloud and domain, each with its rows of the table. */
public final class NormalForms {
  private NormalForms() {}

  /** The table of all types that have a kind. */
  public static Types types() {
    return TYPES;
  }

  private static final Types TYPES = build();

  private static Types build() {
    Types types = new Types();
    Aws.types(types);
    Azure.types(types);
    Google.types(types);
    Kubernetes.types(types);
    Delivery.types(types);
    CodeHosts.types(types);
    return types;
  }
}
