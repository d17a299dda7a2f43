package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.delivery.DeliveryAssessment;
import roadbed.assess.delivery.DeliveryMetrics;
import roadbed.assess.delivery.DeliveryRules;
import roadbed.assess.delivery.FailureEvidence;
import roadbed.assess.delivery.JudgedDeployment;
import roadbed.assess.delivery.ServiceNames;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.collect.delivery.DeliveryReader;
import roadbed.collect.delivery.GitHistory;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.delivery.DeliveryFact;

/** {@code roadbed delivery}: how often, how soon and how well what is built gets to production. */
final class DeliveryCommand implements Command {
  private static final Set<String> FORMATS = Set.of("text", "json", "csv");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Measures delivery from kept webhooks, events and tables: deployment frequency, lead time, change failure rate, recovery"
                + " time, rework, and the same for infrastructure. Messages of "
                + String.join(", ", DeliveryReader.formats())
                + " and plain CSV or JSON are recognised by their content; catalog and incident files beside them are used.",
            "",
            "Exit codes: 0 measured, 1 measured and some of the input is wrong, 2 wrong use or nothing tells of delivery.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel("PATH")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description("Files and folders.")
            .build());
    spec.addOption(
        OptionSpec.builder("--git")
            .type(Path.class)
            .paramLabel("DIR")
            .description("A local clone: its commits, and its deployments by the rule of --git-deployments.")
            .build());
    spec.addOption(
        Options.text(
            "--git-deployments",
            "RULE",
            "tags (that are versions), merges (of the first-parent line) or none (default: tags, and none where files are given)."));
    spec.addOption(Options.text("--since", "DAY", "First day of the period (default: 90 days before --until)."));
    spec.addOption(Options.text("--until", "DAY", "Last day of the period (default: today)."));
    spec.addOption(Options.text("--service", "NAME", "Only this service."));
    spec.addOption(Options.text("--format", "FORMAT", "text, json, or csv with a deployment a row (default: text)."));
    spec.addOption(Options.text("--explain", "ID", "Say why this deployment counts as failed, or why not."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    Path clone = words.matchedOptionValue("--git", null);
    if (paths.isEmpty() && clone == null) {
      throw new UsageException("name files, folders, or a clone with --git");
    }
    ScanCommand.mustExist(paths);
    String format = words.matchedOptionValue("--format", "text");
    if (!FORMATS.contains(format)) {
      throw new UsageException("--format is text, json or csv, not " + format);
    }
    LocalDate last = day(words, "--until", LocalDate.now(Clock.systemUTC()));
    LocalDate first = day(words, "--since", last.minusDays(89));
    if (last.isBefore(first)) {
      throw new UsageException("--since is after --until");
    }
    Instant from = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant until = last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Collection collection =
        new Collector().collect(ScanCommand.sourceName(paths), paths, Clock.systemUTC().instant(), Progress.NONE, Limits.DEFAULT);
    List<DeliveryFact> facts = new ArrayList<>(collection.delivery());
    List<Diagnostic> diagnostics = new ArrayList<>(collection.diagnostics());
    if (clone != null) {
      DeliveryReader.Reading history = GitHistory.read(clone, rule(words, paths.isEmpty()));
      facts.addAll(history.facts());
      diagnostics.addAll(history.diagnostics());
    }
    List<Diagnostic> wrong = diagnostics.stream().filter(one -> one.level() == Diagnostic.Level.ERROR).toList();
    wrong.stream().limit(20).forEach(one -> terminal.err().println(one));
    if (wrong.size() > 20) {
      terminal.err().println("and " + (wrong.size() - 20) + " more errors");
    }
    if (facts.isEmpty()) {
      throw new UsageException("nothing in these files tells of delivery; see docs/reference/delivery.md");
    }
    DeliveryAssessment assessment =
        DeliveryAssessment.of(
            facts, collection.incidents(), new ServiceNames(collection.catalog()), DeliveryRules.among(collection.documents()));
    String explained = words.matchedOptionValue("--explain", "");
    if (!explained.isEmpty()) {
      explain(assessment, explained, terminal);
      return wrong.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
    Optional<String> service = Optional.ofNullable(words.matchedOptionValue("--service", null));
    if (service.isPresent() && !assessment.services().contains(service.get())) {
      throw new UsageException(
          "nothing of " + service.get() + " is in production; there are " + String.join(", ", assessment.services().stream().limit(20).toList()));
    }
    List<DeliveryMetrics> metrics = new ArrayList<>();
    metrics.add(DeliveryMetrics.of(assessment, service, from, until));
    if (service.isEmpty()) {
      assessment.services().forEach(one -> metrics.add(DeliveryMetrics.of(assessment, Optional.of(one), from, until)));
    }
    DeliveryReport report =
        new DeliveryReport(assessment, metrics, DeliveryMetrics.infrastructure(assessment, service, from, until));
    switch (format) {
      case "json" -> terminal.out().println(report.json());
      case "csv" -> terminal.out().print(report.csv());
      default -> terminal.out().print(report.text(terminal.width()));
    }
    return wrong.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static GitHistory.Rule rule(ParseResult words, boolean alone) {
    String rule = words.matchedOptionValue("--git-deployments", alone ? "tags" : "none");
    return switch (rule) {
      case "tags" -> GitHistory.Rule.TAGS;
      case "merges" -> GitHistory.Rule.MERGES;
      case "none" -> GitHistory.Rule.NONE;
      default -> throw new UsageException("--git-deployments is tags, merges or none, not " + rule);
    };
  }

  private static LocalDate day(ParseResult words, String option, LocalDate otherwise) {
    String text = words.matchedOptionValue(option, "");
    try {
      return text.isEmpty() ? otherwise : LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new UsageException(option + " is a day such as 2026-01-31, not " + text);
    }
  }

  private static void explain(DeliveryAssessment assessment, String id, Terminal terminal) {
    JudgedDeployment one =
        assessment
            .find(id)
            .orElseThrow(
                () ->
                    new UsageException(
                        assessment.notCompleted().stream().anyMatch(other -> other.id().equals(id))
                            ? id + " did not complete, so nothing of it came to production; it is not counted"
                            : assessment.unknownEnvironment().stream().anyMatch(other -> other.id().equals(id))
                                ? id + " is not evaluated: nothing says which environment it went to"
                                : "no deployment " + id + " to production is known"));
    terminal.out().println(one.deployment().id() + " of " + one.service() + " at " + one.deployment().at());
    one.alsoTold().forEach(other -> terminal.out().println("also told as " + other));
    terminal.out().printf(Locale.ROOT, "%s, confidence %.2f (counts from %.2f)%n", one.failed() ? "failed" : "not failed", one.confidence(), assessment.rules().threshold());
    one.judgement()
        .ifPresent(word -> terminal.out().println(word.by() + " says that it " + (word.failed() ? "failed: " : "did not fail: ") + word.reason()));
    for (FailureEvidence evidence : one.evidence()) {
      terminal.out().printf(Locale.ROOT, "  %.2f %s: %s%n", evidence.confidence(), evidence.kind().id(), evidence.words());
    }
    if (one.evidence().isEmpty()) {
      terminal.out().println("  nothing speaks for a failure");
    }
    one.recovery().ifPresent(time -> terminal.out().println("felt for " + DeliveryReport.words(time) + ", until " + one.restoredAt().orElseThrow()));
    one.rework().ifPresent(why -> terminal.out().println("it is itself a remedy: " + why));
    one.leadTime().ifPresent(time -> terminal.out().println("lead time " + DeliveryReport.words(time) + " from its first commit" + (one.firstCommit().orElseThrow().atMost() ? " or longer" : "")));
    terminal.out().println("brought " + one.commits().size() + " commits");
  }

  /** Deployments of a period, the newest first. */
  static List<JudgedDeployment> newestFirst(DeliveryAssessment assessment, DeliveryMetrics period) {
    return assessment.deployments().stream()
        .filter(one -> period.service().isEmpty() || period.service().get().equals(one.service()))
        .filter(one -> !one.deployment().at().isBefore(period.from()) && one.deployment().at().isBefore(period.until()))
        .sorted(Comparator.comparing((JudgedDeployment one) -> one.deployment().at()).reversed())
        .toList();
  }
}
