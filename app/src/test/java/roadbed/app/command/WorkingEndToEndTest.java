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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import roadbed.app.config.Folders;
import roadbed.app.server.Server;
import roadbed.app.server.ServerSettings;
import roadbed.assess.policy.GuardrailChoice;
import roadbed.web.WebSettings;

/** Documents of how people work are pushed, incidents are declared and ended by commands, and a deployment is suspected. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WorkingEndToEndTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Instant NOW = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

  @TempDir private static Path scratch;
  private static Folders folders;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    Path state = Files.createDirectories(scratch.resolve("state"));
    folders = new Folders(state, Folders.ofProcess().cache());
    server =
        Server.start(
            new ServerSettings(folders, Optional.empty(), WebSettings.loopback(0), GuardrailChoice.SHIPPED, List.of(), List.of()),
            Clock.systemUTC(),
            Roadbed.VERSION);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    CLIENT.close();
    for (int i = 0; i < 100 && Files.exists(folders.postgres().resolve("postmaster.pid")); i++) {
      Thread.sleep(50);
    }
  }

  private static Cli command(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    Stream.of("--server", server.url().toString(), "--token-file", folders.localToken().toString()).forEach(all::add);
    return Cli.run(all.toArray(String[]::new));
  }

  private static String get(String path) throws IOException, InterruptedException {
    URI address = server.url().resolve(path);
    return CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private static Instant before(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  @Test
  @Order(1)
  void documentsThatAreWrongAreToldAndTheOthersHold() throws IOException, InterruptedException {
    Path estate = Files.createDirectories(scratch.resolve("estate"));
    Files.writeString(
        estate.resolve("catalog-info.yaml"),
        """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: {name: checkout, annotations: {github.com/project-slug: acme/checkout}}
        spec: {type: service, lifecycle: production, owner: payments}
        """);
    Files.writeString(
        estate.resolve("deployments.csv"),
        "deployment,finished_at,service,environment,commit,actor,link\n"
            + "d1," + before(20) + ",checkout,production,4a5b6c7d8e9f,ann,https://ci.example/d1\n"
            + "d2," + before(25) + ",mail,production,aaaaaaaaaaaa,bob,https://ci.example/d2\n"
            + "d3," + before(2_000) + ",checkout,production,bbbbbbbbbbbb,ann,https://ci.example/d3\n");
    Files.writeString(
        estate.resolve("oncall.yaml"),
        """
        apiVersion: roadbed.dev/v1
        kind: OnCall
        schedules:
          - id: payments
            name: Payments
            zone: Europe/Berlin
            layers:
              - name: week
                rotation: {every: week, start: 2026-01-05T09:00}
                members: [ann@example.org, bob@example.org]
        ---
        apiVersion: roadbed.dev/v1
        kind: AlertRules
        correlation: {window: never}
        ---
        apiVersion: roadbed.dev/v1
        kind: DeliveryRules
        threshold: 0.9
        """);
    Cli pushed =
        Cli.run(
            "push", estate.toString(), "--source", "work", "--server", server.url().toString(), "--token-file", folders.localToken().toString());
    assertThat(pushed.out() + pushed.err()).contains("a length of time", "/correlation/window");
    assertThat(get("/api/v1/sources")).contains("work");
  }

  @Test
  @Order(2)
  void anIncidentHasTheDeploymentBeforeItAsSuspect() {
    Cli made =
        command(
            "incident", "declare", "Orders fail", "--severity", "2", "--service", "checkout", "--impact-started", before(14).toString(), "--reason", "calls");
    assertThat(made.err()).isEmpty();
    assertThat(made.out()).isEqualTo("INC-1 open, SEV2: Orders fail\n");
    Cli shown = command("incident", "show", "INC-1");
    assertThat(shown.out())
        .contains("checkout was deployed (4a5b6c7d8e9f) to production", "6 minutes before the impact; of the same service, checkout; deployment by ann")
        .contains("https://ci.example/d1")
        .as("of another service")
        .doesNotContain("https://ci.example/d2")
        .as("more than a day before")
        .doesNotContain("https://ci.example/d3");
  }

  @Test
  @Order(3)
  void itIsWrittenIntoMergedAndEnded() {
    assertThat(command("incident", "note", "INC-1", "rolled back").code()).isEqualTo(ExitCode.CLEAN);
    assertThat(command("incident", "note", "INC-1", "It is being mended.", "--tell", "leadership").code()).isEqualTo(ExitCode.CLEAN);
    assertThat(command("incident", "declare", "Cards are refused").out()).isEqualTo("INC-2 open, SEV3: Cards are refused\n");
    assertThat(command("incident", "merge", "INC-2", "--into", "INC-1", "--reason", "the same pool").out()).startsWith("INC-2 merged");
    assertThat(command("incident", "merge", "INC-2", "--undo", "--reason", "another pool").out()).startsWith("INC-2 open");
    assertThat(command("incident", "resolve", "INC-1", "--at", before(4).toString()).out()).startsWith("INC-1 restored");
    assertThat(command("incident", "list", "--state", "restored").out()).contains("INC-1").doesNotContain("INC-2");
    assertThat(command("incident", "list", "--search", "rolled BACK").out()).contains("INC-1").doesNotContain("INC-2");
    Cli refused = command("incident", "resolve", "INC-1");
    assertThat(refused.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(refused.err()).contains("409", "restored already");
    assertThat(command("incident", "show", "INC-9").code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(command("incident", "merge", "INC-1", "--reason", "x").code()).isEqualTo(ExitCode.USAGE);
  }

  private static HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String between(String text, String before, String after) {
    int from = text.indexOf(before) + before.length();
    return text.substring(from, text.indexOf(after, from));
  }

  @Test
  @Order(4)
  void aWebhookTellsOfADeploymentThatIsJudgedByTheIncidentsOfThisServer() throws IOException, InterruptedException {
    String code = between(server.firstAdministratorLink().orElseThrow().toString() + "&", "code=", "&");
    HttpResponse<String> in =
        post(
            "/setup", "code=" + code + "&name=ann&password=correct+horse+battery&again=correct+horse+battery",
            "Content-Type", "application/x-www-form-urlencoded");
    String cookie = between(in.headers().firstValue("Set-Cookie").orElseThrow() + ";", "", ";");
    URI page = server.url().resolve("/delivery");
    String form =
        CLIENT.send(HttpRequest.newBuilder(page).header("Cookie", cookie).build(), HttpResponse.BodyHandlers.ofString()).body();
    String csrf = between(form, "name=\"_csrf\" value=\"", "\"");
    String made =
        post("/delivery/sources", "id=ci&_csrf=" + csrf, "Cookie", cookie, "Content-Type", "application/x-www-form-urlencoded").body();
    String token = between(made, "<code>rbd_", "</code>");
    String message =
        "{\"deployments\": [{\"deployment\": \"w1\", \"finished_at\": \"" + before(18)
            + "\", \"service\": \"checkout\", \"environment\": \"production\", \"commit\": \"cafecafecafe\", \"actor\": \"dee\"}]}";
    assertThat(post("/hooks/delivery/ci", message, "X-Roadbed-Token", "rbd_" + token).statusCode()).isEqualTo(202);
    assertThat(post("/hooks/delivery/ci", message, "X-Roadbed-Token", "rbd_" + token).statusCode()).as("sent again").isEqualTo(202);
    assertThat(post("/hooks/delivery/ci", message, "X-Roadbed-Token", "rbd_guess").statusCode()).isEqualTo(401);
    assertThat(post("/hooks/delivery/ci", "a=b", "X-Roadbed-Token", "rbd_" + token).statusCode()).isEqualTo(400);
    Instant patience = Clock.systemUTC().instant().plusSeconds(30);
    String shown = "";
    while (!shown.contains("cafecafecafe") && Clock.systemUTC().instant().isBefore(patience)) {
      Thread.sleep(500);
      shown = command("incident", "show", "INC-1").out();
    }
    assertThat(shown).as("it is a suspect as well, and nearer").contains("cafecafecafe", "deployment by dee");
    String delivery = get("/delivery");
    assertThat(delivery).as("by the document that was pushed").contains("confidence of 0.9", "w1");
    HttpResponse<String> word =
        post(
            "/delivery/word", "deployment=w1&failed=yes&reason=it+broke+orders&_csrf=" + csrf, "Cookie", cookie,
            "Content-Type", "application/x-www-form-urlencoded");
    assertThat(word.statusCode()).isEqualTo(303);
    assertThat(get("/delivery")).contains("ann: it broke orders");
  }

  @Test
  @Order(5)
  void whoIsOnCallIsKnownFromTheDocumentThatWasPushed() throws IOException, InterruptedException {
    assertThat(get("/api/v1/oncall")).contains("\"id\":\"payments\"", "@example.org", "turn in week");
    assertThat(get("/oncall")).contains("Payments");
  }
}
