package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import roadbed.web.fakes.FakeAnomalies;
import roadbed.web.fakes.FakeServer;

/** Anomalies and forecasts as pages: what is found is shown with its cause and money, and answers are administrators'. */
class AnomalyPagesTest {
  private static final Pattern CASE = Pattern.compile("/cost/anomalies/(a[0-9a-f]{12})");

  private static FakeServer fake;
  private static WebServer server;
  private static Http http;

  @BeforeAll
  static void start() {
    fake = new FakeServer(false);
    server = WebServer.start(WebSettings.loopback(0), fake.parts());
    http = new Http(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String firstCase() {
    Matcher matcher = CASE.matcher(http.get("/cost/anomalies").body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void whatJumpedIsListedWithItsMoneyAndNarrowedByFilters() {
    assertThat(http.get("/cost/anomalies").body()).contains("service BigQuery", "2026-11-09", "Above expectation, nobody on it");
    assertThat(http.get("/cost/anomalies?service=BigQuery").body()).contains("service BigQuery");
    assertThat(http.get("/cost/anomalies?state=fixed").body()).contains("None of these");
  }

  @Test
  void aCaseHasItsDaysItsCauseWhatMadeItAndWhatWasNear() {
    String page = http.get("/cost/anomalies/" + firstCase()).body();
    assertThat(page)
        .contains("<svg", "The picture's amounts", "Where it comes from", "Price or volume", "Bytes read by")
        .contains("pull request of &lt;analytics&gt;: pass", "Nobody has looked at it", "Log in as an administrator")
        .doesNotContain("<analytics>");
    assertThat(http.get("/cost/anomalies/none").statusCode()).isEqualTo(404);
  }

  @Test
  void nothingFoundSaysWhenItWasLookedFor() {
    try (WebServer empty = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts())) {
      assertThat(new Http(empty).get("/cost/anomalies").body()).contains("No anomaly", "were not looked at yet");
      assertThat(new Http(empty).get("/cost/forecast").body()).contains("No billing yet");
    }
  }

  @Test
  void answersNeedAnAdministratorAndTheFormsToken() {
    String id = firstCase();
    assertThat(http.post("/cost/anomalies/triage", "what=acknowledge&id=" + id).statusCode()).isIn(302, 303, 401, 403);
    assertThat(http.post("/cost/anomalies/forget", "id=" + id).statusCode()).isIn(302, 303, 401, 403);
    assertThat(http.get("/cost/anomalies/" + id).body()).contains("Nobody has looked at it");
  }

  @Test
  void theForecastHasTheEndsOfMonthQuarterAndYearWithTheirRangesAndTheErrorBefore() {
    String page = http.get("/cost/forecast").body();
    assertThat(page)
        .contains("End of month", "End of quarter", "End of year", "80 of 100", "95 of 100", "Error of days before", "<svg")
        .contains("The picture's amounts", "billed to 20 Nov 2026");
    assertThat(http.get("/cost/forecast?service=BigQuery").body()).contains("End of year");
    assertThat(http.get("/cost/forecast?service=none").body()).contains("Nothing to go by");
  }

  @Test
  void plannedChangesMoveTheForecastAndWhatIsNoneIsTold() {
    String plain = http.get("/cost/forecast").body();
    String planned = http.get("/cost/forecast?change=2026-12-01+%2B100").body();
    assertThat(planned).isNotEqualTo(plain).contains("2026-12-01 +100");
    assertThat(http.get("/cost/forecast?change=%3Cb%3E").body()).contains("is no planned change").doesNotContain("<b> is");
  }

  @Test
  void anAdministratorTakesACaseUpAnswersItAndUndoesThat() {
    WebSettings settings = new WebSettings("127.0.0.1", 0, Optional.empty(), true, false, 1 << 20, 1 << 22);
    try (WebServer guarded = WebServer.start(settings, new FakeServer(false).parts())) {
      Http client = new Http(guarded);
      String link = guarded.firstAdministratorLink().orElseThrow().toString();
      String setup = "code=" + link.substring(link.indexOf("code=") + 5) + "&name=ada";
      String cookie =
          client
              .post("/setup", setup + "&password=correct+horse+battery&again=correct+horse+battery")
              .headers()
              .firstValue("Set-Cookie")
              .orElseThrow();
      String session = cookie.substring(0, cookie.indexOf(';'));
      String path = FakeAnomalies.page();
      String id = path.substring(path.lastIndexOf('/') + 1);
      Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(client.get(path, "Cookie", session).body());
      assertThat(token.find()).isTrue();
      String form = "id=" + id + "&_csrf=" + token.group(1);
      assertThat(client.post("/cost/anomalies/triage", "what=acknowledge&id=" + id, "Cookie", session).statusCode()).isEqualTo(403);
      assertThat(client.post("/cost/anomalies/triage", form + "&what=expected", "Cookie", session).statusCode()).isEqualTo(400);
      assertThat(client.post("/cost/anomalies/triage", form + "&what=acknowledge", "Cookie", session).statusCode()).isEqualTo(303);
      assertThat(client.post("/cost/anomalies/triage", form + "&what=acknowledge", "Cookie", session).statusCode()).isEqualTo(409);
      assertThat(client.post("/cost/anomalies/triage", form + "&what=false-alarm&reason=a+test", "Cookie", session).statusCode())
          .isEqualTo(303);
      assertThat(client.get(path, "Cookie", session).body()).contains("a test", "taken up", "told from 1.50", "Forget that");
      assertThat(client.get("/cost/anomalies", "Cookie", session).body()).contains("What answers taught", "1 false alarm");
      assertThat(client.post("/cost/anomalies/triage", form + "&what=undo", "Cookie", session).statusCode()).isEqualTo(303);
      assertThat(client.get(path, "Cookie", session).body()).contains("acknowledged").doesNotContain("Forget that");
    }
  }
}
