package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import roadbed.web.fakes.FakeIncidents;
import roadbed.web.fakes.FakeServer;

/** Incidents as pages: what is broken stands first, what senders write is text, and only administrators write. */
class IncidentPagesTest {
  private static WebServer server;
  private static Http http;

  @BeforeAll
  static void start() {
    server = WebServer.start(WebSettings.loopback(0), new FakeServer(false).parts());
    http = new Http(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theListHasWhatIsOpenAndTheWeeks() {
    assertThat(http.get("/incidents").body()).contains("INC-1", "Orders of &lt;shop&gt; fail", "SEV1", "By week").doesNotContain("<shop>");
    assertThat(http.get("/incidents?state=closed").body()).contains("None of these");
    assertThat(http.get("/incidents?severity=9").statusCode()).isEqualTo(400);
  }

  @Test
  void oneSaysWhatIsBrokenSinceWhenWhatChangedWhoHasItAndWhatToDo() {
    String page = http.get("/incidents/INC-1").body();
    assertThat(page)
        .contains("What is broken", "team-shop", "https://wiki.example/orders", "db-1 &lt;changed&gt;", "20 minutes before the impact")
        .contains("1 of 1 alerts are firing", "Impact started", "Timeline", "Log in as an administrator")
        .doesNotContain("javascript:alert", "<changed>", "<script>");
    assertThat(http.get("/incidents/INC-99").statusCode()).isEqualTo(404);
    assertThat(http.get("/incidents/INC-1/postmortem").body()).contains("What happened, to whom", "The cause is not confirmed".toLowerCase());
  }

  @Test
  void alertsShowTheirNoise() {
    assertThat(http.get("/incidents/alerts").body()).contains("Acted on", "Ended alone", "up to 5 times an hour", "None may send yet");
  }

  @Test
  void nothingYetSaysWhatToDo() {
    try (WebServer empty = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts())) {
      assertThat(new Http(empty).get("/incidents").body()).contains("No incident", "Sources of alerts");
    }
  }

  @Test
  void aHookAnswersForItselfWhoMaySend() {
    String hook = "/hooks/alerts/prod";
    assertThat(http.send("POST", hook, BodyPublishers.ofString("{}"), "Authorization", "Bearer " + FakeIncidents.TOKEN).statusCode()).isEqualTo(202);
    assertThat(http.send("POST", hook, BodyPublishers.ofString("{}"), "Authorization", "Bearer x").statusCode()).isEqualTo(401);
    assertThat(http.send("POST", hook, BodyPublishers.ofString("{}")).statusCode()).isEqualTo(401);
    assertThat(http.send("POST", hook, BodyPublishers.ofString("{"), "X-Roadbed-Token", FakeIncidents.TOKEN).statusCode()).isEqualTo(400);
    assertThat(http.send("POST", "/hooks/pagerduty/v2/enqueue", BodyPublishers.ofString("{\"routing_key\":\"" + FakeIncidents.TOKEN + "\"}")).body()).contains("\"success\"", "\"dedup_key\":\"k\"");
  }

  @Test
  void anAdministratorWorksInItAndOthersDoNotSeeWhatIsRestricted() {
    WebSettings settings = new WebSettings("127.0.0.1", 0, Optional.empty(), true, false, 1 << 20, 1 << 22);
    try (WebServer guarded = WebServer.start(settings, new FakeServer(false).parts())) {
      Http client = new Http(guarded);
      String link = guarded.firstAdministratorLink().orElseThrow().toString();
      String setup = "code=" + link.substring(link.indexOf("code=") + 5) + "&name=ada";
      String cookie =
          client.post("/setup", setup + "&password=correct+horse+battery&again=correct+horse+battery").headers().firstValue("Set-Cookie").orElseThrow();
      String session = cookie.substring(0, cookie.indexOf(';'));
      String path = "/incidents/INC-1";
      Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(client.get(path, "Cookie", session).body());
      assertThat(token.find()).isTrue();
      String form = "id=INC-1&_csrf=" + token.group(1) + "&what=";
      assertThat(client.post("/incidents/write", "id=INC-1&what=acknowledged", "Cookie", session).statusCode()).isEqualTo(403);
      for (String step :
          new String[] {
            "acknowledged", "role&role=commander&person=ada", "update&audience=public&status=We+are+looking+into+it.", "restored",
            "cause&cause=bad-deploy&platform=yes", "action&text=test+it&owner=bob&due=2026-12-01", "postmortem&summary=Obviously+a+human+error"
          }) {
        assertThat(client.post("/incidents/write", form + step, "Cookie", session).statusCode()).as(step).isEqualTo(303);
      }
      assertThat(client.post("/incidents/write", form + "closed", "Cookie", session).statusCode()).as("an action is open").isEqualTo(409);
      assertThat(client.get(path + "/postmortem", "Cookie", session).body()).contains("Obviously a human error", "say what made the action look right");
      assertThat(client.post("/incidents/write", form + "done&action=A1", "Cookie", session).statusCode()).isEqualTo(303);
      assertThat(client.post("/incidents/write", form + "closed", "Cookie", session).statusCode()).isEqualTo(303);
      assertThat(client.get(path, "Cookie", session).body()).contains("told public: We are looking into it.", "commander: ada");
      String declare = "_csrf=" + token.group(1) + "&title=Key+leaked&severity=1&audience=bob";
      assertThat(client.post("/incidents", declare, "Cookie", session).headers().firstValue("Location").orElseThrow()).endsWith("/incidents/INC-2");
      assertThat(client.get("/incidents/INC-2", "Cookie", session).body()).contains("only for ada, bob");
      assertThat(client.post("/incidents/alerts/sources", "_csrf=" + token.group(1) + "&id=prod", "Cookie", session).body()).contains("rba_secret");
    }
  }
}
