package roadbed.model;

/**
 * Who owns something, and why we say so.
 *
 * @param owner the owning team
 * @param basis which kind of fact decided
 * @param reason the fact in words, for example {@code tag team=payments}
 */
public record Ownership(String owner, Basis basis, String reason) {

  /** Which kind of fact decided, the strongest first. */
  public enum Basis {
    TAG,
    CATALOG,
    RULE,
    ACCOUNT
  }
}
