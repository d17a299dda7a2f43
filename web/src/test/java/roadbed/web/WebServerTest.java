package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.BillingFile;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;
import roadbed.web.access.Access;
import roadbed.web.access.Permission;
import roadbed.web.hooks.AdmissionApi;
import roadbed.web.hooks.AlertHooks;
import roadbed.web.hooks.DecisionApi;
import roadbed.web.api.Api;
import roadbed.web.fakes.FakeServer;
import roadbed.web.hooks.DeliveryHooks;
import roadbed.web.http.Endpoint;
import roadbed.web.ui.Pages;

/** Who gets in, from where, and with what; over real HTTP. */
class WebServerTest {
  private static final FakeServer LOCAL_PARTS = new FakeServer(false);
  private static final FakeServer GUARDED_PARTS = new FakeServer(false);
  private static WebServer local;
  private static WebServer guarded;
  private static Http here;
  private static Http away;
  private static String token;

  @BeforeAll
  static void start() {
    local = WebServer.start(WebSettings.loopback(0), LOCAL_PARTS.parts());
    guarded =
        WebServer.start(
            new WebSettings("127.0.0.1", 0, Optional.empty(), true, false, 1 << 20, 1 << 22),
            GUARDED_PARTS.parts());
    here = new Http(local);
    away = new Http(guarded);
    token =
        new Access(LOCAL_PARTS.access, Clock.systemUTC(), new java.security.SecureRandom())
            .createToken("test", "command line")
            .secret();
  }

  @AfterAll
  static void stop() {
    local.close();
    guarded.close();
  }

  private static List<Endpoint> table() {
    WebParts parts = LOCAL_PARTS.parts();
    Access access =
        new Access(parts.access(), Clock.systemUTC(), new java.security.SecureRandom());
    return WebWiring.endpoints(
        new Api(
            WebSettings.loopback(0),
            parts,
            new io.micrometer.prometheusmetrics.PrometheusMeterRegistry(
                io.micrometer.prometheusmetrics.PrometheusConfig.DEFAULT)),
        new DecisionApi(parts.decisions()),
        new AdmissionApi(parts.admission(), parts.admissionSettings()),
        new AlertHooks(parts.incidents().alerts()),
        new DeliveryHooks(parts.delivery()),
        new Pages(parts, access));
  }

  @Test
  void onlyTheseEndpointsAreOpenToEverybody() {
    assertThat(table().stream().filter(e -> e.permission() == Permission.PUBLIC))
        .extracting(e -> e.method() + " " + e.path())
        .containsExactlyInAnyOrder(
            "GET /health/live",
            "GET /health/ready",
            "GET /login",
            "POST /login",
            "POST /logout",
            "GET /setup",
            "POST /setup",
            "GET /oncall/feed/{secret}",
            "GET /notify/answer/{token}",
            "POST /notify/answer/{token}",
            "GET /changes/feed/{secret}",
            "GET /assets/{version}/{name}");
  }

  @Test
  void onlyTheseEndpointsAskForATokenOfTheirOwn() {
    assertThat(table().stream().filter(e -> e.permission() == Permission.HOOK))
        .extracting(e -> e.method() + " " + e.path())
        .containsExactlyInAnyOrder(
            "POST /hooks/alerts/{source}", "POST /hooks/pagerduty/v2/enqueue", "POST /hooks/delivery/{source}");
  }

  @Test
  void aClientOfOpaAsksBelowOpa() {
    java.util.function.BiFunction<String, String, HttpResponse<String>> post =
        (path, body) ->
            here.send("POST", path, java.net.http.HttpRequest.BodyPublishers.ofString(body));
    assertThat(post.apply("/opa/v1/data/shop/allow", "{\"input\": {\"user\": \"ada\"}}").body())
        .isEqualTo("{\"result\":true}\n");
    assertThat(here.get("/opa/v1/data/shop").body()).isEqualTo("{\"result\":{}}\n");
    assertThat(here.get("/opa/v1/policies").body()).contains("\"id\":\"shop.rego\"");
    assertThat(post.apply("/opa/v1/compile", "{\"query\": \"data.shop.allow\"}").body()).contains("\"queries\"");
    assertThat(here.get("/opa/health").statusCode()).isEqualTo(200);
    assertThat(
            here.send("PUT", "/opa/v1/policies/x", java.net.http.HttpRequest.BodyPublishers.ofString("package x"))
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void everyOtherEndpointAsksAStrangerWhoTheyAre() {
    List<String> unguarded = new ArrayList<>();
    for (Endpoint endpoint : table()) {
      if (endpoint.permission() == Permission.PUBLIC) {
        continue;
      }
      String path = endpoint.path().replaceAll("\\{\\*?[a-z]+}", "1");
      HttpResponse<String> answer =
          away.send(
              endpoint.method().name(), path, java.net.http.HttpRequest.BodyPublishers.noBody());
      boolean asked =
          switch (endpoint.face()) {
            case API -> answer.statusCode() == 401;
            case PAGE ->
                answer.statusCode() == 303
                    && answer.headers().firstValue("Location").orElse("").startsWith("/login");
          };
      if (!asked) {
        unguarded.add(endpoint.method() + " " + path + " " + answer.statusCode());
      }
    }
    assertThat(unguarded).as("endpoints that nobody guards").isEmpty();
  }

  @Test
  void writesAreRefusedOnLoopbackToo() {
    assertThat(here.get("/resources").statusCode()).isEqualTo(200);
    assertThat(here.parts("/api/v1/collections", Map.of()).statusCode()).isEqualTo(401);
    assertThat(here.post("/settings/tokens", "name=x").statusCode()).isEqualTo(303);
    assertThat(here.get("/settings/tokens", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aPageElsewhereWhoseNameResolvesToLoopbackIsRefused() {
    assertThat(here.get("/resources", "Host", "evil.example:80").statusCode()).isEqualTo(421);
    assertThat(here.get("/resources", "Host", "localhost").statusCode()).isEqualTo(200);
    assertThat(here.get("/resources", "Host", "127.0.0.1.evil.example").statusCode()).isEqualTo(421);
  }

  @Test
  void refusesToListenInTheClear() {
    WebSettings open =
        new WebSettings("0.0.0.0", 0, Optional.empty(), false, false, 1 << 20, 1 << 20);
    assertThatThrownBy(() -> WebServer.start(open, LOCAL_PARTS.parts()))
        .isInstanceOf(WebServer.RefusedToStart.class)
        .hasMessageContaining("--behind-proxy");
    assertThat(new WebSettings.Tls(Path.of("k.p12"), "hunter2").toString()).doesNotContain("hunter2");
  }

  @Test
  void saysThatThePortIsTaken() {
    assertThatThrownBy(
            () -> WebServer.start(WebSettings.loopback(local.url().getPort()), LOCAL_PARTS.parts()))
        .isInstanceOf(WebServer.RefusedToStart.class)
        .hasMessageContaining("Choose another --port");
  }

  @Test
  void speaksTlsWithAKeyStoreAndDemandsALogin(@TempDir Path folder) throws Exception {
    Path keystore = folder.resolve("server.p12");
    int made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "EC", "-alias", "roadbed", "-dname", "CN=localhost",
                "-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12",
                "-keystore", keystore.toString(), "-storepass", "changeit")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start()
            .waitFor();
    assertThat(made).isZero();
    KeyStore trusted = KeyStore.getInstance(keystore.toFile(), "changeit".toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext ssl = SSLContext.getInstance("TLS");
    ssl.init(null, trust.getTrustManagers(), null);
    WebSettings settings =
        new WebSettings(
            "0.0.0.0", 0, Optional.of(new WebSettings.Tls(keystore, "changeit")), false, true, 1 << 20, 1 << 20);
    try (WebServer server = WebServer.start(settings, new FakeServer(true).parts())) {
      assertThat(server.url().getScheme()).isEqualTo("https");
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .sslContext(ssl)
              .build()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("https://127.0.0.1:" + server.url().getPort() + "/resources"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
    WebSettings wrong =
        new WebSettings(
            "0.0.0.0", 0, Optional.of(new WebSettings.Tls(keystore, "wrong!")), false, false, 1 << 20, 1 << 20);
    assertThatThrownBy(() -> WebServer.start(wrong, new FakeServer(true).parts()))
        .isInstanceOf(WebServer.RefusedToStart.class)
        .hasMessageContaining("server.p12")
        .hasMessageNotContaining("wrong!");
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() {
    for (String path : List.of("/", "/nothing-here", "/api/v1/sources", "/health/live")) {
      HttpResponse<String> answer = here.get(path, "X-Request-Id", "abc-1");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
      assertThat(answer.headers().firstValue("X-Request-Id")).contains("abc-1");
    }
    assertThat(here.get("/", "X-Request-Id", "a b<").headers().firstValue("X-Request-Id").orElse(""))
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void theFirstAdministratorLogsInMakesATokenAndLogsOut() {
    String link = guarded.firstAdministratorLink().orElseThrow().toString();
    String code = link.substring(link.indexOf("code=") + 5);
    String password = "correct horse battery";
    assertThat(away.get("/setup?code=" + code).body()).contains("Make administrator");
    HttpResponse<String> made =
        away.post(
            "/setup",
            "code=" + code + "&name=ada&password=" + encode(password) + "&again=" + encode(password));
    assertThat(made.statusCode()).isEqualTo(303);
    String setCookie = made.headers().firstValue("Set-Cookie").orElse("");
    assertThat(setCookie).contains("HttpOnly", "SameSite=Lax", "Path=/");
    String cookie = setCookie.substring(0, setCookie.indexOf(';'));

    HttpResponse<String> page = away.get("/settings/tokens", "Cookie", cookie);
    assertThat(page.statusCode()).isEqualTo(200);
    String form = field(page.body(), "_csrf");
    assertThat(away.post("/settings/tokens", "name=ci", "Cookie", cookie).statusCode()).isEqualTo(403);
    assertThat(
            away.post(
                    "/settings/tokens",
                    "name=ci&_csrf=" + form,
                    "Cookie",
                    cookie,
                    "Origin",
                    "https://evil.example")
                .statusCode())
        .isEqualTo(403);
    HttpResponse<String> made2 =
        away.post("/settings/tokens", "name=ci&_csrf=" + form, "Cookie", cookie);
    Matcher secret = Pattern.compile("rbt_[A-Za-z0-9_-]{43}").matcher(made2.body());
    assertThat(secret.find()).isTrue();
    assertThat(away.get("/api/v1/sources", "Authorization", "Bearer " + secret.group()).statusCode())
        .isEqualTo(200);
    assertThat(away.get("/metrics", "Authorization", "Bearer " + secret.group()).statusCode())
        .isEqualTo(200);
    assertThat(away.get("/settings/tokens", "Cookie", cookie).body()).doesNotContain(secret.group());
    assertThat(away.post("/logout", "_csrf=" + form, "Cookie", cookie).statusCode()).isEqualTo(303);
    assertThat(away.get("/settings/tokens", "Cookie", cookie).statusCode()).isEqualTo(303);

    assertThat(away.post("/login", "name=ada&password=wrong").statusCode()).isEqualTo(401);
    HttpResponse<String> back =
        away.post("/login", "name=ADA&next=" + encode("//evil.example") + "&password=" + encode(password));
    assertThat(back.headers().firstValue("Location")).contains("/");
    HttpResponse<String> deep =
        away.post("/login", "name=ada&next=" + encode("/cost?by=owner") + "&password=" + encode(password));
    assertThat(deep.headers().firstValue("Location")).contains("/cost?by=owner");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String field(String html, String name) {
    Matcher field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(html);
    assertThat(field.find()).isTrue();
    return field.group(1);
  }

  private static byte[] collection(String capturedAt, List<BillingFile> billing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CollectionJson.write(
        new Collection(
            "infra",
            Instant.parse(capturedAt),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            billing,
            List.of(),
            new Collection.Reading(1, 1, List.of(), 0)),
        out);
    return out.toByteArray();
  }

  private static byte[] packed(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static HttpResponse<String> push(Map<String, byte[]> parts) {
    return here.parts("/api/v1/collections", parts, "Authorization", "Bearer " + token);
  }

  @Test
  void aPushIsTakenInPlainOrPackedWithItsBillingFiles() {
    byte[] plain = collection("2026-11-21T08:00:00Z", List.of());
    assertThat(push(Map.of("collection", plain)).body()).contains("\"evidence\":41");
    assertThat(push(Map.of("collection", packed(plain))).statusCode()).isEqualTo(200);
    byte[] billed =
        collection(
            "2026-11-21T08:00:00Z",
            List.of(new BillingFile(Path.of("focus.csv"), BillingFile.Format.CSV, "1.0")));
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("collection", billed);
    parts.put("billing/focus.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(push(parts).body()).contains("\"billing\":{\"lines\":2,\"rejected\":0}");
    assertThat(push(Map.of("collection", billed)).body()).contains("was not sent");
  }

  @Test
  void aPushThatCannotBeTakenInSaysWhy() {
    HttpResponse<String> older =
        push(Map.of("collection", collection("2025-01-01T00:00:00Z", List.of())));
    assertThat(older.statusCode()).isEqualTo(409);
    assertThat(older.headers().firstValue("Content-Type")).contains("application/problem+json");
    byte[] text = "{\"format\": \"roadbed.collection/1\", \"source\": 7}".getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> wrong = push(Map.of("collection", text));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("\"pointer\":\"/source\"");
    assertThat(push(Map.of("collection", "{".getBytes(StandardCharsets.UTF_8))).statusCode()).isEqualTo(400);
    assertThat(push(Map.of("other", text)).body()).contains("not known");
    assertThat(push(Map.of()).statusCode()).isEqualTo(400);
    byte[] bomb = packed(new byte[100 << 20]);
    assertThat(push(Map.of("collection", bomb)).statusCode()).isEqualTo(400);
    assertThat(
            here.post("/api/v1/collections", "a=b", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(415);
    assertThat(here.get("/api/v1/sources", "Authorization", "Bearer rbt_nonsense").statusCode())
        .isEqualTo(401);
  }

  @Test
  void whatIsNotThereIsAProblemForProgramsAndAPageForPeople() {
    assertThat(here.get("/api/v1/nothing").headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    assertThat(here.get("/nothing").body()).contains("There is nothing at this address");
    assertThat(here.post("/resources", "").statusCode()).isEqualTo(405);
    assertThat(here.get("/resources?size=x").statusCode()).isEqualTo(400);
    assertThat(here.get("/api/v1/resources?sort=drop").body()).contains("\"pointer\":\"?sort\"");
    assertThat(here.get("/evidence/9999").statusCode()).isEqualTo(404);
    assertThat(here.get("/kpis/mttr?as_of=yesterday").statusCode()).isEqualTo(400);
    assertThat(here.get("/guardrails/%3Cscript%3E").body()).contains("&lt;script&gt;").doesNotContain("<script>a");
  }

  @Test
  void theExplorerExportsItsRowsAsCsv() {
    HttpResponse<String> csv = here.get("/resources.csv?kind=identity.role");
    assertThat(csv.body().lines()).hasSize(61).first().asString().startsWith("id,kind,type");
    assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("resources.csv");
  }

  @Test
  void metricsAndHealthAnswer() {
    here.get("/resources");
    assertThat(here.get("/metrics").body())
        .contains("http_server_requests_seconds_count", "uri=\"/resources\"", "jvm_memory_used_bytes");
    assertThat(here.get("/health/ready").body()).contains("\"status\":\"up\"");
  }
}
