package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import roadbed.web.access.Access;
import roadbed.web.access.Caller;
import roadbed.web.fakes.FakeDelivery;
import roadbed.web.fakes.FakeEstate;
import roadbed.web.fakes.FakeServer;

/** The page of delivery: the measures with their samples, what failed and why, and what was not evaluated. */
class DeliveryPageTest {
  @Test
  void measuresStandWithTheirSamplesAndTheirEvidence() {
    try (WebServer server = WebServer.start(WebSettings.loopback(0), new FakeServer(false).parts())) {
      String page = new Http(server).get("/delivery").body();
      assertThat(page)
          .contains("2 in production", "(1/2,", "(n = 2)", "1 deployments of which nothing says where they went")
          .contains("put back &lt;b&gt;what&lt;/b&gt; had run before", "What counts how", "<svg");
    }
  }

  @Test
  void withoutDeploymentsItSaysWhatToPush() {
    try (WebServer server = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts())) {
      assertThat(new Http(server).get("/delivery").body()).contains("No deployment yet", "roadbed push");
    }
  }

  @Test
  void theTrendHasItsTableAndOneServiceMayBeLookedAtAlone() {
    try (WebServer server = WebServer.start(WebSettings.loopback(0), new FakeServer(false).parts())) {
      String page = new Http(server).get("/delivery").body();
      assertThat(page).contains("By week", "W47", "16 Nov", "0123456789<", "&lt;bob&gt;").doesNotContain("href=\"javascript");
      assertThat(new Http(server).get("/delivery?service=nothing").body()).contains("0 in production");
    }
  }

  @Test
  void sourcesAndWordsOnDeploymentsAreForAdministrators() {
    FakeServer fakes = new FakeServer(false);
    try (WebServer server = WebServer.start(WebSettings.loopback(0), fakes.parts())) {
      Http http = new Http(server);
      Access access = new Access(fakes.access, Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC), new SecureRandom());
      Access.Made made = access.makeFirstAdministrator(access.firstAdministratorCode().orElseThrow(), "ann", "correct horse battery");
      String secret = ((Access.LoggedIn) made).secret();
      String token = "&_csrf=" + access.formToken(new Caller.Administrator("ann", secret));
      String cookie = "roadbed_session=" + secret;
      String word = "deployment=github:acme/shop:2&failed=no&reason=the network";
      assertThat(http.post("/delivery/word", word, "Cookie", cookie).statusCode()).as("without the form's token").isEqualTo(403);
      assertThat(http.post("/delivery/word", word + token, "Cookie", cookie).statusCode()).isEqualTo(303);
      assertThat(http.post("/delivery/word", word.replace("shop:2", "shop:99") + token, "Cookie", cookie).statusCode()).isEqualTo(404);
      assertThat(fakes.delivery.words).containsExactly("github:acme/shop:2 did not fail: the network (ann)");
      assertThat(http.post("/delivery/sources", "id=Bad name" + token, "Cookie", cookie).statusCode()).isEqualTo(400);
      assertThat(http.post("/delivery/sources", "id=gh&signed=yes" + token, "Cookie", cookie).body())
          .contains("/hooks/delivery/gh", "rbd_secret", "signing &lt;secret&gt;");
      assertThat(http.get("/delivery", "Cookie", cookie).body()).doesNotContain("rbd_secret").contains("Revoke");
      assertThat(http.post("/delivery/sources/revoke", "id=gh" + token, "Cookie", cookie).statusCode()).isEqualTo(303);
    }
  }

  @Test
  void aHookAnswersForItselfWhoMaySend() {
    try (WebServer server = WebServer.start(WebSettings.loopback(0), new FakeServer(false).parts())) {
      Http http = new Http(server);
      assertThat(http.send("POST", "/hooks/delivery/ci", BodyPublishers.ofString("{}"), "X-Roadbed-Token", FakeDelivery.TOKEN).statusCode()).isEqualTo(202);
      assertThat(http.send("POST", "/hooks/delivery/ci", BodyPublishers.ofString("{}"), "X-Roadbed-Token", "x").statusCode()).isEqualTo(401);
      assertThat(http.send("POST", "/hooks/delivery/cd", BodyPublishers.ofString("{}"), "X-Roadbed-Token", FakeDelivery.TOKEN).statusCode()).isEqualTo(401);
      assertThat(http.send("POST", "/hooks/delivery/ci", BodyPublishers.ofString(""), "X-Roadbed-Token", FakeDelivery.TOKEN).statusCode()).isEqualTo(400);
    }
  }
}
