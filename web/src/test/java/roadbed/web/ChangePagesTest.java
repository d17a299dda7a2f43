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
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.web.access.Access;
import roadbed.web.access.Caller;
import roadbed.web.fakes.FakeEstate;
import roadbed.web.fakes.FakeServer;

/** What waits is seen, agreed to by those who may, and asked for by pipelines. */
class ChangePagesTest {
  private WebServer server;
  private Http http;
  private FakeServer fakes;
  private Access access;
  private String cookie;
  private String formToken;

  @BeforeEach
  void start() {
    fakes = new FakeServer(false);
    server = WebServer.start(WebSettings.loopback(0), fakes.parts());
    http = new Http(server);
    access = new Access(fakes.access, Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC), new SecureRandom());
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

  private String idOf(String title) {
    Matcher link = Pattern.compile("href=\"/changes/(c-[0-9a-f]+)\">" + Pattern.quote(title)).matcher(http.get("/changes").body());
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  @Test
  void theListSaysWhatWaitsForWhomAndWhatIsToBeLookedAt() {
    assertThat(http.get("/changes").body())
        .contains("More disk for orders", "of shop-team", "To be looked at afterwards", "Deployment of shop v7", "Year-end freeze", "Database patching");
    assertThat(http.get("/changes?phase=ended").body()).contains("Deployment of shop v7");
    assertThat(http.get("/changes?service=nobody").body()).contains("None of these");
  }

  @Test
  void withoutChangesThePageSaysHowToBegin() {
    try (WebServer empty = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts())) {
      assertThat(new Http(empty).get("/changes").body()).contains("No change", "roadbed change check");
    }
  }

  @Test
  void aChangeSaysWhyItIsRiskyAndWhatDependsOnIt() {
    String page = http.get("/changes/" + idOf("More disk for orders"), "Cookie", cookie).body();
    assertThat(page).contains("web depends on shop", "error budget", "12.0% of its error budget is left", "1 resource is taken away", "OPS-7", "Agree");
    assertThat(http.get("/changes/c-000000000000").statusCode()).isEqualTo(404);
  }

  @Test
  void anOwnerAgreesToExactlyWhatIsShown() {
    String id = idOf("More disk for orders");
    assertThat(form("/changes/decide", "id=" + id + "&digest=other&decision=approve").statusCode()).isEqualTo(409);
    assertThat(form("/changes/decide", "id=" + id + "&digest=d1f0c0ffee00&decision=approve&words=fine").statusCode()).isEqualTo(303);
    assertThat(http.get("/changes/" + id).body()).contains("agreed to by ann", "web-team");
    assertThat(http.post("/changes/decide", "id=" + id + "&decision=withdraw").statusCode()).as("nobody in particular").isEqualTo(303);
    assertThat(http.get("/changes/" + id).body()).contains("agreed to by ann");
  }

  @Test
  void freezesAreMadeAndSubscribedToByASecret() {
    assertThat(form("/changes/freeze", "name=Sale&from=2030-01-01T00:00&until=2029-01-01T00:00").statusCode()).isEqualTo(422);
    String day = FakeEstate.NOW.atZone(ZoneOffset.UTC).toLocalDate().plusDays(2).toString();
    assertThat(form("/changes/freeze", "name=" + encoded("The <sale>") + "&from=" + day + "&until=" + day + "&services=shop,web").statusCode()).isEqualTo(303);
    assertThat(http.get("/changes").body()).contains("The &lt;sale&gt;", "shop, web");
    Matcher address = Pattern.compile("/changes/feed/([A-Za-z0-9_-]{43})\\.ics").matcher(form("/changes/feeds", "").body());
    assertThat(address.find()).isTrue();
    HttpResponse<String> feed = http.get("/changes/feed/" + address.group(1) + ".ics");
    assertThat(feed.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("text/calendar"));
    assertThat(feed.body()).contains("SUMMARY:Freeze: The <sale>", "SUMMARY:Maintenance: Database patching");
    assertThat(http.get("/changes/feed/nothing.ics").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsWrongWithADocumentIsSaid() {
    String broken = "{\"apiVersion\": \"roadbed.dev/v1\", \"kind\": \"Changes\", \"policy\": \"package roadbed.change\\nallow if\"}";
    HttpResponse<String> answer = form("/changes/documents", "name=mine&document=" + encoded(broken));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("/policy");
  }

  @Test
  void aPipelineLearnsWhetherItMayGoOn() {
    String token = access.createToken("ci", "ann").secret();
    String body =
        """
        {"format": "roadbed.change/1", "kind": "plan", "title": "Less disk", "services": ["shop"], "authors": ["mallory"],
         "digest": "d7", "reference": "acme/shop#9"}
        """;
    HttpResponse<String> answer = http.post("/api/v1/changes", body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    assertThat(answer.statusCode()).isEqualTo(200);
    Value.Fields change = (Value.Fields) ValueJson.parse(answer.body());
    assertThat(change.text("state")).contains("waiting");
    assertThat(change.get("may_go_on")).contains(Value.of(false));
    String id = change.text("id").orElseThrow();
    String decision = "{\"decision\": \"approve\", \"digest\": \"d7\"}";
    assertThat(http.post("/api/v1/changes/" + id + "/decisions", decision, "Authorization", "Bearer " + token, "Content-Type", "application/json").statusCode())
        .as("a token speaks for nobody")
        .isEqualTo(403);
    assertThat(http.get("/api/v1/changes?q=less").body()).contains("Less disk");
    assertThat(http.get("/api/v1/changes/windows?days=8").body()).contains("patching", "year-end");
    assertThat(http.post("/api/v1/changes", "{}", "Authorization", "Bearer " + token, "Content-Type", "application/json").statusCode()).isEqualTo(422);
  }
}
