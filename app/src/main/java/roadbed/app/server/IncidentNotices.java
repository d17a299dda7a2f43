package roadbed.app.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import roadbed.model.Alert;
import roadbed.operate.incident.AlertDesk;
import roadbed.operate.incident.Audience;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentRole;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Moment;
import roadbed.operate.incident.Suspects;
import roadbed.operate.notify.Circle;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeKind;
import roadbed.operate.notify.NotifySettings;
import roadbed.operate.notify.Outbox;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.notify.Pager;
import roadbed.web.IncidentParts;

/**
 * Tells what is written into incidents, and pages. It reads their entries, each once, and notes how far it came together with
 * what it told: a server that dies in between goes on where it was, and what was written while none ran is told by the next.
 */
final class IncidentNotices {
  private static final System.Logger LOG = System.getLogger(IncidentNotices.class.getName());
  private static final int MOST = 100;
  private static final int CONDITIONS = 20;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH);

  private final OutboxStore outbox;
  private final IncidentStore incidents;
  private final IncidentParts.Around around;
  private final Supplier<NotifySettings> settings;
  private final Pager pager;
  private final Clock clock;

  IncidentNotices(
      OutboxStore outbox, IncidentStore incidents, IncidentParts.Around around, Supplier<NotifySettings> settings, Pager pager, Clock clock) {
    this.outbox = outbox;
    this.incidents = incidents;
    this.around = around;
    this.settings = settings;
    this.pager = pager;
    this.clock = clock;
  }

  /** Tells what was written since, and takes the steps of pages that are due; true where there may be more. */
  boolean follow() {
    List<OutboxStore.Behind> behind = outbox.behind(MOST);
    for (OutboxStore.Behind one : behind) {
      try {
        incidents.find(one.id()).ifPresent(state -> follow(one, state));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, one.id() + " is not told yet: " + e.getMessage());
      }
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    outbox.inTurn(
        book -> {
          pager.follow(book, settings.get(), now);
          return true;
        });
    return behind.size() == MOST;
  }

  private void follow(OutboxStore.Behind behind, IncidentState state) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    NotifySettings current = settings.get();
    Dossier dossier = state.dossier();
    List<Entry> entries = dossier.entries();
    int from = Math.toIntExact(Math.min(behind.followed(), entries.size()));
    // Where nobody is told anything, nothing has to be looked up.
    Map<String, String> facts = current.isEmpty() ? Map.of() : facts(dossier);
    outbox.inTurn(
        book -> {
          if (!book.follow(behind.name(), behind.followed(), entries.size())) {
            return false;
          }
          for (int i = from; i < entries.size(); i++) {
            tell(book, current, dossier, facts, i, from == 0, now);
          }
          page(book, current, state, facts, from, now);
          return true;
        });
  }

  private void tell(
      OutboxStore.Book book, NotifySettings current, Dossier dossier, Map<String, String> facts, int index, boolean fresh, Instant now) {
    Entry entry = dossier.entries().get(index);
    String by = entry.by();
    switch (entry.what()) {
      case Entry.Declared it -> notice(book, current, dossier, facts, NoticeKind.INCIDENT_DECLARED, it.reason(), Optional.empty(), index, now);
      case Entry.Graded it -> {
        // What was graded before anybody was told is told with the declaration.
        if (!fresh) {
          notice(book, current, dossier, facts, NoticeKind.INCIDENT_GRADED, it.reason(), Optional.empty(), index, now);
        }
      }
      case Entry.Restored _ ->
          notice(book, current, dossier, facts, NoticeKind.INCIDENT_RESTORED, "Users no longer feel it since " + shown(entry.at()) + ".", Optional.empty(), index, now);
      case Entry.Reopened it -> notice(book, current, dossier, facts, NoticeKind.INCIDENT_REOPENED, it.reason(), Optional.empty(), index, now);
      case Entry.Closed _ -> notice(book, current, dossier, facts, NoticeKind.INCIDENT_CLOSED, "Closed by " + by + ".", Optional.empty(), index, now);
      case Entry.StatusUpdate it ->
          notice(book, current, dossier, facts, NoticeKind.STATUS_UPDATE, it.text(), Optional.of(circle(it.audience())), index, now);
      case Entry.Renamed _, Entry.AlertJoined _, Entry.AlertChanged _, Entry.Acknowledged _, Entry.RoleTaken _, Entry.MomentSet _,
          Entry.Note _, Entry.Chat _, Entry.ChangeLinked _, Entry.Restricted _, Entry.PostmortemWritten _, Entry.CauseConfirmed _,
          Entry.ActionAdded _, Entry.ActionDone _, Entry.ActionAccepted _, Entry.Related _, Entry.Merged _, Entry.Absorbed _, Entry.Separated _ -> {}
    }
  }

  private static Circle circle(Audience audience) {
    return switch (audience) {
      case RESPONDERS -> Circle.RESPONDERS;
      case INTERNAL -> Circle.INTERNAL;
      case LEADERSHIP -> Circle.LEADERSHIP;
      case PUBLIC -> Circle.PUBLIC;
    };
  }

  private void notice(
      OutboxStore.Book book,
      NotifySettings current,
      Dossier dossier,
      Map<String, String> facts,
      NoticeKind kind,
      String text,
      Optional<Circle> circle,
      int index,
      Instant now) {
    Outbox.tell(book, notice(dossier, facts, kind, text, circle, index, now), current, now);
  }

  private Notice notice(
      Dossier dossier, Map<String, String> facts, NoticeKind kind, String text, Optional<Circle> circle, int index, Instant now) {
    return new Notice(
        name(dossier) + "/" + (index + 1),
        kind,
        dossier.id(),
        dossier.severity().number(),
        dossier.service(),
        owner(dossier).map(List::of).orElse(List.of()),
        circle,
        dossier.title(),
        text,
        facts,
        Optional.of("/incidents/" + dossier.id()),
        dossier.audience(),
        now);
  }

  private static String name(Dossier dossier) {
    return "incident/" + dossier.id();
  }

  private Optional<String> owner(Dossier dossier) {
    return dossier.service().flatMap(around::owner);
  }

  /** Begins and ends paging as the entries say: one paging for each time that the incident opened. */
  private void page(OutboxStore.Book book, NotifySettings current, IncidentState state, Map<String, String> facts, int from, Instant now) {
    Dossier dossier = state.dossier();
    List<Entry> entries = dossier.entries();
    int opened = 0;
    Optional<Entry> answer = Optional.empty();
    boolean graded = false;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.what() instanceof Entry.Declared || entry.what() instanceof Entry.Reopened) {
        opened = i;
        answer = Optional.empty();
      } else if (isAnswer(entry)) {
        answer = answer.or(() -> Optional.of(entry));
      }
      graded |= i >= from && entry.what() instanceof Entry.Graded;
      if (i >= from && (entry.what() instanceof Entry.Restored || entry.what() instanceof Entry.Closed)) {
        Pager.end(book, run(dossier, opened), entry.by(), "it is restored", now);
      } else if (i >= from && entry.what() instanceof Entry.Merged merged) {
        Pager.end(book, run(dossier, opened), entry.by(), "it is part of " + merged.into(), now);
      }
    }
    String run = run(dossier, opened);
    if (answer.isPresent()) {
      Pager.answer(book, run, answer.get().by(), how(answer.get()), now);
    } else if (state instanceof IncidentState.Open && (opened >= from || graded)) {
      Optional<String> policy = current.policy(dossier.service(), owner(dossier), dossier.severity().number());
      policy.ifPresent(
          it -> {
            Notice about = notice(dossier, facts, NoticeKind.PAGE, reason(dossier), Optional.empty(), entries.size(), now);
            pager.begin(book, current, run, about, it, now);
          });
    }
  }

  /** The name of the paging for one time that an incident opened. */
  private static String run(Dossier dossier, int opened) {
    return name(dossier) + "/opened/" + (opened + 1);
  }

  /** The incident that a paging is about. */
  static Optional<String> incident(String run) {
    String[] parts = run.split("/", -1);
    return parts.length == 4 && parts[0].equals("incident") && parts[2].equals("opened") ? Optional.of(parts[1]) : Optional.empty();
  }

  private static boolean isAnswer(Entry entry) {
    return switch (entry.what()) {
      case Entry.Acknowledged _ -> true;
      case Entry.RoleTaken it -> it.role() == IncidentRole.COMMANDER && it.person().isPresent();
      case Entry.AlertChanged it -> it.state() == Alert.State.ACKNOWLEDGED;
      case Entry.Declared _, Entry.Renamed _, Entry.Graded _, Entry.AlertJoined _, Entry.MomentSet _, Entry.Note _, Entry.Chat _,
          Entry.ChangeLinked _, Entry.StatusUpdate _, Entry.Restricted _, Entry.Restored _, Entry.Reopened _, Entry.PostmortemWritten _,
          Entry.CauseConfirmed _, Entry.ActionAdded _, Entry.ActionDone _, Entry.ActionAccepted _, Entry.Related _, Entry.Merged _,
          Entry.Absorbed _, Entry.Separated _, Entry.Closed _ -> false;
    };
  }

  private static String how(Entry entry) {
    return entry.what() instanceof Entry.AlertChanged
        ? "the alert was acknowledged where it came from"
        : entry.what() instanceof Entry.RoleTaken ? "somebody commands" : "somebody looks into it";
  }

  private static String reason(Dossier dossier) {
    return dossier.entries().getFirst().what() instanceof Entry.Declared declared ? declared.reason() : "";
  }

  /** What those who are told see besides the words. */
  private Map<String, String> facts(Dossier dossier) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Severity", dossier.severity().name());
    dossier.service().ifPresent(service -> facts.put("Service", service));
    owner(dossier).ifPresent(owner -> facts.put("Owner", owner));
    Optional<Instant> since = dossier.moment(Moment.IMPACT_STARTED);
    since.ifPresent(at -> facts.put("Since", shown(at)));
    Optional<Instant> restored = dossier.moment(Moment.RESTORED);
    if (since.isPresent() && restored.isPresent()) {
      facts.put("Over for", length(Duration.between(since.get(), restored.get())));
    }
    List<String> commanders = dossier.roles().getOrDefault(IncidentRole.COMMANDER, List.of());
    facts.put("Commander", String.join(", ", commanders));
    List<Condition> conditions = incidents.conditions(dossier.id(), CONDITIONS);
    if (!conditions.isEmpty()) {
      facts.put("Alert", conditions.getFirst().alert().title() + (dossier.alerts().size() > 1 ? " and " + (dossier.alerts().size() - 1) + " more" : ""));
    }
    conditions.stream().flatMap(one -> one.alert().runbook().stream()).findFirst().ifPresent(runbook -> facts.put("Runbook", runbook));
    if (restored.isEmpty()) {
      List<Suspects.Suspect> suspects = around.suspects(dossier);
      if (!suspects.isEmpty()) {
        Suspects.RecentChange change = suspects.getFirst().change();
        facts.put("Changed before", change.summary() + ", " + shown(change.at()) + ", by " + change.by());
      }
    }
    String by = dossier.entries().getFirst().by();
    facts.put("Declared by", AlertDesk.isPerson(by) ? by : "an alert");
    return facts;
  }

  private static String shown(Instant at) {
    return TIME.format(at.atOffset(ZoneOffset.UTC));
  }

  private static String length(Duration duration) {
    Duration rounded = duration.isNegative() ? Duration.ZERO : duration;
    return rounded.toHours() > 0 ? rounded.toHours() + " h " + rounded.toMinutesPart() + " min" : rounded.toMinutes() + " min";
  }
}
