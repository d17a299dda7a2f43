package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.app.config.Folders;
import roadbed.app.server.IncidentSettings;
import roadbed.app.server.ObjectiveSettings;
import roadbed.app.server.Server;
import roadbed.app.server.ServerSettings;
import roadbed.assess.policy.GuardrailChoice;
import roadbed.assess.policy.admission.AdmissionGate;
import roadbed.model.GateRules;
import roadbed.testkit.RealAlertmanager;
import roadbed.testkit.RealPrometheus;
import roadbed.testkit.RemoteWrite;
import roadbed.web.WebSettings;
import roadbed.web.hooks.AdmissionSettings;

/**
 * The whole way of a page with the real programs: samples are written remotely to Prometheus, the rules that we generate
 * are evaluated there, Alertmanager sends what fires to our hook, and an incident opens; when the service is well again
 * the same way restores it, and a person closes it.
 */
class LiveAlertTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final String SLO =
      """
      version: prometheus/v1
      service: shop
      slos:
        - name: availability
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(http_requests_total{job="shop",code=~"5.."}[{{.window}}]))
              total_query: sum(rate(http_requests_total{job="shop"}[{{.window}}]))
          alerting:
            name: ShopFails
            annotations: {summary: "Shop fails"}
            page_alert: {labels: {severity: critical}}
            ticket_alert: {disable: true}
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path scratch;

  @Test
  void aPageFiresAndResolvesAndItsIncidentOpensAndCloses() throws Exception {
    Path slo = Files.writeString(scratch.resolve("slo.yaml"), SLO);
    Path rules = scratch.resolve("rules.yaml");
    assertThat(Cli.run("slo", "generate", slo.toString(), "--rules", "both", "--out", rules.toString()).code()).isEqualTo(ExitCode.CLEAN);
    try (Server server = server()) {
      Session session = session(server);
      String token = token(server, session);
      try (RealAlertmanager alertmanager =
              RealAlertmanager.start(folder("alertmanager"), server.url().resolve("/hooks/alerts/prometheus"), token);
          RealPrometheus prometheus = RealPrometheus.live(folder("prometheus"), rules, alertmanager)) {
        Instant now = Instant.now();
        // What is late comes last, as from a sender that catches up.
        prometheus.write(requests(now, 0, 20));
        prometheus.write(requests(now, 20, 120));

        String opened = until(server, "state=open", "Shop fails");
        assertThat(opened).contains("SEV").contains("shop").contains("1 of 1");
        assertThat(prometheus.query("ALERTS{alertname=\"ShopFails\",sloth_severity=\"page\",alertstate=\"firing\"}"))
            .contains("\"sloth_id\":\"shop-availability\"");
        assertThat(prometheus.rules()).contains("\"health\":\"ok\"").doesNotContain("\"health\":\"err\"");

        // Very many requests succeed, so that errors are a small share in every window again.
        prometheus.write(List.of(counter("200", List.of(new RemoteWrite.Sample(Instant.now(), 1e10)))));

        assertThat(until(server, "state=restored", "Shop fails")).contains("0 of 1");
        assertThat(page(server, "/incidents?state=open")).doesNotContain("Shop fails");
        assertThat(page(server, "/incidents/INC-1")).contains("detected at").contains("is resolved");
        for (String step : List.of("cause&cause=bad-deploy", "closed")) {
          HttpResponse<String> taken = form(server, "/incidents/write", session, "id=INC-1&_csrf=" + session.csrf + "&what=" + step);
          assertThat(taken.statusCode()).as(step).isEqualTo(303);
        }
        assertThat(page(server, "/incidents?state=closed")).contains("Shop fails");
      }
    } finally {
      client.close();
    }
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(scratch.resolve(name));
  }

  private Server server() throws IOException {
    return Server.start(
        new ServerSettings(
            new Folders(folder("state"), Folders.ofProcess().cache()),
            Optional.empty(),
            WebSettings.loopback(0),
            GuardrailChoice.SHIPPED,
            GateRules.DEFAULT,
            List.of(),
            List.of(),
            AdmissionSettings.USUAL,
            AdmissionGate.Strictness.USUAL,
            List.of(),
            ObjectiveSettings.NONE,
            new IncidentSettings(true),
            List.of()),
        Clock.systemUTC(),
        Roadbed.VERSION);
  }

  /** Ten requests a second, a third of which fails in the last ten minutes: from so many minutes ago until so many. */
  private static List<RemoteWrite.Series> requests(Instant now, int last, int first) {
    Instant failing = now.minus(Duration.ofMinutes(10));
    List<RemoteWrite.Sample> good = new ArrayList<>();
    List<RemoteWrite.Sample> bad = new ArrayList<>();
    Instant until = now.minus(Duration.ofMinutes(last));
    for (Instant at = now.minus(Duration.ofMinutes(first)); at.isBefore(until); at = at.plus(STEP)) {
      good.add(new RemoteWrite.Sample(at, 1e6 - Duration.between(at, now).toSeconds() * 10));
      bad.add(new RemoteWrite.Sample(at, at.isAfter(failing) ? Duration.between(failing, at).toSeconds() * 5 : 0));
    }
    return List.of(counter("200", good), counter("500", bad));
  }

  private static RemoteWrite.Series counter(String code, List<RemoteWrite.Sample> samples) {
    return new RemoteWrite.Series(
        new TreeMap<>(Map.of("__name__", "http_requests_total", "job", "shop", "code", code)), samples);
  }

  // --- the server, as a browser sees it ----------------------------------------------------------------------------

  /** An administrator's. */
  private record Session(String cookie, String csrf) {}

  private Session session(Server server) throws Exception {
    String link = server.firstAdministratorLink().orElseThrow().toString();
    String code = link.substring(link.indexOf("code=") + "code=".length());
    HttpResponse<String> made =
        form(server, "/setup", new Session("", ""), "code=" + code + "&name=live&password=correct+horse+battery&again=correct+horse+battery");
    String cookie = made.headers().firstValue("Set-Cookie").orElseThrow();
    String session = cookie.substring(0, cookie.indexOf(';'));
    HttpResponse<String> sources =
        client.send(
            HttpRequest.newBuilder(server.url().resolve("/incidents/alerts")).header("Cookie", session).build(),
            HttpResponse.BodyHandlers.ofString());
    return new Session(session, found("name=\"_csrf\" value=\"([^\"]+)\"", sources.body()));
  }

  private String token(Server server, Session session) throws Exception {
    return found(
        "(rba_[A-Za-z0-9_-]+)",
        form(server, "/incidents/alerts/sources", session, "id=prometheus&format=alertmanager&_csrf=" + session.csrf).body());
  }

  private HttpResponse<String> form(Server server, String path, Session session, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url().resolve(path)).header("Content-Type", "application/x-www-form-urlencoded");
    if (!session.cookie.isEmpty()) {
      request.header("Cookie", session.cookie);
    }
    return client.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private String page(Server server, String path) throws Exception {
    URI address = server.url().resolve(path);
    return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The list of incidents with a filter as soon as it has a title. */
  private String until(Server server, String filter, String title) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      String list = page(server, "/incidents?" + filter);
      if (list.contains(title)) {
        return list;
      }
      assertThat(Instant.now()).as("%s within %s: %s", filter, PATIENCE, list).isBefore(end);
      Thread.sleep(100);
    }
  }
}
