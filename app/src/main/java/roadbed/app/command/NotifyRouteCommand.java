package roadbed.app.command;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.operate.notify.Circle;
import roadbed.operate.notify.Fanout;
import roadbed.operate.notify.Message;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeKind;

/** {@code roadbed notify route}: who would be told of something. */
final class NotifyRouteCommand implements Command {
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", java.util.Locale.ENGLISH);

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        NotifySettingsFiles.spec(
            "Says who would be told of something, by what, when and in whose words, and by which policy somebody would be paged."
                + " Nobody is told by this command.",
            "",
            "Exit codes: 0 somebody would be told, 1 nobody would or a document is wrong, 2 wrong use, 3 internal error.");
    spec.addOption(
        NotifySettingsFiles.option("--on", "KIND")
            .defaultValue("incident-declared")
            .description("What happens: " + String.join(", ", NoticeKind.routed().stream().map(NoticeKind::id).toList()) + " (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(NotifySettingsFiles.option("--severity", "N").defaultValue("3").description("1 (worst) to 5 (default: ${DEFAULT-VALUE}).").build());
    spec.addOption(NotifySettingsFiles.option("--service", "NAME").description("The service that it is about.").build());
    spec.addOption(NotifySettingsFiles.option("--owner", "NAME").description("The team or person whose it is.").build());
    spec.addOption(
        NotifySettingsFiles.option("--audience", "WHO").description("For a status update: responders, internal, leadership or public.").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    NoticeKind kind =
        NoticeKind.of(words.matchedOptionValue("--on", "incident-declared"))
            .filter(NoticeKind.routed()::contains)
            .orElseThrow(() -> new UsageException("--on is one of " + String.join(", ", NoticeKind.routed().stream().map(NoticeKind::id).toList())));
    String severity = words.matchedOptionValue("--severity", "3");
    if (!severity.matches("[1-5]")) {
      throw new UsageException("--severity is a number from 1 (worst) to 5");
    }
    Optional<String> audience = Optional.ofNullable(words.<String>matchedOptionValue("--audience", null));
    Optional<Circle> circle = audience.flatMap(Circle::of);
    if (audience.isPresent() && circle.isEmpty()) {
      throw new UsageException("--audience is responders, internal, leadership or public");
    }
    NotifySettingsFiles files = NotifySettingsFiles.read(words, terminal);
    Optional<String> service = Optional.ofNullable(words.<String>matchedOptionValue("--service", null));
    Optional<String> owner = Optional.ofNullable(words.<String>matchedOptionValue("--owner", null));
    Instant now = Clock.systemUTC().instant();
    Notice notice =
        new Notice(
            "route", kind, "", Integer.parseInt(severity), service, owner.map(List::of).orElse(List.of()),
            kind == NoticeKind.STATUS_UPDATE ? circle.or(() -> Optional.of(Circle.INTERNAL)) : Optional.empty(), "", "", Map.of(),
            Optional.empty(), List.of(), now);
    List<Message> messages = Fanout.messages(notice, files.settings(), now);
    List<List<String>> rows = new ArrayList<>();
    for (Message message : messages) {
      rows.add(
          List.of(
              message.target(),
              message.person().orElse(""),
              message.urgency().id(),
              message.circle().id(),
              message.due().isAfter(now) ? SHOWN.format(message.due().atOffset(ZoneOffset.UTC)) : "at once"));
    }
    terminal.out().print(TextTable.render(List.of("target", "person", "urgency", "words for", "when"), rows, terminal.width()));
    Optional<String> policy =
        kind == NoticeKind.INCIDENT_DECLARED || kind == NoticeKind.INCIDENT_REOPENED
            ? files.settings().policy(service, owner, notice.importance())
            : Optional.empty();
    policy.ifPresent(it -> terminal.out().println("paged by the policy " + it));
    return (messages.isEmpty() && policy.isEmpty()) || files.wrong() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
