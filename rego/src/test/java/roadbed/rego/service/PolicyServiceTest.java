package roadbed.rego.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.bundle.Bundle;
import roadbed.rego.bundle.BundleException;
import roadbed.rego.bundle.BundleWriter;
import roadbed.rego.bundle.Manifest;
import roadbed.rego.bundle.SigningKey;
import roadbed.rego.bundle.Source;
import roadbed.rego.eval.Limits;
import roadbed.rego.server.Api;
import roadbed.rego.server.Store;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Values;

/** The server as it runs: real sockets, files, bundles and logs. */
class PolicyServiceTest {
  @TempDir Path folder;
  private final List<String> console = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final Store store = new Store(false, Limits.STANDARD, CallContext::builder);
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<AutoCloseable> open = new ArrayList<>();
  private PolicyService service;
  private String url;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    client.close();
  }

  private void start(String configuration) throws IOException {
    ServiceConfiguration read;
    try {
      read = ServiceConfiguration.read(configuration, name -> name.equals("TOKEN") ? "s3cret" : null, "test");
    } catch (ServiceConfiguration.Wrong e) {
      throw new AssertionError(e);
    }
    service = new PolicyService(read, store, Dialect.V1, Clock.systemUTC(), console::add, problems::add);
    open.add(service);
    HttpListener listener =
        HttpListener.start(
            new Api(store, read.server(), service), new InetSocketAddress("127.0.0.1", 0), Optional.empty(), false);
    open.add(listener);
    url = "http://127.0.0.1:" + listener.address().getPort();
    service.start();
  }

  private HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void until(BooleanSupplier condition, List<String> problems) throws InterruptedException {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      Thread.sleep(20);
    }
    assertTrue(condition.getAsBoolean(), () -> String.join("\n", problems));
  }

  private static byte[] bundle(String revision, String policy, Optional<BundleWriter.Signing> signing) {
    Manifest manifest = new Manifest(revision, List.of("shop"), null, Map.of(), ObjectValue.EMPTY);
    Bundle bundle =
        new Bundle(
            "shop",
            manifest,
            (ObjectValue) Values.parseJson("{\"shop\": {\"open\": true}}"),
            List.of(new Source("shop/policy.rego", policy, Dialect.V1)),
            Map.of("policy.rego", policy.getBytes(StandardCharsets.UTF_8)),
            Optional.empty());
    try {
      return BundleWriter.write(bundle, signing);
    } catch (BundleException e) {
      throw new AssertionError(e);
    }
  }

  private static final String FIRST = "package shop\n\nallow if input.user == \"ada\"\n";
  private static final String SECOND = "package shop\n\nallow if input.user == \"bob\"\n";

  private boolean allowed(String user) {
    try {
      return send("POST", "/v1/data/shop/allow", "{\"input\": {\"user\": \"" + user + "\"}}").body().contains("true");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aClientPutsAPolicyAndAsks() throws Exception {
    start("");
    assertEquals(200, send("PUT", "/v1/policies/shop", FIRST).statusCode());
    assertTrue(allowed("ada"));
    assertFalse(allowed("bob"));
    assertEquals(200, send("GET", "/health?bundles&plugins", "").statusCode());
    HttpResponse<String> head = send("HEAD", "/v1/data", "");
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
  }

  @Test
  void filesAreLoadedAndLoadedAgain() throws Exception {
    Files.writeString(folder.resolve("policy.rego"), FIRST);
    Files.writeString(folder.resolve("data.json"), "{\"colour\": \"blue\"}");
    start("");
    assertEquals(List.of(), service.load(List.of(folder.toString()), List.of()));
    service.watch(List.of(folder.toString()), List.of());
    assertTrue(allowed("ada"));
    assertEquals("{\"result\":\"blue\"}\n", send("GET", "/v1/data/colour", "").body());
    Files.writeString(folder.resolve("policy.rego"), SECOND + "# changed\n");
    until(() -> allowed("bob"), problems);
    Files.writeString(folder.resolve("policy.rego"), "package shop\nallow if {");
    until(() -> problems.stream().anyMatch(problem -> problem.startsWith("not loaded again")), problems);
    assertTrue(allowed("bob"), "what was loaded before stays");
  }

  private static final String POLLED =
      """
      services:
        control:
          url: %s
          credentials:
            bearer:
              token: ${TOKEN}
      bundles:
        shop:
          service: control
          resource: bundles/shop.tar.gz
          persist: true
          polling:
            min_delay_seconds: 0
            max_delay_seconds: 0
      persistence_directory: %s
      status:
        service: control
      """;

  @Test
  void aBundleIsFetchedAndFetchedAgain() throws Exception {
    FakeControlPlane control = new FakeControlPlane();
    open.add(control);
    start(POLLED.formatted(control.url(), folder));
    assertEquals(500, send("GET", "/health?bundles", "").statusCode());
    control.publish("/bundles/shop.tar.gz", bundle("r1", FIRST, Optional.empty()));
    until(() -> allowed("ada"), problems);
    assertEquals(200, send("GET", "/health?bundles", "").statusCode());
    until(() -> control.unchanged.get() > 0, problems);
    control.publish("/bundles/shop.tar.gz", bundle("r2", SECOND, Optional.empty()));
    until(() -> allowed("bob"), problems);
    assertFalse(allowed("ada"));
    assertTrue(control.authorizations.stream().allMatch("Bearer s3cret"::equals));
    until(() -> control.statuses.stream().anyMatch(text -> text.contains("\"active_revision\":\"r2\"")), problems);
    assertTrue(send("GET", "/v1/status", "").body().contains("\"last_successful_activation\""));
    assertEquals(400, send("PUT", "/v1/data/shop/open", "false").statusCode());
  }

  @Test
  void aBundleThatIsWrongLeavesTheOneBefore() throws Exception {
    FakeControlPlane control = new FakeControlPlane();
    open.add(control);
    control.publish("/bundles/shop.tar.gz", bundle("r1", FIRST, Optional.empty()));
    start(POLLED.formatted(control.url(), folder));
    until(() -> allowed("ada"), problems);
    control.publish("/bundles/shop.tar.gz", bundle("r2", "package shop\nallow if x", Optional.empty()));
    until(() -> problems.stream().anyMatch(problem -> problem.contains("activating")), problems);
    assertTrue(allowed("ada"));
    until(() -> control.statuses.stream().anyMatch(text -> text.contains("rego_unsafe_var_error")), problems);
  }

  @Test
  void theLastGoodBundleIsThereWhileTheServiceIsNot() throws Exception {
    FakeControlPlane control = new FakeControlPlane();
    control.publish("/bundles/shop.tar.gz", bundle("r1", FIRST, Optional.empty()));
    String configuration = POLLED.formatted(control.url(), folder);
    start(configuration);
    until(() -> Files.exists(folder.resolve("bundles/shop/bundle.tar.gz")), problems);
    service.close();
    control.close();
    Store other = new Store(false, Limits.STANDARD, CallContext::builder);
    ServiceConfiguration read = ServiceConfiguration.read(configuration, _ -> null, "test");
    try (PolicyService again =
        new PolicyService(read, other, Dialect.V1, Clock.systemUTC(), console::add, problems::add)) {
      again.start();
      assertEquals("OK", again.states().get("bundle"));
      assertEquals("r1", other.snapshot().bundles().get("shop").revision());
    }
  }

  @Test
  void aSignedBundleIsVerified() throws Exception {
    Path file = folder.resolve("bundle.tar.gz");
    SigningKey key = new SigningKey("HS256", "key of keys", "");
    String configuration =
        """
        bundles:
          shop:
            resource: %s
            signing: {keyid: main}
            polling: {min_delay_seconds: 0, max_delay_seconds: 0}
        keys:
          main: {algorithm: HS256, key: key of keys}
        """
            .formatted(file.toUri());
    Files.write(file, bundle("r1", FIRST, Optional.empty()));
    start(configuration);
    until(() -> !problems.isEmpty(), problems);
    assertFalse(allowed("ada"), "an unsigned bundle is not put in place");
    byte[] signed = bundle("r2", FIRST, Optional.of(new BundleWriter.Signing(key, "main", ObjectValue.EMPTY)));
    Files.write(file, signed);
    until(() -> allowed("ada"), problems);
    String shown = send("GET", "/v1/config", "").body();
    assertFalse(shown.contains("key of keys"), shown);
  }

  @Test
  void decisionsAreMaskedAndUploaded() throws Exception {
    FakeControlPlane control = new FakeControlPlane();
    open.add(control);
    start(
        """
        labels: {region: north}
        services: {control: {url: "%s", headers: {X-Secret: hidden}}}
        decision_logs:
          service: control
          console: true
          reporting: {min_delay_seconds: 0, max_delay_seconds: 0}
        """
            .formatted(control.url()));
    send("PUT", "/v1/policies/shop", FIRST);
    send(
        "PUT",
        "/v1/policies/log",
        """
        package system.log
        mask contains "/input/password"
        mask contains {"op": "upsert", "path": "/input/card", "value": "****"} if input.input.card
        drop if input.path == "shop/quiet"
        """);
    control.failures.set(2);
    HttpResponse<String> answer =
        send(
            "POST",
            "/v1/data/shop/allow",
            "{\"input\": {\"user\": \"ada\", \"password\": \"pw123\", \"card\": \"4711\"}}");
    send("POST", "/v1/data/shop/quiet", "{\"input\": {}}");
    String id = ((StringValue) ((ObjectValue) Values.parseJson(answer.body())).get("decision_id")).value();
    until(() -> !control.logs.isEmpty(), problems);
    String sent = String.join("", control.logs);
    assertTrue(sent.contains(id) && sent.contains("\"path\":\"shop/allow\""), sent);
    assertTrue(sent.contains("\"region\":\"north\"") && sent.contains("\"result\":true"), sent);
    assertTrue(sent.contains("\"erased\":[\"/input/password\"]") && sent.contains("\"masked\":[\"/input/card\"]"), sent);
    assertFalse(sent.contains("pw123") || sent.contains("4711"), sent);
    assertFalse(sent.contains("shop/quiet"), sent);
    assertTrue(console.stream().anyMatch(line -> line.contains("openpolicyagent.org/decision_logs")));
    assertFalse(String.join("", console).contains("pw123"));
    assertFalse(send("GET", "/v1/config", "").body().contains("hidden"));
  }

  @Test
  void manyClientsAskWhilePoliciesAreSwapped() throws Exception {
    start("");
    send("PUT", "/v1/policies/shop", FIRST);
    int clients = 64;
    AtomicBoolean done = new AtomicBoolean();
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients; i++) {
        answers.add(
            threads.submit(
                () -> {
                  int asked = 0;
                  while (!done.get() || asked == 0) {
                    HttpResponse<String> answer =
                        send("POST", "/v1/data/shop", "{\"input\": {\"user\": \"ada\"}}");
                    assertEquals(200, answer.statusCode(), answer.body());
                    // Either policy as a whole, and never a part of one.
                    assertTrue(
                        answer.body().equals("{\"result\":{\"allow\":true}}\n")
                            || answer.body().equals("{\"result\":{}}\n"),
                        answer.body());
                    asked++;
                  }
                  return asked;
                }));
      }
      for (int swap = 0; swap < 20; swap++) {
        assertEquals(200, send("PUT", "/v1/policies/shop", swap % 2 == 0 ? SECOND : FIRST).statusCode());
        assertEquals(204, send("PUT", "/v1/data/n/" + swap, "1").statusCode());
      }
      done.set(true);
      for (Future<Integer> answer : answers) {
        assertTrue(answer.get() > 0);
      }
    }
    assertTrue(allowed("ada"));
  }

  @Test
  void aBodyWithoutEndIsCutOff() throws Exception {
    start("server: {decoding: {max_length: 1000}}");
    HttpResponse<String> refused = send("POST", "/v1/data", "{\"input\": \"" + "x".repeat(2_000) + "\"}");
    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains("request body too large"));
  }

  @Test
  void whatIsWrongWithAConfigurationIsSaidAtOnce() {
    ServiceConfiguration.Wrong wrong =
        assertThrows(
            ServiceConfiguration.Wrong.class,
            () ->
                ServiceConfiguration.read(
                    """
                    services: {control: {url: "ftp://x"}}
                    bundles: {shop: {service: other, signing: {keyid: none}, polling: {min_delay_seconds: -1}}}
                    """,
                    _ -> null,
                    "test"));
    String said = wrong.getMessage();
    assertTrue(said.contains("services.control: url is an address"), said);
    assertTrue(said.contains("bundles.shop: there is no service other"), said);
    assertTrue(said.contains("bundles.shop.signing: there is no key none"), said);
    assertTrue(said.contains("min_delay_seconds is a whole number"), said);
  }

  @Test
  void pausesGrowWithFailuresUpToTheMost() {
    ServiceConfiguration.Polling polling =
        new ServiceConfiguration.Polling(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ZERO);
    assertEquals(Duration.ofSeconds(15), Pauses.between(polling, false, 0, 0.5));
    assertEquals(Duration.ofMillis(1_000), Pauses.between(polling, true, 1, 1));
    assertEquals(Duration.ofSeconds(20), Pauses.between(polling, true, 30, 1));
  }
}
