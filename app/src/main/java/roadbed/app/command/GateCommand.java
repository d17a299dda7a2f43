package roadbed.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.cost.ChangePricing;
import roadbed.app.gate.Baseline;
import roadbed.app.gate.GateRequest;
import roadbed.app.gate.GateRun;
import roadbed.assess.cost.change.Usage;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.collect.DocumentFile;
import roadbed.model.GateRules;
import roadbed.prove.report.CostChangeMarkdown;
import roadbed.prove.report.GateAnnotations;
import roadbed.prove.report.GateJson;
import roadbed.prove.report.GateJunit;
import roadbed.prove.report.GateMarkdown;
import roadbed.prove.report.GateReport;
import roadbed.prove.report.GateSarif;
import roadbed.prove.report.GateTerminal;

/** {@code roadbed gate}: says what a change brings, and whether it may go on. */
final class GateCommand implements Command {
  private static final Path STANDARD = Path.of("gate.yaml");

  /** A way to write the report, with the option that asks for it. */
  private enum Output {
    SARIF("--sarif", "SARIF 2.1.0"),
    JUNIT("--junit", "JUnit XML"),
    GITLAB("--gitlab", "GitLab code quality JSON"),
    MARKDOWN("--markdown", "Markdown, for a comment on the pull request"),
    JSON("--json", "JSON (roadbed.gate/1)");

    private final String option;
    private final String what;

    Output(String option, String what) {
      this.option = option;
      this.what = what;
    }
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Judges a change: what it brings, makes worse, leaves and mends. A Terraform plan is compared with what it"
                + " says was there before; source with a commit, a folder or a baseline file.",
            "",
            "Exit codes: 0 may go on, 1 blocked, 2 wrong use or nothing readable, 3 internal error.");
    spec.addPositional(ScanCommand.paths("Files and folders as they are with the change."));
    spec.addOption(
        option("--base", "REF|DIR", String.class, "Compare with where the change left this branch or commit, or with a folder."));
    spec.addOption(option("--baseline", "FILE", Path.class, "Compare with what was written down by --write-baseline."));
    spec.addOption(option("--write-baseline", "FILE", Path.class, "Write down what is found, and decide nothing."));
    spec.addOption(
        option("-c", "--config", "FILE", Path.class, "How the gate acts (default: gate.yaml here, where there is one)."));
    spec.addOption(option("--bypass", "REASON", String.class, "Go past what blocks; it is recorded who did and why."));
    spec.addOption(option("--actor", "NAME", String.class, "Who asks (default: what the pipeline says, or the user)."));
    spec.addOption(option("--commit", "SHA", String.class, "The commit (default: what the pipeline or git says)."));
    spec.addOption(option("--reference", "TEXT", String.class, "The pull request or branch (default: the pipeline's)."));
    for (Output output : Output.values()) {
      spec.addOption(
          option(output.option, "FILE", Path.class, "Write " + output.what + " to a file; - for standard output."));
    }
    spec.addOption(
        OptionSpec.builder("--prices")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("PATH")
            .description("Say in the Markdown what the change costs, by these price lists; may be repeated.")
            .build());
    HistoryOptions.add(spec);
    spec.addOption(ScanCommand.flag("--github", "Print GitHub's annotations."));
    spec.addOption(ScanCommand.flag("--dry-run", "Decide and say so, and exit with 0; nothing is recorded."));
    addJudging(spec);
    SourceOptions.addEvidence(spec);
    RemoteServer.addTo(spec, "Bring the decision to this server's gate log too (default: ROADBED_SERVER).");
    spec.addOption(OptionSpec.builder("-v", "--verbose").description("List everything.").build());
    spec.addSubcommand("replay", GateReplay.spec());
    spec.addSubcommand("feedback", GateFeedback.spec());
    spec.addSubcommand("log", GateLog.spec());
    spec.addSubcommand("send", GateSend.spec());
    return spec;
  }

  static OptionSpec option(String name, String label, Class<?> type, String description) {
    return OptionSpec.builder(name).type(type).paramLabel(label).description(description).build();
  }

  private static OptionSpec option(String name, String other, String label, Class<?> type, String description) {
    return OptionSpec.builder(name, other).type(type).paramLabel(label).description(description).build();
  }

  /** The options that say what to judge, and by what. */
  static void addJudging(CommandSpec spec) {
    SourceOptions.addName(spec);
    GuardrailOptions.addTo(spec);
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult action = words.subcommand();
    if (action != null) {
      return switch (action.commandSpec().name()) {
        case "replay" -> GateReplay.run(action, terminal);
        case "feedback" -> GateFeedback.run(action, terminal);
        case "send" -> GateSend.run(action, terminal);
        default -> GateLog.run(action, terminal);
      };
    }
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    ScanCommand.mustExist(paths);
    Folders folders = Folders.ofProcess();
    GateRequest request = request(words, paths, folders, terminal);
    Optional<RemoteServer> server = RemoteServer.named(words, folders);
    GateRun run = new GateRun(folders, Clock.systemUTC(), "roadbed " + Roadbed.VERSION, fresh());
    Path baseline = words.matchedOptionValue("--write-baseline", null);
    if (baseline != null) {
      return writeBaseline(run, request, baseline, terminal);
    }
    boolean dry = words.hasMatchedOption("--dry-run");
    GateReport report;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      report = run.run(request, progress, !dry);
    } catch (GateRun.NoBefore problem) {
      throw new UsageException(String.valueOf(problem.getMessage()));
    }
    write(words, report, terminal);
    if (!dry) {
      server.ifPresent(to -> bring(report.decision(), to, terminal));
    }
    if (report.resources() == 0) {
      terminal.err().println("roadbed: there are no resources here to judge");
      return report.errors() > 0 ? ExitCode.USAGE : ExitCode.CLEAN;
    }
    return report.decision().outcome() == GateDecision.Outcome.BLOCK && !dry ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  /** A server that does not answer changes nothing of what was decided: it is said, and can be sent later. */
  private static void bring(GateDecision decision, RemoteServer server, Terminal terminal) {
    if (server.send(GateSend.DECISIONS, DecisionJson.of(decision)) instanceof RemoteServer.Failed failed) {
      terminal.err().println("roadbed: the decision is kept here and was not sent: " + failed.why());
      if (!failed.lasting()) {
        terminal.err().println("roadbed: roadbed gate send --server " + server.url() + " sends it later");
      }
    }
  }

  private static int writeBaseline(GateRun run, GateRequest request, Path file, Terminal terminal)
      throws IOException {
    List<GateFinding> findings;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      findings = run.findings(request, progress);
    }
    Baseline.write(file, request.source(), Clock.systemUTC().instant(), findings);
    terminal.out().println(file + ": " + findings.size() + " findings written down");
    return ExitCode.CLEAN;
  }

  private static GateRequest request(ParseResult words, List<Path> paths, Folders folders, Terminal terminal)
      throws IOException {
    String bypass = words.matchedOptionValue("--bypass", null);
    if (bypass != null && bypass.isBlank()) {
      throw new UsageException("--bypass needs a reason");
    }
    Map<String, String> environment = System.getenv();
    return new GateRequest(
        SourceOptions.name(words, paths),
        paths,
        GuardrailOptions.choice(words),
        before(words),
        rules(words.matchedOptionValue("--config", null), terminal),
        SourceOptions.evidence(words, folders),
        new GateRequest.Caller(
            said(words, "--actor").orElseGet(() -> Pipeline.actor(environment)),
            said(words, "--commit").or(() -> Pipeline.commit(environment)),
            said(words, "--reference").orElseGet(() -> Pipeline.reference(environment))),
        Optional.ofNullable(bypass));
  }

  private static Optional<String> said(ParseResult words, String option) {
    return Optional.ofNullable(words.<String>matchedOptionValue(option, null)).filter(text -> !text.isBlank());
  }

  private static GateRequest.Before before(ParseResult words) {
    String base = words.matchedOptionValue("--base", null);
    Path baseline = words.matchedOptionValue("--baseline", null);
    if (base != null && baseline != null) {
      throw new UsageException("give --base or --baseline, not both");
    }
    if (baseline != null) {
      ScanCommand.mustExist(List.of(baseline));
      return new GateRequest.Before.Baseline(baseline);
    }
    if (base == null) {
      return new GateRequest.Before.Prior();
    }
    if (base.startsWith("-")) {
      throw new UsageException("--base is a branch, a commit or a folder, not " + base);
    }
    Path folder = Path.of(base);
    return Files.isDirectory(folder) ? new GateRequest.Before.Folder(folder) : new GateRequest.Before.Commit(base);
  }

  /** The rules in a file; those in the standard file where none is named, and else the program's own. */
  static GateRules rules(@Nullable Path named, Terminal terminal) throws IOException {
    if (named == null && !Files.isRegularFile(STANDARD)) {
      return GateRules.DEFAULT;
    }
    Path file = named == null ? STANDARD : named;
    ScanCommand.mustExist(List.of(file));
    DocumentFile.One<GateRules> read = DocumentFile.gate(file);
    read.diagnostics().forEach(diagnostic -> terminal.err().println(diagnostic));
    return read.document().orElseThrow(() -> new UsageException(file + " does not say how the gate acts"));
  }

  /** Decisions sort by their time, and no two are the same. */
  private static String fresh() {
    byte[] random = new byte[5];
    new SecureRandom().nextBytes(random);
    return "g" + Long.toString(Clock.systemUTC().millis(), 36) + HexFormat.of().formatHex(random);
  }

  private static void write(ParseResult words, GateReport report, Terminal terminal) throws IOException {
    boolean printed = words.hasMatchedOption("--github");
    String costs = costs(words, terminal);
    for (Output output : Output.values()) {
      Path file = words.matchedOptionValue(output.option, null);
      if (file != null && file.toString().equals("-")) {
        printed = true;
        write(output, report, costs, new Unclosed(terminal.out()));
      } else if (file != null) {
        Files.createDirectories(Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
          write(output, report, costs, out);
        }
      }
    }
    if (words.hasMatchedOption("--github")) {
      terminal.out().print(GateAnnotations.github(report));
    }
    String text =
        GateTerminal.render(
            report, terminal.colour() && !printed, terminal.width(), words.hasMatchedOption("--verbose"));
    // What a program reads has standard output for itself.
    (printed ? terminal.err() : terminal.out()).print(text);
  }

  /** What the change costs, where price lists are given; a folder is compared with, and else what plans had before. */
  private static String costs(ParseResult words, Terminal terminal) throws IOException {
    List<Path> prices = words.matchedOptionValue("--prices", List.of());
    if (prices.isEmpty() || !words.hasMatchedOption(Output.MARKDOWN.option)) {
      return "";
    }
    ScanCommand.mustExist(prices);
    Optional<Path> base =
        Optional.ofNullable(words.<String>matchedOptionValue("--base", null)).map(Path::of).filter(Files::exists);
    return "\n"
        + CostChangeMarkdown.render(
            new ChangePricing(Clock.systemUTC())
                .run(
                    words.matchedPositionalValue(0, List.<Path>of()),
                    base,
                    prices,
                    Usage.NONE,
                    HistoryOptions.history(words, terminal),
                    (files, recognised, found) -> {})
                .change());
  }

  private static void write(Output output, GateReport report, String costs, OutputStream out) throws IOException {
    switch (output) {
      case SARIF -> GateSarif.write(report, out);
      case JUNIT -> out.write(GateJunit.render(report).getBytes(StandardCharsets.UTF_8));
      case GITLAB -> GateAnnotations.gitlab(report, out);
      case MARKDOWN -> out.write((GateMarkdown.render(report) + costs).getBytes(StandardCharsets.UTF_8));
      case JSON -> GateJson.write(report, out);
    }
  }

  /** A stream that a writer may close and that stays open. */
  private static final class Unclosed extends OutputStream {
    private final OutputStream to;

    Unclosed(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int octet) throws IOException {
      to.write(octet);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      to.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      to.flush();
    }
  }
}
