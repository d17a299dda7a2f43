package roadbed.web.ui;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.change.ChangeRisk;
import roadbed.assess.change.ChangeRuling;
import roadbed.model.AllocationJson;
import roadbed.model.Value;
import roadbed.model.calendar.CalendarText;
import roadbed.operate.change.ChangeCalendar;
import roadbed.operate.change.ChangeDesk;
import roadbed.operate.change.ChangeDocuments;
import roadbed.operate.change.ChangeEntry;
import roadbed.operate.change.ChangeEntryJson;
import roadbed.operate.change.ChangeNotice;
import roadbed.operate.change.ChangeRecord;
import roadbed.operate.change.ChangeSettings;
import roadbed.operate.change.ChangeState;
import roadbed.operate.change.ChangeStore;
import roadbed.operate.change.ChangeWindow;
import roadbed.web.ChangeParts;
import roadbed.web.WebParts;
import roadbed.web.access.Caller;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** What waits for whose word, what was changed, when nothing may be, and why each change stands where it does. */
final class ChangePages {
  private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
  private static final Duration AHEAD = Duration.ofDays(28);
  private static final Duration FEED_BACK = Duration.ofDays(31);
  private static final Duration FEED_AHEAD = Duration.ofDays(183);
  private static final int MOST = 100;
  private static final int MOST_DUE = 20;
  private static final int MOST_OPEN = 200;
  private static final int MOST_WINDOWS = 40;
  private static final int MOST_NOTICES = 20;
  private static final int MOST_FEEDS = 100;
  private static final int MOST_TOLD = 20;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_DOCUMENT = 1 << 20;

  private final Screen screen;
  private final WebParts parts;
  private final SecureRandom random = new SecureRandom();

  ChangePages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  /**
   * A change in a list.
   *
   * @param why why it stands where it does
   * @param colour of its state's tag
   * @param waits whether it waits for people or time
   */
  record Line(
      String id, String title, String services, String state, String colour, String risk, String why, Instant at, boolean due, boolean waits) {}

  /** A time of a window. */
  record Window(String name, String kind, String when, String about, String reason, boolean now) {}

  record ListView(
      boolean none,
      List<Line> waiting,
      List<Line> due,
      List<Line> lines,
      List<Window> windows,
      List<ChangeNotice> notices,
      List<ChangeStore.Feed> feeds,
      List<String> problems,
      List<String> services,
      String service,
      String phase,
      String text,
      String zone,
      String secret) {}

  ServerResponse list(Visit visit) {
    return list(visit, "");
  }

  private ServerResponse list(Visit visit, String secret) {
    ChangeDesk desk = parts.changes().desk();
    ChangeStore store = desk.store();
    ChangeDocuments.Read documents = desk.documents();
    ChangeSettings settings = documents.settings();
    Instant now = parts.clock().instant();
    Set<ChangeStore.Phase> phases = new TreeSet<>();
    for (ChangeStore.Phase phase : ChangeStore.Phase.values()) {
      if (visit.text("phase").equals(phase.name().toLowerCase(Locale.ROOT))) {
        phases.add(phase);
      }
    }
    List<Line> open =
        store.search(new ChangeStore.Query(Set.of(ChangeStore.Phase.OPEN), "", "", false, Instant.EPOCH, MOST_OPEN)).stream()
            .map(record -> line(record, settings, now))
            .toList();
    List<ChangeRecord> found =
        store.search(new ChangeStore.Query(phases, visit.text("service"), visit.text("text"), false, Instant.EPOCH, MOST));
    TreeSet<String> services = new TreeSet<>();
    found.forEach(record -> services.addAll(record.change().services()));
    boolean filtered = !phases.isEmpty() || !visit.text("service").isEmpty() || !visit.text("text").isEmpty();
    List<String> problems = new ArrayList<>();
    List<ChangeStore.Kept> kept = desk.kept();
    for (int i = 0; i < kept.size(); i++) {
      String name = kept.get(i).name();
      documents.problems().get(i).forEach(one -> problems.add(name + "#" + one.pointer() + ": " + one.message()));
    }
    return screen.show(
        visit,
        "changes",
        "Changes",
        "reliability",
        new ListView(
            found.isEmpty() && !filtered,
            open.stream().filter(Line::waits).toList(),
            store.search(new ChangeStore.Query(Set.of(), "", "", true, Instant.EPOCH, MOST_DUE)).stream()
                .map(record -> line(record, settings, now))
                .toList(),
            found.stream().map(record -> line(record, settings, now)).toList(),
            windows(settings, now),
            store.notices(MOST_NOTICES),
            store.feeds(),
            problems.stream().limit(MOST_TOLD).toList(),
            List.copyOf(services),
            visit.text("service"),
            visit.text("phase"),
            visit.text("text"),
            settings.zone().getId(),
            secret));
  }

  private static Line line(ChangeRecord record, ChangeSettings settings, Instant now) {
    ChangeState state = record.state(settings, now);
    return new Line(
        record.id(),
        record.change().title(),
        String.join(", ", record.change().services()),
        Format.words(state.id()),
        colour(state),
        record.weighed().map(weighed -> weighed.risk().level().id()).orElse(""),
        String.join("; ", state.words()),
        record.beganAt().orElse(record.proposedAt()),
        record.reviewDue(),
        !state.mayGoOn());
  }

  /** The colour of its tag, by the names of severities, and good. */
  private static String colour(ChangeState state) {
    return switch (state) {
      case ChangeState.Approved _, ChangeState.Standard _, ChangeState.Reviewed _ -> "good";
      case ChangeState.Denied _, ChangeState.Rejected _ -> "high";
      case ChangeState.Waiting _, ChangeState.Proposed _, ChangeState.Frozen _, ChangeState.Emergency _ -> "medium";
      case ChangeState.Running running -> running.leave() == ChangeEntry.Leave.NOT_GIVEN ? "high" : "low";
      case ChangeState.Ended ended ->
          switch (ended.outcome()) {
            case DONE -> ended.reviewDue() ? "medium" : "good";
            case FAILED, ROLLED_BACK -> "high";
          };
      case ChangeState.Withdrawn _ -> "low";
    };
  }

  private static List<Window> windows(ChangeSettings settings, Instant now) {
    List<Window> windows = new ArrayList<>();
    for (ChangeWindow.Occurrence one : settings.occurrences(now, now.plus(AHEAD))) {
      ChangeWindow window = one.window();
      List<String> about = new ArrayList<>(window.scope().services());
      about.addAll(window.scope().environments());
      windows.add(
          new Window(
              window.name(),
              window.kind().id(),
              shown(one.from(), settings.zone()) + " to " + shown(one.until(), settings.zone()),
              about.isEmpty() ? "everything" : String.join(", ", about),
              window.reason(),
              !one.from().isAfter(now)));
    }
    return windows.stream().limit(MOST_WINDOWS).toList();
  }

  private static String shown(Instant at, ZoneId zone) {
    return SHOWN.format(at.atZone(zone));
  }

  /** Something that happened, in words. */
  record Happened(Instant at, String who, String what, String words) {}

  record OneView(
      ChangeRecord record,
      String state,
      String colour,
      List<String> why,
      boolean waiting,
      boolean open,
      boolean reviewDue,
      Optional<ChangeRisk> risk,
      ChangeEntry.Weighed weighed,
      List<Happened> trail,
      List<ChangeNotice> notices) {

    /** What of it somebody can prove. */
    public String kept() {
      return record.leave().equals(Optional.of(ChangeEntry.Leave.NOT_JUDGED))
          ? "the newest first; of what is told too late to be judged there is no evidence"
          : "the newest first; all of it is in the evidence";
    }
  }

  ServerResponse one(Visit visit) {
    ChangeDesk desk = parts.changes().desk();
    ChangeRecord record = record(visit.request().pathVariable("id"));
    ChangeState state = record.state(desk.settings(), parts.clock().instant());
    ChangeEntry.Weighed weighed =
        record.weighed()
            .orElseGet(
                () ->
                    new ChangeEntry.Weighed(
                        record.change().digest(),
                        new ChangeRisk(List.of()),
                        new ChangeRuling.Undecided(List.of("it was not weighed")),
                        List.of()));
    return screen.show(
        visit,
        "change",
        record.change().title(),
        "reliability",
        new OneView(
            record,
            Format.words(state.id()),
            colour(state),
            state.words(),
            state instanceof ChangeState.Waiting,
            record.beganAt().isEmpty() && !(state instanceof ChangeState.Withdrawn),
            record.reviewDue(),
            record.weighed().map(ChangeEntry.Weighed::risk),
            weighed,
            record.entries().reversed().stream().map(ChangePages::happened).toList(),
            desk.store().notices(record.id(), MOST)));
  }

  private ChangeRecord record(String id) {
    return parts.changes().desk().find(id).orElseThrow(() -> Problem.notFound("There is no change " + id + "."));
  }

  private static Happened happened(ChangeEntry entry) {
    String words =
        switch (entry.what()) {
          case ChangeEntry.ProposedAs it -> "digest " + shortened(it.change().digest());
          case ChangeEntry.Weighed it -> "the risk is " + it.risk().level().id() + ", " + it.risk().score() + " points";
          case ChangeEntry.Agreed it -> "to " + shortened(it.digest()) + (it.words().isEmpty() ? "" : ": " + it.words());
          case ChangeEntry.Refused it -> it.reason();
          case ChangeEntry.Withdrawn it -> it.reason();
          case ChangeEntry.CalledEmergency it -> it.reason();
          case ChangeEntry.Began it -> it.fact() + "; " + it.words();
          case ChangeEntry.Over it -> it.outcome().words() + (it.words().isEmpty() ? "" : ": " + it.words());
          case ChangeEntry.LookedAt it -> it.conclusion();
        };
    return new Happened(entry.at(), entry.actor(), Format.words(ChangeEntryJson.kind(entry.what())), words);
  }

  /** Enough of a digest to tell two apart. */
  static String shortened(String digest) {
    return digest.length() > 12 ? digest.substring(0, 12) : digest;
  }

  ServerResponse decide(Visit visit) {
    ChangeDesk desk = parts.changes().desk();
    String id = visit.text("id");
    String digest = visit.text("digest");
    String words = visit.text("words");
    ChangeDesk.Speaker who = speaker(visit);
    ChangeDesk.Outcome outcome =
        switch (visit.text("decision")) {
          case "approve" -> desk.agree(who, id, digest, words);
          case "reject" -> desk.refuse(who, id, digest, words);
          case "withdraw" -> desk.withdraw(who, id, words);
          case "emergency" -> desk.callEmergency(who, id, words);
          case "review" -> desk.review(who, id, words);
          default -> throw Problem.badParameter("decision", "is approve, reject, withdraw, emergency or review");
        };
    return switch (outcome) {
      case ChangeDesk.Done done -> Replies.seeOther("/changes/" + done.record().id());
      case ChangeDesk.NotDone not -> throw Problem.of(HttpStatus.CONFLICT, "Not done", Format.words(not.why()) + ".");
      case ChangeDesk.NoSuchChange _ -> throw Problem.notFound("There is no change " + id + ".");
    };
  }

  private static ChangeDesk.Speaker speaker(Visit visit) {
    return new ChangeDesk.Speaker(visit.caller().actor(), visit.caller() instanceof Caller.Administrator);
  }

  /** A freeze is a document with one window, so that it can be seen and changed as the others. */
  ServerResponse freeze(Visit visit) {
    ZoneId zone = parts.changes().desk().settings().zone();
    Instant from = time(visit, "from", zone);
    Instant until = time(visit, "until", zone);
    String id = "freeze-" + from.toString().substring(0, 10) + "-" + fresh(3).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "x");
    Map<String, Value> window = new LinkedHashMap<>();
    window.put("id", Value.of(id));
    window.put("name", Value.of(visit.text("name").isEmpty() ? id : visit.text("name")));
    window.put("from", Value.of(from.toString()));
    window.put("until", Value.of(until.toString()));
    List<String> services =
        Arrays.stream(visit.text("services").split(",", 200)).map(String::strip).filter(text -> !text.isEmpty()).toList();
    window.put("services", Value.ofTexts(services));
    window.put("reason", Value.of(visit.text("reason")));
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("apiVersion", Value.of(ChangeDocuments.VERSION));
    document.put("kind", Value.of("Changes"));
    document.put("freezes", new Value.Items(List.of(new Value.Fields(window))));
    keep(visit, id, new Value.Fields(document));
    return Replies.seeOther("/changes");
  }

  private static Instant time(Visit visit, String name, ZoneId zone) {
    return ChangeDocuments.instant(visit.text(name), zone, name.equals("until"))
        .orElseThrow(() -> Problem.badParameter(name, "a day or a time is expected here"));
  }

  ServerResponse document(Visit visit) {
    String text = visit.verbatim("document");
    String name = visit.text("name");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw Problem.badParameter("name", "letters, digits, dots and dashes, at most 100");
    }
    if (text.length() > LONGEST_DOCUMENT) {
      throw Problem.badParameter("document", "at most " + LONGEST_DOCUMENT + " characters");
    }
    ChangeParts.Read read = parts.changes().reader().read(text);
    refuse(read.problems());
    if (read.documents().size() != 1) {
      refuse(List.of("one document of kind Changes is expected here, not " + read.documents().size()));
    }
    keep(visit, name, read.documents().getFirst());
    return Replies.seeOther("/changes");
  }

  private void keep(Visit visit, String name, Value document) {
    List<AllocationJson.Problem> problems = parts.changes().desk().keep(name, document, speaker(visit));
    refuse(problems.stream().limit(MOST_TOLD).map(one -> one.pointer() + ": " + one.message()).toList());
    parts.evidence().append("change", visit.caller().actor(), Value.Fields.of("name", Value.of(name), "document", document));
  }

  private static void refuse(List<String> why) {
    if (!why.isEmpty()) {
      throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "Not done", String.join("; ", why));
    }
  }

  /** The secret is shown in the answer, and never again. */
  ServerResponse makeFeed(Visit visit) {
    ChangeStore store = parts.changes().desk().store();
    if (store.feeds().size() >= MOST_FEEDS) {
      refuse(List.of("there are " + MOST_FEEDS + " calendars; revoke one"));
    }
    String secret = fresh(32);
    ChangeStore.Feed feed = new ChangeStore.Feed(fresh(9), hash(secret), visit.caller().actor(), parts.clock().instant());
    store.save(feed);
    parts.evidence().append("change", visit.caller().actor(), Value.Fields.of("feed", Value.of(feed.id()), "what", Value.of("made")));
    return list(visit, secret);
  }

  ServerResponse revokeFeed(Visit visit) {
    String id = visit.text("feed");
    if (!parts.changes().desk().store().revoke(id)) {
      throw Problem.notFound("There is no such calendar.");
    }
    parts.evidence().append("change", visit.caller().actor(), Value.Fields.of("feed", Value.of(id), "what", Value.of("revoked")));
    return Replies.seeOther("/changes");
  }

  /** A calendar for whoever knows its secret; nothing else is asked of them. */
  ServerResponse feed(Visit visit) {
    String hash = hash(visit.request().pathVariable("secret").replace(".ics", ""));
    ChangeDesk desk = parts.changes().desk();
    boolean known =
        desk.store().feeds().stream()
            .anyMatch(
                one -> MessageDigest.isEqual(one.hash().getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII)));
    if (!known) {
      throw Problem.notFound("There is no such calendar.");
    }
    Instant now = parts.clock().instant();
    List<ChangeRecord> planned =
        desk.store()
            .search(
                new ChangeStore.Query(
                    Set.of(ChangeStore.Phase.OPEN, ChangeStore.Phase.RUNNING), "", "", false, now.minus(FEED_AHEAD), MOST_OPEN));
    return Replies.text(
        CALENDAR,
        CalendarText.of("Changes", ChangeCalendar.events(desk.settings(), planned, now.minus(FEED_BACK), now.plus(FEED_AHEAD)), now));
  }

  private static String hash(String secret) {
    if (secret.length() > LONGEST_TEXT) {
      throw Problem.notFound("There is no such calendar.");
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private String fresh(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
