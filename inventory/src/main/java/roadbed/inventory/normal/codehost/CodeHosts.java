package roadbed.inventory.normal.codehost;

import roadbed.inventory.facet.Types;

/** All of code hosts. */
public final class CodeHosts {
  private CodeHosts() {}

  /** Adds the rows of all domains. */
  public static void types(Types types) {
    Repositories.types(types);
    Organizations.types(types);
  }
}
