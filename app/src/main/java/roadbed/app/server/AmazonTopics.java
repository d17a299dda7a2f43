package roadbed.app.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import roadbed.collect.alert.WebhookSignature;

/** Messages of Amazon's notification service: whether they are signed by it, and the confirmation of a subscription. */
final class AmazonTopics {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_KEPT = 50;
  private static final Duration TIME = Duration.ofSeconds(10);

  private final Function<URI, Optional<byte[]>> fetch;
  private final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();

  /** Topics as they are asked for over the network. */
  AmazonTopics() {
    this(new Network()::fetch);
  }

  /**
   * Topics.
   *
   * @param fetch what lies at an address; empty where nothing that can be used does
   */
  AmazonTopics(Function<URI, Optional<byte[]>> fetch) {
    this.fetch = fetch;
  }

  /** Whether a message is signed by the service; the certificate comes from Amazon's hosts alone. */
  boolean isSigned(byte[] body) {
    return WebhookSignature.snsCertificate(body)
        .flatMap(this::certificate)
        .filter(certificate -> WebhookSignature.sns(body, certificate.getPublicKey()))
        .isPresent();
  }

  private Optional<X509Certificate> certificate(String url) {
    X509Certificate kept = certificates.get(url);
    if (kept == null) {
      Optional<byte[]> fetched = fetch.apply(URI.create(url));
      if (fetched.isEmpty()) {
        return Optional.empty();
      }
      try {
        kept = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(fetched.get()));
      } catch (CertificateException _) {
        return Optional.empty();
      }
      if (certificates.size() >= MOST_KEPT) {
        certificates.clear();
      }
      certificates.put(url, kept);
    }
    try {
      kept.checkValidity();
      return Optional.of(kept);
    } catch (CertificateException _) {
      certificates.remove(url);
      return Optional.empty();
    }
  }

  /** Confirms a subscription; false where the address is not one that does only that, or it did not answer. */
  boolean confirm(String url) {
    return WebhookSignature.snsConfirmation(url) && fetch.apply(URI.create(url)).isPresent();
  }

  /** What is fetched is small, comes soon and from the address itself. */
  private static final class Network {
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIME).followRedirects(HttpClient.Redirect.NEVER).build();

    Optional<byte[]> fetch(URI address) {
      try {
        HttpResponse<InputStream> response =
            client.send(HttpRequest.newBuilder(address).timeout(TIME).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
          byte[] body = in.readNBytes(MOST_BYTES + 1);
          return response.statusCode() == 200 && body.length <= MOST_BYTES ? Optional.of(body) : Optional.empty();
        }
      } catch (IOException _) {
        return Optional.empty();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }
}
