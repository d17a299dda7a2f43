package roadbed.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import roadbed.web.Http;
import roadbed.web.WebServer;
import roadbed.web.WebSettings;
import roadbed.web.fakes.FakeServer;

/** The playground over real HTTP. */
final class PlaygroundPageTest {
  private static WebServer server;
  private static Http client;

  @BeforeAll
  static void start() {
    server = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts());
    client = new Http(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> run(String document, String rule, String guardrail) {
    return client.post(
        "/playground",
        "document=" + encoded(document) + "&rule=" + encoded(rule) + "&guardrail=" + encoded(guardrail));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void itBeginsWithSomethingToTry() {
    HttpResponse<String> page = client.get("/playground?guardrail=s3-tls-only");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("kind: Pod", "package play", "<option value=\"s3-tls-only\" selected>");
  }

  @Test
  void aRuleDeniesPrintsAndIsTraced() {
    assertThat(
            run(
                    "a: 1",
                    "package p\ndeny contains msg if {\n input.a == 1\n print(\"seen\", input.a)\n msg := \"<one>\"\n}",
                    "")
                .body())
        .contains("The rule denies.", "&lt;one&gt;", "seen 1", "rule.rego:3", "Trace");
  }

  @Test
  void errorsHaveTheirPlaces() {
    assertThat(run("a: 1", "package p\ndeny contains x if { y }", "").body()).contains("rule.rego:2");
    assertThat(run("{\"a\": }", "package p", "").body()).contains("document.json:1");
  }

  @Test
  void whatDoesNotEndIsEnded() {
    String rule = "package p\ndeny contains x if { some a in numbers.range(1, 100000); some b in numbers.range(1, 100000); x := a * b; x < 0 }";
    assertThat(run("a: 1", rule, "").body()).contains("The evaluation did not come to an end.");
  }

  @Test
  void aGuardrailSaysWhenNothingIsRecognised() {
    assertThat(run("a: 1", "", "s3-tls-only").body()).contains("No resource was recognised in the document.");
  }

  @Test
  void tooMuchIsRefused() {
    assertThat(run("x".repeat(600_000), "package p", "").statusCode()).isEqualTo(413);
  }
}
