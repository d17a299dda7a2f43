package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.model.GateRules;
import roadbed.model.Location;
import roadbed.model.Severity;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;
import roadbed.web.access.Access;
import roadbed.web.fakes.FakeEstate;
import roadbed.web.fakes.FakeServer;

/** Decisions that were made elsewhere come in once, and exceptions are entered and taken back. */
class GateApiTest {
  private static final FakeServer FAKES = new FakeServer(false);
  private static WebServer server;
  private static Http http;
  private static String token;

  @BeforeAll
  static void start() {
    server = WebServer.start(WebSettings.loopback(0), FAKES.parts());
    http = new Http(server);
    Clock clock = Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC);
    token = new Access(FAKES.access, clock, new SecureRandom()).createToken("pipeline", "test").secret();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static GateDecision decision(String id, GateDecision.GateKind gate, String actor) {
    GateFinding finding =
        new GateFinding(
            "s3-versioning", "Versions are kept", Severity.MEDIUM, Verdict.Outcome.FAIL, List.of("off"), "r",
            "aws_s3_bucket.a", "aws_s3_bucket", "a", "web", "", "", Location.of("main.tf", 3, 1));
    return new GateDecision(
        id, gate, FakeEstate.NOW.minusSeconds(5), "infra", Optional.of("abc"), "shop#8", actor, "a".repeat(64),
        "b".repeat(64), Map.of("new", 1L), GateDecision.Outcome.WARN,
        List.of(new GateItem(Movement.NEW, GateRules.Level.WARN, "", finding, "f")), List.of(), Duration.ofMillis(9),
        Optional.empty());
  }

  private static HttpResponse<String> send(String method, String path, String body) {
    return http.send(
        method, path, BodyPublishers.ofString(body), "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  private static HttpResponse<String> send(GateDecision decision) {
    return send("POST", "/api/v1/gate-decisions", ValueJson.text(DecisionJson.of(decision)));
  }

  @Test
  void aDecisionIsKeptOnceHoweverOftenItIsSent() {
    GateDecision decision = decision("g-once", GateDecision.GateKind.PULL_REQUEST, "ana");
    long before = FAKES.parts().evidence().size();
    assertThat(send(decision).body().replace(" ", "")).contains("\"new\":true");
    assertThat(send(decision).body().replace(" ", "")).contains("\"new\":false");
    assertThat(FAKES.parts().evidence().size()).isEqualTo(before + 1);
    assertThat(http.get("/gates/g-once").body()).contains("Versions are kept");
    assertThat(send(decision("g-once", GateDecision.GateKind.PULL_REQUEST, "eve")).statusCode()).isEqualTo(409);
  }

  @Test
  void nobodyElseDecidesForTheServersOwnGates() {
    assertThat(send(decision("g-a", GateDecision.GateKind.ADMISSION, "eve")).statusCode()).isEqualTo(422);
    assertThat(send(decision("g-c", GateDecision.GateKind.CONTINUOUS, "eve")).statusCode()).isEqualTo(422);
    assertThat(send(decision("../x", GateDecision.GateKind.PULL_REQUEST, "eve")).statusCode()).isEqualTo(422);
    assertThat(send(decision("g-n", GateDecision.GateKind.PULL_REQUEST, " ")).statusCode()).isEqualTo(422);
    String without =
        ValueJson.text(DecisionJson.of(decision("g-w", GateDecision.GateKind.PULL_REQUEST, "eve")));
    assertThat(http.send("POST", "/api/v1/gate-decisions", BodyPublishers.ofString(without)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void whatIsNoDecisionIsRefusedWithAReason() {
    assertThat(send("POST", "/api/v1/gate-decisions", "{").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/api/v1/gate-decisions", "[]").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/api/v1/gate-decisions", "{\"format\":\"other\"}").body()).contains("roadbed.decision/1");
    assertThat(send("POST", "/api/v1/gate-decisions", " ".repeat(9 << 20)).statusCode()).isEqualTo(413);
  }

  @Test
  void feedbackIsAboutWhatADecisionFound() {
    send(decision("g-said", GateDecision.GateKind.PULL_REQUEST, "ana"));
    String said =
        ValueJson.text(
            DecisionJson.of(
                new GateDecision.Feedback("g-said", "s3-versioning", FakeEstate.NOW, "ana", "written once")));
    assertThat(send("POST", "/api/v1/gate-feedback", said).statusCode()).isEqualTo(200);
    assertThat(http.get("/gates/g-said").body()).contains("written once");
    assertThat(send("POST", "/api/v1/gate-feedback", said.replace("s3-versioning", "rds-backup")).statusCode())
        .isEqualTo(422);
    assertThat(send("POST", "/api/v1/gate-feedback", said.replace("g-said", "g-none")).statusCode()).isEqualTo(404);
  }

  @Test
  void exceptionsAreEnteredAndTakenBack() {
    assertThat(send("POST", "/api/v1/exceptions", "reason: needed").body().replace(" ", "")).contains("\"failures\":3");
    assertThat(send("POST", "/api/v1/exceptions", "id: EX-1").body()).contains("reason is missing");
    assertThat(http.send("POST", "/api/v1/exceptions", BodyPublishers.ofString("reason: x")).statusCode()).isEqualTo(401);
    assertThat(send("DELETE", "/api/v1/exceptions/EX-12", "").statusCode()).isEqualTo(400);
    assertThat(send("DELETE", "/api/v1/exceptions/EX-12?reason=mended", "").statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "/api/v1/exceptions/EX-99?reason=mended", "").statusCode()).isEqualTo(404);
    assertThat(http.get("/api/v1/exceptions").body().replace(" ", "")).contains("\"entered\":true");
  }
}
