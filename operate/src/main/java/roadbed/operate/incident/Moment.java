package roadbed.operate.incident;

import java.util.Locale;

/** When something of an incident was; each is a fact of its own with who set it, in the order in which they happen. */
public enum Moment {
  /** Users began to feel it. */
  IMPACT_STARTED,
  /** We knew. */
  DETECTED,
  /** It stopped getting worse. */
  CONTAINED,
  /** Users stopped feeling it. */
  RESTORED;

  /** The name in documents and SQL, for example {@code impact_started}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
