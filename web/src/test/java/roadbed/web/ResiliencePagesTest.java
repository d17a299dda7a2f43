package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import roadbed.web.access.Access;
import roadbed.web.access.Caller;
import roadbed.web.fakes.FakeEstate;
import roadbed.web.fakes.FakeServer;

/** The resilience matrix says what is known and what is not, and exercises are written down on their page. */
class ResiliencePagesTest {
  @Test
  void theMatrixShowsEachServiceAndWhatIsWeak() {
    try (WebServer server = WebServer.start(WebSettings.loopback(0), new FakeServer(false).parts())) {
      String page = new Http(server).get("/resilience").body();
      assertThat(page)
          .contains("0 of 1", "1h30m", "missed", "no objective", "checkout contains orders (aws_db_instance)")
          .contains("&lt;b&gt;carts&lt;/b&gt;", "nothing backs it up", "runs out on 2026-12-01", "past its end of life on 2024-11-21", "Told of elsewhere")
          .contains("/resilience/drills/zone");
      assertThat(new Http(server).get("/resilience.csv").body()).contains("checkout,tier-1,1h,1h30m,15m,1m,missed,1 of 2,0 of 2,1,");
    }
  }

  @Test
  void withoutAnythingItSaysWhatToPush() {
    try (WebServer server = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts())) {
      assertThat(new Http(server).get("/resilience").body()).contains("Nothing is known yet", "roadbed push");
    }
  }

  @Test
  void anExerciseShowsItsStepsItsTimesAndItsFindings() {
    try (WebServer server = WebServer.start(WebSettings.loopback(0), new FakeServer(false).parts())) {
      Http http = new Http(server);
      assertThat(http.get("/resilience/drills/zone").body())
          .contains("Lose a zone", "running", "watch &lt;i&gt;it&lt;/i&gt;", "no alert fired", "not measured");
      assertThat(http.get("/resilience/drills/none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void anExerciseIsPlannedRunAndMeasuredByAdministratorsAlone() {
    FakeServer fakes = new FakeServer(false);
    try (WebServer server = WebServer.start(WebSettings.loopback(0), fakes.parts())) {
      Http http = new Http(server);
      Access access = new Access(fakes.access, Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC), new SecureRandom());
      Access.Made made = access.makeFirstAdministrator(access.firstAdministratorCode().orElseThrow(), "ann", "correct horse battery");
      String secret = ((Access.LoggedIn) made).secret();
      String token = "&_csrf=" + access.formToken(new Caller.Administrator("ann", secret));
      String[] cookie = {"Cookie", "roadbed_session=" + secret};
      String plan = "title=Restore+orders&type=recovery&planned=2026-11-21&services=checkout&steps=one%0Atwo&id=d9";
      assertThat(http.post("/resilience/drills", plan, cookie).statusCode()).as("without the form's token").isEqualTo(403);
      assertThat(http.post("/resilience/drills", plan + token, cookie).statusCode()).isEqualTo(303);
      assertThat(http.post("/resilience/drills", plan + token, cookie).statusCode()).as("twice").isEqualTo(422);
      assertThat(http.post("/resilience/drills", plan.replace("services=checkout", "services=").replace("d9", "d8") + token, cookie).statusCode()).isEqualTo(422);
      assertThat(write(http, cookie, token, "what=fault")).as("before it began").isEqualTo(409);
      assertThat(write(http, cookie, token, "what=begin")).isEqualTo(303);
      assertThat(write(http, cookie, token, "what=recovered&time=2026-11-21T09:20")).as("before it was made to fail").isEqualTo(422);
      assertThat(write(http, cookie, token, "what=fault&time=2026-11-21T09:00")).isEqualTo(303);
      assertThat(write(http, cookie, token, "what=step&step=1")).isEqualTo(303);
      assertThat(write(http, cookie, token, "what=recovered&time=2026-11-21T09:20")).isEqualTo(303);
      assertThat(write(http, cookie, token, "what=data&time=2026-11-21T08:59:30")).isEqualTo(303);
      assertThat(write(http, cookie, token, "what=found&text=no+alert&owner=ben&due=2026-12-01")).isEqualTo(303);
      assertThat(write(http, cookie, token, "what=passed&text=it+came+back")).isEqualTo(303);
      assertThat(write(http, cookie, token, "what=failed")).as("it is over").isEqualTo(409);
      assertThat(http.get("/resilience/drills/d9", cookie).body()).contains("passed", "20m", "30s", "no alert", "2026-12-01", "it came back", "Mended");
    }
  }

  private static int write(Http http, String[] cookie, String token, String fields) {
    return http.post("/resilience/drills/write", "drill=d9&" + fields + token, cookie).statusCode();
  }
}
