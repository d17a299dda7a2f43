package roadbed.inventory.normal.aws;

import roadbed.inventory.facet.Types;

/** All domains of AWS. */
public final class Aws {
  private Aws() {}

  /** Adds the rows of all domains. */
  public static void types(Types types) {
    Storage.types(types);
    Compute.types(types);
    Network.types(types);
    LoadBalancing.types(types);
    Databases.types(types);
    Caches.types(types);
    Identity.types(types);
    Security.types(types);
    Operations.types(types);
  }
}
