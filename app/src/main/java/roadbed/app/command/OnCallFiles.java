package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.collect.DocumentFile;
import roadbed.collect.facts.PlacedDocument;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.operate.oncall.Duty;
import roadbed.operate.oncall.OnCallDocuments;
import roadbed.operate.oncall.OnCallPlan;
import roadbed.operate.oncall.Schedule;
import roadbed.operate.oncall.Span;
import roadbed.operate.oncall.WrittenTime;

/**
 * What the commands for being on call share: documents, and options that say when and what.
 *
 * @param plan what the documents say
 * @param wrong whether something in them is wrong, which was told
 * @param zone in which times are read and shown
 */
record OnCallFiles(OnCallPlan plan, boolean wrong, ZoneId zone) {
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);
  private static final Duration LONGEST = Duration.ofDays(5 * 366L);

  static CommandSpec spec(String... description) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(description);
    spec.addPositional(ScanCommand.paths("Files or folders with documents of kind OnCall."));
    spec.addOption(option("--schedule", "ID").description("Only this schedule.").build());
    spec.addOption(
        option("--zone", "ZONE").description("Time zone to read and show times in (default: that of the schedule, or UTC).").build());
    return spec;
  }

  static OptionSpec.Builder option(String name, String label) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label);
  }

  static void addSpan(CommandSpec spec, String days) {
    spec.addOption(option("--from", "TIME").description("First day or time (default: today).").build());
    spec.addOption(option("--until", "TIME").description("Last day, or time before which it ends (default: " + days + " later).").build());
  }

  static void addFormat(CommandSpec spec) {
    spec.addOption(option("--format", "FORMAT").defaultValue("text").description("text or json (default: ${DEFAULT-VALUE}).").build());
  }

  static boolean json(ParseResult words) {
    String format = words.matchedOptionValue("--format", "text");
    if (!format.equals("text") && !format.equals("json")) {
      throw new Command.UsageException("--format is text or json, not " + format);
    }
    return format.equals("json");
  }

  /** Reads the documents, and tells what is wrong with them. */
  static OnCallFiles read(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.of());
    ScanCommand.mustExist(paths);
    DocumentFile.All<PlacedDocument> files = DocumentFile.placed("OnCall", paths);
    OnCallDocuments.Read read = OnCallDocuments.read(files.documents().stream().map(PlacedDocument::value).toList());
    files.diagnostics().forEach(diagnostic -> tell(diagnostic, terminal));
    for (int i = 0; i < read.problems().size(); i++) {
      files.documents().get(i).places(read.problems().get(i), "oncall.document").forEach(diagnostic -> tell(diagnostic, terminal));
    }
    if (files.documents().isEmpty()) {
      throw new Command.UsageException("no document of kind OnCall was found (see docs/reference/on-call.md)");
    }
    OnCallPlan plan = read.plan();
    Optional<String> only = Optional.ofNullable(words.<String>matchedOptionValue("--schedule", null));
    if (only.isPresent()) {
      Schedule schedule = plan.schedules().get(only.get());
      if (schedule == null) {
        throw new Command.UsageException(
            "there is no schedule " + only.get() + "; there are " + String.join(", ", plan.schedules().keySet()));
      }
      plan = new OnCallPlan(plan.people(), plan.calendars(), plan.absences(), Map.of(schedule.id(), schedule), plan.policies());
    }
    return new OnCallFiles(plan, read.wrong() || !files.diagnostics().isEmpty(), zone(words, plan));
  }

  static void tell(Diagnostic diagnostic, Terminal terminal) {
    terminal.err().println(diagnostic.level().id() + " " + diagnostic);
  }

  private static ZoneId zone(ParseResult words, OnCallPlan plan) {
    Optional<String> text = Optional.ofNullable(words.<String>matchedOptionValue("--zone", null));
    if (text.isPresent()) {
      return WrittenTime.zone(text.get())
          .orElseThrow(() -> new Command.UsageException("there is no time zone " + text.get() + "; write for example Europe/Berlin"));
    }
    List<ZoneId> zones = plan.schedules().values().stream().map(Schedule::zone).distinct().toList();
    return zones.size() == 1 ? zones.getFirst() : ZoneId.of("UTC");
  }

  /** The time of an option, or another where it is not given. */
  Instant time(ParseResult words, String option, Instant otherwise) {
    Optional<String> text = Optional.ofNullable(words.<String>matchedOptionValue(option, null));
    return text.isEmpty()
        ? otherwise
        : WrittenTime.instant(text.get(), zone, option.equals("--until"))
            .orElseThrow(() -> new Command.UsageException(option + " is a day or a time such as 2026-12-24 or 2026-12-24T18:00, not " + text.get()));
  }

  /** The span of {@code --from} and {@code --until}. */
  Span span(ParseResult words, int days) {
    Instant today = Clock.systemUTC().instant().atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    Instant from = time(words, "--from", today);
    Instant until = time(words, "--until", from.atZone(zone).plusDays(days).toInstant());
    if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST) > 0) {
      throw new Command.UsageException("--until is later than --from, by at most five years");
    }
    return new Span(from, until);
  }

  String shown(Instant at) {
    return SHOWN.format(at.atZone(zone));
  }

  static String reason(Duty duty) {
    return switch (duty.reason()) {
      case Duty.Turn turn -> turn.layer();
      case Duty.Overridden override -> "override" + (override.by().isEmpty() ? "" : " by " + override.by());
      case Duty.StandIn standIn -> standIn.layer() + ", for " + standIn.absent();
    };
  }

  static Value json(Duty duty) {
    Map<String, Value> fields = new LinkedHashMap<>(span(duty.span()));
    fields.put("person", Value.of(duty.person()));
    fields.put("reason", Value.of(reason(duty)));
    return new Value.Fields(fields);
  }

  static Map<String, Value> span(Span span) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("from", Value.of(span.from().toString()));
    fields.put("until", Value.of(span.until().toString()));
    return fields;
  }

  static String hours(Duration duration) {
    return "%d:%02d".formatted(duration.toHours(), duration.toMinutesPart());
  }
}
