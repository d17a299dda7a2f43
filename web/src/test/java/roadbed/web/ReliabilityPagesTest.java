package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import roadbed.web.fakes.FakeServer;

/** Error budgets on pages, and counts through the API. */
class ReliabilityPagesTest {
  private static WebServer web;
  private static Http http;

  @BeforeAll
  static void start() {
    FakeServer fake = new FakeServer(false);
    web = WebServer.start(WebSettings.loopback(0), fake.parts());
    http = new Http(web);
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void theLeastBudgetStandsFirst() {
    String page = http.get("/reliability").body();
    assertThat(page.indexOf("shop-availability")).isPositive().isLessThan(page.indexOf("/reliability/pay-availability"));
    assertThat(page).contains("missed").contains("stop deployments").contains("pay-latency");
  }

  @Test
  void anObjectiveTellsWhatSpentItAndWhatAlertsWouldHaveDone() {
    String page = http.get("/reliability/shop-availability").body();
    assertThat(page).contains("What spent it").contains("the service was not there for 3 slices").contains("no-data");
    assertThat(page).contains("Most requests of &lt;shop").contains("<svg");
    assertThat(http.get("/reliability/pay-availability").body()).contains("Nothing went wrong in this window");
    assertThat(http.get("/reliability/pay-latency").body()).contains("No counts yet");
    assertThat(http.get("/reliability/none").statusCode()).isEqualTo(404);
  }

  @Test
  void aCompositeShowsItsPartsAndIsUnknownWhereOneIs() {
    String page = http.get("/reliability/pay-whole").body();
    assertThat(page).contains("What it is made of").contains("/reliability/pay-availability").contains("; unknown").contains(">3<");
    assertThat(page).doesNotContain("How fast it goes");
  }

  @Test
  void anEstateWithoutObjectivesSaysHowToBegin() {
    try (WebServer none = WebServer.start(WebSettings.loopback(0), new FakeServer(true).parts())) {
      assertThat(new Http(none).get("/reliability").body()).contains("No objectives yet").contains("roadbed serve --slo");
    }
  }

  @Test
  void standingsAreJson() {
    HttpResponse<String> answer = http.get("/api/v1/objectives");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"id\":\"shop-availability\"").contains("\"without_counts\":[\"pay-latency\"]");
  }
}
