package roadbed.inventory.normal;

import roadbed.inventory.facet.Types;

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
    roadbed.inventory.normal.aws.Aws.types(types);
    return types;
  }
}
