package roadbed.web.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/** The one cookie: the session's secret, out of reach of scripts and of other sites' requests. */
public final class Cookies {
  private static final String PLAIN = "roadbed_session";
  private static final String SECURE = "__Host-roadbed_session";

  private Cookies() {}

  /** The session's secret that a request brings. */
  static @Nullable String session(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      String name = request.isSecure() ? SECURE : PLAIN;
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name)) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  /** The header that keeps a session. */
  public static String keep(Visit visit, String secret, Duration age) {
    return header(visit, secret, age);
  }

  /** The header that drops it. */
  public static String drop(Visit visit) {
    return header(visit, "", Duration.ZERO);
  }

  private static String header(Visit visit, String value, Duration age) {
    boolean secure = visit.request().servletRequest().isSecure();
    return ResponseCookie.from(secure ? SECURE : PLAIN, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(age)
        .build()
        .toString();
  }
}
