package roadbed.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.collect.Limits;
import roadbed.collect.oncall.CalendarReader;
import roadbed.collect.oncall.DocumentYaml;
import roadbed.collect.oncall.ImportedOnCall;
import roadbed.collect.oncall.OnCallExports;
import roadbed.collect.oncall.ReadEvent;
import roadbed.model.AllocationJson;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.oncall.OnCallDocuments;
import roadbed.operate.oncall.WrittenTime;
import tools.jackson.core.JacksonException;

/** {@code roadbed oncall import}: schedules and calendars of other programs as a document of kind OnCall. */
final class OnCallImportCommand implements Command {
  private static final List<String> KINDS = List.of("absences", "holidays", "overrides");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Makes a document of kind OnCall of an export: schedules and escalation policies of PagerDuty, schedules of Opsgenie"
                + " and of Grafana OnCall (JSON of their APIs), or absences, holidays or overrides of a calendar (.ics). What cannot"
                + " be mapped is listed, and left out.",
            "",
            "Exit codes: 0 all was mapped, 1 something was left out, 2 wrong use or nothing that is known, 3 internal error.");
    spec.addPositional(
        PositionalParamSpec.builder().index("0").arity("1").paramLabel("FILE").type(Path.class).description("The export.").build());
    spec.addOption(
        OnCallFiles.option("--as", "KIND").defaultValue("absences").description("What a calendar has: absences, holidays or overrides (default: ${DEFAULT-VALUE}).").build());
    spec.addOption(OnCallFiles.option("--person", "PERSON").description("Whose absences, or who takes over; else who attends the event.").build());
    spec.addOption(OnCallFiles.option("--id", "ID").description("The name of the calendar of holidays, or the schedule that is overridden.").build());
    spec.addOption(OnCallFiles.option("--zone", "ZONE").defaultValue("UTC").description("Zone of a calendar's times that name none (default: ${DEFAULT-VALUE}).").build());
    spec.addOption(
        OptionSpec.builder("--out").type(Path.class).paramLabel("FILE").description("Where to (default: printed).").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Path path = words.matchedPositionalValue(0, Path.of(""));
    ScanCommand.mustExist(List.of(path));
    if (Files.size(path) > Limits.DEFAULT.wholeBytes()) {
      throw new UsageException(path + " is larger than " + Limits.DEFAULT.wholeBytes() + " bytes, the most that is read");
    }
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    List<Diagnostic> said = new ArrayList<>();
    boolean calendar = text.stripLeading().regionMatches(true, 0, "BEGIN:VCALENDAR", 0, 15);
    ImportedOnCall imported = calendar ? calendar(words, path, text, said) : export(path, text);
    said.forEach(diagnostic -> OnCallFiles.tell(diagnostic, terminal));
    for (AllocationJson.Problem one : imported.unmapped()) {
      terminal.err().println("warning " + path + (one.pointer().isEmpty() ? "" : "#" + one.pointer()) + ": not mapped: " + one.message());
    }
    boolean whole = imported.unmapped().isEmpty() && said.isEmpty();
    if (!calendar) {
      // What was made must be right by our own reading of it.
      for (AllocationJson.Problem one : OnCallDocuments.read(List.of(imported.document())).problems().getFirst()) {
        terminal.err().println("warning " + one.pointer() + ": " + one.message());
        whole = false;
      }
    }
    String yaml = "# Made of an export of " + imported.from() + " by roadbed oncall import.\n" + DocumentYaml.of(imported.document());
    Optional<Path> out = Optional.ofNullable(words.<Path>matchedOptionValue("--out", null));
    if (out.isPresent()) {
      Files.writeString(out.get(), yaml);
    } else {
      terminal.out().print(yaml);
    }
    return whole ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static ImportedOnCall export(Path path, String text) {
    try {
      return OnCallExports.read(ValueJson.parse(text))
          .orElseThrow(
              () -> new UsageException(path + " is neither a calendar nor an export of PagerDuty, Opsgenie or Grafana OnCall that is known"));
    } catch (JacksonException e) {
      throw new UsageException(path + " is neither a calendar nor JSON: " + e.getOriginalMessage());
    }
  }

  private static ImportedOnCall calendar(ParseResult words, Path path, String text, List<Diagnostic> said) {
    String as = words.matchedOptionValue("--as", "absences");
    if (!KINDS.contains(as)) {
      throw new UsageException("--as is absences, holidays or overrides, not " + as);
    }
    Optional<String> id = Optional.ofNullable(words.<String>matchedOptionValue("--id", null));
    if (!as.equals("absences") && id.isEmpty()) {
      throw new UsageException("--id is wanted: " + (as.equals("holidays") ? "the name of the calendar" : "the schedule"));
    }
    Optional<String> person = Optional.ofNullable(words.<String>matchedOptionValue("--person", null));
    String zoneName = words.matchedOptionValue("--zone", "UTC");
    ZoneId zone = WrittenTime.zone(zoneName).orElseThrow(() -> new UsageException("there is no time zone " + zoneName));
    LocalDate horizon = LocalDate.now(Clock.systemUTC()).plusYears(5);
    CalendarReader.Read read = CalendarReader.read(text, path.toString(), zone, horizon);
    said.addAll(read.diagnostics());
    List<AllocationJson.Problem> unmapped = new ArrayList<>();
    List<Value> entries = new ArrayList<>();
    for (ReadEvent event : read.events()) {
      if (as.equals("holidays")) {
        holidays(event, entries, unmapped);
      } else {
        entry(event, as.equals("overrides") ? id : Optional.empty(), person.or(event::person), entries, unmapped);
      }
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("apiVersion", Value.of("roadbed.dev/v1"));
    fields.put("kind", Value.of("OnCall"));
    Value list = new Value.Items(entries);
    fields.put(
        as,
        as.equals("holidays")
            ? new Value.Items(List.of(Value.Fields.of("id", Value.of(id.orElse("")), "days", list)))
            : list);
    return new ImportedOnCall("a calendar", new Value.Fields(fields), unmapped);
  }

  private static void holidays(ReadEvent event, List<Value> entries, List<AllocationJson.Problem> unmapped) {
    if (event.day().isEmpty()) {
      unmapped.add(new AllocationJson.Problem("", "a holiday is a day, and " + event.summary() + " has times", ""));
      return;
    }
    LocalDate last = event.lastDay().orElse(event.day().get());
    for (LocalDate day = event.day().get(); !day.isAfter(last) && entries.size() < 100_000; day = day.plusDays(1)) {
      entries.add(Value.Fields.of("date", Value.of(day.toString()), "name", Value.of(event.summary())));
    }
  }

  private static void entry(
      ReadEvent event, Optional<String> schedule, Optional<String> person, List<Value> entries, List<AllocationJson.Problem> unmapped) {
    if (person.isEmpty()) {
      unmapped.add(new AllocationJson.Problem("", "nobody attends " + event.summary() + "; say whose it is by --person", ""));
      return;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    schedule.ifPresent(id -> fields.put("schedule", Value.of(id)));
    fields.put("person", Value.of(person.get()));
    // Days stay days where the zone of the person decides; an override has the zone of its schedule.
    fields.put("from", Value.of(event.day().map(LocalDate::toString).orElse(event.from().toString())));
    fields.put("until", Value.of(event.lastDay().map(LocalDate::toString).orElse(event.until().toString())));
    fields.put(schedule.isPresent() ? "by" : "reason", Value.of(event.summary()));
    entries.add(new Value.Fields(fields));
  }
}
