package roadbed.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.drift.DriftRequest;
import roadbed.app.drift.DriftRun;
import roadbed.assess.drift.DriftDocument;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.Proposal;
import roadbed.assess.drift.Reconcile;
import roadbed.model.Diagnostic;
import roadbed.model.ValueJson;
import roadbed.prove.report.drift.DriftMarkdown;
import roadbed.prove.report.drift.DriftSarif;
import roadbed.prove.report.drift.DriftTerminal;
import tools.jackson.core.JsonGenerator;

/** {@code roadbed drift}: compares what is declared, what was applied and what is. */
final class DriftCommand implements Command {
  private static final long MOST_CODE = 4L << 20;
  private static final List<String> FORMATS = List.of("terminal", "json", "markdown", "sarif");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Compares what code declares, what states hold and what is live, attribute by attribute: what is"
                + " changed, missing or unmanaged. Each document says itself which side it is of; --declared,"
                + " --state and --live decide where it does not.",
            "",
            "Nothing is executed and nothing is changed.",
            "",
            "Exit codes: 0 none of the drift that --fail-on names, 1 there is, 2 wrong use or nothing readable,"
                + " 3 internal error.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Files and folders of any mixture of code, plans, states and inventories.")
            .build());
    spec.addOption(ScanCommand.paths("--declared", "Take these as what is declared; may be repeated."));
    spec.addOption(ScanCommand.paths("--state", "Take these as states; may be repeated."));
    spec.addOption(ScanCommand.paths("--live", "Take these as what is live; may be repeated."));
    spec.addOption(
        OptionSpec.builder("-f", "--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("terminal")
            .description("terminal, json, markdown or sarif (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        OptionSpec.builder("-o", "--output")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Write the result to a file instead of standard output.")
            .build());
    spec.addOption(
        OptionSpec.builder("--fail-on")
            .type(String.class)
            .paramLabel("KINDS")
            .defaultValue("changed,missing")
            .description(
                "Exit with 1 when there is drift of these kinds: changed, missing, unmanaged, separated by commas,"
                    + " or none for never (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        ScanCommand.paths(
            "--activity",
            "Say who did it, by these activity logs (CloudTrail, Azure activity log, Google audit logs, as JSON,"
                + " gzipped or not); may be repeated."));
    spec.addOption(
        OptionSpec.builder("--patch")
            .type(Path.class)
            .paramLabel("FILE")
            .description(
                "Write proposals as a patch: code that says what is live, imports with code for what nobody"
                    + " declares. Nothing is applied.")
            .build());
    SourceOptions.addName(spec);
    GuardrailOptions.addTo(spec);
    SourceOptions.addEvidence(spec);
    spec.addOption(OptionSpec.builder("-v", "--verbose").description("List everything.").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = words.matchedOptionValue("--format", "terminal");
    if (!FORMATS.contains(format)) {
      throw new UsageException("--format is one of " + String.join(", ", FORMATS) + ", not " + format);
    }
    Set<DriftKind> failOn = failOn(words.matchedOptionValue("--fail-on", "changed,missing"));
    Folders folders = Folders.ofProcess();
    DriftRequest request = request(words, folders);
    DriftRun.Outcome outcome;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      outcome = new DriftRun(folders, Clock.systemUTC(), "roadbed " + Roadbed.VERSION).run(request, progress);
    }
    if (outcome.recognised() == 0) {
      terminal
          .err()
          .println(
              outcome.files() == 0
                  ? "roadbed: there are no files here to read"
                  : "roadbed: none of " + outcome.files() + " files was recognised");
      return ExitCode.USAGE;
    }
    List<Proposal> proposals = Reconcile.of(outcome.report(), outcome.sightings(), DriftCommand::lines);
    Path patch = words.matchedOptionValue("--patch", null);
    if (patch != null) {
      Files.writeString(patch, DriftPatch.of(proposals, DriftCommand::lines));
    }
    Path output = words.matchedOptionValue("--output", null);
    boolean verbose = words.hasMatchedOption("--verbose");
    if (output == null) {
      write(outcome.report(), proposals, format, terminal.out(), terminal.colour(), verbose);
    } else {
      Files.createDirectories(Optional.ofNullable(output.toAbsolutePath().getParent()).orElse(output));
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(output))) {
        PrintStream print = new PrintStream(file, false, StandardCharsets.UTF_8);
        write(outcome.report(), proposals, format, print, false, verbose);
        print.flush();
      }
    }
    outcome.diagnostics().stream()
        .filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
        .limit(verbose ? Long.MAX_VALUE : 10)
        .forEach(diagnostic -> terminal.err().println(diagnostic));
    boolean found = outcome.report().resources().stream().anyMatch(one -> failOn.contains(one.kind()));
    return found ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static DriftRequest request(ParseResult words, Folders folders) {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    List<Path> declared = words.matchedOptionValue("--declared", List.of());
    List<Path> state = words.matchedOptionValue("--state", List.of());
    List<Path> live = words.matchedOptionValue("--live", List.of());
    List<Path> all = new ArrayList<>(paths);
    all.addAll(declared);
    all.addAll(state);
    all.addAll(live);
    if (all.isEmpty()) {
      throw new UsageException("name at least one PATH, --declared, --state or --live");
    }
    List<Path> activity = words.matchedOptionValue("--activity", List.of());
    ScanCommand.mustExist(all);
    ScanCommand.mustExist(activity);
    return new DriftRequest(
        SourceOptions.name(words, all),
        paths,
        declared,
        state,
        live,
        GuardrailOptions.choice(words),
        activity,
        SourceOptions.evidence(words, folders));
  }

  private static Set<DriftKind> failOn(String text) {
    Set<DriftKind> kinds = EnumSet.noneOf(DriftKind.class);
    if (text.equals("none")) {
      return kinds;
    }
    for (String word : text.split(",", -1)) {
      kinds.add(
          DriftKind.ofId(word.strip())
              .filter(DriftKind::isDrift)
              .orElseThrow(
                  () -> new UsageException("--fail-on is any of changed, missing, unmanaged, or none, not " + word)));
    }
    return kinds;
  }

  /** The lines of a file of code; empty where it cannot be read as text. */
  private static Optional<List<String>> lines(String file) {
    try {
      Path path = Path.of(file);
      return Files.isRegularFile(path) && Files.size(path) < MOST_CODE
          ? Optional.of(Files.readString(path).lines().toList())
          : Optional.empty();
    } catch (IOException | java.nio.file.InvalidPathException _) {
      // It was read a moment ago; without it there is no proposal for it.
      return Optional.empty();
    }
  }

  private static void write(
      DriftReport report, List<Proposal> proposals, String format, PrintStream out, boolean colour, boolean verbose) {
    switch (format) {
      case "json" -> {
        try (JsonGenerator json = ValueJson.generator(out)) {
          ValueJson.write(json, DriftDocument.of(report, proposals));
          json.writeRaw('\n');
        }
      }
      case "sarif" -> DriftSarif.write(report, Roadbed.VERSION, out);
      case "markdown" -> out.print(DriftMarkdown.render(report, proposals));
      default -> out.print(DriftTerminal.render(report, proposals, colour, verbose));
    }
  }
}
