package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.calendar.CalendarEvent;
import roadbed.model.calendar.CalendarText;
import roadbed.operate.oncall.DutyCalendar;
import roadbed.operate.oncall.Schedule;
import roadbed.operate.oncall.Span;

/** {@code roadbed oncall export}: duties as a calendar. */
final class OnCallExportCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        OnCallFiles.spec(
            "Writes duties as an iCalendar file (RFC 5545): times in UTC, and the same UID for the same duty every time.",
            "",
            "Exit codes: 0 written, 1 written and a document is wrong, 2 wrong use, 3 internal error.");
    OnCallFiles.addSpan(spec, "91 days");
    spec.addOption(OnCallFiles.option("--person", "PERSON").description("Only this person's duties.").build());
    spec.addOption(
        OptionSpec.builder("--out").type(Path.class).paramLabel("FILE").description("Where to (default: printed).").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    OnCallFiles files = OnCallFiles.read(words, terminal);
    Span span = files.span(words, 91);
    Optional<String> person = Optional.ofNullable(words.<String>matchedOptionValue("--person", null));
    List<CalendarEvent> events = new ArrayList<>();
    for (Schedule schedule : files.plan().schedules().values()) {
      events.addAll(DutyCalendar.events(files.plan(), schedule, span, person));
    }
    String name = person.orElse(String.join(", ", files.plan().schedules().values().stream().map(Schedule::name).toList()));
    String text = CalendarText.of(name + " on call", events, Clock.systemUTC().instant());
    Optional<Path> out = Optional.ofNullable(words.<Path>matchedOptionValue("--out", null));
    if (out.isPresent()) {
      Files.writeString(out.get(), text);
      terminal.err().println(out.get() + ": " + events.size() + " duties");
    } else {
      terminal.out().print(text);
    }
    return files.wrong() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
