package roadbed.inventory.normal.azure;

import roadbed.inventory.facet.Types;

/** All domains of Azure. */
public final class Azure {
  private Azure() {}

  /** Adds the rows of all domains. */
  public static void types(Types types) {
    Storage.types(types);
    Compute.types(types);
    Network.types(types);
    Databases.types(types);
    DataServices.types(types);
    Security.types(types);
    Applications.types(types);
  }
}
