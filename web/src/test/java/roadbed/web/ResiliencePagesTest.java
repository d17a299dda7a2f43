package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
}
