package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roadbed.web.access.Access;
import roadbed.web.access.Caller;
import roadbed.web.fakes.FakeEstate;
import roadbed.web.fakes.FakeServer;

/** Who is on call can be seen, changed by those who may, and subscribed to by a secret. */
class OnCallPagesTest {
  private WebServer server;
  private Http http;
  private String cookie;
  private String formToken;

  @BeforeEach
  void start() {
    FakeServer fakes = new FakeServer(false);
    server = WebServer.start(WebSettings.loopback(0), fakes.parts());
    http = new Http(server);
    Access access = new Access(fakes.access, Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC), new SecureRandom());
    Access.Made made = access.makeFirstAdministrator(access.firstAdministratorCode().orElseThrow(), "ann", "correct horse battery");
    String secret = ((Access.LoggedIn) made).secret();
    cookie = "roadbed_session=" + secret;
    formToken = access.formToken(new Caller.Administrator("ann", secret));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> form(String path, String fields) {
    return http.post(path, fields + "&_csrf=" + formToken, "Cookie", cookie);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void theCalendarIsShownByTheClockOfWhoeverLooks() {
    String berlin = http.get("/oncall?schedule=payments&day=2025-03-05").body();
    assertThat(berlin).contains("March 2025", "00:00\u201309:00", "09:00\u201324:00", "<b>Ada</b>", "<b>Grace</b>");
    assertThat(http.get("/oncall?schedule=payments&day=2025-03-05&zone=America/New_York").body()).contains("00:00\u201303:00");
    assertThat(http.get("/oncall?schedule=payments&view=week&day=2025-03-05").body()).contains("Week of 3 Mar 2025");
    assertThat(http.get("/oncall?schedule=office&day=2025-03-05").body()).contains("17:00\u201324:00", "nobody");
    assertThat(http.get("/oncall?schedule=other").statusCode()).isEqualTo(404);
  }

  @Test
  void withoutDocumentsThePageSaysHowToBegin() {
    try (WebServer empty = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts())) {
      assertThat(new Http(empty).get("/oncall").body()).contains("No schedule", "roadbed oncall import");
    }
  }

  @Test
  void anOverrideIsForAdministratorsWithTheFormOfTheirSessionAndCanBeTakenBack() {
    String override = "schedule=payments&person=Zed&from=2025-03-05T10:00&until=2025-03-05T12:00&zone=Europe/Berlin";
    String day = "/oncall?schedule=payments&day=2025-03-05";
    assertThat(http.post("/oncall/override", override).statusCode()).as("nobody in particular").isEqualTo(303);
    assertThat(http.post("/oncall/override", override, "Cookie", cookie).statusCode()).as("without the form's token").isEqualTo(403);
    assertThat(http.get(day).body()).doesNotContain("Zed");
    assertThat(form("/oncall/override", override).statusCode()).isEqualTo(303);
    assertThat(http.get(day).body()).contains("<b>Zed</b>", "10:00\u201312:00", "override");
    assertThat(form("/oncall/override", override.replace("T12:00", "T09:00")).statusCode()).isEqualTo(400);
    assertThat(form("/oncall/undo", "id=nothing").statusCode()).isEqualTo(409);
  }

  @Test
  void aSwapHoldsWhenItIsAcceptedAndIsAnsweredOnce() {
    String body = http.get("/oncall?schedule=payments&view=week&day=2027-03-03").body();
    boolean ada = body.indexOf("<b>Ada</b>") > body.indexOf("<b>Grace</b>");
    String giver = ada ? "ada@example.org" : "grace@example.org";
    String taker = ada ? "grace@example.org" : "ada@example.org";
    String swap = "schedule=payments&giver=" + encoded(giver) + "&taker=" + encoded(taker) + "&from=2027-03-03T10:00&until=2027-03-03T12:00";
    assertThat(form("/oncall/swap", swap.replace("giver=" + encoded(giver), "giver=Zed") + "&behalf=yes").statusCode()).isEqualTo(422);
    assertThat(form("/oncall/swap", swap).statusCode()).as("ann is not the one who gives, and does not say that she speaks for them").isEqualTo(403);
    assertThat(form("/oncall/swap", swap.replace("taker=" + encoded(taker), "taker=Kim") + "&behalf=yes").statusCode()).as("nobody knows Kim").isEqualTo(422);
    assertThat(form("/oncall/swap", swap + "&behalf=yes").statusCode()).isEqualTo(303);
    Matcher id = Pattern.compile("answer\" class.*?name=\"id\" value=\"([^\"]+)\"|swap/answer\".*?name=\"id\" value=\"([^\"]+)\"").matcher(http.get("/oncall", "Cookie", cookie).body());
    assertThat(id.find()).isTrue();
    String answer = "answer=accept&id=" + (id.group(2) == null ? id.group(1) : id.group(2));
    assertThat(form("/oncall/swap/answer", answer).statusCode()).as("it is not her answer").isEqualTo(403);
    assertThat(form("/oncall/swap/answer", answer + "&behalf=yes").statusCode()).isEqualTo(303);
    assertThat(form("/oncall/swap/answer", answer + "&behalf=yes").statusCode()).isEqualTo(409);
    assertThat(http.get("/oncall?schedule=payments&view=week&day=2027-03-03").body()).contains("10:00\u201312:00", "override");
    assertThat(http.get("/oncall").body()).contains("accepted by");
  }

  @Test
  void aFeedIsReadByItsSecretAloneAndNotAfterItWasRevoked() {
    Matcher secret = Pattern.compile("/oncall/feed/([A-Za-z0-9_-]+)\\.ics").matcher(form("/oncall/feeds", "schedule=payments&person=").body());
    assertThat(secret.find()).isTrue();
    HttpResponse<String> feed = http.get("/oncall/feed/" + secret.group(1) + ".ics");
    assertThat(feed.statusCode()).isEqualTo(200);
    assertThat(feed.headers().firstValue("Content-Type").orElse("")).startsWith("text/calendar");
    assertThat(feed.body()).contains("BEGIN:VCALENDAR", "SUMMARY:Payments: Ada").doesNotContain("Office");
    assertThat(http.get("/oncall/feed/guess.ics").statusCode()).isEqualTo(404);
    String page = http.get("/oncall", "Cookie", cookie).body();
    assertThat(page).doesNotContain(secret.group(1));
    Matcher id = Pattern.compile("name=\"id\" value=\"([^\"]+)\"").matcher(page);
    assertThat(id.find()).isTrue();
    assertThat(form("/oncall/undo", "id=" + id.group(1)).statusCode()).isEqualTo(303);
    assertThat(http.get("/oncall/feed/" + secret.group(1) + ".ics").statusCode()).isEqualTo(404);
  }

  @Test
  void aDocumentIsKeptOnlyWhereNothingIsWrongWithAllOfThem() {
    String right = "{\"apiVersion\":\"roadbed.dev/v1\",\"kind\":\"OnCall\",\"overrides\":[{\"schedule\":\"payments\",\"person\":\"Kim\",\"from\":\"2025-03-06\",\"until\":\"2025-03-06\"}]}";
    assertThat(form("/oncall/documents", "name=more&document=" + encoded(right.replace("payments", "other"))).statusCode()).isEqualTo(422);
    assertThat(form("/oncall/documents", "name=../x&document=" + encoded(right)).statusCode()).isEqualTo(400);
    assertThat(form("/oncall/documents", "name=more&document=" + encoded(right)).statusCode()).isEqualTo(303);
    assertThat(http.get("/oncall?schedule=payments&day=2025-03-05").body()).contains("<b>Kim</b>");
  }
}
