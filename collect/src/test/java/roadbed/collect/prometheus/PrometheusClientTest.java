package roadbed.collect.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.collect.prometheus.PrometheusClient.Outcome;
import roadbed.model.MetricSeries;
import roadbed.testkit.RealPrometheus;

/** What the client does with good, bad, slow and large answers, and that a real server understands it. */
class PrometheusClientTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Reply> replies = new ArrayDeque<>();
  private HttpServer server;

  private record Reply(int status, String body, Map<String, String> headers) {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(body);
    asked.add(
        exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
            + URLDecoder.decode(query, StandardCharsets.UTF_8));
    authorizations.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""));
    Reply reply = replies.size() > 1 ? replies.removeFirst() : replies.getFirst();
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void reply(int status, String body) {
    replies.add(new Reply(status, body, Map.of()));
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prom/");
  }

  private PrometheusClient client(int mostBytes) {
    return new PrometheusClient(
        new PrometheusAccess(address(), Optional.of("t0ken"), Map.of("X-Scope-OrgID", "1"), Duration.ofSeconds(5), 3, mostBytes),
        Duration.ofMillis(1));
  }

  private static PrometheusAnswer answered(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    return ((Outcome.Answered) outcome).answer();
  }

  private static String problem(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).problem().toString();
  }

  private static final String VECTOR =
      """
      {"status": "success", "warnings": ["one store is away"], "data": {"resultType": "vector", "result": [
        {"metric": {"__name__": "up", "job": "a"}, "value": [1767225600, "1"]},
        {"metric": {"__name__": "up", "job": "b"}, "value": [1767225600, "NaN"]},
        {"metric": {"job": "c"}, "histogram": [1767225600, {"count": "3"}]}]}}
      """;

  @Test
  void anInstantQueryGivesValuesAndWhatTheServerRemarks() {
    reply(200, VECTOR);
    try (PrometheusClient client = client(1 << 20)) {
      PrometheusAnswer answer = answered(client.instant("up{job!=\"x\"}", START));
      assertThat(answer.series()).hasSize(1);
      assertThat(answer.series().getFirst().name()).isEqualTo("up");
      assertThat(answer.series().getFirst().label("job")).isEqualTo("a");
      assertThat(answer.series().getFirst().value(0)).isEqualTo(1);
      assertThat(answer.notes())
          .containsExactly("one store is away", "1 series of native histograms are left out");
    }
    assertThat(asked).containsExactly("GET /prom/api/v1/query query=up{job!=\"x\"}&time=1767225600&timeout=5s");
    assertThat(authorizations).containsExactly("Bearer t0ken");
  }

  @Test
  void aScalarIsASeriesWithoutLabels() {
    reply(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1767225600.781,\"2.5\"]}}");
    try (PrometheusClient client = client(1 << 20)) {
      MetricSeries scalar = answered(client.instant("scalar(2.5)", START)).series().getFirst();
      assertThat(scalar.labels()).isEmpty();
      assertThat(scalar.value(0)).isEqualTo(2.5);
    }
  }

  @Test
  void aLongRangeIsAskedInPiecesThatDoNotOverlap() {
    reply(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");
    try (PrometheusClient client = client(1 << 20)) {
      answered(client.range("up", START, START.plusSeconds(12_000 * 60L), Duration.ofMinutes(1)));
    }
    assertThat(asked)
        .containsExactly(
            "GET /prom/api/v1/query_range query=up&start=1767225600&end=1767525540&step=60&timeout=5s",
            "GET /prom/api/v1/query_range query=up&start=1767525600&end=1767825540&step=60&timeout=5s",
            "GET /prom/api/v1/query_range query=up&start=1767825600&end=1767945600&step=60&timeout=5s");
  }

  @Test
  void whatTheServerFindsTooMuchIsAskedInSmallerPieces() {
    reply(422, "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"query processing would load too many samples into memory\"}");
    reply(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");
    try (PrometheusClient client = client(1 << 20)) {
      answered(client.range("up", START, START.plusSeconds(99), Duration.ofSeconds(1)));
    }
    assertThat(asked).hasSize(5);
    assertThat(asked.get(1)).contains("start=1767225600&end=1767225624");
    assertThat(asked.getLast()).contains("start=1767225675&end=1767225699");
  }

  @Test
  void whatTakesTheServerTooLongIsNotRepeatedButAskedInSmallerPieces() {
    reply(503, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out in expression evaluation\"}");
    reply(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");
    try (PrometheusClient client = client(1 << 20)) {
      answered(client.range("up", START, START.plusSeconds(3), Duration.ofSeconds(1)));
    }
    assertThat(asked).hasSize(5);
    assertThat(asked.get(1)).contains("start=1767225600&end=1767225600");
  }

  @Test
  void anAnswerThatIsTooLargeIsNotReadIntoMemory() {
    reply(200, "{\"pad\":\"" + "x".repeat(5_000) + "\"}");
    try (PrometheusClient client = client(1_000)) {
      assertThat(problem(client.instant("up", START))).contains("the answer is larger than", "ask for fewer series");
    }
  }

  @Test
  void aBusyServerIsAskedAgain() {
    replies.add(new Reply(503, "", Map.of("Retry-After", "0")));
    reply(429, "");
    reply(200, VECTOR);
    try (PrometheusClient client = client(1 << 20)) {
      assertThat(answered(client.instant("up", START)).series()).hasSize(1);
    }
    assertThat(asked).hasSize(3);
  }

  @Test
  void itGivesUpAfterItsAttempts() {
    reply(503, "");
    try (PrometheusClient client = client(1 << 20)) {
      assertThat(problem(client.instant("up", START)))
          .isEqualTo(address() + ": the server answers with status 503; asked for up (the server is busy) [prometheus.unreachable]");
    }
    assertThat(asked).hasSize(3);
  }

  @Test
  void aWrongQueryIsNotRepeatedAndTheServersWordsAreTold() {
    reply(400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:3: parse error: unexpected end\"}");
    try (PrometheusClient client = client(1 << 20)) {
      assertThat(problem(client.instant("up{", START))).contains("1:3: parse error: unexpected end [bad_data]; asked for up{");
    }
    assertThat(asked).hasSize(1);
  }

  @Test
  void aRedirectionIsNotFollowedForItWouldCarryTheToken() {
    replies.add(new Reply(302, "", Map.of("Location", "http://elsewhere.example/")));
    try (PrometheusClient client = client(1 << 20)) {
      assertThat(problem(client.instant("up", START))).contains("sends elsewhere (http://elsewhere.example/)");
    }
  }

  @Test
  void aPageIsNoAnswer() {
    reply(200, "<html>login</html>");
    try (PrometheusClient client = client(1 << 20)) {
      assertThat(problem(client.instant("up", START))).contains("does not speak Prometheus' HTTP API").doesNotContain("t0ken");
    }
  }

  @Test
  void aLongQueryIsPosted() {
    reply(200, VECTOR);
    try (PrometheusClient client = client(1 << 20)) {
      answered(client.instant("up{job=~\"" + "a|".repeat(1_000) + "b\"}", START));
    }
    assertThat(asked.getFirst()).startsWith("POST /prom/api/v1/query query=up{");
  }

  @Test
  void whatIsNotThereIsSaid() {
    URI nowhere = address();
    server.stop(0);
    try (PrometheusClient client =
        new PrometheusClient(
            new PrometheusAccess(nowhere, Optional.empty(), Map.of(), Duration.ofSeconds(2), 2, 1_000), Duration.ofMillis(1))) {
      assertThat(problem(client.instant("up", START))).contains("out of reach", "check the address");
    }
  }

  @Test
  void anAddressHoldsNoSecret() {
    assertThatThrownBy(() -> new PrometheusAccess(URI.create("http://u:p@h:9090"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no user and no password");
    assertThatThrownBy(() -> new PrometheusAccess(URI.create("file:///x"), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new PrometheusAccess(URI.create("http://h:9090"), Optional.of("t0ken"))).hasToString("http://h:9090");
  }

  @Test
  void aRealServerIsUnderstood(@TempDir Path folder) throws IOException, InterruptedException {
    StringBuilder samples = new StringBuilder("# TYPE jobs gauge\n");
    for (int i = 0; i <= 400; i++) {
      samples.append("jobs{queue=\"a\"} ").append(i).append(' ').append(1_767_225_600L + 15L * i).append('\n');
    }
    try (RealPrometheus prometheus = RealPrometheus.start(folder, samples.toString());
        PrometheusClient client = new PrometheusClient(new PrometheusAccess(prometheus.address(), Optional.empty()))) {
      PrometheusAnswer range = answered(client.range("jobs", START, START.plusSeconds(6_000), Duration.ofSeconds(1)));
      assertThat(range.series()).hasSize(1);
      assertThat(range.series().getFirst().size()).isEqualTo(6_001);
      assertThat(range.series().getFirst().value(6_000)).isEqualTo(400);
      Map<String, Double> now = new HashMap<>();
      answered(client.instant("sum by (queue) (rate(jobs[5m])) * 15", START.plusSeconds(3_000)))
          .series()
          .forEach(one -> now.put(one.label("queue"), one.value(0)));
      assertThat(now).containsExactly(Map.entry("a", 1.0));
      assertThat(problem(client.instant("jobs{", START))).contains("parse error", "bad_data");
    }
  }
}
