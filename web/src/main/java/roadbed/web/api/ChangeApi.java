package roadbed.web.api;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.change.ProposedChange;
import roadbed.assess.change.ProposedChangeJson;
import roadbed.model.AllocationJson;
import roadbed.model.Value;
import roadbed.operate.change.ChangeDesk;
import roadbed.operate.change.ChangeRecord;
import roadbed.operate.change.ChangeRecordJson;
import roadbed.operate.change.ChangeSettings;
import roadbed.operate.change.ChangeStore;
import roadbed.operate.change.ChangeWindow;
import roadbed.web.WebParts;
import roadbed.web.access.Caller;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Pipelines propose changes here and learn whether they may go on; people agree to them. */
final class ChangeApi {
  private static final int MOST_BODY = 4 << 20;
  private static final int MOST = 500;
  private static final int LONGEST = 2_000;
  private static final Duration LONGEST_SPAN = Duration.ofDays(400);

  private final WebParts parts;

  ChangeApi(WebParts parts) {
    this.parts = parts;
  }

  List<Endpoint> endpoints() {
    Parameter id = new Parameter("id", "string", true, "identifier");
    return List.of(
        Endpoint.api(
            "/api/v1/changes", "Searches changes, newest first", "Changes",
            List.of(
                new Parameter("q", "string", false, "words that occur in title, identifier, reference, commit, services or authors"),
                new Parameter("service", "string", false, "one that it touches"),
                new Parameter("phase", "array", false, "open, running, ended, withdrawn"),
                new Parameter("review_due", "string", false, "true for those that somebody must look at"),
                new Parameter("size", "integer", false, "at most 500")),
            this::search),
        Endpoint.api(
            "/api/v1/changes/windows", "Freezes and times of maintenance", "ChangeWindows",
            List.of(
                new Parameter("from", "string", false, "a time such as 2026-01-31T09:00:00Z; now where it is missing"),
                new Parameter("days", "integer", false, "how far; 28 where it is missing")),
            this::windows),
        new Endpoint(
            HttpMethod.POST, "/api/v1/changes/documents/{id}", Permission.PUSH, Endpoint.Face.API,
            "Keeps a document of kind Changes by its name", List.of(id), "KeptDocument", this::document),
        Endpoint.api("/api/v1/changes/{id}", "One change with all that happened to it", "Change", List.of(id), this::one),
        new Endpoint(
            HttpMethod.POST, "/api/v1/changes", Permission.PUSH, Endpoint.Face.API,
            "Proposes a change, or the same one anew, and says whether it may go on", List.of(), "Change", this::propose),
        new Endpoint(
            HttpMethod.POST, "/api/v1/changes/{id}/decisions", Permission.PUSH, Endpoint.Face.API,
            "Agrees to a change, rejects or withdraws it, calls it an emergency, or says what was learned afterwards", List.of(id), "Change",
            this::decide));
  }

  private ServerResponse search(Visit visit) {
    ChangeDesk desk = parts.changes().desk();
    ChangeSettings settings = desk.settings();
    Instant now = parts.clock().instant();
    Set<ChangeStore.Phase> phases = new LinkedHashSet<>();
    for (String text : visit.texts("phase")) {
      phases.add(phase(text));
    }
    List<ChangeRecord> found =
        desk.store()
            .search(
                new ChangeStore.Query(
                    phases, visit.text("service"), visit.text("q"), visit.text("review_due").equals("true"), Instant.EPOCH,
                    visit.number("size", 1, MOST, 50)));
    return Replies.json(
        HttpStatus.OK,
        new JsonObject().list("items", found, record -> ChangeRecordJson.line(record, record.state(settings, now))).build());
  }

  private static ChangeStore.Phase phase(String text) {
    for (ChangeStore.Phase phase : ChangeStore.Phase.values()) {
      if (phase.name().toLowerCase(Locale.ROOT).equals(text)) {
        return phase;
      }
    }
    throw Problem.badParameter("phase", "is open, running, ended or withdrawn");
  }

  private ServerResponse windows(Visit visit) {
    Instant from = parts.clock().instant();
    if (!visit.text("from").isEmpty()) {
      try {
        from = Instant.parse(visit.text("from"));
      } catch (DateTimeException _) {
        throw Problem.badParameter("from", "is a time such as 2026-01-31T09:00:00Z");
      }
    }
    Instant until = from.plus(Duration.ofDays(visit.number("days", 1, (int) LONGEST_SPAN.toDays(), 28)));
    return Replies.json(
        HttpStatus.OK,
        new JsonObject().list("items", parts.changes().desk().settings().occurrences(from, until), ChangeApi::occurrence).build());
  }

  private static Value.Fields occurrence(ChangeWindow.Occurrence one) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of(one.window().id()));
    fields.put("kind", Value.of(one.window().kind().id()));
    fields.put("name", Value.of(one.window().name()));
    fields.put("from", Value.of(one.from().toString()));
    fields.put("until", Value.of(one.until().toString()));
    fields.put("services", Value.ofTexts(one.window().scope().services()));
    fields.put("environments", Value.ofTexts(one.window().scope().environments()));
    fields.put("reason", Value.of(one.window().reason()));
    return new Value.Fields(fields);
  }

  private ServerResponse document(Visit visit) throws IOException {
    String name = visit.request().pathVariable("id");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw Problem.badParameter("id", "letters, digits, dots and dashes, at most 100");
    }
    Value.Fields document = JsonBody.object(visit, MOST_BODY);
    List<AllocationJson.Problem> problems = parts.changes().desk().keep(name, document, speaker(visit));
    if (!problems.isEmpty()) {
      throw new Problem(
          HttpStatus.UNPROCESSABLE_CONTENT, "Not kept", problems.getFirst().message(),
          problems.stream().limit(50).map(one -> new Problem.Detail(one.pointer(), one.message())).toList());
    }
    parts.evidence().append("change", visit.caller().actor(), Value.Fields.of("name", Value.of(name), "document", document));
    return Replies.json(HttpStatus.OK, new JsonObject().put("name", name).build());
  }

  private ServerResponse one(Visit visit) {
    ChangeDesk desk = parts.changes().desk();
    ChangeRecord record = desk.find(visit.request().pathVariable("id")).orElseThrow(() -> missing(visit));
    return answer(record);
  }

  private ServerResponse answer(ChangeRecord record) {
    return Replies.json(
        HttpStatus.OK,
        ChangeRecordJson.of(record, record.state(parts.changes().desk().settings(), parts.clock().instant())));
  }

  private static Problem missing(Visit visit) {
    return Problem.notFound("There is no change " + visit.request().pathVariable("id") + ".");
  }

  private ServerResponse propose(Visit visit) throws IOException {
    Value.Fields body = JsonBody.object(visit, MOST_BODY);
    ProposedChange change;
    try {
      change = ProposedChangeJson.read(body);
    } catch (IllegalArgumentException e) {
      throw refused("Not a change", String.valueOf(e.getMessage()));
    }
    Optional<String> emergency = body.text("emergency").map(String::strip).filter(text -> !text.isEmpty());
    if (emergency.filter(text -> text.length() > LONGEST).isPresent()) {
      throw refused("Not a change", "emergency is longer than " + LONGEST + " characters");
    }
    return answer(parts.changes().desk().propose(visit.caller().actor(), change, emergency).record());
  }

  private ServerResponse decide(Visit visit) throws IOException {
    Value.Fields body = JsonBody.object(visit, 1 << 20);
    String id = visit.request().pathVariable("id");
    String digest = body.text("digest").orElse("");
    String words = body.text("words").orElse("").strip();
    if (words.length() > LONGEST) {
      throw refused("Not done", "words are longer than " + LONGEST + " characters");
    }
    ChangeDesk desk = parts.changes().desk();
    ChangeDesk.Speaker who = speaker(visit);
    ChangeDesk.Outcome outcome =
        switch (body.text("decision").orElse("")) {
          case "approve" -> desk.agree(known(who, desk), id, digest, words);
          case "reject" -> desk.refuse(known(who, desk), id, digest, words);
          case "withdraw" -> desk.withdraw(who, id, words);
          case "emergency" -> desk.callEmergency(who, id, words);
          case "review" -> desk.review(known(who, desk), id, words);
          default -> throw refused("Not done", "decision is approve, reject, withdraw, emergency or review");
        };
    return switch (outcome) {
      case ChangeDesk.Done done -> answer(done.record());
      case ChangeDesk.NotDone not -> throw Problem.of(HttpStatus.CONFLICT, "Not done", not.why());
      case ChangeDesk.NoSuchChange _ -> throw missing(visit);
    };
  }

  private static ChangeDesk.Speaker speaker(Visit visit) {
    return new ChangeDesk.Speaker(visit.caller().actor(), visit.caller() instanceof Caller.Administrator);
  }

  /** A token speaks for a person only where the documents say whose it is. */
  private static ChangeDesk.Speaker known(ChangeDesk.Speaker who, ChangeDesk desk) {
    if (!who.administrator() && !desk.settings().knows(who.actor())) {
      throw Problem.of(
          HttpStatus.FORBIDDEN, "Nobody's token",
          "Nobody knows whose word this is: log in, or name this token as one of a person's names in a document of kind Changes (also: ["
              + who.actor().replaceFirst(" \\(.*", "") + "]).");
    }
    return who;
  }

  private static Problem refused(String title, String why) {
    return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, title, why);
  }

  /** What bodies are, for the description of the API. */
  static Optional<String> body(String path) {
    return switch (path) {
      case "/api/v1/changes" -> Optional.of(ProposedChangeJson.FORMAT + ", with emergency where it cannot wait");
      case "/api/v1/changes/{id}/decisions" -> Optional.of("decision, digest and words");
      case "/api/v1/changes/documents/{id}" -> Optional.of("kind Changes");
      default -> Optional.empty();
    };
  }
}
