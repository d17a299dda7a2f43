package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.web.access.Access;
import roadbed.web.fakes.FakeEstate;
import roadbed.web.fakes.FakeServer;

/** Programs find incidents, declare them, write into them, and see what people would see, and no more. */
class IncidentApiTest {
  private WebServer server;
  private Http http;
  private String token;

  @BeforeEach
  void start() {
    FakeServer fakes = new FakeServer(false);
    server = WebServer.start(WebSettings.loopback(0), fakes.parts());
    http = new Http(server);
    Clock clock = Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC);
    token = "Bearer " + new Access(fakes.access, clock, new SecureRandom()).createToken("pipeline", "test").secret();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(String path, String body) {
    return http.send("POST", path, BodyPublishers.ofString(body), "Authorization", token, "Content-Type", "application/json");
  }

  private static Value.Fields json(HttpResponse<String> answer) {
    return ValueJson.parse(answer.body()) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
  }

  private static List<Value> items(Value.Fields fields, String name) {
    return fields.get(name).orElseThrow() instanceof Value.Items items ? items.values() : List.of();
  }

  @Test
  void anIncidentIsDeclaredFoundWrittenIntoAndEnded() {
    HttpResponse<String> made =
        send("/api/v1/incidents", "{\"title\": \"Login fails\", \"severity\": \"SEV-2\", \"service\": \"login\", \"impact_started_at\": \"2020-01-31T12:00:00Z\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    String id = json(made).text("id").orElseThrow();
    assertThat(json(made).text("state")).contains("open");
    assertThat(http.get("/api/v1/incidents?state=open").body()).contains(id, "Login fails");
    String entries = "/api/v1/incidents/" + id + "/entries";
    assertThat(send(entries, "{\"kind\": \"note\", \"text\": \"the pool is empty\"}").statusCode()).isEqualTo(200);
    assertThat(send(entries, "{\"kind\": \"role-taken\", \"role\": \"commander\", \"person\": \"ann\"}").body()).contains("\"commander\":[\"ann\"]");
    assertThat(send(entries, "{\"kind\": \"status-update\", \"audience\": \"internal\", \"text\": \"We look.\"}").statusCode()).isEqualTo(200);
    assertThat(send(entries, "{\"kind\": \"action-added\", \"text\": \"more\", \"owner\": \"ann\", \"due\": \"2030-01-01\"}").body()).contains("\"id\":\"A1\"");
    assertThat(json(send(entries, "{\"kind\": \"restored\"}")).text("state")).contains("restored");
    assertThat(send(entries, "{\"kind\": \"closed\"}").statusCode()).as("an action is open").isEqualTo(409);
    Value.Fields shown = json(http.get("/api/v1/incidents/" + id));
    assertThat(items(shown, "timeline")).hasSize(8);
    assertThat(items(shown, "suspects").getFirst()).isInstanceOfSatisfying(
        Value.Fields.class, suspect -> assertThat(items(suspect, "evidence")).contains(Value.of("20 minutes before the impact")));
  }

  @Test
  void mergedIncidentsAreOneUntilTheyAreSeparated() {
    String id = json(send("/api/v1/incidents", "{\"title\": \"The same\"}")).text("id").orElseThrow();
    String entries = "/api/v1/incidents/" + id + "/entries";
    assertThat(send(entries, "{\"kind\": \"merged\", \"into\": \"INC-1\"}").statusCode()).as("without a reason").isEqualTo(422);
    assertThat(send(entries, "{\"kind\": \"merged\", \"into\": \"INC-1\", \"reason\": \"one fault\"}").body()).contains("\"merged_into\":\"INC-1\"");
    assertThat(send(entries, "{\"kind\": \"restored\"}").statusCode()).isEqualTo(409);
    assertThat(send(entries, "{\"kind\": \"separated\", \"reason\": \"two faults\"}").body()).contains("\"state\":\"open\"");
    assertThat(send(entries, "{\"kind\": \"separated\", \"reason\": \"again\"}").statusCode()).isEqualTo(409);
  }

  @Test
  void whatIsNotSoIsRefusedWithTheReason() {
    assertThat(send("/api/v1/incidents", "{}").statusCode()).isEqualTo(422);
    assertThat(send("/api/v1/incidents", "{\"title\": \"x\", \"severity\": 9}").statusCode()).isEqualTo(422);
    assertThat(send("/api/v1/incidents", "[]").statusCode()).isEqualTo(400);
    String entries = "/api/v1/incidents/INC-1/entries";
    assertThat(send(entries, "{\"kind\": \"dance\"}").body()).contains("dance", "commander", "impact_started");
    assertThat(send(entries, "{\"kind\": \"alert-joined\", \"key\": \"a\", \"title\": \"b\", \"level\": \"ERROR\"}").statusCode()).isEqualTo(409);
    assertThat(send(entries, "{\"kind\": \"cause-confirmed\", \"cause\": \"gremlins\"}").body()).contains("bad-deploy");
    assertThat(send("/api/v1/incidents/INC-99/entries", "{\"kind\": \"acknowledged\"}").statusCode()).isEqualTo(404);
    assertThat(http.get("/api/v1/incidents?state=odd").statusCode()).isEqualTo(400);
  }

  @Test
  void whoMayNotWriteOrSeeDoesNot() {
    assertThat(http.send("POST", "/api/v1/incidents", BodyPublishers.ofString("{\"title\": \"x\"}"), "Content-Type", "application/json").statusCode()).isEqualTo(401);
    String id = json(send("/api/v1/incidents", "{\"title\": \"Break-in\", \"audience\": [\"cem\"]}")).text("id").orElseThrow();
    assertThat(http.get("/api/v1/incidents").body()).doesNotContain("Break-in");
    assertThat(http.get("/api/v1/incidents/" + id).statusCode()).isEqualTo(404);
    assertThat(http.get("/api/v1/incidents", "Authorization", token).body()).as("who declares it sees it").contains("Break-in");
  }
}
