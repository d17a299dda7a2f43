package roadbed.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** {@code http.send} against a server of this process, over plain HTTP and over TLS. */
class HttpSendTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final NetworkPolicy network = new NetworkPolicy(Set.of("127.0.0.1", "localhost"));
  private final List<String> seen = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/echo", exchange -> {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      seen.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("X-Who") + " "
          + exchange.getRequestHeaders().getFirst("Host") + " " + body);
      reply(exchange, 200, "application/json", "{\"n\": 1}");
    });
    answer(server, "/text", exchange -> reply(exchange, 200, "text/plain", "{\"a\": [1]}"));
    answer(server, "/yaml", exchange -> reply(exchange, 200, "application/yaml", "a: [1]"));
    answer(server, "/broken", exchange -> reply(exchange, 200, "application/json", "{"));
    answer(server, "/teapot", exchange -> reply(exchange, 404, "text/plain", "no"));
    answer(server, "/moved", exchange -> {
      exchange.getResponseHeaders().set("Location", "/text");
      reply(exchange, 302, "text/plain", "");
    });
    answer(server, "/away", exchange -> {
      exchange.getResponseHeaders().set("Location", "http://elsewhere.example/");
      reply(exchange, 302, "text/plain", "");
    });
    answer(server, "/slow", exchange -> {
      pause(2_000);
      reply(exchange, 200, "text/plain", "late");
    });
    answer(server, "/fresh", exchange -> {
      exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
      reply(exchange, 200, "text/plain", "call " + calls.incrementAndGet());
    });
    answer(server, "/never", exchange -> {
      exchange.getResponseHeaders().set("Cache-Control", "no-store, max-age=60");
      reply(exchange, 200, "text/plain", "call " + calls.incrementAndGet());
    });
    answer(server, "/tagged", exchange -> {
      calls.incrementAndGet();
      exchange.getResponseHeaders().set("Cache-Control", "max-age=0");
      exchange.getResponseHeaders().set("ETag", "\"v1\"");
      boolean known = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
      if (known) {
        exchange.sendResponseHeaders(304, -1);
        exchange.close();
      } else {
        reply(exchange, 200, "text/plain", "call " + calls.get());
      }
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static void answer(HttpServer server, String path, Answer answer) {
    server.createContext(path, answer::to);
  }

  private static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private CallContext context() {
    return CallContext.builder().network(network).build();
  }

  private @Nullable Value send(CallContext context, String url, String members) {
    String request = "{\"method\": \"get\", \"url\": " + StringValue.of(url) + (members.isEmpty() ? "" : ", " + members) + "}";
    return Builtins.standard().find("http.send").orElseThrow().call(context, new Value[] {Values.parseJson(request)});
  }

  private String member(@Nullable Value answer, String... path) {
    Value at = Objects.requireNonNull(answer);
    for (String name : path) {
      at = Objects.requireNonNull(at.get(StringValue.of(name)), name);
    }
    return at.toString();
  }

  @Test
  void sendsMethodHeadersAndBodyAndShowsTheAnswer() {
    Value answer = send(context(), url("/echo"), "\"headers\": {\"x-who\": \"ada\", \"host\": \"h.example\"}, \"body\": {\"b\": 1}");
    assertThat(seen).containsExactly("GET ada h.example {\"b\":1}");
    assertThat(member(answer, "status")).isEqualTo("\"200 OK\"");
    assertThat(member(answer, "status_code")).isEqualTo("200");
    assertThat(member(answer, "body")).isEqualTo("{\"n\": 1}");
    assertThat(member(answer, "raw_body")).isEqualTo("\"{\\\"n\\\": 1}\"");
    assertThat(member(answer, "headers", "content-type")).isEqualTo("[\"application/json\"]");
    Value[] post = {Values.parseJson("{\"method\": \"POST\", \"url\": " + StringValue.of(url("/echo")) + ", \"raw_body\": \"x\", \"body\": 1}")};
    Builtins.standard().find("http.send").orElseThrow().call(context(), post);
    assertThat(seen.getLast()).startsWith("POST null 127.0.0.1:").endsWith(" x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/text||null",
        "/text|\"force_json_decode\": true|{\"a\": [1]}",
        "/text|\"force_yaml_decode\": true|{\"a\": [1]}",
        "/yaml||{\"a\": [1]}",
        "/broken||null",
        "/moved||null",
        "/moved|\"enable_redirect\": true, \"force_json_decode\": true|{\"a\": [1]}",
      })
  void decodesBodies(String path, @Nullable String members, String body) {
    assertThat(member(send(context(), url(path), members == null ? "" : members), "body")).isEqualTo(body);
  }

  @Test
  void theSameRequestIsSentOnceInAnEvaluation() {
    CallContext evaluation = context();
    assertThat(member(send(evaluation, url("/never"), ""), "raw_body")).isEqualTo("\"call 1\"");
    assertThat(member(send(evaluation, url("/never"), ""), "raw_body")).isEqualTo("\"call 1\"");
    assertThat(member(send(context(), url("/never"), ""), "raw_body")).isEqualTo("\"call 2\"");
  }

  @Test
  void answersAreKeptBetweenEvaluationsAsTheServerAllows() {
    send(context(), url("/fresh"), "\"cache\": true");
    assertThat(member(send(context(), url("/fresh"), "\"cache\": true"), "raw_body")).isEqualTo("\"call 1\"");
    assertThat(member(send(context(), url("/fresh"), ""), "raw_body")).isEqualTo("\"call 2\"");
    send(context(), url("/never"), "\"cache\": true");
    assertThat(member(send(context(), url("/never"), "\"cache\": true"), "raw_body")).isEqualTo("\"call 4\"");
    String force = "\"force_cache\": true, \"force_cache_duration_seconds\": 60";
    send(context(), url("/never"), force);
    assertThat(member(send(context(), url("/never"), force), "raw_body")).isEqualTo("\"call 5\"");
  }

  @Test
  void aStaleAnswerIsAskedForAgainByItsTag() {
    send(context(), url("/tagged"), "\"cache\": true");
    assertThat(member(send(context(), url("/tagged"), "\"cache\": true"), "raw_body")).isEqualTo("\"call 1\"");
    assertThat(calls).hasValue(2);
  }

  @Test
  void freshnessCountsFromTheDateOfTheAnswer() {
    Instant date = Instant.parse("2026-01-02T03:04:05Z");
    String shown = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atZone(ZoneOffset.UTC));
    HttpAnswer answer =
        new HttpAnswer(
            200, java.util.Map.of("date", List.of(shown), "cache-control", List.of("public, max-age=290304000, x=y=z")), "");
    assertThat(answer.freshUntil()).isEqualTo(date.plusSeconds(290304000));
    HttpAnswer expiring = new HttpAnswer(200, java.util.Map.of("expires", List.of(shown)), "");
    assertThat(expiring.freshUntil()).isEqualTo(date);
    assertThat(new HttpAnswer(200, java.util.Map.of("expires", List.of("0")), "").freshUntil()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aRefusedConnectionIsAnErrorOrAValue() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port + "/";
    String problem = "Get \"" + url + "\": dial tcp 127.0.0.1:" + port + ": connect: connection refused";
    assertThatThrownBy(() -> send(context(), url, "\"max_retry_attempts\": 1")).hasMessage("http.send: " + problem);
    Value answer = send(context(), url, "\"raise_error\": false");
    assertThat(member(answer, "status_code")).isEqualTo("0");
    assertThat(member(answer, "error", "code")).isEqualTo("\"eval_http_send_network_error\"");
    assertThat(member(answer, "error", "message")).isEqualTo(StringValue.of(problem).toString());
  }

  @Test
  void aSlowServerEndsWithTheTimeout() {
    assertThatThrownBy(() -> send(context(), url("/slow"), "\"timeout\": \"100ms\""))
        .hasMessage("http.send: Get " + url("/slow") + ": request timed out");
    assertThat(member(send(context(), url("/slow"), "\"timeout\": 100000000, \"raise_error\": false"), "error", "message"))
        .contains("context deadline exceeded");
  }

  @Test
  void onlyAllowedHostsAreReachedAlsoByRedirection() {
    assertThatThrownBy(() -> send(context(), "http://elsewhere.example/", "\"raise_error\": false"))
        .hasMessageStartingWith("http.send: unallowed host: elsewhere.example");
    assertThatThrownBy(() -> send(context(), url("/away"), "\"enable_redirect\": true"))
        .hasMessageStartingWith("http.send: unallowed host: elsewhere.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"nope\": 1|operand 1 invalid request parameters(s): {\"nope\"}",
        "\"headers\": 1|invalid type for headers key",
        "\"headers\": {\"a\": 1}|invalid type for headers value 1",
        "\"timeout\": []|operand 1 'timeout' must be one of {string, number} but got array",
        "\"timeout\": \"1 parsec\"|invalid timeout value \"1 parsec\": time: unknown unit \" parsec\" in duration \"1 parsec\"",
        "\"tls_ca_cert\": 1|\"tls_ca_cert\" must be a string",
        "\"cache\": 1|invalid value for \"cache\" field",
        "\"caching_mode\": \"x\"|invalid value specified for \"caching_mode\" field: x",
        "\"max_retry_attempts\": -1|invalid value -1 for field \"max_retry_attempts\"",
        "\"force_cache\": true|'force_cache' set but 'force_cache_duration_seconds' parameter is missing",
      })
  void malformedRequests(String members, String problem) {
    assertThatThrownBy(() -> send(context(), url("/text"), members)).hasMessage("http.send: " + problem);
    assertThat(member(send(context(), url("/text"), members + ", \"raise_error\": false"), "error", "code"))
        .isEqualTo("\"eval_http_send_internal_error\"");
  }

  private static Path resource(Path folder, String name) throws IOException {
    Path copy = folder.resolve(name);
    try (InputStream in = Objects.requireNonNull(HttpSendTest.class.getResourceAsStream(name))) {
      Files.write(copy, in.readAllBytes());
    }
    return copy;
  }

  private static HttpsServer secure(Path folder, String store, boolean clients)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(resource(folder, store).toFile(), PASSWORD);
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
    authorities.load(null, null);
    try (InputStream in = Objects.requireNonNull(HttpSendTest.class.getResourceAsStream("tls-ca.pem"))) {
      authorities.setCertificateEntry(
          "ca", java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var settings = context.getDefaultSSLParameters();
            settings.setNeedClientAuth(clients);
            parameters.setSSLParameters(settings);
          }
        });
    answer(server, "/", exchange -> reply(exchange, 200, "text/plain", "secret"));
    server.start();
    return server;
  }

  @Test
  void trustsTheAuthoritiesThatTheRequestNames(@TempDir Path folder) throws IOException, GeneralSecurityException {
    HttpsServer secure = secure(folder, "tls-server.p12", false);
    try {
      String url = "https://localhost:" + secure.getAddress().getPort() + "/";
      Path ca = resource(folder, "tls-ca.pem");
      String pem = "\"tls_ca_cert\": " + StringValue.of(Files.readString(ca));
      assertThat(member(send(context(), url, pem), "raw_body")).isEqualTo("\"secret\"");
      String file = "\"tls_ca_cert_file\": " + StringValue.of(ca.toString());
      assertThat(member(send(context(), url, file), "raw_body")).isEqualTo("\"secret\"");
      assertThat(member(send(context(), url, "\"tls_insecure_skip_verify\": true"), "raw_body")).isEqualTo("\"secret\"");
      assertThat(member(send(context(), url, pem + ", \"tls_server_name\": \"other.example\""), "raw_body"))
          .isEqualTo("\"secret\"");
      assertThatThrownBy(() -> send(context(), url, pem + ", \"tls_server_name\": \"another.example\""))
          .hasMessageContaining("tls: failed to verify certificate");
      assertThatThrownBy(() -> send(context(), url, "")).hasMessageContaining("tls: failed to verify certificate");
    } finally {
      secure.stop(0);
    }
  }

  @Test
  void aServerWithAnotherNameIsNotTrusted(@TempDir Path folder) throws IOException, GeneralSecurityException {
    HttpsServer secure = secure(folder, "tls-wrong.p12", false);
    try {
      String url = "https://localhost:" + secure.getAddress().getPort() + "/";
      String pem = "\"tls_ca_cert\": " + StringValue.of(Files.readString(resource(folder, "tls-ca.pem")));
      assertThatThrownBy(() -> send(context(), url, pem)).hasMessageContaining("tls: failed to verify certificate");
      assertThat(member(send(context(), url, pem + ", \"tls_server_name\": \"wrong.example\""), "raw_body"))
          .isEqualTo("\"secret\"");
    } finally {
      secure.stop(0);
    }
  }

  @Test
  void aClientShowsItsCertificate(@TempDir Path folder) throws IOException, GeneralSecurityException {
    HttpsServer secure = secure(folder, "tls-server.p12", true);
    try {
      String url = "https://localhost:" + secure.getAddress().getPort() + "/";
      String pem = "\"tls_ca_cert\": " + StringValue.of(Files.readString(resource(folder, "tls-ca.pem")));
      String pair =
          ", \"tls_client_cert_file\": " + StringValue.of(resource(folder, "tls-client.pem").toString())
              + ", \"tls_client_key\": \"x\", \"tls_client_key_file\": "
              + StringValue.of(resource(folder, "tls-client.key").toString());
      assertThat(member(send(context(), url, pem + pair), "raw_body")).isEqualTo("\"secret\"");
      assertThatThrownBy(() -> send(context(), url, pem)).isInstanceOf(BuiltinException.class);
    } finally {
      secure.stop(0);
    }
  }
}
