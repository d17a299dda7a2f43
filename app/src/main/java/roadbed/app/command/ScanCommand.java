package roadbed.app.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.scan.Scan;
import roadbed.app.scan.ScanRequest;
import roadbed.model.Severity;
import roadbed.model.Verdict;
import roadbed.prove.report.EstateReport;
import roadbed.prove.report.HtmlReport;
import roadbed.prove.report.JsonReport;
import roadbed.prove.report.MarkdownReport;
import roadbed.prove.report.SarifReport;
import roadbed.prove.report.TerminalReport;

/** {@code roadbed scan}: reads files and says what is there, what is wrong with it, and what it costs. */
final class ScanCommand implements Command {
  private static final List<String> FORMATS = List.of("terminal", "json", "sarif", "markdown", "html");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Reads Terraform plans and states, Kubernetes manifests, FOCUS billing, Backstage catalogs,"
                + " roadbed.yaml facts and incidents; recognises them by content; makes one inventory; judges it"
                + " with the guardrails; and says what it found.",
            "",
            "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong use or nothing readable,"
                + " 3 internal error.");
    spec.addPositional(paths("Files and folders to read."));
    spec.addOption(
        OptionSpec.builder("-f", "--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .defaultValue("terminal")
            .description("terminal, json, sarif, markdown or html (default: ${DEFAULT-VALUE}).")
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
            .paramLabel("SEVERITY")
            .defaultValue("low")
            .description(
                "Exit with 1 when there is a finding of at least this severity: low, medium, high, critical,"
                    + " or none for never (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        flag("--strict", "Exit with 1 also when something could not be evaluated or could not be read."));
    addScanOptions(spec);
    spec.addOption(
        OptionSpec.builder("--kpis")
            .type(String.class)
            .paramLabel("WHEN")
            .defaultValue("auto")
            .description(
                "Measure KPIs: auto (when there is billing, a catalog, incidents or roadbed.yaml), always or"
                    + " never (default: ${DEFAULT-VALUE}).")
            .build());
    SourceOptions.addEvidence(spec);
    spec.addOption(OptionSpec.builder("-v", "--verbose").description("List everything.").build());
    return spec;
  }

  static PositionalParamSpec paths(String description) {
    return PositionalParamSpec.builder()
        .paramLabel("PATH")
        .arity("1..*")
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .description(description)
        .build();
  }

  /** An option of files and folders that may be repeated. */
  static OptionSpec paths(String name, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(Path.class)
        .paramLabel("PATH")
        .description(description)
        .build();
  }

  /** Whether JSON is asked for by {@code --format}, of which there are two. */
  static boolean json(ParseResult words) {
    String format = words.matchedOptionValue("--format", "text");
    if (!format.equals("text") && !format.equals("json")) {
      throw new UsageException("--format is text or json, not " + format);
    }
    return format.equals("json");
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).description(description).build();
  }

  /** The options of every command that reads files as a scan does. */
  static void addScanOptions(CommandSpec spec) {
    SourceOptions.addName(spec);
    GuardrailOptions.addTo(spec);
    spec.addOption(
        OptionSpec.builder("--kpi-folder")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .paramLabel("DIR")
            .description("Measure also the KPIs (*.yaml) in this folder; may be repeated.")
            .build());
    spec.addOption(
        OptionSpec.builder("--as-of")
            .type(LocalDate.class)
            .paramLabel("DAY")
            .description("The day that KPIs speak of, as 2026-01-31 (default: today).")
            .build());
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = words.matchedOptionValue("--format", "terminal");
    if (!FORMATS.contains(format)) {
      throw new UsageException("--format is one of " + String.join(", ", FORMATS) + ", not " + format);
    }
    Optional<Severity> failOn = failOn(words.matchedOptionValue("--fail-on", "low"));
    Folders folders = Folders.ofProcess();
    ScanRequest request = request(words, words.matchedPositionalValue(0, List.of()), folders);
    Scan scan = new Scan(folders, Clock.systemUTC(), "roadbed " + Roadbed.VERSION);
    EstateReport report;
    try (ProgressLine progress = ProgressLine.on(terminal)) {
      report = scan.run(request, progress);
    }
    Path output = words.matchedOptionValue("--output", null);
    boolean verbose = words.hasMatchedOption("--verbose");
    if (output == null) {
      write(report, format, terminal.out(), terminal.colour(), terminal.width(), verbose);
    } else {
      Files.createDirectories(Optional.ofNullable(output.toAbsolutePath().getParent()).orElse(output));
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(output))) {
        PrintStream print = new PrintStream(file, false, StandardCharsets.UTF_8);
        write(report, format, print, false, terminal.width(), verbose);
        print.flush();
      }
    }
    return exitCode(report, failOn, words.hasMatchedOption("--strict"), terminal);
  }

  /** The request that a command line describes. */
  static ScanRequest request(ParseResult words, List<Path> paths, Folders folders) {
    mustExist(paths);
    return new ScanRequest(
        SourceOptions.name(words, paths),
        paths,
        GuardrailOptions.choice(words),
        words.matchedOptionValue("--kpi-folder", List.of()),
        kpis(words.matchedOptionValue("--kpis", "auto")),
        Optional.ofNullable(words.<LocalDate>matchedOptionValue("--as-of", null)),
        SourceOptions.evidence(words, folders));
  }

  /** Refuses paths that are not there before anything is read. */
  static void mustExist(List<Path> paths) {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new UsageException(path + " does not exist");
      }
    }
  }

  static String sourceName(List<Path> paths) {
    List<String> names = paths.stream().map(path -> path.normalize().toString()).sorted().toList();
    String joined = String.join("+", names);
    return joined.isEmpty() ? "." : joined;
  }

  private static ScanRequest.Kpis kpis(String text) {
    return switch (text) {
      case "auto" -> ScanRequest.Kpis.AUTO;
      case "always" -> ScanRequest.Kpis.ALWAYS;
      case "never" -> ScanRequest.Kpis.NEVER;
      default -> throw new UsageException("--kpis is auto, always or never, not " + text);
    };
  }

  private static Optional<Severity> failOn(String text) {
    if (text.toLowerCase(Locale.ROOT).equals("none")) {
      return Optional.empty();
    }
    Optional<Severity> severity = Severity.ofId(text);
    if (severity.isEmpty()) {
      throw new UsageException("--fail-on is low, medium, high, critical or none, not " + text);
    }
    return severity;
  }

  private static void write(
      EstateReport report, String format, PrintStream out, boolean colour, int width, boolean verbose) {
    switch (format) {
      case "json" -> JsonReport.write(report, out);
      case "sarif" -> SarifReport.write(report, out);
      case "markdown" -> out.print(MarkdownReport.render(report));
      case "html" -> out.print(HtmlReport.render(report));
      default -> out.print(TerminalReport.render(report, colour, width, verbose));
    }
  }

  private static int exitCode(
      EstateReport report, Optional<Severity> failOn, boolean strict, Terminal terminal) {
    if (report.reading().recognised() == 0) {
      long files = report.reading().files();
      terminal
          .err()
          .println(
              files == 0
                  ? "roadbed: there are no files here to read"
                  : "roadbed: none of " + files + " files was recognised (--verbose lists them)");
      return ExitCode.USAGE;
    }
    if (report.errors() > 0 && saysNothing(report)) {
      terminal.err().println("roadbed: nothing could be read; the errors say why");
      return ExitCode.USAGE;
    }
    boolean found =
        failOn.isPresent()
            && report.failedBySeverity().entrySet().stream()
                .anyMatch(
                    count -> count.getKey().compareTo(failOn.get()) >= 0 && count.getValue() > 0);
    boolean open = report.count(Verdict.Outcome.NOT_EVALUATED) > 0 || report.errors() > 0;
    return found || (strict && open) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static boolean saysNothing(EstateReport report) {
    return report.snapshot().resources().isEmpty()
        && report.snapshot().catalog().isEmpty()
        && report.snapshot().incidents().isEmpty()
        && report.cost().isEmpty();
  }
}
