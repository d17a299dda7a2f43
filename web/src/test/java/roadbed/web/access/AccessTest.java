package roadbed.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.web.fakes.FakeAccess;

class AccessTest {
  private static final String PASSWORD = "a long enough password";

  /** A clock that a test moves. */
  private static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final TestClock clock = new TestClock();
  private final FakeAccess store = new FakeAccess();
  private final Access access = new Access(store, clock, new SecureRandom());

  @ParameterizedTest
  @CsvSource({
    "PUBLIC,     elsewhere, ALLOWED", "PUBLIC,     local, ALLOWED", "PUBLIC,     token, ALLOWED", "PUBLIC,     administrator, ALLOWED",
    "READ,       elsewhere, WHO_ARE_YOU", "READ,       local, ALLOWED", "READ,       token, ALLOWED", "READ,       administrator, ALLOWED",
    "PUSH,       elsewhere, WHO_ARE_YOU", "PUSH,       local, WHO_ARE_YOU", "PUSH,       token, ALLOWED", "PUSH,       administrator, ALLOWED",
    "ADMINISTER, elsewhere, WHO_ARE_YOU", "ADMINISTER, local, WHO_ARE_YOU", "ADMINISTER, token, DENIED", "ADMINISTER, administrator, ALLOWED",
  })
  void whoMayDoWhat(Permission permission, String who, AccessDecision expected) {
    Caller caller =
        switch (who) {
          case "elsewhere" -> new Caller.Unknown(false);
          case "local" -> new Caller.Unknown(true);
          case "token" -> new Caller.TokenHolder("1", "ci");
          default -> new Caller.Administrator("ada", "secret");
        };
    assertThat(AccessDecision.of(permission, caller)).isEqualTo(expected);
  }

  private String administrator() {
    String code = access.firstAdministratorCode().orElseThrow();
    return ((Access.LoggedIn) access.makeFirstAdministrator(code, "Ada", PASSWORD)).secret();
  }

  @Test
  void theOneTimeLinkMakesOneAdministratorOnce() {
    String code = access.firstAdministratorCode().orElseThrow();
    assertThat(access.isGood(code)).isTrue();
    assertThat(access.makeFirstAdministrator(code, "Ada", "short")).isInstanceOf(Access.NotMade.class);
    assertThat(access.makeFirstAdministrator(code, "<b>", PASSWORD)).isInstanceOf(Access.NotMade.class);
    assertThat(access.makeFirstAdministrator("other", "Ada", PASSWORD)).isInstanceOf(Access.NotMade.class);
    assertThat(access.makeFirstAdministrator(code, "Ada", PASSWORD)).isInstanceOf(Access.LoggedIn.class);
    assertThat(access.makeFirstAdministrator(code, "Eve", PASSWORD)).isInstanceOf(Access.NotMade.class);
    assertThat(access.firstAdministratorCode()).isEmpty();
  }

  @Test
  void aLinkEndsAfterADay() {
    String code = access.firstAdministratorCode().orElseThrow();
    clock.now = clock.now.plus(Duration.ofHours(25));
    assertThat(access.isGood(code)).isFalse();
    assertThat(access.makeFirstAdministrator(code, "Ada", PASSWORD)).isInstanceOf(Access.NotMade.class);
  }

  @Test
  void aSessionHoldsForItsTimeAndEndsWithTheLogout() {
    String secret = administrator();
    assertThat(access.bySession(secret)).map(Caller::actor).contains("Ada");
    assertThat(access.bySession(secret + "x")).isEmpty();
    assertThat(access.bySession(null)).isEmpty();
    clock.now = clock.now.plus(Access.SESSION);
    assertThat(access.bySession(secret)).isEmpty();
    Access.LoggedIn again = (Access.LoggedIn) access.login("ada", PASSWORD, "10.0.0.1");
    access.logout(again.secret());
    assertThat(access.bySession(again.secret())).isEmpty();
  }

  @Test
  void guessingIsSlowedDownByNameAndByAddress() {
    administrator();
    for (int i = 0; i < LoginLimit.PER_NAME; i++) {
      assertThat(access.login("ada", "wrong", "10.0.0.1")).isInstanceOf(Access.Wrong.class);
    }
    assertThat(access.login("ada", PASSWORD, "10.0.0.2")).isInstanceOf(Access.TooMany.class);
    clock.now = clock.now.plus(LoginLimit.WINDOW).plusSeconds(1);
    assertThat(access.login("ada", PASSWORD, "10.0.0.2")).isInstanceOf(Access.LoggedIn.class);

    LoginLimit limit = new LoginLimit();
    for (int i = 0; i < LoginLimit.PER_ADDRESS; i++) {
      assertThat(limit.attempt("name" + i, "10.0.0.9", clock.now)).isTrue();
    }
    assertThat(limit.attempt("other", "10.0.0.9", clock.now)).isFalse();
  }

  @Test
  void aTokenIsShownOnceStoredHashedAndCanBeRevoked() {
    Access.NewToken token = access.createToken("  pipeline ", "Ada");
    assertThat(token.secret()).startsWith(Access.TOKEN_PREFIX);
    assertThat(token.toString()).doesNotContain(token.secret());
    assertThat(store.tokens().toString()).doesNotContain(token.secret());
    assertThat(access.byToken(token.secret())).map(Caller::actor).contains("token " + token.id() + " (pipeline)");
    assertThat(store.tokens().getFirst().lastUsedAt()).contains(clock.now);
    assertThat(access.byToken(token.secret().substring(1))).isEmpty();
    assertThat(access.revokeToken(token.id())).isTrue();
    assertThat(access.revokeToken(token.id())).isFalse();
    assertThat(access.byToken(token.secret())).isEmpty();
    assertThatThrownBy(() -> access.createToken(" ", "Ada")).hasMessageContaining("1 to 80");
  }

  @Test
  void aFormTokenBelongsToOneSessionAndIsNeverTheSameTwice() {
    Caller.Administrator ada = new Caller.Administrator("ada", "one");
    String token = access.formToken(ada);
    assertThat(token).isNotEqualTo(access.formToken(ada));
    assertThat(access.isFormToken(ada, token)).isTrue();
    assertThat(access.isFormToken(new Caller.Administrator("eve", "two"), token)).isFalse();
    assertThat(access.isFormToken(ada, "")).isFalse();
    assertThat(access.isFormToken(ada, token + "A")).isFalse();
    assertThat(access.formToken(new Caller.Unknown(true))).isEmpty();
  }
}
