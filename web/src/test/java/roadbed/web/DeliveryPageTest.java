package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
}
