package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.Command.UsageException;
import roadbed.assess.cost.allocation.TelemetryMeasures;
import roadbed.collect.metrics.PrometheusQueries;
import roadbed.collect.metrics.UtilisationFiles;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules.Measure;
import roadbed.model.AllocationRules.Telemetry;
import roadbed.model.Diagnostic;
import roadbed.model.MetricSeries;
import roadbed.model.Utilisation;

/** Measures that rules of allocation take from exports and from a live server. */
final class Telemetries {
  private static final Duration DAY = Duration.ofDays(1);

  private Telemetries() {}

  /** What the words name; what could not be read, and what has no owner, is said on the terminal. */
  static List<Measure> measures(List<Telemetry> wanted, ParseResult words, Snapshot snapshot, Terminal terminal)
      throws IOException {
    List<Path> files = words.matchedOptionValue("--telemetry", List.of());
    ScanCommand.mustExist(files);
    Optional<PrometheusClient> server = PrometheusOptions.client(words);
    if (files.isEmpty() && server.isEmpty()) {
      return List.of();
    }
    if (wanted.isEmpty()) {
      server.ifPresent(PrometheusClient::close);
      throw new UsageException("the rules have no telemetry that --telemetry or --prometheus could fill");
    }
    List<MetricSeries> answers = new ArrayList<>();
    List<Utilisation> used = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    if (!files.isEmpty()) {
      UtilisationFiles.Read read = UtilisationFiles.read(files);
      answers.addAll(read.samples());
      used.addAll(read.series());
      // Answers of a query of one's own tell of no machine, and need not.
      read.diagnostics().stream().filter(one -> one.level() == Diagnostic.Level.ERROR).forEach(diagnostics::add);
    }
    if (server.isPresent()) {
      try (PrometheusClient client = server.get()) {
        ask(client, wanted, words, answers, used, diagnostics, terminal);
      }
    }
    diagnostics.stream().limit(20).forEach(one -> terminal.err().println(one));
    TelemetryMeasures.Read read = TelemetryMeasures.of(wanted, answers, used, snapshot);
    read.notes().forEach(note -> terminal.err().println("note: " + note));
    return read.measures();
  }

  private static void ask(
      PrometheusClient client,
      List<Telemetry> wanted,
      ParseResult words,
      List<MetricSeries> answers,
      List<Utilisation> used,
      List<Diagnostic> diagnostics,
      Terminal terminal) {
    LocalDate from = words.matchedOptionValue("--from", null);
    LocalDate to = words.matchedOptionValue("--to", null);
    if (from == null || to == null) {
      throw new UsageException("--prometheus needs --from and --to: it is asked for these days");
    }
    Instant begin = from.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant midnight = to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant now = Clock.systemUTC().instant();
    Instant end = midnight.isAfter(now) ? now : midnight;
    boolean machines = false;
    for (Telemetry one : wanted) {
      switch (one.origin()) {
        case Telemetry.Origin.Query(String expression) -> {
          // At the midnight that ends a day, an expression over [1d] tells of that day.
          if (begin.plus(DAY).isAfter(end)) {
            terminal.err().println("note: " + one.metric() + " is not asked for: no day of the span is over");
            continue;
          }
          switch (client.range(expression, begin.plus(DAY), end, DAY)) {
            case PrometheusClient.Outcome.Answered(var answer) ->
                answer.series().forEach(series -> answers.add(series.renamed(one.metric())));
            case PrometheusClient.Outcome.Failed(Diagnostic problem) -> diagnostics.add(problem);
          }
        }
        case Telemetry.Origin.Used _ -> machines = true;
      }
    }
    if (machines) {
      PrometheusQueries.Answers live =
          PrometheusOptions.ask(client, PrometheusQueries.MACHINES, begin, end.minusSeconds(1), words, terminal);
      used.addAll(UtilisationFiles.of(live.series(), "prometheus").series());
    }
  }
}
