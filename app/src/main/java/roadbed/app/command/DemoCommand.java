package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.server.Server;
import roadbed.app.server.ServerSettings;
import roadbed.assess.policy.GuardrailChoice;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.model.Collection;
import roadbed.web.WebSettings;
import roadbed.web.api.CollectionIntake;

/** {@code roadbed demo}: a server with the sample estate in it, history first. */
final class DemoCommand implements Command {
  private static final String SOURCE = "sample";
  private static final int MONTHS = 12;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Starts a server on its embedded PostgreSQL, loads the sample estate of examples/ and prints where"
                + " to look. Its data are kept apart from those of roadbed serve.");
    ServeCommand.addServerOptions(spec);
    spec.addOption(ScanCommand.flag("--exit", "Stop when everything is loaded; for trying out."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Path examples = seenFromHere(Path.of(System.getProperty("roadbed.home", ".")).resolve("examples"));
    Path estate = examples.resolve("estate");
    if (!Files.isDirectory(estate)) {
      throw new UsageException("the sample estate is not there: " + estate);
    }
    Folders own = Folders.ofProcess();
    Folders folders = ServeCommand.folders(words, new Folders(own.state().resolve("demo"), own.cache()));
    say(terminal, "starting the server and its PostgreSQL (the first start unpacks it)");
    ServerSettings settings =
        new ServerSettings(
            folders,
            Optional.empty(),
            WebSettings.loopback(words.matchedOptionValue("--port", ServeCommand.PORT)),
            GuardrailChoice.SHIPPED,
            List.of(),
            List.of());
    try (Server server = ServeCommand.start(settings)) {
      load(server, examples, terminal);
      terminal.out().println();
      terminal.out().println("Roadbed answers at " + server.url());
      server
          .firstAdministratorLink()
          .ifPresent(link -> terminal.out().println("First administrator, once: " + link));
      terminal.out().println("Stop it with Ctrl-C.");
      terminal.out().flush();
      if (!words.hasMatchedOption("--exit")) {
        ServeCommand.untilStopped();
      }
    }
    return ExitCode.CLEAN;
  }

  /** A folder below the working directory by its short name, for it is part of every location that is shown. */
  private static Path seenFromHere(Path folder) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = folder.toAbsolutePath().normalize();
    return whole.startsWith(here) ? here.relativize(whole) : whole;
  }

  private static void load(Server server, Path examples, Terminal terminal) throws IOException {
    List<Path> history = new ArrayList<>();
    Path earlier = examples.resolve("history");
    if (Files.isDirectory(earlier)) {
      try (Stream<Path> days = Files.list(earlier)) {
        days.filter(Files::isDirectory).sorted().forEach(history::add);
      }
    }
    for (Path day : history) {
      LocalDate date = LocalDate.parse(String.valueOf(day.getFileName()));
      receive(server, day, date.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC), terminal);
    }
    Instant now = Instant.now();
    receive(server, examples.resolve("estate"), now, terminal);
    say(terminal, "measuring the past year");
    YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
    List<LocalDate> ends = new ArrayList<>();
    for (int back = MONTHS; back >= 1; back--) {
      ends.add(month.minusMonths(back).atEndOfMonth());
    }
    server.measureBefore(ends);
  }

  private static void receive(Server server, Path folder, Instant at, Terminal terminal) {
    Collection collection =
        new Collector().collect(SOURCE, List.of(folder), at, Progress.NONE, Limits.DEFAULT);
    CollectionIntake.Outcome outcome = server.receive("demo", collection);
    String date = LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    switch (outcome) {
      case CollectionIntake.Recorded recorded ->
          say(
              terminal,
              "%s: %d resources (%d new, %d changed, %d gone)"
                  .formatted(
                      date,
                      recorded.appeared() + recorded.changed() + recorded.unchanged(),
                      recorded.appeared(),
                      recorded.changed(),
                      recorded.vanished()));
      case CollectionIntake.Older _ -> say(terminal, date + ": already loaded");
      case CollectionIntake.Refused refused ->
          throw new IllegalStateException("the sample estate was refused: " + refused.why());
    }
  }

  private static void say(Terminal terminal, String what) {
    terminal.err().println("roadbed demo: " + what);
  }
}
