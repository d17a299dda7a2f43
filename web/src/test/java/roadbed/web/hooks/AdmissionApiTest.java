package roadbed.web.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.web.Http;
import roadbed.web.WebServer;
import roadbed.web.WebSettings;
import roadbed.web.access.Access;
import roadbed.web.fakes.FakeAdmission;
import roadbed.web.fakes.FakeServer;

/** The webhook as an API server calls it. */
final class AdmissionApiTest {
  private static final FakeServer PARTS = new FakeServer(true);
  private static WebServer server;
  private static Http client;
  private static String token;

  @BeforeAll
  static void start() {
    server = WebServer.start(WebSettings.loopback(0), PARTS.parts());
    client = new Http(server);
    token =
        new Access(PARTS.access, Clock.systemUTC(), new java.security.SecureRandom())
            .createToken("cluster", "test")
            .secret();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String review(String version, String name, boolean dryRun) {
    return """
    {"apiVersion": "admission.k8s.io/%s", "kind": "AdmissionReview", "request": {"uid": "u-1", "operation": "CREATE",
     "kind": {"group": "", "version": "v1", "kind": "Pod"}, "name": "%s", "dryRun": %s,
     "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s"}}}}
    """
        .formatted(version, name, dryRun, name);
  }

  private static HttpResponse<String> post(String path, String body, String... headers) {
    return client.send("POST", path, HttpRequest.BodyPublishers.ofString(body), headers);
  }

  private static String validate(String name) {
    HttpResponse<String> answer =
        post("/admission/validate?timeout=1s", review("v1", name, false), "Authorization", "Bearer " + token);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void whatIsGoodPasses() {
    assertThat(validate("good"))
        .isEqualTo(
            "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":{\"allowed\":true,\"uid\":\"u-1\"}}");
  }

  @Test
  void whatIsBadIsRefusedWithTheRuleTheReasonAndTheRemedy() {
    assertThat(validate("bad"))
        .contains("\"allowed\":false", "\"code\":403", "k8s-rule (high): it is bad. Fix: make it good")
        .contains("\"auditAnnotations\":{\"deny\":\"k8s-rule\"}");
  }

  @Test
  void whatIsOddPassesWithAWarning() {
    assertThat(validate("odd")).contains("\"allowed\":true", "\"warnings\":[\"k8s-rule: it is bad\"]");
  }

  @Test
  void whatBreaksOrTakesTooLongPassesUncheckedAndSaysSo() {
    assertThat(validate("broken")).contains("\"allowed\":true", "not checked: the policies could not be evaluated");
    assertThat(validate("slow")).contains("\"allowed\":true", "not checked: the policies did not come to a decision");
  }

  @Test
  void theOlderVersionIsAnsweredInKind() {
    assertThat(post("/admission/validate", review("v1beta1", "good", false), "Authorization", "Bearer " + token).body())
        .contains("admission.k8s.io/v1beta1");
  }

  @Test
  void aDryRunIsNotWrittenDown() {
    FakeAdmission admission = (FakeAdmission) PARTS.parts().admission();
    post("/admission/validate", review("v1", "dry", true), "Authorization", "Bearer " + token);
    post("/admission/validate", review("v1", "wet", false), "Authorization", "Bearer " + token);
    assertThat(admission.decided).contains("wet").doesNotContain("dry");
  }

  @Test
  void defaultsComeAsAPatch() {
    String patch =
        Base64.getEncoder()
            .encodeToString(
                "[{\"op\":\"add\",\"path\":\"/spec/hostPID\",\"value\":false}]".getBytes(StandardCharsets.UTF_8));
    assertThat(post("/admission/mutate", review("v1", "good", false), "Authorization", "Bearer " + token).body())
        .contains("\"patchType\":\"JSONPatch\"", "\"patch\":\"" + patch + "\"", "\"allowed\":true");
  }

  @Test
  void whoHasNoTokenIsSentAway() {
    assertThat(post("/admission/validate", review("v1", "good", false)).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                                     | 400
          []                                                                    | 400
          {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview"}       | 400
          {"apiVersion": "admission.k8s.io/v2", "kind": "AdmissionReview", "request": {"uid": "1"}} | 400
          """)
  void whatIsNoReviewIsSaid(String body, int status) {
    assertThat(post("/admission/validate", body, "Authorization", "Bearer " + token).statusCode()).isEqualTo(status);
  }

  @Test
  void tooMuchIsRefused() {
    String body = "{\"a\": \"" + "x".repeat(3 << 20) + "\"}";
    assertThat(post("/admission/validate", body, "Authorization", "Bearer " + token).statusCode()).isEqualTo(413);
  }
}
