package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;
import roadbed.model.calendar.CalendarText;
import roadbed.operate.change.ChangeCalendar;
import roadbed.operate.change.ChangeWindow;

/** {@code roadbed change calendar}: freezes and times of maintenance, of files or of a server. */
final class ChangeCalendarCommand implements Command {
  private static final int MOST_DAYS = 400;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Lists freezes and times of maintenance of documents of kind Changes, or of a server where no files are named. --ics writes an"
                + " iCalendar file of the documents; a server has an address to subscribe to on its page of changes.",
            "",
            "Exit codes: 0 listed, 1 a document is wrong, 2 wrong use, 3 the server does not answer.");
    spec.addPositional(ChangeFiles.paths("Files or folders with documents of kind Changes."));
    spec.addOption(Options.text("--days", "N", "How far (default: 28)."));
    spec.addOption(Options.file("--ics", "Write an iCalendar file; - for standard output."));
    RemoteServer.addTo(spec, "The server, where no files are named (default: ROADBED_SERVER).");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    List<Path> paths = words.matchedPositionalValue(0, List.<Path>of());
    String days = words.matchedOptionValue("--days", "28");
    if (!days.matches("[1-9][0-9]{0,2}") || Integer.parseInt(days) > MOST_DAYS) {
      throw new UsageException("--days is from 1 to " + MOST_DAYS + ", not " + days);
    }
    Optional<Path> ics = Optional.ofNullable(words.<Path>matchedOptionValue("--ics", null));
    if (!paths.isEmpty()) {
      ScanCommand.mustExist(paths);
      return files(paths, Integer.parseInt(days), ics, terminal);
    }
    if (ics.isPresent()) {
      throw new UsageException("--ics is of files; a server has an address to subscribe to");
    }
    return switch (ChangeFiles.server(words).get(ChangeFiles.CHANGES + "/windows?days=" + days)) {
      case RemoteServer.Failed failed -> {
        terminal.err().println("roadbed: " + failed.why());
        yield failed.lasting() ? ExitCode.USAGE : ExitCode.INTERNAL;
      }
      case RemoteServer.Accepted accepted -> {
        List<List<String>> rows = new ArrayList<>();
        for (Value.Fields one : ChangeFiles.objects(accepted.answer(), "items")) {
          rows.add(
              List.of(
                  one.text("kind").orElse(""), one.text("from").orElse(""), one.text("until").orElse(""), one.text("name").orElse(""),
                  about(ChangeFiles.texts(one, "services"))));
        }
        print(rows, terminal);
        yield ExitCode.CLEAN;
      }
    };
  }

  private static String about(List<String> services) {
    return services.isEmpty() ? "everything" : String.join(", ", services);
  }

  private static int files(List<Path> paths, int days, Optional<Path> ics, Terminal terminal) throws IOException {
    ChangeFiles files = ChangeFiles.read(paths, terminal);
    if (files.kept().isEmpty()) {
      throw new UsageException("no document of kind Changes was found (see docs/reference/changes.md)");
    }
    Instant now = Clock.systemUTC().instant();
    Instant until = now.plus(Duration.ofDays(days));
    if (ics.isPresent()) {
      String text = CalendarText.of("Changes", ChangeCalendar.events(files.settings(), List.of(), now, until), now);
      if (ics.get().toString().equals("-")) {
        terminal.out().print(text);
      } else {
        Files.writeString(ics.get(), text);
      }
    } else {
      List<List<String>> rows = new ArrayList<>();
      for (ChangeWindow.Occurrence one : files.settings().occurrences(now, until)) {
        rows.add(
            List.of(
                one.window().kind().id(), one.from().toString(), one.until().toString(), one.window().name(),
                about(one.window().scope().services())));
      }
      print(rows, terminal);
    }
    return files.wrong() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static void print(List<List<String>> rows, Terminal terminal) {
    if (rows.isEmpty()) {
      terminal.out().println("nothing is planned");
    } else {
      terminal.out().print(TextTable.render(List.of("kind", "from", "until", "name", "about"), rows, terminal.width()));
    }
  }
}
