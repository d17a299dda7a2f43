package roadbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
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

/** What people do about cost in pages and by the API: who may, what is refused, and what stays. */
class CostDeskPagesTest {
  private FakeServer fakes;
  private WebServer server;
  private Http http;
  private Access access;
  private String cookie;
  private String formToken;
  private String token;

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
    token = access.createToken("pipeline", "test").secret();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> form(String path, String fields) {
    return http.post(path, fields + "&_csrf=" + formToken, "Cookie", cookie);
  }

  private HttpResponse<String> api(String method, String path, String body) {
    return http.send(
        method, path, BodyPublishers.ofString(body), "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  @Test
  void stepsAreForAdministratorsWithTheFormOfTheirSession() {
    String step = "step=accept&id=gp3-volumes&owner=ben&due=2026-12-01";
    assertThat(http.post("/cost/optimise", step).statusCode()).as("nobody in particular").isEqualTo(303);
    assertThat(http.get("/cost/optimise").body()).contains("found on").doesNotContain("ben until 1 Dec 2026");
    assertThat(http.post("/cost/optimise", step, "Cookie", cookie).statusCode()).as("without the form's token").isEqualTo(403);
    assertThat(form("/cost/optimise", step).statusCode()).isEqualTo(303);
    assertThat(http.get("/cost/optimise").body()).contains("ben until 1 Dec 2026");
  }

  @Test
  void aStepThatDoesNotFitIsSaidOnTheBoardAndChangesNothing() {
    HttpResponse<String> refused = form("/cost/optimise", "step=done&id=gp3-volumes&on=2026-11-01");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("Gp3-volumes is proposed, and cannot become done from there.");
    assertThat(form("/cost/optimise", "step=fly&id=gp3-volumes").statusCode()).isEqualTo(400);
    assertThat(form("/cost/optimise", "step=accept&id=gp3-volumes&owner=ben&due=soon").statusCode()).isEqualTo(400);
  }

  @Test
  void promisesAreNotSavingsAndAMistakeIsTakenBack() {
    assertThat(http.get("/cost/optimise").body()).contains("€386.55", "a month, verified; €410.50 was promised");
    assertThat(form("/cost/optimise", "step=undo&id=night-schedule&reason=wrong+machine").statusCode()).isEqualTo(303);
    assertThat(http.get("/cost/optimise").body()).contains("€0.00", "step taken back: wrong machine");
    assertThat(form("/cost/optimise", "step=verify&id=night-schedule").statusCode()).isEqualTo(303);
    assertThat(http.get("/cost/optimise").body()).contains("a month, verified");
    assertThat(
            form("/cost/optimise", "step=propose&id=n1&title=Less&resources=i-1,+i-2&promised=12.5&currency=EUR").statusCode())
        .isEqualTo(303);
    assertThat(http.get("/cost/optimise.csv").body()).contains("n1,Less,proposed,,", "i-1 i-2,12.5,0,EUR");
  }

  @Test
  void aMonthIsClosedOnlyWhereItIsTypedAgain() {
    String month = "month=2026-10";
    assertThat(http.get("/cost/statement?" + month).body()).contains("figures may change").doesNotContain("Close the month");
    assertThat(form("/cost/statement/close", month + "&again=2026-11").statusCode()).isEqualTo(422);
    assertThat(http.post("/cost/statement/close", month + "&again=2026-10", "Cookie", cookie).statusCode()).isEqualTo(403);
    assertThat(form("/cost/statement/close", month + "&again=2026-10").statusCode()).isEqualTo(303);
    assertThat(http.get("/cost/statement?" + month).body()).contains("it never changes", "by ann");
    assertThat(form("/cost/statement/close", month + "&again=2026-10").statusCode()).isEqualTo(409);
  }

  @Test
  void statementsAreFilesAsWell() {
    assertThat(http.get("/cost/statement.csv?month=2026-10&owner=search").body())
        .startsWith("owner,month,currency")
        .contains("search,2026-10,EUR")
        .doesNotContain("payments");
    assertThat(http.get("/cost/statement.html?month=2026-10").body()).contains("<h1>payments</h1>").doesNotContain("<script");
    HttpResponse<String> paper = http.get("/cost/statement.pdf?month=2026-10&owner=payments");
    assertThat(paper.body()).startsWith("%PDF-");
    assertThat(paper.headers().firstValue("Content-Disposition").orElse("")).contains("statement-2026-10-payments.pdf");
    assertThat(http.get("/cost/statement?month=october").statusCode()).isEqualTo(400);
  }

  @Test
  void amountsAreToldInOneCurrencyWhereThereAreRates() {
    assertThat(http.get("/cost/allocation").body()).contains("All in", "their own", "<option value=\"USD\">USD");
    assertThat(http.get("/cost/allocation?convert=USD").body()).contains("$", "1 day of JPY has no rate to USD");
    assertThat(http.get("/cost/allocation?convert=XYZ").statusCode()).isEqualTo(400);
    assertThat(http.get("/cost/statement?month=2026-10&owner=search").body()).contains("search: €");
    assertThat(http.get("/cost/statement?month=2026-10&owner=search&convert=USD").body())
        .contains("search: $", "Told in USD by the rates of the days", "convert=USD");
    assertThat(http.get("/cost/statement.csv?month=2026-10&owner=search&convert=USD").body()).contains("search,2026-10,USD").doesNotContain("EUR");
    assertThat(http.get("/cost/budgets?convert=USD").body()).contains("Told in USD", "budgets.csv?convert=USD");
  }

  @Test
  void anAlertIsAcknowledgedOnce() {
    assertThat(http.get("/cost/budgets").body()).contains("payments in production", "not yet");
    assertThat(form("/cost/budgets/acknowledge", "id=1").statusCode()).isEqualTo(303);
    assertThat(http.get("/cost/budgets").body()).contains("ann");
    assertThat(api("POST", "/api/v1/cost/budget-alerts/1/acknowledgement", "").body().replace(" ", "")).contains("\"new\":false");
    assertThat(api("GET", "/api/v1/cost/budgets", "").body()).contains("acknowledged_by", "ann");
  }

  @Test
  void programsTakeStepsButNeverSayThemselvesWhatWasSaved() {
    assertThat(api("GET", "/api/v1/cost/backlog", "").body()).contains("smaller-search", "realised");
    String accepted = "{\"event\":\"accepted\",\"id\":\"gp3-volumes\",\"owner\":\"ben\",\"due\":\"2026-12-01\"}";
    assertThat(http.send("POST", "/api/v1/cost/backlog", BodyPublishers.ofString(accepted)).statusCode()).isEqualTo(401);
    assertThat(api("POST", "/api/v1/cost/backlog", accepted).body()).contains("accepted");
    assertThat(api("POST", "/api/v1/cost/backlog", accepted).statusCode()).isEqualTo(422);
    String claim =
        "{\"event\":\"verified\",\"id\":\"old-snapshots\",\"from\":\"2026-11-01\",\"to\":\"2026-11-09\",\"before\":\"9\","
            + "\"after\":\"1\",\"expected\":\"9\",\"monthly\":\"1000000\",\"normalised\":\"\"}";
    assertThat(api("POST", "/api/v1/cost/backlog", claim).statusCode()).isEqualTo(422);
    assertThat(api("POST", "/api/v1/cost/backlog", "{\"event\":\"verify\",\"id\":\"old-snapshots\"}").body()).contains("verified");
  }

  @Test
  void programsCloseMonthsAsTheServerHasThem() {
    assertThat(api("GET", "/api/v1/cost/statements?month=2026-10", "").body().replace(" ", "")).contains("\"closed\":false");
    String body = "{\"month\":\"2026-10\",\"positions\":[{\"owner\":\"eve\",\"amount\":\"1\"}]}";
    assertThat(api("POST", "/api/v1/cost/closed-months", body).body().replace(" ", ""))
        .contains("\"closed\":true", "token")
        .doesNotContain("eve");
    assertThat(api("POST", "/api/v1/cost/closed-months", body).statusCode()).isEqualTo(409);
  }

  @Test
  void whatIfAndCommitmentsAreAskedByTheAddress() {
    assertThat(http.get("/cost/unit?change=%2B30%25&elasticity=1").body()).contains("becomes", "Cost is taken to rise by 1.00%");
    assertThat(http.get("/cost/unit?change=much").statusCode()).isEqualTo(400);
    assertThat(http.get("/cost/unit.csv").body()).contains("driver,month,value", "parcels,2026-10");
    assertThat(http.get("/cost/commitments").body()).contains("Coverage", "Utilisation", "Break-even", "0.620");
    assertThat(http.get("/cost/commitments?ratio=0.99").body()).contains("is taken as given");
    assertThat(http.get("/cost/commitments?ratio=2").statusCode()).isEqualTo(400);
    assertThat(http.get("/cost/commitments.csv").body()).contains("hour,provider,region", "AWS,eu-central-1");
  }
}
