package roadbed.web.ui;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.web.access.Access;
import roadbed.web.access.AccessStore;
import roadbed.web.access.Caller;
import roadbed.web.http.Cookies;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Logging in and out, the first administrator, and API tokens. */
final class AccessPages {
  private final Screen screen;
  private final Access access;

  AccessPages(Screen screen, Access access) {
    this.screen = screen;
    this.access = access;
  }

  record LoginView(String next, String name, String failure, boolean nobodyYet) {}

  record SetupView(String code, boolean good, String name, String failure, int shortest) {}

  record TokensView(List<AccessStore.Token> tokens, Optional<Access.NewToken> made, String failure) {}

  ServerResponse login(Visit visit) {
    return loginForm(visit, HttpStatus.OK, "", "");
  }

  private ServerResponse loginForm(Visit visit, HttpStatus status, String name, String failure) {
    return screen.show(
        visit,
        status,
        "login",
        "Log in",
        "",
        new LoginView(next(visit), name, failure, !access.hasAdministrator()));
  }

  /** Where to go after a login: a path of ours and never somewhere else. */
  private static String next(Visit visit) {
    String next = visit.text("next");
    return next.matches("/(?![/\\\\])[^\\\\\\p{Cntrl}]*") && !next.startsWith("/login") ? next : "/";
  }

  ServerResponse doLogin(Visit visit) {
    String name = visit.text("name");
    Access.Attempt attempt =
        access.login(
            name,
            visit.verbatim("password"),
            visit.request().servletRequest().getRemoteAddr());
    return switch (attempt) {
      case Access.LoggedIn in ->
          ServerResponse.from(Replies.seeOther(next(visit)))
              .header("Set-Cookie", Cookies.keep(visit, in.secret(), Access.SESSION))
              .build();
      case Access.Wrong _ ->
          loginForm(visit, HttpStatus.UNAUTHORIZED, name, "The name or the password is wrong.");
      case Access.TooMany _ ->
          loginForm(
              visit,
              HttpStatus.TOO_MANY_REQUESTS,
              name,
              "Too many attempts. Wait a quarter of an hour and try again.");
    };
  }

  ServerResponse logout(Visit visit) {
    if (visit.caller() instanceof Caller.Administrator administrator) {
      access.logout(administrator.secret());
    }
    return ServerResponse.from(Replies.seeOther("/"))
        .header("Set-Cookie", Cookies.drop(visit))
        .build();
  }

  ServerResponse setup(Visit visit) {
    String code = visit.text("code");
    return setupForm(visit, HttpStatus.OK, new SetupView(code, access.isGood(code), "", "", Access.SHORTEST_PASSWORD));
  }

  private ServerResponse setupForm(Visit visit, HttpStatus status, SetupView view) {
    return screen.show(visit, status, "setup", "First administrator", "", view);
  }

  ServerResponse doSetup(Visit visit) {
    String code = visit.text("code");
    String name = visit.text("name");
    String password = visit.verbatim("password");
    Access.Made made =
        password.equals(visit.verbatim("again"))
            ? access.makeFirstAdministrator(code, name, password)
            : new Access.NotMade("The two passwords are not the same.");
    return switch (made) {
      case Access.LoggedIn in ->
          ServerResponse.from(Replies.seeOther("/settings/tokens"))
              .header("Set-Cookie", Cookies.keep(visit, in.secret(), Access.SESSION))
              .build();
      case Access.NotMade not ->
          setupForm(
              visit,
              HttpStatus.UNPROCESSABLE_CONTENT,
              new SetupView(code, access.isGood(code), name, not.why(), Access.SHORTEST_PASSWORD));
    };
  }

  ServerResponse tokens(Visit visit) {
    return tokens(visit, HttpStatus.OK, Optional.empty(), "");
  }

  private ServerResponse tokens(
      Visit visit, HttpStatus status, Optional<Access.NewToken> made, String failure) {
    return screen.show(
        visit, status, "tokens", "Tokens", "settings", new TokensView(access.tokens(), made, failure));
  }

  ServerResponse createToken(Visit visit) {
    try {
      Access.NewToken made = access.createToken(visit.text("name"), visit.caller().actor());
      return tokens(visit, HttpStatus.OK, Optional.of(made), "");
    } catch (IllegalArgumentException e) {
      return tokens(
          visit, HttpStatus.UNPROCESSABLE_CONTENT, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  ServerResponse revokeToken(Visit visit) {
    if (!access.revokeToken(visit.text("id"))) {
      throw Problem.notFound("There is no token with this id that is not revoked already.");
    }
    return Replies.seeOther("/settings/tokens");
  }
}
