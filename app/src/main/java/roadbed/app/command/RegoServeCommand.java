package roadbed.app.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.eval.Limits;
import roadbed.rego.server.Api;
import roadbed.rego.server.ServerSettings;
import roadbed.rego.server.Store;
import roadbed.rego.service.HttpListener;
import roadbed.rego.service.PolicyService;
import roadbed.rego.service.ServerCertificate;
import roadbed.rego.service.ServiceConfiguration;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.RegoError;

/** {@code roadbed rego serve}: a server of decisions with OPA's REST API. */
final class RegoServeCommand implements Command {
  private static final String ADDRESS = "localhost:8181";
  private static final int PORT = 8181;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Answers the REST API of the Open Policy Agent: decisions, data, policies, partial evaluation, health."
                + " Clients written for OPA work as they are.",
            "",
            "Without --authorization whoever reaches the address may read and change everything.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("PATH")
            .description("Files and folders of policies and data; with --bundle, bundles.")
            .build());
    spec.addOption(flag("The paths are bundles: folders or .tar.gz files.", "-b", "--bundle"));
    spec.addOption(
        OptionSpec.builder("-d", "--data")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("PATH")
            .description("More files and folders of policies and data; may be repeated.")
            .build());
    spec.addOption(
        text("ADDRESS", "Where to listen, HOST:PORT; port 0 is any free one (default: ${DEFAULT-VALUE}).", "-a", "--addr")
            .defaultValue(ADDRESS)
            .build());
    spec.addOption(flag("Load the paths again when they change.", "-w", "--watch"));
    spec.addOption(
        text("FILE", "OPA's configuration: services, bundles, decision_logs, status, keys, labels.", "-c", "--config-file")
            .build());
    spec.addOption(text("HOW", "Who a caller is: token, tls or off (default: off).", "--authentication").build());
    spec.addOption(
        text("HOW", "What a caller may do: basic asks data.system.authz.allow; or off (default: off).", "--authorization")
            .build());
    spec.addOption(text("FILE", "The server's certificate, in PEM.", "--tls-cert-file").build());
    spec.addOption(text("FILE", "Its private key, PKCS#8 in PEM.", "--tls-private-key-file").build());
    spec.addOption(
        text("FILE", "The authorities of clients' certificates, for --authentication tls.", "--tls-ca-cert-file").build());
    spec.addOption(
        OptionSpec.builder("--evaluation-timeout")
            .type(Integer.class)
            .paramLabel("SECONDS")
            .defaultValue("30")
            .description("How long one decision may take (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("--shutdown-grace-period")
            .type(Integer.class)
            .paramLabel("SECONDS")
            .defaultValue("10")
            .description("How long running requests may go on when it is told to end (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(flag("Read policies as before OPA 1.0.", "--v0-compatible"));
    // As with opa, where the same command is also the REPL.
    spec.addOption(
        OptionSpec.builder("-s", "--server").hidden(true).description("Serve; said for opa's sake.").build());
    return spec;
  }

  private static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names[0], java.util.Arrays.copyOfRange(names, 1, names.length))
        .description(description)
        .build();
  }

  private static OptionSpec.Builder text(String label, String description, String... names) {
    return OptionSpec.builder(names[0], java.util.Arrays.copyOfRange(names, 1, names.length))
        .type(String.class)
        .paramLabel(label)
        .description(description);
  }

  /** A server that runs. */
  private record Running(HttpListener listener, PolicyService service, Duration grace) implements AutoCloseable {
    @Override
    public void close() {
      listener.stop(grace);
      service.close();
    }
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Running running = start(words, terminal.out(), terminal.err());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  running.close();
                  stopped.countDown();
                },
                "closing"));
    try {
      stopped.await();
    } catch (InterruptedException _) {
      running.close();
      Thread.currentThread().interrupt();
    }
    return ExitCode.CLEAN;
  }

  private static Running start(ParseResult words, PrintStream out, PrintStream err) throws IOException {
    boolean v0 = words.hasMatchedOption("--v0-compatible");
    Dialect dialect = v0 ? Dialect.V0 : Dialect.V1;
    String authentication = choice(words, "--authentication", List.of("off", "token", "tls"));
    String authorization = choice(words, "--authorization", List.of("off", "basic"));
    Optional<SSLContext> tls = tls(words, authentication.equals("tls"));
    ServiceConfiguration configuration = configuration(words);
    ServerSettings settings =
        configuration
            .server()
            .guarded(authentication.equals("token"), authorization.equals("basic"))
            .within(Runtime.getRuntime().maxMemory() / 4);
    Limits limits =
        Limits.STANDARD.withTime(Duration.ofSeconds(words.matchedOptionValue("--evaluation-timeout", 30)));
    Store store =
        new Store(
            v0,
            limits,
            () ->
                CallContext.builder()
                    .runtime(settings::runtime)
                    .prints(
                        line -> {
                          err.println(line);
                          err.flush();
                        }));
    PolicyService service =
        new PolicyService(
            configuration,
            store,
            dialect,
            Clock.systemUTC(),
            line -> {
              synchronized (out) {
                out.println(line);
                out.flush();
              }
            },
            line -> {
              err.println("roadbed rego: " + line);
              err.flush();
            });
    List<String> files = new ArrayList<>(words.matchedOptionValue("--data", List.<String>of()));
    List<String> bundles = new ArrayList<>();
    (words.hasMatchedOption("--bundle") ? bundles : files).addAll(words.matchedPositionalValue(0, List.<String>of()));
    List<RegoError> errors = service.load(files, bundles);
    if (!errors.isEmpty()) {
      errors.forEach(error -> err.println(error.opaText()));
      throw new UsageException(
          errors.size() + (errors.size() == 1 ? " error" : " errors") + " in what was to be loaded; nothing is served");
    }
    HttpListener listener;
    try {
      listener =
          HttpListener.start(
              new Api(store, settings, service), address(words), tls, authentication.equals("tls"));
    } catch (IOException e) {
      throw new UsageException("cannot listen on " + words.matchedOptionValue("--addr", ADDRESS) + ": " + e.getMessage());
    }
    service.start();
    if (words.hasMatchedOption("--watch")) {
      service.watch(files, bundles);
    }
    InetSocketAddress at = listener.address();
    out.println(
        "Rego answers at "
            + (tls.isPresent() ? "https" : "http")
            + "://"
            + host(at.getAddress().getHostAddress())
            + ":"
            + at.getPort()
            + "/");
    out.flush();
    return new Running(
        listener, service, Duration.ofSeconds(words.matchedOptionValue("--shutdown-grace-period", 10)));
  }

  private static String host(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private static String choice(ParseResult words, String option, List<String> known) {
    String chosen = words.matchedOptionValue(option, "off");
    if (!known.contains(chosen)) {
      throw new UsageException(option + " is one of " + String.join(", ", known) + ", not " + chosen);
    }
    return chosen;
  }

  private static Optional<SSLContext> tls(ParseResult words, boolean clients) throws IOException {
    Optional<Path> certificate = file(words, "--tls-cert-file");
    Optional<Path> key = file(words, "--tls-private-key-file");
    Optional<Path> authorities = file(words, "--tls-ca-cert-file");
    if (certificate.isEmpty() && key.isEmpty()) {
      if (clients) {
        throw new UsageException("--authentication tls needs --tls-cert-file and --tls-private-key-file");
      }
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      throw new UsageException("--tls-cert-file and --tls-private-key-file go together");
    }
    try {
      return Optional.of(ServerCertificate.context(certificate.get(), key.get(), authorities));
    } catch (IOException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Path> file(ParseResult words, String option) {
    @Nullable String path = words.matchedOptionValue(option, null);
    return Optional.ofNullable(path).map(Path::of);
  }

  private static ServiceConfiguration configuration(ParseResult words) throws IOException {
    String id = UUID.randomUUID().toString();
    Optional<Path> file = file(words, "--config-file");
    if (file.isEmpty()) {
      return ServiceConfiguration.none(id);
    }
    if (!Files.isReadable(file.get())) {
      throw new UsageException("cannot read " + file.get());
    }
    try {
      return ServiceConfiguration.read(Files.readString(file.get()), System::getenv, id);
    } catch (ServiceConfiguration.Wrong e) {
      throw new UsageException(file.get() + ": " + e.getMessage());
    }
  }

  /** {@code HOST:PORT}, {@code :PORT} for every address of the machine, {@code [HOST]:PORT}. */
  private static InetSocketAddress address(ParseResult words) {
    String text = words.matchedOptionValue("--addr", ADDRESS).replaceFirst("^https?://", "");
    int colon = text.lastIndexOf(':');
    String host = colon < 0 || text.endsWith("]") ? text : text.substring(0, colon);
    String port = host.length() == text.length() ? Integer.toString(PORT) : text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new UsageException("--addr is HOST:PORT, not " + text);
    }
    int number = Integer.parseInt(port);
    return host.isEmpty()
        ? new InetSocketAddress(number)
        : new InetSocketAddress(host.replaceAll("^\\[|]$", ""), number);
  }
}
