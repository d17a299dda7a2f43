package roadbed.operate.incident;

/** Whom a status update is for. */
public enum Audience {
  /** Those who work on it. */
  RESPONDERS,
  /** Everybody inside. */
  INTERNAL,
  /** Those who answer for it. */
  LEADERSHIP,
  /** Users and customers. */
  PUBLIC
}
