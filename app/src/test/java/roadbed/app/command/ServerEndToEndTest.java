package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.app.config.Folders;
import roadbed.app.server.Server;
import roadbed.app.server.ServerSettings;
import roadbed.web.WebSettings;

/** The whole way: a real server on its own PostgreSQL, the real command that pushes, the pages and the API. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerEndToEndTest {
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
                List.of(),
                List.of(),
                Optional.empty(),
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
    assertThat(answer.body().replace(" ", "")).contains("\"intact\":true").contains("\"entries\":8");
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
