package roadbed.inventory.normal.gcp;

import roadbed.inventory.facet.Types;

/** All domains of Google Cloud. */
public final class Google {
  private Google() {}

  /** Adds the rows of all domains. */
  public static void types(Types types) {
    Storage.types(types);
    Compute.types(types);
    Network.types(types);
    Databases.types(types);
    Access.types(types);
    Containers.types(types);
  }
}
