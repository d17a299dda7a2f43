package roadbed.web.access;

/** Whether a caller may do what an endpoint does. Permission is decided here and nowhere else. */
public enum AccessDecision {
  ALLOWED,
  /** The caller must say who they are. */
  WHO_ARE_YOU,
  /** The caller is known and may not. */
  DENIED;

  /** Decides. */
  public static AccessDecision of(Permission permission, Caller caller) {
    return switch (permission) {
      case PUBLIC, HOOK -> ALLOWED;
      case READ ->
          switch (caller) {
            case Caller.Unknown unknown -> unknown.local() ? ALLOWED : WHO_ARE_YOU;
            case Caller.Administrator _, Caller.TokenHolder _ -> ALLOWED;
          };
      case PUSH ->
          switch (caller) {
            case Caller.Unknown _ -> WHO_ARE_YOU;
            case Caller.Administrator _, Caller.TokenHolder _ -> ALLOWED;
          };
      case ADMINISTER ->
          switch (caller) {
            case Caller.Unknown _ -> WHO_ARE_YOU;
            case Caller.TokenHolder _ -> DENIED;
            case Caller.Administrator _ -> ALLOWED;
          };
    };
  }
}
