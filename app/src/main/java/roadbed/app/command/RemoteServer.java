package roadbed.app.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * A server that commands send to, with the token by which they may.
 *
 * @param url its base address
 * @param token the API token
 */
record RemoteServer(URI url, String token) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** Milliseconds to wait before each further attempt. */
  private static final List<Long> WAITS = List.of(300L, 1_000L, 3_000L);

  /** The options that say which. */
  static void addTo(CommandSpec spec, String description) {
    spec.addOption(
        OptionSpec.builder("--server").type(URI.class).paramLabel("URL").description(description).build());
    addToken(spec);
  }

  /** The option that says where the token is. */
  static void addToken(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--token-file")
            .type(Path.class)
            .paramLabel("FILE")
            .description("File with the API token (default: ROADBED_TOKEN, or this user's own on this machine).")
            .build());
  }

  /** The server that was named by option or {@code ROADBED_SERVER}; empty where none was. */
  static Optional<RemoteServer> named(ParseResult words, Folders folders) throws IOException {
    URI url = words.matchedOptionValue("--server", null);
    String variable = System.getenv("ROADBED_SERVER");
    if (url == null && variable != null && !variable.isBlank()) {
      try {
        url = URI.create(variable.strip());
      } catch (IllegalArgumentException _) {
        throw new Command.UsageException("ROADBED_SERVER is not an address: " + variable);
      }
    }
    return url == null ? Optional.empty() : Optional.of(at(url, words, folders));
  }

  /** A server at an address, with the token that a command line or this machine has for it. */
  static RemoteServer at(URI url, ParseResult words, Folders folders) throws IOException {
    if (url.getHost() == null || !List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
      throw new Command.UsageException("--server is an address like https://roadbed.example.org, not " + url);
    }
    return new RemoteServer(url, token(words, folders, url));
  }

  private static String token(ParseResult words, Folders folders, URI server) throws IOException {
    Path file = words.matchedOptionValue("--token-file", null);
    if (file != null) {
      ScanCommand.mustExist(List.of(file));
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
    String variable = System.getenv("ROADBED_TOKEN");
    if (variable != null && !variable.isBlank()) {
      return variable.strip();
    }
    boolean here = List.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(server.getHost()));
    if (here && Files.isReadable(folders.localToken())) {
      return Files.readString(folders.localToken(), StandardCharsets.UTF_8).strip();
    }
    throw new Command.UsageException(
        "no token: make one in Settings of the server and give it with --token-file or ROADBED_TOKEN");
  }

  /** What came of sending a document. */
  sealed interface Sent {}

  /** The server has it; its answer. */
  record Accepted(Value.Fields answer) implements Sent {}

  /**
   * The server has it not.
   *
   * @param why in words
   * @param lasting whether sending it again is of no use
   */
  record Failed(String why, boolean lasting) implements Sent {}

  /** Sends a document; what may be for a moment only is tried again, four times in all. */
  Sent send(String path, Value document) {
    return send(path, document, RemoteServer::sleep);
  }

  /**
   * The same.
   *
   * @param wait waits for some milliseconds
   */
  Sent send(String path, Value document, LongConsumer wait) {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(ValueJson.text(document));
    return ask(request(path).header("Content-Type", "application/json").POST(body).build(), wait);
  }

  /** Asks for a document; what may be for a moment only is tried again, four times in all. */
  Sent get(String path) {
    return ask(request(path).GET().build(), RemoteServer::sleep);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER).header("Authorization", "Bearer " + token);
  }

  private Sent ask(HttpRequest request, LongConsumer wait) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      Sent sent = once(client, request);
      for (long pause : WAITS) {
        if (!(sent instanceof Failed failed) || failed.lasting()) {
          return sent;
        }
        wait.accept(pause);
        sent = once(client, request);
      }
      return sent;
    }
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Sent once(HttpClient client, HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      int status = response.statusCode();
      Value.Fields answer = answer(response.body());
      if (status == 200) {
        return new Accepted(answer);
      }
      String detail = answer.text("detail").orElse(response.body().lines().findFirst().orElse(""));
      return new Failed(
          url + " answered " + status + (detail.isEmpty() ? "" : ": " + detail), status != 429 && status < 500);
    } catch (IOException e) {
      return new Failed(url + " does not answer" + because(e.getMessage()), false);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Failed("interrupted", true);
    }
  }

  private static String because(@Nullable String message) {
    return message == null || message.isBlank() ? "" : ": " + message;
  }

  /** The JSON object that a body is; nothing where it is something else. */
  static Value.Fields answer(String body) {
    try {
      return ValueJson.parse(body) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
    } catch (JacksonException _) {
      return Value.Fields.EMPTY;
    }
  }
}
