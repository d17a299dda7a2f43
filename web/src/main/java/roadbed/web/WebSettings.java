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
   * The server's certificate: a key store, or in PEM a file of certificates and one with the key.
   *
   * @param keystore PKCS#12 or JKS file, or certificates in PEM
   * @param password the key store's password; empty for PEM
   * @param key the private key in PEM; empty for a key store
   * @param clients certificates that vouch for clients, in the same form; empty where clients need none
   */
  public record Tls(Path keystore, String password, Optional<Path> key, Optional<Path> clients) {
    /** A key store. */
    public Tls(Path keystore, String password) {
      this(keystore, password, Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
      return "Tls[" + keystore + "]";
    }
  }
}
