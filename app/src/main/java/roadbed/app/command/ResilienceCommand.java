package roadbed.app.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.assess.resilience.BackupSlot;
import roadbed.assess.resilience.Protection;
import roadbed.assess.resilience.ResilienceAssessment;
import roadbed.assess.resilience.ResilienceRows;
import roadbed.assess.resilience.WeakDependency;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.model.Collection;
import roadbed.model.CsvText;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.resilience.WrittenDuration;

/** {@code roadbed resilience}: whether an estate would come back, from files. */
final class ResilienceCommand implements Command {
  private static final List<String> FORMATS = List.of("text", "json", "csv");
  private static final int MOST_TEXT = 60;

  /**
   * One part of the answer.
   *
   * @param shown the columns that fit on a screen
   */
  private record Section(String name, String title, List<String> columns, List<String> shown, List<List<@Nullable Object>> rows) {}

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Says whether an estate would come back: objectives of services over the graph of dependencies, backups that were due and"
                + " what proves them, exercises, limits that run out, versions past their life. Reads inventories, catalogs, documents"
                + " of kind Resilience, Drill and VersionCalendar, Velero's objects, and the answers of AWS, Azure and Google; see"
                + " docs/reference/resilience.md.",
            "",
            "Exit codes: 0 nothing is weak, unprotected, unproven or not clean; 1 something is, or some of the input is wrong; 2 wrong"
                + " use or nothing tells of resilience; 3 internal error.");
    spec.addPositional(ScanCommand.paths("Files and folders."));
    spec.addOption(
        OptionSpec.builder("--section")
            .type(String.class)
            .paramLabel("NAME")
            .description("Only services, weak, backups, protection, drills, quotas or versions.")
            .build());
    spec.addOption(
        OptionSpec.builder("--format").type(String.class).paramLabel("FORMAT").description("text, json, or csv of one section (default: text).").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    if (paths.isEmpty()) {
      throw new UsageException("name files or folders");
    }
    ScanCommand.mustExist(paths);
    String format = words.matchedOptionValue("--format", "text");
    if (!FORMATS.contains(format)) {
      throw new UsageException("--format is text, json or csv, not " + format);
    }
    Collection collection =
        new Collector().collect(ScanCommand.sourceName(paths), paths, Clock.systemUTC().instant(), Progress.NONE, Limits.DEFAULT);
    List<Diagnostic> wrong = collection.diagnostics().stream().filter(one -> one.level() == Diagnostic.Level.ERROR).toList();
    wrong.stream().limit(20).forEach(one -> terminal.err().println(one));
    ResilienceAssessment assessment = ResilienceAssessment.of(Inventory.of(List.of(collection)), List.of());
    if (collection.resilience().isEmpty() && assessment.services().isEmpty() && assessment.protections().isEmpty()) {
      throw new UsageException("nothing in these files tells of resilience; see docs/reference/resilience.md");
    }
    List<Section> sections = sections(assessment);
    Optional<String> only = Optional.ofNullable(words.<String>matchedOptionValue("--section", null));
    if (only.isPresent()) {
      String names = String.join(", ", sections.stream().map(Section::name).toList());
      sections = sections.stream().filter(section -> section.name().equals(only.get())).toList();
      if (sections.isEmpty()) {
        throw new UsageException("--section is one of " + names + ", not " + only.get());
      }
    }
    switch (format) {
      case "json" -> terminal.out().println(ValueJson.text(json(sections)));
      case "csv" -> {
        if (sections.size() != 1) {
          throw new UsageException("--format csv needs --section");
        }
        terminal.out().print(csv(sections.getFirst()));
      }
      default -> terminal.out().print(text(assessment, sections, terminal.width()));
    }
    return wrong.isEmpty() && isSound(assessment) ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static boolean isSound(ResilienceAssessment assessment) {
    return assessment.weak().isEmpty()
        && assessment.slots().stream().allMatch(slot -> slot.outcome().equals("succeeded") || slot.outcome().equals("running"))
        && assessment.protections().stream()
            .allMatch(one -> one.standing() == Protection.Standing.PROTECTED && one.proof(assessment.at()) == Protection.Proof.PROVEN)
        && assessment.services().stream().allMatch(one -> one.tier().filter("tier-1"::equals).isEmpty() || one.met().orElse(false))
        && assessment.versions().stream().allMatch(one -> !one.judged() || one.current());
  }

  private static List<Section> sections(ResilienceAssessment assessment) {
    List<List<@Nullable Object>> weak = new ArrayList<>();
    for (WeakDependency one : assessment.weak()) {
      weak.add(List.of(one.service(), one.tier(), one.target(), one.targetName(), one.targetTier(), one.store(), String.join(", ", one.path()), one.reason()));
    }
    List<List<@Nullable Object>> protections = new ArrayList<>();
    List<List<@Nullable Object>> rows = ResilienceRows.protections(assessment);
    for (int i = 0; i < rows.size(); i++) {
      List<@Nullable Object> row = new ArrayList<>(rows.get(i));
      row.add(assessment.protections().get(i).proof(assessment.at()).words());
      protections.add(row);
    }
    return List.of(
        new Section(
            "services", "Services", List.of("service", "tier", "owner", "rto_seconds", "rpo_seconds", "weak", "weakest", "recovery_seconds", "loss_seconds", "met"),
            List.of("service", "tier", "rto_seconds", "recovery_seconds", "rpo_seconds", "loss_seconds", "met", "weak"), services(assessment)),
        new Section(
            "weak", "Services that need what promises less", List.of("service", "tier", "target", "name", "target_tier", "store", "path", "reason"),
            List.of("service", "reason", "path"), weak),
        new Section(
            "backups", "Backups that were due or made", List.of("id", "source", "plan", "subject", "service", "due_at", "ended_at", "outcome", "message"),
            List.of("due_at", "source", "subject", "outcome", "message"), ResilienceRows.backups(assessment)),
        new Section(
            "protection",
            "Resources that must be protected",
            List.of("resource_id", "name", "kind", "service", "tier", "environment", "standing", "reason", "last_success_at", "test_days", "tested_at", "test_passed", "proven_at", "proof"),
            List.of("name", "kind", "tier", "standing", "reason", "proof"), protections),
        new Section(
            "drills",
            "Exercises",
            List.of("id", "title", "kind", "services", "planned", "outcome", "passed", "reason", "ended_at", "recovery_seconds", "loss_seconds", "findings", "open_findings"),
            List.of("id", "kind", "planned", "outcome", "recovery_seconds", "loss_seconds", "reason"), ResilienceRows.drills(assessment)),
        new Section(
            "quotas",
            "Limits",
            List.of("provider", "account", "region", "service", "quota", "used_value", "limit_value", "used_share", "read_at", "runs_out_on", "earliest_on", "latest_on", "note"),
            List.of("provider", "region", "service", "quota", "used_value", "limit_value", "note"), ResilienceRows.quotas(assessment)),
        new Section(
            "versions",
            "Versions",
            List.of("resource_id", "name", "product", "version", "cycle", "behind", "end_of_life", "ended", "environment", "reason"),
            List.of("name", "product", "version", "reason"), ResilienceRows.versions(assessment)));
  }

  private static List<List<@Nullable Object>> services(ResilienceAssessment assessment) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<List<@Nullable Object>> objectives = ResilienceRows.objectives(assessment);
    for (int i = 0; i < objectives.size(); i++) {
      var service = assessment.services().get(i);
      List<@Nullable Object> row = new ArrayList<>(objectives.get(i));
      row.add(service.latestTime().flatMap(one -> one.time()).map(Duration::toSeconds).orElse(null));
      row.add(service.latestLoss().flatMap(one -> one.loss()).map(Duration::toSeconds).orElse(null));
      row.add(service.met().orElse(null));
      rows.add(row);
    }
    return rows;
  }

  private static Value json(List<Section> sections) {
    Map<String, Value> all = new LinkedHashMap<>();
    for (Section section : sections) {
      List<Value> rows = new ArrayList<>();
      for (List<@Nullable Object> row : section.rows()) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
          fields.put(section.columns().get(i), value(row.get(i)));
        }
        rows.add(new Value.Fields(fields));
      }
      all.put(section.name(), new Value.Items(rows));
    }
    return new Value.Fields(all);
  }

  private static Value value(@Nullable Object cell) {
    return switch (cell) {
      case null -> Value.Null.INSTANCE;
      case Boolean truth -> Value.of(truth.booleanValue());
      case Integer number -> Value.of(number.longValue());
      case Long number -> Value.of(number.longValue());
      case BigDecimal number -> new Value.Decimal(number.stripTrailingZeros());
      default -> Value.of(cell.toString());
    };
  }

  private static String csv(Section section) {
    CsvText text = new CsvText().row(section.columns());
    for (List<@Nullable Object> row : section.rows()) {
      text.row(row.stream().map(cell -> cell == null ? "" : cell.toString()).toList());
    }
    return text.toString();
  }

  private static String text(ResilienceAssessment assessment, List<Section> sections, int width) {
    StringBuilder text = new StringBuilder();
    for (Section section : sections) {
      if (section.rows().isEmpty()) {
        continue;
      }
      List<List<String>> rows = new ArrayList<>();
      for (List<@Nullable Object> row : section.rows().stream().limit(MOST_TEXT).toList()) {
        rows.add(section.shown().stream().map(column -> cell(column, row.get(section.columns().indexOf(column)))).toList());
      }
      text.append(section.title()).append('\n');
      text.append(TextTable.render(section.shown().stream().map(column -> column.replace("_seconds", "").replace('_', ' ')).toList(), rows, Math.max(width, 120)));
      if (section.rows().size() > MOST_TEXT) {
        text.append("and ").append(section.rows().size() - MOST_TEXT).append(" more; --section ").append(section.name()).append(" --format csv has all\n");
      }
      text.append('\n');
    }
    long missing = assessment.slots().stream().filter(slot -> slot.outcome().equals(BackupSlot.MISSING)).count();
    long unjudged = assessment.versions().stream().filter(one -> !one.judged()).count();
    text.append(missing).append(" backups missing; not judged: ");
    text.append(assessment.untiered().size()).append(" stores whose tier nobody tells, ");
    text.append(assessment.schedulesNotUnderstood().size()).append(" schedules whose rule is not understood, ");
    text.append(unjudged).append(" versions that no calendar has\n");
    return text.toString();
  }

  private static String cell(String column, @Nullable Object value) {
    return switch (value) {
      case null -> "–";
      case Long seconds when column.endsWith("_seconds") -> WrittenDuration.text(Duration.ofSeconds(seconds));
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      default -> value.toString();
    };
  }
}
