package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.notify.NotificationFiles;
import roadbed.app.server.IncidentSettings;
import roadbed.app.server.ObjectiveSettings;
import roadbed.app.server.Server;
import roadbed.app.server.ServerSettings;
import roadbed.model.Diagnostic;
import roadbed.store.postgres.PostgresAddress;
import roadbed.web.WebSettings;

/** {@code roadbed serve}: the server, on its own PostgreSQL or on yours. */
final class ServeCommand implements Command {
  static final int PORT = 7077;
  private static final String RESTORE = "--restore-incidents";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Starts the server: pages, API and memory. On loopback reading needs no login; anywhere else it"
                + " demands a login and TLS or a stated reverse proxy. The first start prints a one-time link"
                + " that makes the first administrator.");
    addServerOptions(spec);
    spec.addOption(
        option("--database", String.class, "URL")
            .description(
                "A PostgreSQL of yours, jdbc:postgresql://host:5432/database (default: an embedded one). User"
                    + " and password come from ROADBED_DATABASE_USER and ROADBED_DATABASE_PASSWORD.")
            .build());
    spec.addOption(
        option("--host", String.class, "HOST")
            .defaultValue("127.0.0.1")
            .description("Address to bind to (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        option("--tls-keystore", Path.class, "FILE")
            .description(
                "PKCS#12 or JKS file with the server's certificate; its password comes from"
                    + " ROADBED_TLS_PASSWORD.")
            .build());
    AdmissionOptions.add(spec);
    spec.addOption(
        ScanCommand.flag(
            "--behind-proxy", "A reverse proxy in front speaks TLS and sets X-Forwarded headers."));
    spec.addOption(ScanCommand.flag("--json-logs", "Write logs as lines of JSON."));
    spec.addOption(
        option("--slo", List.class, "PATH")
            .auxiliaryTypes(Path.class)
            .arity("1")
            .description("Documents of service level objectives, files or folders; their events are counted here.")
            .build());
    PrometheusOptions.addServer(spec);
    spec.addOption(
        option("--notify", List.class, "PATH")
            .auxiliaryTypes(Path.class)
            .arity("1")
            .description(
                "Documents of kind Notifications, files or folders: who is told of what, who is paged, and how they are reached."
                    + " They are read again when they change; may be repeated.")
            .build());
    spec.addOption(
        ScanCommand.flag(RESTORE, "Restore an incident by itself when all of its alerts are over; a person closes it."));
    GuardrailOptions.addSources(spec);
    spec.addOption(
        option("--gate-config", Path.class, "FILE")
            .description("How the gate acts on what collections bring (default: gate.yaml here, where there is one).")
            .build());
    spec.addOption(
        option("--kpi-folder", List.class, "DIR")
            .auxiliaryTypes(Path.class)
            .description("Measure also the KPIs (*.yaml) in this folder; may be repeated.")
            .build());
    spec.addOption(
        option("--decisions", List.class, "PATH")
            .auxiliaryTypes(String.class)
            .description(
                "Decide by the Rego policies and data in this file or folder, for clients of OPA whose base"
                    + " address is this server's with /opa behind it; may be repeated.")
            .build());
    return spec;
  }

  private static OptionSpec.Builder option(String name, Class<?> type, String label) {
    return OptionSpec.builder(name).type(type).paramLabel(label);
  }

  /** The options that a server for trying out has too. */
  static void addServerOptions(CommandSpec spec) {
    spec.addOption(
        option("--port", Integer.class, "PORT")
            .defaultValue(Integer.toString(PORT))
            .description("Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        option("--state", Path.class, "DIR")
            .description("Folder for everything that is kept (default: the user's state folder).")
            .build());
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Folders folders = folders(words, Folders.ofProcess());
    WebSettings loopback = WebSettings.loopback(words.matchedOptionValue("--port", PORT));
    WebSettings web =
        new WebSettings(
            words.matchedOptionValue("--host", loopback.host()),
            loopback.port(),
            AdmissionOptions.tls(words, secret("ROADBED_TLS_PASSWORD")),
            words.hasMatchedOption("--behind-proxy"),
            words.hasMatchedOption("--json-logs"),
            loopback.maxUploadBytes(),
            loopback.maxCollectionBytes());
    Optional<String> url = Optional.ofNullable(words.matchedOptionValue("--database", (String) null));
    List<Path> notifications = words.matchedOptionValue("--notify", List.of());
    ScanCommand.mustExist(notifications);
    refuseWrong(notifications);
    ServerSettings settings =
        new ServerSettings(
            folders,
            url.map(
                text ->
                    new PostgresAddress(
                        text,
                        new PostgresAddress.Login(
                            secret("ROADBED_DATABASE_USER"), secret("ROADBED_DATABASE_PASSWORD")),
                        Optional.empty())),
            web,
            GuardrailOptions.choice(words),
            GateCommand.rules(words.matchedOptionValue("--gate-config", null), terminal),
            words.matchedOptionValue("--kpi-folder", List.of()),
            words.matchedOptionValue("--decisions", List.of()),
            AdmissionOptions.settings(words),
            AdmissionOptions.strictness(words),
            words.matchedOptionValue(AdmissionOptions.INVENTORY, List.of()),
            objectives(words),
            new IncidentSettings(words.hasMatchedOption(RESTORE)),
            notifications);
    try (Server server = start(settings)) {
      terminal.out().println("Roadbed answers at " + server.url());
      server
          .firstAdministratorLink()
          .ifPresent(link -> terminal.out().println("First administrator, once: " + link));
      terminal.out().flush();
      untilStopped();
    }
    return ExitCode.CLEAN;
  }

  /** A server that begins with settings of which something is wrong would tell nobody; one that runs keeps those that held. */
  private static void refuseWrong(List<Path> notifications) throws IOException {
    List<Diagnostic> wrong = NotificationFiles.read(notifications).diagnostics();
    if (!wrong.isEmpty()) {
      throw new UsageException("--notify: " + String.join("; ", wrong.stream().map(Diagnostic::toString).toList()));
    }
  }

  private static ObjectiveSettings objectives(ParseResult words) throws IOException {
    List<Path> documents = words.matchedOptionValue("--slo", List.of());
    ScanCommand.mustExist(documents);
    return new ObjectiveSettings(documents, PrometheusOptions.access(words));
  }

  static Folders folders(ParseResult words, Folders otherwise) throws IOException {
    Path state = words.matchedOptionValue("--state", otherwise.state());
    Files.createDirectories(state);
    return new Folders(state, otherwise.cache());
  }

  /** Starts a server whose closing does not depend on how the process is asked to end. */
  static Server start(ServerSettings settings) throws IOException {
    try {
      Server server = Server.start(settings, Clock.systemUTC(), Roadbed.VERSION);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "closing"));
      return server;
    } catch (Server.Refused refused) {
      throw new UsageException(refused.why());
    }
  }

  /** Waits until the process is told to end; the shutdown hook closes the server then. */
  static void untilStopped() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String secret(String variable) {
    return Optional.ofNullable(System.getenv(variable)).orElse("");
  }
}
