package roadbed.web.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.web.WebParts;
import roadbed.web.WebServer;
import roadbed.web.WebSettings;
import roadbed.web.fakes.FakeServer;

/** The webhook over TLS, as an API server calls it: with its own trust, with a certificate of its own, across rotations. */
final class AdmissionTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String REVIEW =
      """
      {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u-1", "operation": "CREATE",
       "kind": {"group": "", "version": "v1", "kind": "Pod"}, "name": "good",
       "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "good"}}}}
      """;

  @TempDir private Path folder;

  /** A certificate that vouches for itself, with its key. */
  private record Identity(KeyStore store) {
    X509Certificate certificate() throws Exception {
      return (X509Certificate) store.getCertificate("it");
    }

    BigInteger serial() throws Exception {
      return certificate().getSerialNumber();
    }

    String pem() throws Exception {
      return pem("CERTIFICATE", certificate().getEncoded());
    }

    String keyPem() throws Exception {
      return pem("PRIVATE KEY", store.getKey("it", PASSWORD).getEncoded());
    }

    private static String pem(String what, byte[] der) {
      return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what + "-----\n";
    }
  }

  private Identity identity(String name) throws Exception {
    Path file = folder.resolve(name + "-" + System.nanoTime() + ".p12");
    int made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "EC", "-alias", "it", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start()
            .waitFor();
    assertThat(made).isZero();
    return new Identity(KeyStore.getInstance(file.toFile(), PASSWORD));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static WebServer server(WebSettings.Tls tls, AdmissionSettings admission) {
    WebParts parts = new FakeServer(true).parts();
    WebSettings settings = new WebSettings("0.0.0.0", 0, Optional.of(tls), false, false, 1 << 20, 1 << 20);
    return WebServer.start(
        settings,
        new WebParts(
            parts.estate(), parts.verdicts(), parts.drift(), parts.guardrails(), parts.costs(), parts.kpis(),
            parts.measurements(), parts.facts(), parts.evidence(), parts.intake(), parts.access(), parts.clock(),
            parts.version(), parts.decisions(), parts.admission(), admission, parts.pasted(), parts.gates(), parts.desk(), parts.explorer(),
            parts.anomalies(),
            parts.incidents(),
            parts.onCall(),
            parts.notices(),
            parts.delivery(),
            parts.objectives(),
            parts.drills(),
            parts.changes(),
            parts.readiness()));
  }

  private static AdmissionSettings callers(AdmissionSettings.Callers callers, String... names) {
    return new AdmissionSettings(callers, List.of(names), true, Duration.ofSeconds(2));
  }

  private static HttpClient client(Identity trusted, Optional<Identity> own) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("server", trusted.certificate());
    TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX");
    trusts.init(trust);
    KeyManager[] keys = null;
    if (own.isPresent()) {
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(own.get().store(), PASSWORD);
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trusts.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static HttpResponse<String> validate(HttpClient client, WebServer server) throws Exception {
    URI address = URI.create("https://127.0.0.1:" + server.url().getPort() + "/admission/validate?timeout=2s");
    return client.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(REVIEW))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static BigInteger serialOf(HttpResponse<String> answer) throws Exception {
    return ((X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0]).getSerialNumber();
  }

  @Test
  void aCertificateInPemIsTakenUpAnewWhenItsFilesChange() throws Exception {
    Identity first = identity("first");
    Identity second = identity("second");
    Path certificate = write("tls.crt", first.pem());
    Path key = write("tls.key", first.keyPem());
    WebSettings.Tls tls = new WebSettings.Tls(certificate, "", Optional.of(key), Optional.empty());
    try (WebServer server = server(tls, callers(AdmissionSettings.Callers.ANYBODY));
        HttpClient before = client(first, Optional.empty())) {
      HttpResponse<String> answer = validate(before, server);
      assertThat(answer.body()).contains("\"allowed\":true");
      assertThat(serialOf(answer)).isEqualTo(first.serial());
      write("tls.key", second.keyPem());
      write("tls.crt", second.pem());
      Instant end = Instant.now().plusSeconds(9);
      BigInteger served = first.serial();
      while (!served.equals(second.serial()) && Instant.now().isBefore(end)) {
        Thread.sleep(200);
        // A client that trusts the new one alone is let in when it is served.
        try (HttpClient after = client(second, Optional.empty())) {
          served = serialOf(validate(after, server));
        } catch (SSLHandshakeException _) {
          // The old one is still served.
        }
      }
      assertThat(served).isEqualTo(second.serial());
    }
  }

  @Test
  void clientsAreKnownByTheirCertificatesAndNames() throws Exception {
    Identity its = identity("localhost");
    Identity apiServer = identity("kube-apiserver");
    Identity other = identity("somebody");
    Identity stranger = identity("kube-apiserver");
    WebSettings.Tls tls =
        new WebSettings.Tls(
            write("tls.crt", its.pem()),
            "",
            Optional.of(write("tls.key", its.keyPem())),
            Optional.of(write("clients.pem", apiServer.pem() + other.pem())));
    try (WebServer server = server(tls, callers(AdmissionSettings.Callers.CERTIFICATE, "kube-apiserver"));
        HttpClient known = client(its, Optional.of(apiServer));
        HttpClient misnamed = client(its, Optional.of(other));
        HttpClient nobody = client(its, Optional.empty());
        HttpClient unknown = client(its, Optional.of(stranger))) {
      assertThat(validate(known, server).statusCode()).isEqualTo(200);
      assertThat(validate(misnamed, server).statusCode()).isEqualTo(401);
      assertThat(validate(nobody, server).statusCode()).isEqualTo(401);
      // The right name alone, with nobody to vouch for it, does not even get a connection.
      assertThatThrownBy(() -> validate(unknown, server)).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void aKeyThatIsNotTheCertificatesIsSaidAtTheStart() throws Exception {
    WebSettings.Tls tls =
        new WebSettings.Tls(
            write("tls.crt", identity("one").pem()),
            "",
            Optional.of(write("tls.key", identity("another").keyPem())),
            Optional.empty());
    assertThatThrownBy(() -> server(tls, callers(AdmissionSettings.Callers.ANYBODY)).close())
        .isInstanceOf(WebServer.RefusedToStart.class)
        .hasMessageContaining("tls.crt");
  }

  @Test
  void whatIsNoPemIsSaidAtTheStart() throws Exception {
    WebSettings.Tls tls =
        new WebSettings.Tls(
            write("tls.crt", "hello"), "", Optional.of(write("tls.key", identity("one").keyPem())), Optional.empty());
    assertThatThrownBy(() -> server(tls, callers(AdmissionSettings.Callers.ANYBODY)).close())
        .isInstanceOf(WebServer.RefusedToStart.class)
        .hasMessageContaining("tls.crt");
  }
}
