package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.web.fakes.FakeServer;

/** The gates' pages answer, with something to show and with nothing. */
class GatePagesTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thePagesAnswer(boolean empty) {
    try (WebServer server = WebServer.start(WebSettings.loopback(0), new FakeServer(empty).parts())) {
      Http http = new Http(server);
      assertThat(http.get("/gates?outcome=block").statusCode()).isEqualTo(200);
      assertThat(http.get("/gates/g1").statusCode()).isEqualTo(empty ? 404 : 200);
      assertThat(http.get("/exceptions").body()).contains(empty ? "No exception" : "EX-12");
      assertThat(http.get("/findings/causes").statusCode()).isEqualTo(200);
      assertThat(http.get("/api/v1/exceptions").body()).contains("\"items\"");
      assertThat(http.get("/api/v1/gate-decisions").body()).contains("\"total\":" + (empty ? 0 : 1));
    }
  }
}
