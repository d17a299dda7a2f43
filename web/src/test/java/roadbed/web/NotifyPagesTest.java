package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roadbed.web.access.Access;
import roadbed.web.access.Caller;
import roadbed.web.fakes.FakeEstate;
import roadbed.web.fakes.FakeServer;

/** What was sent can be seen, tried and let go by those who may, and answered by whoever has the link. */
class NotifyPagesTest {
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

  @Test
  void thePageShowsWhoIsPagedWhatDidNotArriveAndHowTargetsDo() {
    String page = http.get("/notify").body();
    assertThat(page).contains("ada@example.org (schedule payments) paged", "nobody is on call", "nobody answered: all levels were told");
    assertThat(page).contains("status 401: who are you", "4 failures in a row", "webhook from variable SLACK_PAYMENTS", "due ", "status 500; again");
    assertThat(page).as("one that is only for Eve").contains("not for everybody").doesNotContain("A key was stolen");
    assertThat(page).as("nobody may do anything without a login").doesNotContain("Send again", "Test message</button>");
    assertThat(http.get("/notify?state=sent").body()).contains("/notify/1\"").doesNotContain("/notify/2\"");
    assertThat(http.get("/notify", "Cookie", cookie).body()).contains("Send again", "Test message</button>");
  }

  @Test
  void withoutSettingsThePageSaysHowToBegin() {
    try (WebServer empty = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts())) {
      assertThat(new Http(empty).get("/notify").body()).contains("Nobody is told anything yet", "roadbed notify test");
    }
  }

  @Test
  void aMessageIsShownAsItsReceiverSeesItWithAllThatHappenedToIt() {
    String page = http.get("/notify/3").body();
    assertThat(page).contains("&lt;b&gt;Nothing&lt;/b&gt; is sold.", "given-up", "attempt 1", "https://roadbed.example.org/incidents/INC-9");
    assertThat(http.get("/notify/4").body()).contains("It is not for everybody.").doesNotContain("A key was stolen", "is sold");
    assertThat(http.get("/notify/99").statusCode()).isEqualTo(404);
    assertThat(http.get("/notify/x").statusCode()).isEqualTo(404);
  }

  @Test
  void whatWasGivenUpIsSentAgainOrLetGoByAdministratorsWithTheirForm() {
    assertThat(http.post("/notify/revive", "number=3").statusCode()).as("nobody in particular").isEqualTo(303);
    assertThat(http.post("/notify/revive", "number=3", "Cookie", cookie).statusCode()).as("without the form's token").isEqualTo(403);
    assertThat(form("/notify/revive", "number=1").statusCode()).as("what arrived is not sent again").isEqualTo(404);
    assertThat(form("/notify/revive", "number=3").statusCode()).isEqualTo(303);
    assertThat(http.get("/notify/3").body()).contains("revived", "ann");
    assertThat(form("/notify/withdraw", "number=3").statusCode()).isEqualTo(303);
    assertThat(form("/notify/withdraw", "number=3").statusCode()).isEqualTo(404);
  }

  @Test
  void aTestMessageGoesToTargetsThatThereAre() {
    assertThat(form("/notify/test", "target=nobody").statusCode()).isEqualTo(404);
    assertThat(form("/notify/test", "target=status-hook").statusCode()).isEqualTo(303);
    assertThat(http.get("/notify?state=waiting").body()).contains("Test message from Roadbed");
  }

  @Test
  void whoIsPagedAnswersByTheLinkAloneAndOnlyByPressingTheButton() {
    assertThat(http.get("/notify/answer/wrong").statusCode()).isEqualTo(404);
    assertThat(http.post("/notify/answer/wrong", "").statusCode()).isEqualTo(404);
    assertThat(http.get("/notify/answer/right").body()).contains("Do you look into it?", "INC-9 pages ada@example.org");
    assertThat(http.get("/notify/answer/right").body()).as("fetching it answers nothing").contains("Do you look into it?");
    assertThat(http.post("/notify/answer/right", "").statusCode()).isEqualTo(303);
    assertThat(http.get("/notify/answer/right").body()).contains("ada@example.org looks into it").doesNotContain("Do you look into it?");
    assertThat(http.get("/notify").body()).contains("answered by ada@example.org: by the link of a message");
  }
}
