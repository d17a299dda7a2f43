package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.web.fakes.FakeServer;

/** The pages of allocation, statements, budgets and optimisations answer, with something to show and with nothing. */
class AllocationPagesTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thePagesAnswer(boolean empty) {
    try (WebServer server = WebServer.start(WebSettings.loopback(0), new FakeServer(empty).parts())) {
      Http http = new Http(server);
      assertThat(http.get("/cost/allocation").body())
          .contains(empty ? "No billing yet" : "Step: network by cost")
          .contains(empty ? "Allocation" : "after network by cost");
      assertThat(http.get("/cost/statement?owner=payments").statusCode()).isEqualTo(200);
      assertThat(http.get("/cost/budgets").body()).contains(empty ? "No budget holds now" : "payments in production");
      assertThat(http.get("/cost/optimise").body()).contains(empty ? "No opportunity yet" : "smaller-search");
      assertThat(http.get("/cost/backlog").headers().firstValue("Location")).contains("/cost/optimise");
      assertThat(http.get("/cost/unit").body()).contains(empty ? "No billing yet" : "Cost of one of parcels");
      assertThat(http.get("/cost/commitments").body()).contains(empty ? "No hourly lines yet" : "What to commit to");
      if (!empty) {
        assertThat(http.post("/cost/allocation", "rules=nothing").body()).contains("no rules &lt;here&gt;");
        assertThat(http.post("/cost/allocation", "rules=kind%3A+Allocation").body())
            .contains("What goes elsewhere", "platform");
      }
    }
  }
}
