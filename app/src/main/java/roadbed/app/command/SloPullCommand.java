package roadbed.app.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.slo.LedgerPull;
import roadbed.app.slo.Ledgers;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.collect.SliceFile;
import roadbed.collect.SloFiles;
import roadbed.collect.prometheus.PrometheusClient;
import roadbed.model.Diagnostic;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;

/** {@code roadbed slo pull}: counts of events by slice, from Prometheus or from samples of counters, into a file. */
final class SloPullCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Asks Prometheus how many events each objective had in every slice of time, and how many of them were good, and"
                + " writes the counts to a file. Where the file exists, what is new since its last slice is added.",
            "",
            "With --samples counters are read from a file instead (columns slo, measure, series, time, value; measure is"
                + " good, bad, total or up).",
            "",
            "Exit codes: 0 all objectives have counts, 1 some have none, 2 wrong use, 3 internal error.");
    spec.addPositional(SloValidateCommand.optionalPaths());
    PrometheusOptions.addServer(spec);
    spec.addOption(SloHistory.path("--samples", "FILE", "Count these samples of counters in place of asking."));
    spec.addOption(SloHistory.path("--out", "FILE", "The file of counts (CSV).").toBuilder().required(true).build());
    spec.addOption(SloHistory.since());
    spec.addOption(
        OptionSpec.builder("--slice")
            .type(String.class)
            .paramLabel("DURATION")
            .defaultValue("1m")
            .description("How long a slice is, whole minutes (default: ${DEFAULT-VALUE}).")
            .build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Path out = words.matchedOptionValue("--out", null);
    Duration slice = SloHistory.duration(words, "--slice", "1m");
    if (slice.toSeconds() < 60 || slice.toSeconds() % 60 != 0 || slice.toDays() > 1) {
      throw new UsageException("--slice is whole minutes, at most a day");
    }
    Path samples = words.matchedOptionValue("--samples", null);
    Map<String, List<SliceCount>> counts = new TreeMap<>();
    List<Diagnostic> said = new ArrayList<>();
    if (Files.exists(out)) {
      SliceFile.Counts before = SliceFile.counts(out);
      said.addAll(before.diagnostics());
      if (!said.isEmpty()) {
        return finish(said, terminal, "what is in " + out + " is not read as counts; it is left as it is");
      }
      before.counts().forEach(count -> counts.computeIfAbsent(count.objective(), _ -> new ArrayList<>()).add(count));
    }
    if (samples != null) {
      ScanCommand.mustExist(List.of(samples));
      SliceFile.Counts counted = Ledgers.counted(samples, slice);
      said.addAll(counted.diagnostics());
      counted.counts().forEach(count -> counts.computeIfAbsent(count.objective(), _ -> new ArrayList<>()).add(count));
    } else {
      pull(words, slice, counts, said, terminal);
    }
    long slices = write(out, counts);
    return finish(said, terminal, out + ": " + counts.size() + " objectives, " + slices + " slices");
  }

  private static int finish(List<Diagnostic> said, Terminal terminal, String words) {
    said.forEach(problem -> terminal.err().println(problem.level().id() + " " + problem));
    terminal.err().println(words);
    return said.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static void pull(
      ParseResult words, Duration slice, Map<String, List<SliceCount>> counts, List<Diagnostic> said, Terminal terminal)
      throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    if (paths.isEmpty()) {
      throw new UsageException("name documents of objectives, or --samples");
    }
    ScanCommand.mustExist(paths);
    SloFiles.Read read = SloFiles.read(paths, SloFiles.DEFAULT_PERIOD);
    said.addAll(read.diagnostics());
    Instant now = Instant.now();
    Instant since = SloHistory.since(words, now);
    try (PrometheusClient client =
        PrometheusOptions.client(words).orElseThrow(() -> new UsageException("--prometheus or --samples is needed"))) {
      LedgerPull pull = new LedgerPull(client, since, now, slice);
      for (ServiceLevelObjective slo : read.objectives()) {
        if (terminal.interactive()) {
          terminal.err().print("\r\u001b[K" + slo.id());
          terminal.err().flush();
        }
        List<SliceCount> known = counts.getOrDefault(slo.id(), List.of());
        if (known.stream().anyMatch(count -> !count.length().equals(slice))) {
          said.add(
              Diagnostic.error(
                  "slo.slices", slo.location(), slo.id() + " has slices of another length in the file", "give that --slice"));
          continue;
        }
        LedgerPull.Pulled pulled = pull.pull(slo, end(known).orElse(since));
        said.addAll(pulled.diagnostics());
        if (!pulled.counts().isEmpty()) {
          counts.computeIfAbsent(slo.id(), _ -> new ArrayList<>()).addAll(pulled.counts());
        }
        if (pulled.diagnostics().stream().anyMatch(problem -> problem.code().equals(PrometheusClient.UNREACHABLE))) {
          break;
        }
      }
    }
    if (terminal.interactive()) {
      terminal.err().print("\r\u001b[K");
    }
  }

  private static Optional<Instant> end(List<SliceCount> counts) {
    return counts.stream().map(count -> count.start().plus(count.length())).max(Comparator.naturalOrder());
  }

  /** Beside the file first, so that a file of counts is never half written. Counts that are there twice are one. */
  private static long write(Path out, Map<String, List<SliceCount>> counts) throws IOException {
    Path beside = out.resolveSibling(out.getFileName() + ".part");
    long slices = 0;
    List<SliceCount> all = new ArrayList<>();
    counts.forEach((id, some) -> all.addAll(EventLedger.of(some).counts(id)));
    try (Writer writer = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
      SliceFile.write(all, writer);
      slices = all.size();
    }
    try {
      Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(beside, out, StandardCopyOption.REPLACE_EXISTING);
    }
    return slices;
  }
}
