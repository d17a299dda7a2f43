package roadbed.web.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;

/** Administrators, sessions, tokens and the one-time link: made, recognised and ended. */
public final class Access {
  /** What every API token begins with, so that leaked ones are recognised. */
  public static final String TOKEN_PREFIX = "rbt_";

  public static final Duration SESSION = Duration.ofHours(12);
  public static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_PASSWORD = 256;
  private static final Duration LINK = Duration.ofHours(24);
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

  private final AccessStore store;
  private final Clock clock;
  private final Secrets secrets;
  private final LoginLimit limit = new LoginLimit();
  private final PasswordEncoder passwords =
      new Pbkdf2PasswordEncoder("", 16, 600_000, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256);

  public Access(AccessStore store, Clock clock, SecureRandom random) {
    this.store = store;
    this.clock = clock;
    this.secrets = new Secrets(random);
  }

  /** Whether anybody can log in yet. */
  public boolean hasAdministrator() {
    return store.hasAdministrator();
  }

  /**
   * Makes the code of a one-time link for the first administrator; earlier links end.
   *
   * @return empty where there is an administrator already
   */
  public Optional<String> firstAdministratorCode() {
    if (store.hasAdministrator()) {
      return Optional.empty();
    }
    String code = secrets.secret();
    store.saveLink(new AccessStore.Link(Secrets.hash(code), clock.instant().plus(LINK)));
    return Optional.of(code);
  }

  /** Whether a one-time code is still good; looking does not use it up. */
  public boolean isGood(String code) {
    return !store.hasAdministrator() && store.hasLink(Secrets.hash(code), clock.instant());
  }

  /** What came of making the first administrator. */
  public sealed interface Made {}

  /** The administrator exists and is logged in; the secret goes into the cookie. */
  public record LoggedIn(String secret) implements Made, Attempt {}

  /** Nothing was made, and why. */
  public record NotMade(String why) implements Made {}

  /** Makes the first administrator with a one-time code, and logs them in. */
  public Made makeFirstAdministrator(String code, String name, String password) {
    String trimmed = name.strip();
    if (!trimmed.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,63}")) {
      return new NotMade(
          "A name is 1 to 64 letters, digits or . _ @ + - and begins with a letter or digit.");
    }
    if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
      return new NotMade(
          "A password has %d to %d characters.".formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
    }
    Instant now = clock.instant();
    AccessStore.Administrator administrator =
        new AccessStore.Administrator(trimmed, encode(password), now);
    if (!store.consumeLink(Secrets.hash(code), now) || !store.createFirst(administrator)) {
      return new NotMade(
          "This link is used up or has ended. Restart the server for a new one, or log in.");
    }
    return new LoggedIn(newSession(trimmed, now));
  }

  private String encode(String password) {
    String encoded = passwords.encode(password);
    if (encoded == null) {
      throw new IllegalStateException("a password that is not null has a hash");
    }
    return encoded;
  }

  /** What came of an attempt to log in. */
  public sealed interface Attempt {}

  /** The name or the password is wrong; it is not said which. */
  public record Wrong() implements Attempt {}

  /** There were too many attempts; this one was not looked at. */
  public record TooMany() implements Attempt {}

  /**
   * Logs in.
   *
   * @param address where the request comes from, for the limit on attempts
   */
  public Attempt login(String name, String password, String address) {
    Instant now = clock.instant();
    if (!limit.attempt(name, address, now)) {
      return new TooMany();
    }
    Optional<AccessStore.Administrator> administrator = store.administrator(name.strip());
    // An unknown name costs as much time as a wrong password.
    String expected =
        administrator.map(AccessStore.Administrator::passwordHash).orElseGet(() -> encode("nobody"));
    boolean right =
        password.length() <= LONGEST_PASSWORD && passwords.matches(password, expected);
    if (administrator.isEmpty() || !right) {
      return new Wrong();
    }
    limit.succeeded(name, address);
    store.forgetExpired(now);
    return new LoggedIn(newSession(administrator.get().name(), now));
  }

  private String newSession(String administrator, Instant now) {
    String secret = secrets.secret();
    store.saveSession(
        new AccessStore.Session(Secrets.hash(secret), administrator, now, now.plus(SESSION)));
    return secret;
  }

  /** Ends the session with that secret. */
  public void logout(String secret) {
    store.endSession(Secrets.hash(secret));
  }

  /** The administrator whose session this is. */
  public Optional<Caller> bySession(@Nullable String secret) {
    if (secret == null || secret.length() > 100) {
      return Optional.empty();
    }
    return store
        .session(Secrets.hash(secret))
        .filter(session -> session.expiresAt().isAfter(clock.instant()))
        .map(session -> new Caller.Administrator(session.administrator(), secret));
  }

  /** The holder of a token that is not revoked; notes its use, at most once a minute. */
  public Optional<Caller> byToken(String secret) {
    if (!secret.startsWith(TOKEN_PREFIX) || secret.length() > 100) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return store
        .token(Secrets.hash(secret))
        .filter(token -> token.revokedAt().isEmpty())
        .map(
            token -> {
              if (token.lastUsedAt().isEmpty()
                  || token.lastUsedAt().get().isBefore(now.minus(USE_NOTED_EVERY))) {
                store.tokenUsed(token.id(), now);
              }
              return new Caller.TokenHolder(token.id(), token.name());
            });
  }

  /** A token just made; its secret is shown once and then known to nobody here. */
  public record NewToken(String id, String name, String secret) {
    @Override
    public String toString() {
      return "NewToken[" + id + "]";
    }
  }

  /**
   * Makes an API token.
   *
   * @param name what it is for
   * @throws IllegalArgumentException where the name is blank or longer than 80 characters
   */
  public NewToken createToken(String name, String createdBy) {
    String trimmed = name.strip();
    if (trimmed.isEmpty() || trimmed.length() > 80) {
      throw new IllegalArgumentException("A token's name has 1 to 80 characters.");
    }
    String secret = TOKEN_PREFIX + secrets.secret();
    String id = secrets.identifier();
    store.saveToken(
        new AccessStore.Token(
            id,
            trimmed,
            Secrets.hash(secret),
            createdBy,
            clock.instant(),
            Optional.empty(),
            Optional.empty()));
    return new NewToken(id, trimmed, secret);
  }

  /** All tokens, newest first. */
  public List<AccessStore.Token> tokens() {
    return store.tokens();
  }

  /** Revokes a token; false where there was nothing to revoke. */
  public boolean revokeToken(String id) {
    return store.revokeToken(id, clock.instant());
  }

  /** A token for the forms of a session; empty text where there is none. */
  public String formToken(Caller caller) {
    return switch (caller) {
      case Caller.Administrator administrator -> secrets.formToken(administrator.secret());
      case Caller.Unknown _, Caller.TokenHolder _ -> "";
    };
  }

  /** Whether a form token belongs to the administrator's session. */
  public boolean isFormToken(Caller.Administrator administrator, String token) {
    return Secrets.isFormToken(administrator.secret(), token);
  }
}
