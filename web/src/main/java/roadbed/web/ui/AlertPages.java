package roadbed.web.ui;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.model.Alert;
import roadbed.operate.incident.AlertMatcher;
import roadbed.operate.incident.AlertSource;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Quiet;
import roadbed.web.IncidentParts;
import roadbed.web.WebParts;
import roadbed.web.hooks.AlertReception;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Alerts: what was told, how noisy it is, when it is quiet, and who may send. */
final class AlertPages {
  private static final int MOST = 200;
  private static final int MOST_NOISY = 50;
  private static final Duration NOISE = Duration.ofDays(30);
  private static final Duration LONGEST_QUIET = Quiet.LONGEST;

  private final Screen screen;
  private final IncidentParts parts;
  private final Clock clock;

  AlertPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts.incidents();
    this.clock = parts.clock();
  }

  record AlertsView(
      List<Condition> conditions,
      List<Condition.Noise> noise,
      List<Quiet> quiets,
      List<AlertSource> sources,
      int times,
      int handled,
      int alone,
      int ignored,
      long flapping,
      int waiting,
      String text,
      String state,
      String source,
      Optional<AlertReception.Admitted> admitted) {}

  ServerResponse list(Visit visit) {
    return show(visit, Optional.empty());
  }

  private ServerResponse show(Visit visit, Optional<AlertReception.Admitted> admitted) {
    IncidentStore store = parts.desk().store();
    Instant now = clock.instant();
    Optional<Alert.State> state = Stream.of(Alert.State.values()).filter(one -> one.id().equals(visit.text("state"))).findFirst();
    String person = visit.caller().actor();
    List<Condition> conditions =
        store.conditions(new Condition.Search(visit.text("text"), state, visit.text("source"), MOST)).stream()
            .filter(one -> isVisible(one, person))
            .toList();
    List<Condition.Noise> noise = store.noise(now.minus(NOISE), MOST_NOISY);
    AlertsView view =
        new AlertsView(
            conditions,
            noise,
            store.quiets(now),
            store.sources(),
            noise.stream().mapToInt(Condition.Noise::times).sum(),
            noise.stream().mapToInt(Condition.Noise::handled).sum(),
            noise.stream().mapToInt(Condition.Noise::endedAlone).sum(),
            noise.stream().mapToInt(Condition.Noise::ignored).sum(),
            noise.stream().filter(Condition.Noise::flaps).count(),
            store.waiting(),
            visit.text("text"),
            state.map(Alert.State::id).orElse(""),
            visit.text("source"),
            admitted);
    return screen.show(visit, "alerts", "Alerts", "reliability", view);
  }

  /** An alert of an incident that somebody may not see is not there for them either. */
  private boolean isVisible(Condition condition, String person) {
    return condition.incident().isEmpty() || parts.desk().find(person, condition.incident().get()).isPresent();
  }

  /** Says what an alert was worth. */
  ServerResponse judge(Visit visit) {
    Condition.Verdict verdict =
        Condition.Verdict.of(visit.text("verdict")).orElseThrow(() -> Problem.badParameter("verdict", "is acted or false-positive"));
    if (!parts.desk().store().judge(visit.text("key"), verdict, visit.caller().actor(), clock.instant())) {
      throw Problem.notFound("There is no such alert.");
    }
    return Replies.seeOther("/incidents/alerts");
  }

  /** Makes a time quiet. */
  ServerResponse quiet(Visit visit) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String name : List.of("service", "source", "title", "resource")) {
      if (!visit.text(name).isEmpty()) {
        facts.put(name, visit.text(name));
      }
    }
    if (facts.isEmpty()) {
      throw Problem.badParameter("service", "is needed, or another fact: nothing at all would be everything");
    }
    if (visit.text("reason").isEmpty()) {
      throw Problem.badParameter("reason", "is needed");
    }
    int hours = visit.number("hours", 1, (int) LONGEST_QUIET.toHours(), 2);
    Instant now = clock.instant();
    Quiet.Kind kind = visit.text("kind").equals("maintenance") ? Quiet.Kind.MAINTENANCE : Quiet.Kind.SILENCE;
    parts
        .desk()
        .store()
        .save(
            new Quiet(
                "q" + UUID.randomUUID().toString().substring(0, 8),
                kind,
                new AlertMatcher(facts),
                now,
                now.plus(Duration.ofHours(hours)),
                visit.caller().actor(),
                visit.text("reason")));
    return Replies.seeOther("/incidents/alerts");
  }

  /** Ends a quiet time now. */
  ServerResponse loud(Visit visit) {
    Instant now = clock.instant();
    Quiet quiet =
        parts.desk().store().quiets(now).stream()
            .filter(one -> one.id().equals(visit.text("id")))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("There is no such quiet time."));
    Instant end = now.isAfter(quiet.from()) ? now : quiet.from().plusMillis(1);
    parts.desk().store().save(new Quiet(quiet.id(), quiet.kind(), quiet.matcher(), quiet.from(), end, quiet.by(), quiet.reason()));
    return Replies.seeOther("/incidents/alerts");
  }

  /** Lets a source in and shows its secrets, this once. */
  ServerResponse admit(Visit visit) {
    try {
      return show(
          visit,
          Optional.of(
              parts
                  .alerts()
                  .admit(
                      visit.text("id"),
                      visit.text("format"),
                      visit.text("signed").equals("yes"),
                      visit.text("topic"),
                      visit.caller().actor())));
    } catch (IllegalArgumentException e) {
      throw Problem.of(HttpStatus.BAD_REQUEST, "Not let in", Format.capital(String.valueOf(e.getMessage())) + ".");
    }
  }

  /** Ends what a source may. */
  ServerResponse revoke(Visit visit) {
    if (!parts.alerts().revoke(visit.text("id"), visit.caller().actor())) {
      throw Problem.notFound("There is no such source.");
    }
    return Replies.seeOther("/incidents/alerts");
  }
}
