package roadbed.web.ui;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.model.Value;
import roadbed.operate.notify.Message;
import roadbed.operate.notify.MessageEntry;
import roadbed.operate.notify.MessageState;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NotifySettings;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.notify.PageEntry;
import roadbed.operate.notify.PageRun;
import roadbed.operate.notify.Target;
import roadbed.operate.notify.Words;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.web.NotifyParts;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Messages: what waits, what did not arrive, who is paged, how targets do, and the page on which who is paged answers. */
final class NotifyPages {
  private static final int MOST = 200;
  private static final int MOST_RUNS = 50;
  private static final int FAILING = 3;
  private static final Duration RECENT = Duration.ofDays(2);
  private static final List<String> STATES = List.of("waiting", "sent", "dead", "withdrawn");

  private final Screen screen;
  private final NotifyParts parts;
  private final EvidenceLog evidence;
  private final Clock clock;

  NotifyPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts.notices();
    this.evidence = parts.evidence();
    this.clock = parts.clock();
  }

  /** A message as a list shows it. */
  record Line(
      long number, String title, String place, String kind, String target, String person, String state, Instant at, String note, boolean revivable, boolean withdrawable) {}

  /** A target with how it does. */
  record TargetLine(
      String id, String kind, String shown, boolean known, int waiting, int dead, String health, boolean failing, Optional<Instant> lastSent, String problem) {}

  /** A paging with its steps. */
  record RunLine(String id, String title, String place, String link, String policy, String state, Instant begun, List<String> steps) {}

  record ListView(
      List<TargetLine> targets,
      List<RunLine> runs,
      List<Line> dead,
      List<Line> lines,
      int waiting,
      long failing,
      long paging,
      long deadCount,
      String state,
      String target,
      String subject,
      List<String> states,
      List<String> problems,
      int routes,
      int pages,
      boolean configured,
      long older) {}

  ServerResponse list(Visit visit) {
    OutboxStore store = parts.outbox().store();
    NotifySettings settings = parts.outbox().settings();
    Instant now = clock.instant();
    String person = visit.caller().actor();
    String state = STATES.contains(visit.text("state")) ? visit.text("state") : "";
    long before = visit.number("before", 0, Integer.MAX_VALUE, 0);
    List<MessageState> found = store.search(new OutboxStore.Query(state, visit.text("target"), visit.text("subject"), before, MOST));
    List<TargetLine> targets = targets(settings, store.health(), now);
    String subject = visit.text("subject");
    List<PageRun> runs =
        store.runs(now.minus(RECENT), MOST_RUNS).stream().filter(run -> subject.isEmpty() || run.about().subject().equals(subject)).toList();
    ListView view =
        new ListView(
            targets,
            runs.stream().map(run -> line(run, person)).toList(),
            store.search(new OutboxStore.Query("dead", "", "", 0, MOST)).stream().map(one -> line(one, person)).toList(),
            found.stream().map(one -> line(one, person)).toList(),
            targets.stream().mapToInt(TargetLine::waiting).sum(),
            targets.stream().filter(TargetLine::failing).count(),
            runs.stream().filter(PageRun.Running.class::isInstance).count(),
            targets.stream().mapToLong(TargetLine::dead).sum(),
            state,
            visit.text("target"),
            subject,
            STATES,
            parts.problems().get(),
            settings.routes().size(),
            settings.pages().size(),
            !settings.isEmpty(),
            found.size() == MOST ? found.getLast().message().number() : 0);
    return screen.show(visit, "notify", "Messages", "reliability", view);
  }

  private static List<TargetLine> targets(NotifySettings settings, List<OutboxStore.Health> all, Instant now) {
    Map<String, OutboxStore.Health> health = new LinkedHashMap<>();
    all.forEach(one -> health.put(one.target(), one));
    List<TargetLine> lines = new ArrayList<>();
    Stream.concat(settings.targets().keySet().stream(), health.keySet().stream())
        .distinct()
        .forEach(
            id -> {
              Optional<Target> target = settings.target(id);
              OutboxStore.Health known = health.get(id);
              boolean failing = known != null && (known.failures() >= FAILING || known.dead() > 0);
              lines.add(
                  new TargetLine(
                      id,
                      target.map(Target::kind).orElse(""),
                      target.map(Target::shown).orElse("not in the settings any more"),
                      target.isPresent(),
                      known == null ? 0 : known.waiting(),
                      known == null ? 0 : known.dead(),
                      health(known, now),
                      failing,
                      known == null ? Optional.empty() : known.lastSentAt(),
                      known == null || known.failures() == 0 ? "" : known.problem()));
            });
    return lines;
  }

  private static String health(OutboxStore.@org.jspecify.annotations.Nullable Health health, Instant now) {
    if (health == null) {
      return "nothing was sent yet";
    }
    if (health.restsUntil().filter(until -> until.isAfter(now)).isPresent()) {
      return "resting until " + Format.time(health.restsUntil().get());
    }
    if (health.failures() > 0) {
      return Format.count(health.failures(), "failure in a row", "failures in a row");
    }
    return health.lastSentAt().isPresent() ? "arrives" : "nothing arrived yet";
  }

  private static Line line(MessageState state, String person) {
    Message message = state.message();
    Notice notice = message.notice();
    boolean visible = notice.visibleTo(person);
    String note =
        switch (state) {
          case MessageState.Waiting waiting -> (waiting.problem().isEmpty() ? "due " : waiting.problem() + "; again ") + Format.time(waiting.due());
          case MessageState.Sent sent -> sent.attempts() > 1 ? "at the " + sent.attempts() + ". attempt" : "";
          case MessageState.Dead dead -> dead.problem();
          case MessageState.Withdrawn withdrawn ->
              withdrawn.entries().getLast().what() instanceof MessageEntry.Withdrawn it ? it.reason() : "";
        };
    return new Line(
        message.number(),
        visible ? notice.title() : "not for everybody",
        notice.subject(),
        notice.kind().id(),
        message.target(),
        message.person().orElse(""),
        state.state(),
        state.entries().getLast().at(),
        note,
        state instanceof MessageState.Dead,
        state instanceof MessageState.Dead || state instanceof MessageState.Waiting);
  }

  private static RunLine line(PageRun run, String person) {
    boolean visible = run.about().visibleTo(person);
    List<String> steps = new ArrayList<>();
    for (PageEntry entry : run.entries()) {
      String words =
          switch (entry.what()) {
            case PageEntry.Begun _ -> "";
            case PageEntry.Told it ->
                it.person().isEmpty()
                    ? it.target() + ": nobody is on call"
                    : it.person().get() + (it.target().equals(it.person().get()) ? "" : " (" + it.target() + ")") + (it.notice().isEmpty() ? ": nothing reaches them" : " paged");
            case PageEntry.Hurried it -> "next level " + Format.duration((double) it.by().toSeconds()) + " early: " + it.reason();
            case PageEntry.Answered it -> "answered by " + entry.by() + ": " + it.how();
            case PageEntry.Unanswered it -> "nobody answered: " + it.reason();
            case PageEntry.Ended it -> "ended by " + entry.by() + ": " + it.reason();
          };
      if (!words.isEmpty()) {
        steps.add(Format.time(entry.at()) + " " + words);
      }
    }
    return new RunLine(
        run.id(),
        visible ? run.about().title() : "not for everybody",
        run.about().subject(),
        visible ? run.about().path().orElse("") : "",
        run.policy(),
        run.state(),
        run.begun(),
        steps);
  }

  record MessageView(Line line, Optional<Words> words, List<EntryLine> entries, boolean uncertain) {}

  record EntryLine(Instant at, String by, String what, String words) {}

  ServerResponse message(Visit visit) {
    MessageState state = parts.outbox().store().find(number(visit.request().pathVariable("number"))).orElseThrow(NotifyPages::missing);
    String person = visit.caller().actor();
    Message message = state.message();
    Optional<Words> words =
        message.notice().visibleTo(person)
            ? Optional.of(Words.of(message.notice(), message.circle(), parts.outbox().settings(), Optional.empty()))
            : Optional.empty();
    List<EntryLine> entries = state.entries().stream().map(NotifyPages::entry).toList();
    boolean uncertain = state.entries().getLast().what() instanceof MessageEntry.Begun;
    return screen.show(visit, "message", "Message " + message.number(), "reliability", new MessageView(line(state, person), words, entries, uncertain));
  }

  private static EntryLine entry(MessageEntry entry) {
    String words =
        switch (entry.what()) {
          case MessageEntry.Queued it -> "due " + Format.time(it.due());
          case MessageEntry.Begun it -> "attempt " + it.attempt();
          case MessageEntry.Failed it -> it.problem() + "; again " + Format.time(it.again());
          case MessageEntry.Sent it -> it.receipt();
          case MessageEntry.GivenUp it -> it.problem();
          case MessageEntry.Revived _ -> "";
          case MessageEntry.Withdrawn it -> it.reason();
        };
    return new EntryLine(entry.at(), entry.by(), MessageEntry.kind(entry.what()), words);
  }

  private static Problem missing() {
    return Problem.notFound("There is no such message, or it was let go since.");
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw missing();
    }
    return Long.parseLong(text);
  }

  /** Sends a message to a target, so that somebody sees whether it arrives. */
  ServerResponse test(Visit visit) {
    String target = visit.text("target");
    if (!parts.outbox().test(target, visit.caller().actor())) {
      throw Problem.notFound("There is no target " + target + " in the settings.");
    }
    written(visit, "test message", target);
    return Replies.seeOther("/notify");
  }

  ServerResponse revive(Visit visit) {
    if (!parts.outbox().revive(number(visit.text("number")), visit.caller().actor())) {
      throw Problem.notFound("No message of that number was given up.");
    }
    written(visit, "message sent again", visit.text("number"));
    return Replies.seeOther("/notify");
  }

  ServerResponse withdraw(Visit visit) {
    if (!parts.outbox().withdraw(number(visit.text("number")), visit.caller().actor(), "by hand")) {
      throw Problem.notFound("No message of that number waits or was given up.");
    }
    written(visit, "message withdrawn", visit.text("number"));
    return Replies.seeOther("/notify");
  }

  private void written(Visit visit, String what, String of) {
    evidence.append("notify", visit.caller().actor(), Value.Fields.of("what", Value.of(what), "of", Value.of(of)));
  }

  record AnswerView(String token, String person, String title, String subject, String state, String by, boolean waiting) {}

  /** Shows what is asked. Whoever only fetches the link, as programs that look at mail do, answers nothing. */
  ServerResponse asked(Visit visit) {
    String token = visit.request().pathVariable("token");
    NotifyParts.Asked asked = parts.answers().asked(token).orElseThrow(NotifyPages::stale);
    PageRun run = asked.run();
    PageEntry last = run.entries().getLast();
    AnswerView view =
        new AnswerView(
            token,
            asked.person(),
            run.about().visibleTo(asked.person()) ? run.about().title() : "Something that is not for everybody",
            run.about().subject(),
            run.state(),
            run instanceof PageRun.Over ? last.by() : "",
            run instanceof PageRun.Running);
    return screen.show(visit, "answer", "You are paged", "", view);
  }

  ServerResponse answer(Visit visit) {
    String token = visit.request().pathVariable("token");
    if (parts.answers().asked(token).isEmpty()) {
      throw stale();
    }
    parts.answers().answer(token);
    return Replies.seeOther("/notify/answer/" + token);
  }

  private static Problem stale() {
    return Problem.notFound("This link was not made here, or what it is about was let go since.");
  }
}
