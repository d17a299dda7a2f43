package roadbed.app.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.Command.UsageException;
import roadbed.collect.metrics.PrometheusQueries;
import roadbed.collect.prometheus.PrometheusAccess;
import roadbed.collect.prometheus.PrometheusClient;

/** The options that name a Prometheus server, shared by the commands that ask one. */
final class PrometheusOptions {
  private static final String TOKEN = "ROADBED_PROMETHEUS_TOKEN";
  private static final int LONGEST_TOKEN = 64 << 10;
  private static final Duration STEP = Duration.ofMinutes(5);

  private PrometheusOptions() {}

  /** Adds the address, the token, the tenant, the time to wait, and the time between samples. */
  static void add(CommandSpec spec) {
    addServer(spec);
    spec.addOption(
        OptionSpec.builder("--step")
            .type(String.class)
            .paramLabel("DURATION")
            .description("Time between samples that are asked for, such as PT5M (default) or PT1H.")
            .build());
  }

  /** Adds the address, the token, the tenant and the time to wait. */
  static void addServer(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--prometheus")
            .type(URI.class)
            .paramLabel("URL")
            .description("Ask this server with Prometheus' HTTP API; the address without /api/v1.")
            .build());
    spec.addOption(
        OptionSpec.builder("--prometheus-token-file")
            .type(Path.class)
            .paramLabel("FILE")
            .description("File with a bearer token for it (default: " + TOKEN + ", else none).")
            .build());
    spec.addOption(
        OptionSpec.builder("--prometheus-tenant")
            .type(String.class)
            .paramLabel("ID")
            .description("The tenant of a server of many (header X-Scope-OrgID).")
            .build());
    spec.addOption(
        OptionSpec.builder("--prometheus-timeout")
            .type(Integer.class)
            .paramLabel("SECONDS")
            .defaultValue("60")
            .description("Longest time for one answer (default: ${DEFAULT-VALUE}).")
            .build());
  }

  /** A client of the server that was named; empty where none was. The caller closes it. */
  static Optional<PrometheusClient> client(ParseResult words) throws IOException {
    return access(words).map(PrometheusClient::new);
  }

  /** How the server that was named is reached; empty where none was. */
  static Optional<PrometheusAccess> access(ParseResult words) throws IOException {
    URI url = words.matchedOptionValue("--prometheus", null);
    if (url == null) {
      return Optional.empty();
    }
    int seconds = words.matchedOptionValue("--prometheus-timeout", 60);
    if (seconds < 1 || seconds > 3_600) {
      throw new UsageException("--prometheus-timeout lies between 1 and 3600 seconds");
    }
    String tenant = words.matchedOptionValue("--prometheus-tenant", "");
    if (!tenant.matches("[!-~]{0,200}")) {
      throw new UsageException("--prometheus-tenant is a name without spaces");
    }
    try {
      PrometheusAccess usual = new PrometheusAccess(url, token(words));
      return Optional.of(
          new PrometheusAccess(
              usual.base(),
              usual.token(),
              tenant.isEmpty() ? Map.of() : Map.of("X-Scope-OrgID", tenant),
              Duration.ofSeconds(seconds),
              usual.attempts(),
              usual.mostBytes()));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--prometheus: " + e.getMessage());
    }
  }

  private static Optional<String> token(ParseResult words) throws IOException {
    Path file = words.matchedOptionValue("--prometheus-token-file", null);
    String token;
    if (file != null) {
      ScanCommand.mustExist(List.of(file));
      if (Files.size(file) > LONGEST_TOKEN) {
        throw new UsageException(file + " is too large for a token");
      }
      token = Files.readString(file).strip();
    } else {
      token = Optional.ofNullable(System.getenv(TOKEN)).orElse("").strip();
    }
    if (!token.matches("[!-~]*")) {
      throw new UsageException("the token for Prometheus holds spaces or control characters");
    }
    return Optional.of(token).filter(text -> !text.isEmpty());
  }

  /** The time between samples. */
  static Duration step(ParseResult words) {
    String text = words.matchedOptionValue("--step", "");
    if (text.isEmpty()) {
      return STEP;
    }
    try {
      Duration step = Duration.parse(text);
      if (step.toSeconds() < 1 || step.toNanosPart() != 0 || step.toDays() > 1) {
        throw new UsageException("--step lies between a second and a day, in whole seconds");
      }
      return step;
    } catch (DateTimeException _) {
      throw new UsageException("--step is a duration such as PT5M or PT1H, not " + text);
    }
  }

  /** Asks for what a list of queries names, and says on the terminal what was not answered. */
  static PrometheusQueries.Answers ask(
      PrometheusClient client,
      List<PrometheusQueries.Query> queries,
      Instant from,
      Instant to,
      ParseResult words,
      Terminal terminal) {
    PrometheusQueries.Answers answers =
        PrometheusQueries.ask(client, queries, from, to, step(words), name -> progress(terminal, name));
    progress(terminal, "");
    answers.diagnostics().forEach(problem -> terminal.err().println(problem));
    return answers;
  }

  /** Says on one line what is being asked; nothing where messages do not go to a terminal. */
  private static void progress(Terminal terminal, String name) {
    if (terminal.interactive()) {
      terminal.err().print("\r\u001b[K" + (name.isEmpty() ? "" : "asking Prometheus: " + name));
      terminal.err().flush();
    }
  }
}
