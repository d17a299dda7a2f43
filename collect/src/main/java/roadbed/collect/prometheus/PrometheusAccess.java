package roadbed.collect.prometheus;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a server with Prometheus' HTTP API is reached.
 *
 * @param base its address up to, but without, {@code /api/v1}
 * @param token a bearer token; it is sent to this server only and never shown
 * @param headers further headers, such as {@code X-Scope-OrgID}
 * @param timeout the time for one exchange, its body included
 * @param attempts how often one exchange is tried where the server is busy or out of reach; at least 1
 * @param mostBytes the largest answer that is read
 */
public record PrometheusAccess(
    URI base, Optional<String> token, Map<String, String> headers, Duration timeout, int attempts, int mostBytes) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 4;
  private static final int MOST_BYTES = 32 << 20;

  public PrometheusAccess {
    headers = Map.copyOf(headers);
    String scheme = Optional.ofNullable(base.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || base.getHost() == null) {
      throw new IllegalArgumentException("an address such as http://prometheus:9090 is expected");
    }
    if (base.getRawUserInfo() != null) {
      throw new IllegalArgumentException("an address holds no user and no password; give a bearer token");
    }
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException("an address ends before /api/v1, without ? and #");
    }
    if (attempts < 1 || timeout.isNegative() || timeout.isZero() || mostBytes < 1) {
      throw new IllegalArgumentException("an exchange has time, an attempt and room for its answer");
    }
  }

  /** With the usual bounds: a minute, four attempts, 32 MB. */
  public PrometheusAccess(URI base, Optional<String> token) {
    this(base, token, Map.of(), TIMEOUT, ATTEMPTS, MOST_BYTES);
  }

  /** The address of a part of the API, {@code query} for example. */
  URI endpoint(String part) {
    String address = base.toString();
    return URI.create((address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + "/api/v1/" + part);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return base.toString();
  }
}
