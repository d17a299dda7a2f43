package roadbed.model;

import java.util.Locale;

/** What the source says will happen to a resource; {@link #NONE} where it describes and does not plan. */
public enum Change {
  NONE,
  NO_OP,
  CREATE,
  UPDATE,
  REPLACE,
  DELETE,
  READ;

  /** The identifier used in documents, for example {@code no-op}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
