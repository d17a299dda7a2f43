package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.app.config.Folders;
import roadbed.app.gate.GateRequest;
import roadbed.app.gate.GateRun;
import roadbed.app.server.Server;
import roadbed.app.server.ServerSettings;
import roadbed.assess.policy.GuardrailChoice;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.collect.Progress;
import roadbed.model.GateRules;
import roadbed.web.WebSettings;

/** The whole way: a real server on its own PostgreSQL, the real command that pushes, the pages and the API. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerEndToEndTest {
  private static final String PRIVILEGED =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: debug, namespace: tools}
      spec:
        containers:
          - {name: shell, image: "registry.example/shell:1.2", securityContext: {privileged: true}}
      """;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path scratch;
  private static Folders folders;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    Path state = Files.createDirectories(scratch.resolve("state"));
    folders = new Folders(state, Folders.ofProcess().cache());
    server =
        Server.start(
            new ServerSettings(
                folders,
                Optional.empty(),
                WebSettings.loopback(0),
                GuardrailChoice.SHIPPED,
                List.of(),
                List.of()),
            Clock.systemUTC(),
            Roadbed.VERSION);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    CLIENT.close();
    // PostgreSQL leaves its folder a moment after it was told to.
    for (int i = 0; i < 100 && Files.exists(folders.postgres().resolve("postmaster.pid")); i++) {
      Thread.sleep(50);
    }
  }

  @Test
  @Order(1)
  void withoutTokenNothingIsTaken() throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(server.url().resolve("/api/v1/collections"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString("--b--\r\n"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  @Order(2)
  void aWrongTokenIsRefusedWithAdvice() throws Exception {
    Path wrong = Files.writeString(scratch.resolve("wrong.token"), "rb_not-a-token\n");
    Cli pushed = push(wrong);
    assertThat(pushed.code()).isEqualTo(ExitCode.USAGE);
    assertThat(pushed.err()).contains("401").contains("--token-file");
  }

  @Test
  @Order(3)
  void theSampleEstateArrives() {
    Cli pushed = push(folders.localToken());
    assertThat(pushed.err()).isEmpty();
    assertThat(pushed.code()).isEqualTo(ExitCode.CLEAN);
    assertThat(pushed.out())
        .containsPattern("pushed to \\S+: [1-9]\\d+ new, 0 changed, 0 gone, 0 as before");
  }

  @Test
  @Order(4)
  void theSamePushAgainChangesNothing() {
    Cli pushed = push(folders.localToken());
    assertThat(pushed.code()).isEqualTo(ExitCode.CLEAN);
    assertThat(pushed.out()).containsPattern(": 0 new, 0 changed, 0 gone, [1-9]\\d+ as before");
  }

  @ParameterizedTest
  @Order(5)
  @CsvSource({
    "/,                                            Top risks",
    "/resources?q=nordlicht-warehouse-labels,      storage.bucket",
    "/findings?severity=critical,                  S3 bucket ACL must not grant public read",
    "/cost,                                        Amazon Simple Storage Service",
    "/cost/explore,                                Amazon Simple Storage Service",
    "/cost/explore?view=lines,                     The dearest lines",
    "/kpis,                                        Mean time to restore",
    "/kpis/mttr,                                   INC-1",
    "/sources,                                     no errors while reading",
  })
  void pagesShowWhatWasPushed(String page, String content) throws Exception {
    HttpResponse<String> answer = get(page);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(content);
  }

  @Test
  @Order(6)
  void evidenceHolds() throws Exception {
    HttpResponse<String> answer = get("/api/v1/evidence/verify");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().replace(" ", "")).contains("\"intact\":true").contains("\"entries\":10");
  }

  @Test
  @Order(7)
  void whatAGateDecidesElsewhereIsInTheServersLogOnce() throws Exception {
    Path pod = Files.writeString(scratch.resolve("pod.yaml"), PRIVILEGED);
    GateRequest request =
        new GateRequest(
            "tools",
            List.of(pod),
            new GuardrailChoice(List.of(), List.of(), Optional.of("baseline"), Set.of()),
            new GateRequest.Before.Prior(),
            GateRules.DEFAULT,
            Optional.empty(),
            new GateRequest.Caller("ana", Optional.empty(), "shop#7"),
            Optional.empty());
    // Its own folders: what a person's gates decided is nobody else's test.
    Folders elsewhere = new Folders(scratch.resolve("elsewhere"), folders.cache());
    GateDecision decided =
        new GateRun(elsewhere, Clock.systemUTC(), "test", "g-e2e").run(request, Progress.NONE, true).decision();
    assertThat(decided.outcome()).isEqualTo(GateDecision.Outcome.BLOCK);
    assertThat(send(elsewhere).out()).startsWith("sent 1 decisions").endsWith("had 0 already\n");
    assertThat(get("/gates?gate=pull-request").body()).contains("g-e2e").contains("shop#7");
    assertThat(get("/api/v1/evidence/verify").body().replace(" ", "")).contains("\"entries\":11");
    assertThat(send(elsewhere).out()).startsWith("sent 0 decisions").endsWith("had 1 already\n");
    assertThat(get("/api/v1/gate-decisions?q=tools").body().replace(" ", "")).contains("\"total\":1");
    assertThat(get("/api/v1/evidence/verify").body().replace(" ", "")).contains("\"entries\":11");
  }

  private static Cli send(Folders from) {
    return Cli.run(
        "gate", "send", "--log", from.decisions().toString(), "--server", server.url().toString(), "--token-file",
        folders.localToken().toString());
  }

  @Test
  @Order(8)
  void anEnteredExceptionIsFeltAtOnceAndSoIsItsEnd() throws Exception {
    String failing = "/api/v1/findings?guardrail=s3-no-public-acl&outcome=fail";
    String leave = "/api/v1/findings?guardrail=s3-no-public-acl&outcome=excepted";
    assertThat(get(failing).body().replace(" ", "")).doesNotContain("\"total\":0");
    LocalDate end = LocalDate.now(ZoneOffset.UTC).plusDays(30);
    String document =
        """
        apiVersion: roadbed.dev/v1
        kind: Exception
        id: EX-E2E
        guardrails: {ids: [s3-no-public-acl]}
        resources: {types: ["*"]}
        reason: the labels are public on purpose
        requester: ana
        approver: ben
        end: %s
        """;
    assertThat(entered(document.formatted(end)).statusCode()).isEqualTo(200);
    assertThat(get(failing).body().replace(" ", "")).contains("\"total\":0");
    assertThat(get(leave).body()).contains("EX-E2E");
    assertThat(get("/guardrails/s3-no-public-acl").body()).contains("Who is excepted").contains("EX-E2E");
    assertThat(get("/gates?gate=continuous").body()).contains("exception EX-E2E");
    assertThat(entered(document.formatted(end.plusDays(400))).body()).contains("longer than is allowed");
    assertThat(entered(document.replace("approver: ben", "approver: ana").formatted(end)).statusCode()).isEqualTo(422);
    assertThat(entered(document.replace("s3-no-public-acl", "no-such").formatted(end)).statusCode()).isEqualTo(422);
    HttpResponse<String> withdrawn =
        CLIENT.send(
            authorised("/api/v1/exceptions/EX-E2E?reason=mended").DELETE().build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(withdrawn.statusCode()).isEqualTo(200);
    assertThat(get(failing).body().replace(" ", "")).doesNotContain("\"total\":0");
    assertThat(get(leave).body().replace(" ", "")).contains("\"total\":0");
    assertThat(get("/api/v1/evidence/verify").body().replace(" ", "")).contains("\"intact\":true");
  }

  @Test
  @Order(9)
  void aVerdictIsExplainedDownToTheAttribute() throws Exception {
    String found = get("/api/v1/findings?guardrail=s3-no-public-acl&outcome=fail").body();
    Matcher id = Pattern.compile("\"resource\"\\s*:\\s*\"([^\"]+)\"").matcher(found);
    assertThat(id.find()).isTrue();
    String query = "guardrail=s3-no-public-acl&id=" + URLEncoder.encode(id.group(1), StandardCharsets.UTF_8);
    assertThat(get("/explain?" + query).body()).contains("input.facets").contains("acl");
    assertThat(get("/api/v1/explanation?" + query).body()).contains("roadbed.explanation/1");
    assertThat(get("/explain?guardrail=k8s-no-privileged&id=nothing").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(10)
  void findingsOfOneVariableAreOneThingToMend() throws Exception {
    Path module = Files.createDirectories(scratch.resolve("causes/mod"));
    Files.writeString(
        module.resolve("main.tf"),
        """
        variable "acl" {
          default = "public-read"
        }
        resource "aws_s3_bucket" "first" {
          count  = 3
          bucket = "roadbed-first-${count.index}"
          acl    = var.acl
        }
        resource "aws_s3_bucket" "second" {
          bucket = "roadbed-second"
          acl    = var.acl
        }
        """);
    Files.writeString(scratch.resolve("causes/main.tf"), "module \"site\" {\n  source = \"./mod\"\n}\n");
    Cli pushed =
        Cli.run(
            "push", scratch.resolve("causes").toString(), "--server", server.url().toString(), "--token-file",
            folders.localToken().toString());
    assertThat(pushed.code()).isEqualTo(ExitCode.CLEAN);
    String rows = get("/findings/causes").body().replaceAll("\\s+", " ");
    Matcher row =
        Pattern.compile("s3-no-public-acl</code>(?:(?!</tr>).)*mod/main.tf:2:3(?:(?!</tr>).)*</tr>").matcher(rows);
    assertThat(row.find()).isTrue();
    assertThat(row.group()).contains("public-read").contains(">4</td>");
  }

  private static HttpResponse<String> entered(String document) throws Exception {
    return CLIENT.send(
        authorised("/api/v1/exceptions").POST(HttpRequest.BodyPublishers.ofString(document)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder authorised(String path) throws Exception {
    return HttpRequest.newBuilder(server.url().resolve(path))
        .header("Authorization", "Bearer " + Files.readString(folders.localToken()).strip());
  }

  private static Cli push(Path token) {
    return Cli.run(
        "push",
        estate().toString(),
        "--source",
        "sample",
        "--server",
        server.url().toString(),
        "--token-file",
        token.toString());
  }

  private static HttpResponse<String> get(String page) throws Exception {
    URI address = server.url().resolve(page);
    return CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The sample estate of this checkout. */
  private static Path estate() {
    return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve("examples/estate"))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow();
  }
}
