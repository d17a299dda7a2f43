package roadbed.web.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What holds for every request: a request id, security headers, a host name that is ours (a page elsewhere
 * whose name resolves to loopback is refused), and a measurement.
 */
public final class FrontFilter extends HttpFilter {
  static final String ENDPOINT = "roadbed.endpoint";
  static final String REQUEST_ID = "roadbed.request-id";
  private static final long serialVersionUID = 1;
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; "
          + "base-uri 'none'; frame-ancestors 'none'";

  private final transient MeterRegistry meters;
  private final boolean local;

  public FrontFilter(MeterRegistry meters, boolean local) {
    this.meters = meters;
    this.local = local;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String requestId = requestId(request.getHeader("X-Request-Id"));
    request.setAttribute(REQUEST_ID, requestId);
    response.setHeader("X-Request-Id", requestId);
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    if (local && !isLoopbackName(request.getServerName())) {
      refuse(response);
      return;
    }
    MDC.put("request_id", requestId);
    Timer.Sample sample = Timer.start(meters);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove("request_id");
      Object pattern = request.getAttribute(ENDPOINT);
      sample.stop(
          Timer.builder("http.server.requests")
              .tag("method", request.getMethod())
              .tag("uri", pattern == null ? "none" : pattern.toString())
              .tag("status", Integer.toString(response.getStatus()))
              .register(meters));
    }
  }

  private static String requestId(@Nullable String given) {
    return given != null && given.matches("[A-Za-z0-9._-]{1,64}")
        ? given
        : UUID.randomUUID().toString();
  }

  private static boolean isLoopbackName(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("127.0.0.1")
        || name.equals("[::1]")
        || name.equals("::1")
        || name.equals("[0:0:0:0:0:0:0:1]");
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(421);
    response.setContentType("application/problem+json");
    response
        .getOutputStream()
        .write(
            """
            {"type":"about:blank","title":"Misdirected request","status":421,\
            "detail":"This server answers to localhost only. Use http://127.0.0.1 or bind it to another address."}
            """
                .getBytes(StandardCharsets.UTF_8));
  }
}
