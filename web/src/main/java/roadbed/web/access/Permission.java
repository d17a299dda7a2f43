package roadbed.web.access;

/** What an endpoint demands of its caller. Every endpoint states exactly one. */
public enum Permission {
  /** Nothing: health, static files, logging in. */
  PUBLIC,
  /** A token or signature of its own, which the endpoint itself asks for: machines below {@code /hooks}. */
  HOOK,
  /** Seeing the estate. Open to everybody on the machine itself, otherwise to those who are known. */
  READ,
  /** Sending collections: a token, or an administrator's session. */
  PUSH,
  /** Tokens and other settings: an administrator's session. */
  ADMINISTER
}
