package roadbed.model;

import java.util.Locale;

/**
 * Something a person should know about an input: where, what is wrong, what to do.
 *
 * @param level how bad it is
 * @param code stable identifier of the kind of problem, for example {@code json.truncated}
 * @param location the place
 * @param message what is wrong, without secrets
 * @param hint what to do about it; empty where there is nothing to say
 */
public record Diagnostic(Level level, String code, Location location, String message, String hint) {

  /** How bad a diagnostic is. */
  public enum Level {
    /** Something was not read. */
    ERROR,
    /** It was read, but perhaps not as meant. */
    WARNING,
    /** Good to know. */
    INFO;

    /** The identifier used in documents, for example {@code warning}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An error. */
  public static Diagnostic error(String code, Location location, String message, String hint) {
    return new Diagnostic(Level.ERROR, code, location, message, hint);
  }

  /** A warning. */
  public static Diagnostic warning(String code, Location location, String message, String hint) {
    return new Diagnostic(Level.WARNING, code, location, message, hint);
  }

  /** {@code place: message [code]}. */
  @Override
  public String toString() {
    return location + ": " + message + (hint.isEmpty() ? "" : " (" + hint + ")") + " [" + code + "]";
  }
}
