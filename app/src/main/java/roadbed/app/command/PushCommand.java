package roadbed.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.scan.WorkingDocuments;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.model.BillingFile;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/** {@code roadbed push}: reads files and sends what they say to a server, which keeps it with its history. */
final class PushCommand implements Command {
  private static final Duration LONG = Duration.ofMinutes(30);

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Reads files as a scan does and sends what they say to a server. A push of the same source"
                + " replaces what that source brought before; the server keeps the history.",
            "",
            "The token comes from --token-file or ROADBED_TOKEN; for a server of yours on this machine it is"
                + " found by itself.");
    spec.addPositional(ScanCommand.paths("Files and folders to read."));
    spec.addOption(
        OptionSpec.builder("--server")
            .type(URI.class)
            .paramLabel("URL")
            .defaultValue("http://127.0.0.1:" + ServeCommand.PORT)
            .description("The server (default: ${DEFAULT-VALUE}).")
            .build());
    RemoteServer.addToken(spec);
    SourceOptions.addName(spec);
    spec.addOption(ScanCommand.flag("--strict", "Push nothing when a file could not be read."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Folders folders = Folders.ofProcess();
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths);
    URI url = words.matchedOptionValue("--server", URI.create("http://127.0.0.1:" + ServeCommand.PORT));
    RemoteServer server = RemoteServer.at(url, words, folders);
    String source = SourceOptions.name(words, paths);
    Collection collection;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      collection = new Collector().collect(source, paths, Instant.now(), progress, Limits.DEFAULT);
    }
    List<Diagnostic> errors =
        Stream.concat(collection.diagnostics().stream(), WorkingDocuments.problems(collection.documents()).stream())
            .filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
            .toList();
    errors.forEach(error -> terminal.err().println("error " + error));
    if (collection.reading().recognised() == 0) {
      terminal.err().println("roadbed: nothing here was recognised, so nothing was pushed");
      return ExitCode.USAGE;
    }
    if (words.hasMatchedOption("--strict") && !errors.isEmpty()) {
      terminal.err().println("roadbed: nothing was pushed, because of the errors above");
      return ExitCode.FINDINGS;
    }
    Path packed = Files.createTempFile("roadbed-push", ".json.gz");
    try {
      try (OutputStream out =
          new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(packed)))) {
        CollectionJson.write(collection, out);
      }
      return send(server, packed, collection, terminal);
    } finally {
      Files.deleteIfExists(packed);
    }
  }

  private static int send(
      RemoteServer server, Path packed, Collection collection, Terminal terminal)
      throws IOException {
    String boundary = "roadbed-" + UUID.randomUUID();
    List<HttpRequest.BodyPublisher> body = new ArrayList<>();
    part(body, boundary, "collection", "collection.json.gz", packed);
    for (BillingFile file : collection.billing()) {
      part(body, boundary, "billing", file.path().toString(), file.path());
    }
    body.add(HttpRequest.BodyPublishers.ofString("--" + boundary + "--\r\n"));
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve("/api/v1/collections"))
            .timeout(LONG)
            .header("Authorization", "Bearer " + server.token())
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(HttpRequest.BodyPublishers.concat(body.toArray(HttpRequest.BodyPublisher[]::new)))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return told(server.url(), response, terminal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while pushing", e);
    } catch (ConnectException e) {
      throw new UsageException("no server answers at " + server.url() + "; start one with roadbed serve");
    }
  }

  private static void part(
      List<HttpRequest.BodyPublisher> body, String boundary, String name, String fileName, Path content)
      throws IOException {
    String quoted = fileName.replace("\\", "\\\\").replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    body.add(
        HttpRequest.BodyPublishers.ofString(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n".formatted(boundary, name, quoted)
                + "Content-Type: application/octet-stream\r\n\r\n"));
    body.add(HttpRequest.BodyPublishers.ofFile(content));
    body.add(HttpRequest.BodyPublishers.ofString("\r\n"));
  }

  private static int told(URI server, HttpResponse<String> response, Terminal terminal) {
    Value.Fields fields = RemoteServer.answer(response.body());
    if (response.statusCode() == 200) {
      Value.Fields resources =
          fields.get("resources").orElse(Value.Null.INSTANCE) instanceof Value.Fields counts
              ? counts
              : Value.Fields.EMPTY;
      terminal
          .out()
          .println(
              "pushed to %s: %s new, %s changed, %s gone, %s as before"
                  .formatted(
                      server,
                      number(resources, "appeared"),
                      number(resources, "changed"),
                      number(resources, "vanished"),
                      number(resources, "unchanged")));
      return ExitCode.CLEAN;
    }
    String detail = fields.text("detail").orElse(response.body().lines().findFirst().orElse(""));
    terminal.err().println("roadbed: the server answered " + response.statusCode() + ": " + detail);
    return switch (response.statusCode()) {
      case 401, 403 -> {
        terminal.err().println("roadbed: make a token in Settings and give it with --token-file or ROADBED_TOKEN");
        yield ExitCode.USAGE;
      }
      case 400, 409, 413, 415, 422 -> ExitCode.USAGE;
      default -> ExitCode.INTERNAL;
    };
  }

  private static String number(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Whole whole
        ? Long.toString(whole.value())
        : "?";
  }
}
