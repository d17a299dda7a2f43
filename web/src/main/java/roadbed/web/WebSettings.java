package roadbed.web;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How the server faces the world.
 *
 * @param host address or name to bind to
 * @param port port, 0 for any free one
 * @param tls certificate, where it speaks TLS itself
 * @param behindProxy whether a reverse proxy in front of it speaks TLS and sets {@code X-Forwarded-*}
 * @param jsonLogs whether logs are lines of JSON
 * @param maxUploadBytes largest push, all parts together, as sent
 * @param maxCollectionBytes largest collection document, unpacked
 */
public record WebSettings(
    String host,
    int port,
    Optional<Tls> tls,
    boolean behindProxy,
    boolean jsonLogs,
    long maxUploadBytes,
    long maxCollectionBytes) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  /** Loopback, without TLS. */
  public static WebSettings loopback(int port) {
    return new WebSettings(
        "127.0.0.1", port, Optional.empty(), false, false, 4L << 30, 2L << 30);
  }

  /** Whether only this machine can reach it, and no proxy lets others in. */
  public boolean isLoopback() {
    return LOOPBACK.contains(host) && !behindProxy;
  }

  /**
   * A key store with the server's certificate.
   *
   * @param keystore PKCS#12 or JKS file
   * @param password its password
   */
  public record Tls(Path keystore, String password) {
    @Override
    public String toString() {
      return "Tls[" + keystore + "]";
    }
  }
}
