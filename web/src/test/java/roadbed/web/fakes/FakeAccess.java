package roadbed.web.fakes;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.web.access.AccessStore;

/** Access in memory. */
public final class FakeAccess implements AccessStore {
  private final Map<String, Administrator> administrators = new HashMap<>();
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();
  private final Map<String, Link> links = new HashMap<>();

  @Override
  public synchronized boolean hasAdministrator() {
    return !administrators.isEmpty();
  }

  @Override
  public synchronized Optional<Administrator> administrator(String name) {
    return Optional.ofNullable(administrators.get(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public synchronized boolean createFirst(Administrator administrator) {
    if (!administrators.isEmpty()) {
      return false;
    }
    administrators.put(administrator.name().toLowerCase(Locale.ROOT), administrator);
    return true;
  }

  @Override
  public synchronized void saveSession(Session session) {
    sessions.put(session.hash(), session);
  }

  @Override
  public synchronized Optional<Session> session(String hash) {
    return Optional.ofNullable(sessions.get(hash));
  }

  @Override
  public synchronized void endSession(String hash) {
    sessions.remove(hash);
  }

  @Override
  public synchronized void forgetExpired(Instant before) {
    sessions.values().removeIf(session -> session.expiresAt().isBefore(before));
    links.values().removeIf(link -> link.expiresAt().isBefore(before));
  }

  @Override
  public synchronized void saveToken(Token token) {
    tokens.put(token.hash(), token);
  }

  @Override
  public synchronized Optional<Token> token(String hash) {
    return Optional.ofNullable(tokens.get(hash));
  }

  @Override
  public synchronized List<Token> tokens() {
    return tokens.values().stream().sorted(Comparator.comparing(Token::createdAt).reversed()).toList();
  }

  @Override
  public synchronized void tokenUsed(String id, Instant at) {
    tokens.replaceAll(
        (_, t) ->
            t.id().equals(id)
                ? new Token(t.id(), t.name(), t.hash(), t.createdBy(), t.createdAt(), Optional.of(at), t.revokedAt())
                : t);
  }

  @Override
  public synchronized boolean revokeToken(String id, Instant at) {
    boolean found =
        tokens.values().stream().anyMatch(t -> t.id().equals(id) && t.revokedAt().isEmpty());
    tokens.replaceAll(
        (_, t) ->
            t.id().equals(id) && t.revokedAt().isEmpty()
                ? new Token(t.id(), t.name(), t.hash(), t.createdBy(), t.createdAt(), t.lastUsedAt(), Optional.of(at))
                : t);
    return found;
  }

  @Override
  public synchronized void saveLink(Link link) {
    links.clear();
    links.put(link.hash(), link);
  }

  @Override
  public synchronized boolean hasLink(String hash, Instant now) {
    return links.containsKey(hash) && links.get(hash).expiresAt().isAfter(now);
  }

  @Override
  public synchronized boolean consumeLink(String hash, Instant now) {
    Link link = links.remove(hash);
    return link != null && link.expiresAt().isAfter(now);
  }
}
