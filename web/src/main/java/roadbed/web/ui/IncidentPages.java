package roadbed.web.ui;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.operate.incident.Audience;
import roadbed.operate.incident.BlamelessWording;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentDesk;
import roadbed.operate.incident.IncidentRole;
import roadbed.operate.incident.IncidentSeverity;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Moment;
import roadbed.operate.incident.Postmortem;
import roadbed.operate.incident.Recurrence;
import roadbed.operate.incident.Suspects;
import roadbed.web.IncidentParts;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Incidents: the list with its trends, one that people work in at night, what was learned, and the form that declares one. */
final class IncidentPages {
  private static final int MOST = 500;
  private static final int SHOWN_ALERTS = 100;
  private static final int SHOWN_ENTRIES = 200;
  private static final int LONGEST_SECTION = 20_000;
  private static final Duration TRENDS = Duration.ofDays(26 * 7L);
  private static final List<String> STATES = List.of("open", "restored", "closed", "merged");

  private final Screen screen;
  private final IncidentParts parts;
  private final java.time.Clock clock;

  IncidentPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts.incidents();
    this.clock = parts.clock();
  }

  /** A week as the trends show it. */
  record Week(String name, List<Integer> bySeverity, int all, String restoreTime) {}

  record ListView(
      List<IncidentStore.Line> lines,
      int open,
      String state,
      int severity,
      String service,
      String text,
      List<Week> weeks,
      List<String> services,
      boolean none) {}

  ServerResponse list(Visit visit) {
    String person = visit.caller().actor();
    String state = STATES.contains(visit.text("state")) ? visit.text("state") : "";
    int severity = visit.number("severity", 0, 5, 0);
    IncidentStore store = parts.desk().store();
    Instant since = clock.instant().minus(TRENDS);
    List<IncidentStore.Line> recent = store.search(new IncidentStore.Query(person, "", 0, "", "", since, MOST));
    List<IncidentStore.Line> lines =
        store.search(
            new IncidentStore.Query(person, state, severity, visit.text("service"), visit.text("text"), Instant.EPOCH, MOST));
    ListView view =
        new ListView(
            lines,
            (int) recent.stream().filter(line -> line.state().equals("open")).count(),
            state,
            severity,
            visit.text("service"),
            visit.text("text"),
            weeks(recent.stream().filter(line -> !line.state().equals("merged")).toList()),
            recent.stream().flatMap(line -> line.service().stream()).distinct().sorted().toList(),
            recent.isEmpty() && lines.isEmpty());
    return screen.show(visit, "incidents", "Incidents", "reliability", view);
  }

  private static List<Week> weeks(List<IncidentStore.Line> lines) {
    Map<String, List<IncidentStore.Line>> weeks = new TreeMap<>(Comparator.reverseOrder());
    for (IncidentStore.Line line : lines) {
      LocalDate day = LocalDate.ofInstant(line.declaredAt(), ZoneOffset.UTC);
      String week =
          String.format(Locale.ROOT, "%d-W%02d", day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      weeks.computeIfAbsent(week, _ -> new ArrayList<>()).add(line);
    }
    List<Week> found = new ArrayList<>();
    weeks.forEach(
        (name, of) -> {
          List<Integer> counts =
              Stream.of(IncidentSeverity.values())
                  .map(severity -> (int) of.stream().filter(line -> line.severity() == severity).count())
                  .toList();
          var took =
              of.stream()
                  .flatMap(line -> line.restoredAt().map(end -> Duration.between(line.impactStartedAt().orElse(line.declaredAt()), end)).stream())
                  .mapToLong(Duration::toSeconds)
                  .average();
          found.add(new Week(name, counts, of.size(), took.isPresent() ? Format.duration(took.getAsDouble()) : "–"));
        });
    return found;
  }

  /** One line of the timeline. */
  record Happened(Instant at, Instant recordedAt, String by, String words) {
    boolean later() {
      return Duration.between(at, recordedAt).toMinutes() > 1;
    }
  }

  /** A moment with who set it. */
  record Fact(String name, String id, Optional<Dossier.Fact> fact) {}

  record IncidentView(
      IncidentState state,
      Dossier it,
      Optional<String> owner,
      List<Condition> alerts,
      int firing,
      Optional<Instant> over,
      List<Suspects.Suspect> suspects,
      List<Happened> timeline,
      int left,
      List<Fact> facts,
      List<Recurrence.Earlier> earlier,
      Optional<String> runbook,
      List<String> ends,
      boolean open,
      boolean restored,
      boolean closed,
      Optional<String> mergedInto) {

    List<String> holders(IncidentRole role) {
      return it.roles().getOrDefault(role, List.of());
    }

    /** Whether a link may be followed: a sender's text is not trusted to be one. */
    static boolean isLink(String link) {
      return link.startsWith("https://") || link.startsWith("http://");
    }
  }

  private IncidentState find(Visit visit, String id) {
    return parts.desk().find(visit.caller().actor(), id).orElseThrow(() -> unknown(id));
  }

  private static Problem unknown(String id) {
    return Problem.notFound("There is no incident " + id + ".");
  }

  ServerResponse show(Visit visit) {
    IncidentState state = find(visit, visit.request().pathVariable("id"));
    Dossier it = state.dossier();
    String person = visit.caller().actor();
    IncidentStore store = parts.desk().store();
    List<Condition> alerts = store.conditions(it.id(), SHOWN_ALERTS);
    int firing = (int) alerts.stream().filter(Condition::holds).count();
    List<Happened> timeline =
        it.entries().stream()
            .map(IncidentPages::happened)
            .sorted(Comparator.comparing(Happened::at).reversed())
            .toList();
    List<Dossier> others =
        store.since(it.declaredAt().minus(Recurrence.WITHIN)).stream().filter(other -> other.visibleTo(person)).toList();
    IncidentView view =
        new IncidentView(
            state,
            it,
            it.service().flatMap(parts.around()::owner),
            alerts,
            firing,
            firing == 0 ? alerts.stream().flatMap(one -> one.endedAt().stream()).max(Comparator.naturalOrder()) : Optional.empty(),
            parts.around().suspects(it),
            timeline.stream().limit(SHOWN_ENTRIES).toList(),
            Math.max(0, timeline.size() - SHOWN_ENTRIES),
            Stream.of(Moment.values())
                .map(moment -> new Fact(Format.capital(moment.id().replace('_', ' ')), moment.name(), Optional.ofNullable(it.moments().get(moment))))
                .toList(),
            Recurrence.find(it, others),
            alerts.stream().flatMap(one -> one.alert().runbook().stream()).filter(IncidentView::isLink).findFirst(),
            it.openEnds(),
            state instanceof IncidentState.Open,
            state instanceof IncidentState.Restored,
            state instanceof IncidentState.Closed,
            state instanceof IncidentState.Merged merged ? Optional.of(merged.into()) : Optional.empty());
    return screen.show(visit, "incident", it.id() + " " + it.title(), "reliability", view);
  }

  private static Happened happened(Entry entry) {
    String words =
        Postmortem.words(entry.what())
            .orElseGet(
                () ->
                    switch (entry.what()) {
                      case Entry.ActionAdded added -> "action " + added.action() + " for " + added.owner() + " by " + added.due() + ": " + added.text();
                      case Entry.ActionDone done -> "action " + done.action() + " is done" + done.proof().map(proof -> ": " + proof).orElse("");
                      case Entry.ActionAccepted accepted -> "action " + accepted.action() + " is accepted as not done: " + accepted.reason();
                      default -> "the postmortem was written";
                    });
    String by = entry.by().startsWith("source:") ? entry.by().substring("source:".length()) : entry.by();
    return new Happened(entry.at(), entry.recordedAt(), by, words);
  }

  /** A section with its question and what the guide for words says of it. */
  record Section(String name, String question, String text, List<BlamelessWording.Remark> remarks) {}

  record PostmortemView(Dossier it, List<Section> sections, Map<String, String> causes, List<String> ends, boolean canClose) {}

  ServerResponse postmortem(Visit visit) {
    IncidentState state = find(visit, visit.request().pathVariable("id"));
    Map<String, String> draft = Postmortem.draft(state.dossier());
    List<Section> sections = new ArrayList<>();
    Postmortem.SECTIONS.forEach(
        (name, question) -> {
          String text = draft.getOrDefault(name, "");
          sections.add(new Section(name, question, text, BlamelessWording.check(text)));
        });
    PostmortemView view =
        new PostmortemView(
            state.dossier(), sections, Postmortem.CAUSES, state.dossier().openEnds(), state instanceof IncidentState.Restored);
    return screen.show(visit, "postmortem", "Postmortem of " + state.dossier().id(), "reliability", view);
  }

  record DeclareView(String service) {}

  ServerResponse form(Visit visit) {
    return screen.show(visit, "declare", "Declare an incident", "reliability", new DeclareView(visit.text("service")));
  }

  ServerResponse declare(Visit visit) {
    String title = needed(visit, "title");
    IncidentSeverity severity = severity(visit);
    Optional<String> service = optional(visit, "service");
    Entry.Declared declared = new Entry.Declared(title, severity, service, visit.text("reason"));
    IncidentState made =
        parts.desk().declare(visit.caller().actor(), declared, time(visit, "impact_started"), names(visit.text("audience")));
    return Replies.seeOther("/incidents/" + made.dossier().id());
  }

  private static IncidentSeverity severity(Visit visit) {
    return IncidentSeverity.of(visit.number("severity", 1, 5, 3)).orElseThrow();
  }

  private static String needed(Visit visit, String name) {
    String text = visit.text(name);
    if (text.isEmpty()) {
      throw Problem.badParameter(name, "is needed");
    }
    return text;
  }

  private static Optional<String> optional(Visit visit, String name) {
    return Optional.of(visit.text(name)).filter(text -> !text.isEmpty());
  }

  private static List<String> names(String text) {
    return Stream.of(text.split(",", 50)).map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
  }

  /** A time as a browser's field writes it, in UTC, or with its offset. */
  private static Optional<Instant> time(Visit visit, String name) {
    String text = visit.text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(text.endsWith("Z") ? Instant.parse(text) : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw Problem.badParameter(name, "is not a time like 2026-11-21T03:05");
    }
  }

  /** Takes a step or a remark. */
  ServerResponse write(Visit visit) {
    String id = visit.text("id");
    String person = visit.caller().actor();
    IncidentDesk desk = parts.desk();
    IncidentDesk.Outcome outcome =
        switch (visit.text("what")) {
          case "restored" -> desk.restore(person, id, time(visit, "at"));
          case "reopened" -> desk.reopen(person, id, needed(visit, "reason"));
          case "closed" -> desk.close(person, id);
          case "merged" -> desk.merge(person, id, needed(visit, "into"), needed(visit, "reason"));
          case "separated" -> desk.separate(person, id, needed(visit, "reason"));
          default -> desk.note(person, id, remark(visit, find(visit, id).dossier()));
        };
    String back = visit.text("page").equals("postmortem") ? "/incidents/" + id + "/postmortem" : "/incidents/" + id;
    return switch (outcome) {
      case IncidentDesk.Outcome.Done _ -> Replies.seeOther(back);
      case IncidentDesk.Outcome.Unknown _ -> throw unknown(id);
      case IncidentDesk.Outcome.Refused refused -> throw Problem.of(HttpStatus.CONFLICT, "Not taken", Format.capital(refused.why()) + ".");
    };
  }

  private Entry.What remark(Visit visit, Dossier it) {
    return switch (visit.text("what")) {
      case "acknowledged" -> new Entry.Acknowledged();
      case "note" -> new Entry.Note(needed(visit, "text"));
      case "renamed" -> new Entry.Renamed(needed(visit, "title"));
      case "update" -> {
        String text = Stream.of(visit.text("status"), visit.text("text")).filter(part -> !part.isEmpty()).reduce((a, b) -> a + " " + b).orElse("");
        if (text.isEmpty()) {
          throw Problem.badParameter("text", "is needed");
        }
        yield new Entry.StatusUpdate(named(visit, "audience", Audience.values()), text);
      }
      case "role" -> new Entry.RoleTaken(named(visit, "role", IncidentRole.values()), optional(visit, "person"));
      case "moment" -> new Entry.MomentSet(named(visit, "moment", Moment.values()), time(visit, "value"), visit.text("basis"));
      case "graded" -> new Entry.Graded(severity(visit), needed(visit, "reason"));
      case "restricted" -> new Entry.Restricted(names(visit.text("audience")));
      case "cause" -> {
        String cause = needed(visit, "cause");
        if (!Postmortem.CAUSES.containsKey(cause)) {
          throw Problem.badParameter("cause", "is one of " + String.join(", ", Postmortem.CAUSES.keySet()));
        }
        yield new Entry.CauseConfirmed(cause, visit.text("platform").equals("yes"));
      }
      case "related" -> {
        String other = needed(visit, "incident");
        find(visit, other);
        yield new Entry.Related(other, needed(visit, "reason"));
      }
      case "suspect" -> new Entry.ChangeLinked(needed(visit, "change"), needed(visit, "summary"), !visit.text("suspected").equals("no"));
      case "postmortem" -> new Entry.PostmortemWritten(sections(visit));
      case "action" ->
          new Entry.ActionAdded(
              IncidentDesk.nextAction(it),
              needed(visit, "text"),
              needed(visit, "owner"),
              visit.day("due").orElseThrow(() -> Problem.badParameter("due", "is needed")));
      case "done" -> new Entry.ActionDone(needed(visit, "action"), optional(visit, "proof"));
      case "accepted" -> new Entry.ActionAccepted(needed(visit, "action"), needed(visit, "reason"));
      default -> throw Problem.badParameter("what", "is nothing that can be written into an incident");
    };
  }

  private static Map<String, String> sections(Visit visit) {
    Map<String, String> sections = new LinkedHashMap<>();
    for (String name : Postmortem.SECTIONS.keySet()) {
      String text = visit.verbatim(name);
      if (text.length() > LONGEST_SECTION) {
        throw Problem.badParameter(name, "is longer than " + LONGEST_SECTION + " characters");
      }
      if (!text.isBlank()) {
        sections.put(name, text.replace("\r\n", "\n"));
      }
    }
    return sections;
  }

  private static <E extends Enum<E>> E named(Visit visit, String name, E[] values) {
    String text = visit.text(name);
    return Stream.of(values)
        .filter(value -> value.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> Problem.badParameter(name, "is one of " + Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList()));
  }

  /** The time as a browser's field wants it. */
  static String field(Instant at) {
    return LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.MINUTES), ZoneOffset.UTC).toString();
  }

  /** The class that colours a severity. */
  static String colour(IncidentSeverity severity) {
    return switch (severity) {
      case SEV1 -> "critical";
      case SEV2 -> "high";
      case SEV3 -> "medium";
      case SEV4, SEV5 -> "low";
    };
  }
}
