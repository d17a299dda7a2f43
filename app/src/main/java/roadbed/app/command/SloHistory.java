package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.Command.UsageException;
import roadbed.app.slo.LedgerPull;
import roadbed.app.slo.Ledgers;
import roadbed.collect.SloFiles;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.model.Diagnostic;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;

/** The options that say where counts of events come from: files, or a Prometheus server. */
final class SloHistory {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private SloHistory() {}

  static void add(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--history")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .arity("1")
            .paramLabel("FILE")
            .description("A file of counts as roadbed slo pull writes it; may be repeated.")
            .build());
    PrometheusOptions.addServer(spec);
    spec.addOption(since());
    spec.addOption(
        OptionSpec.builder("--at")
            .type(String.class)
            .paramLabel("TIME")
            .description("The moment to judge at, such as 2026-03-01T00:00:00Z (default: the end of the history).")
            .build());
  }

  static OptionSpec path(String name, String label, String description) {
    return OptionSpec.builder(name).type(Path.class).paramLabel(label).description(description).build();
  }

  static OptionSpec since() {
    return OptionSpec.builder("--since")
        .type(String.class)
        .paramLabel("TIME")
        .defaultValue("30d")
        .description("How far back to ask: a duration, or a time such as 2026-03-01T00:00:00Z (default: ${DEFAULT-VALUE}).")
        .build();
  }

  /** When the history begins. */
  static Instant since(ParseResult words, Instant now) {
    String text = words.matchedOptionValue("--since", "30d");
    return SloFiles.duration(text).map(now::minus).orElseGet(() -> time("--since", text));
  }

  static Instant time(String option, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw new UsageException(option + " is a time such as 2026-03-01T00:00:00Z, not " + text);
    }
  }

  static Duration duration(ParseResult words, String option, String usual) {
    String text = words.matchedOptionValue(option, usual);
    return SloFiles.duration(text)
        .orElseThrow(() -> new UsageException(option + " is a duration such as " + usual + ", not " + text));
  }

  /** The ledgers of objectives, from wherever the command line says. */
  static Ledgers ledgers(ParseResult words, List<ServiceLevelObjective> objectives) throws IOException {
    List<Path> files = words.matchedOptionValue("--history", List.of());
    if (!files.isEmpty()) {
      ScanCommand.mustExist(files);
      return Ledgers.read(files);
    }
    Instant now = words.hasMatchedOption("--at") ? time("--at", words.matchedOptionValue("--at", "")) : Instant.now();
    try (PrometheusClient client =
        PrometheusOptions.client(words).orElseThrow(() -> new UsageException("--history or --prometheus is needed"))) {
      LedgerPull pull = new LedgerPull(client, since(words, now), now, MINUTE);
      List<SliceCount> counts = new ArrayList<>();
      List<Diagnostic> said = new ArrayList<>();
      for (ServiceLevelObjective slo : objectives) {
        LedgerPull.Pulled pulled = pull.pull(slo, Instant.MIN);
        counts.addAll(pulled.counts());
        said.addAll(pulled.diagnostics());
        if (pulled.diagnostics().stream().anyMatch(problem -> problem.code().equals(PrometheusClient.UNREACHABLE))) {
          break;
        }
      }
      return Ledgers.of(counts, "Prometheus", said);
    }
  }
}
