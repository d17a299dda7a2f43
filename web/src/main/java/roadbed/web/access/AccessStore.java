package roadbed.web.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What access must remember. Implemented by {@code store}. Secrets never reach it: it sees hashes only, as
 * lower-case hexadecimal SHA-256 (sessions, tokens, links) or an encoded password hash.
 */
public interface AccessStore {

  /** Whether anybody can log in yet. */
  boolean hasAdministrator();

  /** The administrator of that name, compared without regard to case. */
  Optional<Administrator> administrator(String name);

  /**
   * Makes the first administrator, atomically.
   *
   * @return false where there is one already; nothing is changed then
   */
  boolean createFirst(Administrator administrator);

  /** Who may do everything. */
  record Administrator(String name, String passwordHash, Instant createdAt) {}

  /** Keeps a new session. */
  void saveSession(Session session);

  /** The session of that hash, also where it has expired. */
  Optional<Session> session(String hash);

  /** Forgets a session; nothing happens where there is none. */
  void endSession(String hash);

  /** Forgets all sessions and links that ended before a time. */
  void forgetExpired(Instant before);

  /** A login in one browser. */
  record Session(String hash, String administrator, Instant createdAt, Instant expiresAt) {}

  /** Keeps a new token. */
  void saveToken(Token token);

  /** The token of that hash, also where it is revoked. */
  Optional<Token> token(String hash);

  /** All tokens, newest first. */
  List<Token> tokens();

  /** Notes that a token was used. */
  void tokenUsed(String id, Instant at);

  /**
   * Revokes a token.
   *
   * @return false where there is no such token or it was revoked before
   */
  boolean revokeToken(String id, Instant at);

  /**
   * An API token.
   *
   * @param id short public identifier
   * @param name what it is for, in its maker's words
   * @param hash of its secret
   * @param createdBy the administrator, or {@code command line}
   */
  record Token(
      String id,
      String name,
      String hash,
      String createdBy,
      Instant createdAt,
      Optional<Instant> lastUsedAt,
      Optional<Instant> revokedAt) {}

  /** Keeps a one-time link and forgets all earlier ones. */
  void saveLink(Link link);

  /** Whether a link of that hash exists and has not expired. */
  boolean hasLink(String hash, Instant now);

  /**
   * Uses a link up, atomically: of two callers at most one gets true.
   *
   * @return whether it existed and had not expired
   */
  boolean consumeLink(String hash, Instant now);

  /** A link that lets its first user make the first administrator. */
  record Link(String hash, Instant expiresAt) {}
}
