package roadbed.web.api;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.model.Diagnostic;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.prove.report.DecisionTreeText;
import roadbed.web.WebParts;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** What gates decided elsewhere comes in here, and what people said of it; exceptions are entered and taken back. */
final class GateApi {
  private static final int MOST_BODY = 8 << 20;
  private static final int LONGEST_REASON = 2_000;
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private final WebParts parts;

  GateApi(WebParts parts) {
    this.parts = parts;
  }

  List<Endpoint> endpoints() {
    Parameter id = new Parameter("id", "string", true, "identifier");
    return List.of(
        Endpoint.api(
            "/api/v1/exceptions", "All exceptions from guardrails as they fare now", "Exceptions", List.of(),
            this::exceptions),
        new Endpoint(
            HttpMethod.POST, "/api/v1/exceptions", Permission.PUSH, Endpoint.Face.API,
            "Enters an exception, or replaces one with its id that was entered before", List.of(), "Entered",
            this::enter),
        new Endpoint(
            HttpMethod.DELETE, "/api/v1/exceptions/{id}", Permission.PUSH, Endpoint.Face.API,
            "Takes back an exception that was entered",
            List.of(id, new Parameter("reason", "string", true, "why it holds no more")), "Entered", this::withdraw),
        Endpoint.api(
            "/api/v1/explanation", "Why a guardrail says of a resource what it says, as a tree", "Explanation",
            List.of(
                new Parameter("guardrail", "string", true, "identifier of the guardrail"),
                new Parameter("id", "string", true, "identifier of the resource")),
            this::explanation),
        Endpoint.api(
            "/api/v1/gate-decisions", "Searches what gates decided, newest first", "Decisions",
            List.of(
                new Parameter("q", "string", false, "words that occur in the subject, reference, commit or actor"),
                new Parameter("gate", "array", false, "pull-request, admission, continuous"),
                new Parameter("outcome", "array", false, "pass, warn, block, bypassed"),
                new Parameter("guardrail", "array", false, "guardrails that blocked"),
                new Parameter("page", "integer", false, "from 1"),
                new Parameter("size", "integer", false, "rows on a page, at most 500")),
            this::decisions),
        new Endpoint(
            HttpMethod.POST, "/api/v1/gate-decisions", Permission.PUSH, Endpoint.Face.API,
            "Keeps what a gate on changes decided elsewhere; sent again, it is kept once", List.of(), "Kept",
            this::keep),
        new Endpoint(
            HttpMethod.POST, "/api/v1/gate-feedback", Permission.PUSH, Endpoint.Face.API,
            "Keeps what somebody says of a decision", List.of(), "Kept", this::feedback));
  }

  /** What the bodies of these endpoints are, by method and path, for the description of the API. */
  static Optional<Value> requestBody(Endpoint endpoint) {
    if (!endpoint.method().equals(HttpMethod.POST)) {
      return Optional.empty();
    }
    return switch (endpoint.path()) {
      case "/api/v1/exceptions" ->
          Optional.of(body("application/yaml", "kind Exception, as it stands in a file; YAML or JSON"));
      case "/api/v1/oncall/overrides" -> Optional.of(body("application/json", "schedule, person, from, until"));
      case "/api/v1/oncall/swaps" ->
          Optional.of(body("application/json", "schedule, from_person, to_person, from, until, and perhaps taken, reason, on_behalf"));
      case "/api/v1/oncall/swaps/{id}" -> Optional.of(body("application/json", "answer: accept, decline or withdraw; on_behalf"));
      case "/api/v1/incidents" ->
          Optional.of(body("application/json", "title, and perhaps severity, service, reason, impact_started_at, audience"));
      case "/api/v1/incidents/{id}/entries" ->
          Optional.of(body("application/json", "kind of the entry, and its fields; see docs/reference/incidents.md"));
      case "/api/v1/cost/backlog" ->
          Optional.of(body("application/json", "an event: found, accepted, done, verify, reverted, declined or undone"));
      case "/api/v1/cost/closed-months" -> Optional.of(body("application/json", "the month, and which cost"));
      case "/api/v1/gate-decisions" -> Optional.of(body("application/json", DecisionJson.FORMAT));
      case "/api/v1/gate-feedback" -> Optional.of(body("application/json", DecisionJson.FEEDBACK_FORMAT));
      default -> ChangeApi.body(endpoint.path()).map(words -> body("application/json", words));
    };
  }

  private static Value body(String type, String description) {
    Value schema = new JsonObject().put("type", "object").put("description", description).build();
    Value content = new JsonObject().put(type, new JsonObject().put("schema", schema).build()).build();
    return new JsonObject().put("required", true).put("content", content).build();
  }

  private ServerResponse exceptions(Visit visit) {
    Set<String> entered = Set.copyOf(parts.gates().desk().entered());
    return Replies.json(
        HttpStatus.OK,
        new JsonObject()
            .list(
                "items",
                parts.gates().exceptions().standings(parts.clock().instant()),
                standing -> Documents.exception(standing, entered.contains(standing.grant().id())))
            .build());
  }

  private ServerResponse enter(Visit visit) throws IOException {
    return answer(parts.gates().desk().enter(visit.caller().actor(), JsonBody.text(visit, 1 << 20)));
  }

  private ServerResponse withdraw(Visit visit) {
    String reason = visit.text("reason");
    if (reason.isEmpty()) {
      throw Problem.badParameter("reason", "says why the exception holds no more");
    }
    return answer(
        parts.gates().desk().withdraw(visit.caller().actor(), visit.request().pathVariable("id"), reason));
  }

  private static ServerResponse answer(ExceptionDesk.Outcome outcome) {
    return switch (outcome) {
      case ExceptionDesk.Done done ->
          Replies.json(
              HttpStatus.OK,
              new JsonObject()
                  .put("id", done.grant().id())
                  .put("end", done.grant().end())
                  .put("failures", done.failures())
                  .build());
      case ExceptionDesk.Refused refused ->
          throw new Problem(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "Not entered",
              refused.why().isEmpty() ? "It is no exception." : refused.why().getFirst().message(),
              refused.why().stream().map(GateApi::detail).toList());
      case ExceptionDesk.Unknown unknown ->
          throw Problem.notFound("No exception " + unknown.id() + " was entered here.");
    };
  }

  private static Problem.Detail detail(Diagnostic diagnostic) {
    return new Problem.Detail(diagnostic.location().pointer().orElse(""), diagnostic.toString());
  }

  private ServerResponse explanation(Visit visit) {
    String id = visit.text("id");
    if (id.isEmpty()) {
      throw Problem.badParameter("id", "is missing");
    }
    return Replies.json(
        HttpStatus.OK,
        parts
            .gates()
            .explanations()
            .of(visit.text("guardrail"), new ResourceId(id))
            .map(DecisionTreeText::document)
            .orElseThrow(() -> Problem.notFound("This guardrail does not judge this resource now.")));
  }

  private ServerResponse decisions(Visit visit) {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (String column : List.of("gate", "outcome", "guardrail")) {
      filters.put(column, visit.texts(column));
    }
    int page = visit.number("page", 1, 1_000_000, 1);
    int size = visit.number("size", 1, 500, 50);
    long offset = Math.min((page - 1L) * size, Integer.MAX_VALUE - 500L);
    DecisionStore.Page found =
        parts.gates().decisions().search(new DecisionStore.Query(filters, visit.text("q"), (int) offset, size));
    return Replies.json(
        HttpStatus.OK,
        Documents.page(found.decisions(), DecisionJson::of, found.total(), page, size).build());
  }

  private ServerResponse keep(Visit visit) throws IOException {
    Value.Fields document = JsonBody.object(visit, MOST_BODY);
    GateDecision decision =
        DecisionJson.decision(document)
            .orElseThrow(() -> refused("", "The body is not a decision of format " + DecisionJson.FORMAT + "."));
    check(decision);
    return kept(decision.id(), keep(visit.caller().actor(), decision));
  }

  /** One at a time, so that what comes twice at once has one entry in the log. */
  private synchronized boolean keep(String sender, GateDecision decision) {
    DecisionStore decisions = parts.gates().decisions();
    Value.Fields written = DecisionJson.of(decision);
    Optional<GateDecision> before = decisions.find(decision.id());
    if (before.isPresent()) {
      if (!ValueJson.text(DecisionJson.of(before.get())).equals(ValueJson.text(written))) {
        throw Problem.of(
            HttpStatus.CONFLICT, "Another decision", "There is another decision with the id " + decision.id() + ".");
      }
      return false;
    }
    // The log first: a decision that is kept is always in it.
    parts.evidence().append("gate-decision", sender, written);
    return decisions.record(decision);
  }

  private void check(GateDecision decision) {
    if (!decision.id().matches("[A-Za-z0-9._-]{1,100}")) {
      throw refused("/id", "An id has 1 to 100 letters, digits, '.', '_' or '-'.");
    }
    if (decision.gate() != GateDecision.GateKind.PULL_REQUEST) {
      throw refused("/gate", "Only decisions of the gate on changes are made elsewhere; the server makes the others.");
    }
    Instant latest = parts.clock().instant().plus(CLOCKS_APART);
    if (decision.at().isAfter(latest)) {
      throw refused("/at", "The decision is of the future: is the sender's clock right?");
    }
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("/policy_digest", decision.policyDigest());
    digests.put("/input_digest", decision.inputDigest());
    digests.forEach(
        (pointer, digest) -> {
          if (!digest.matches("[0-9a-f]{64}")) {
            throw refused(pointer, "A SHA-256 in lower-case hexadecimal is expected here.");
          }
        });
    List<String> texts = new ArrayList<>(List.of(decision.subject(), decision.reference(), decision.actor()));
    decision.commit().ifPresent(texts::add);
    decision.bypass().ifPresent(texts::add);
    if (texts.stream().anyMatch(text -> text.length() > LONGEST_REASON)) {
      throw refused("", "A text of the decision is longer than " + LONGEST_REASON + " characters.");
    }
    if (decision.actor().isBlank()) {
      throw refused("/actor", "A decision says who asked for it.");
    }
  }

  private ServerResponse feedback(Visit visit) throws IOException {
    GateDecision.Feedback said =
        DecisionJson.feedback(JsonBody.object(visit, 1 << 20))
            .orElseThrow(() -> refused("", "The body is not of format " + DecisionJson.FEEDBACK_FORMAT + "."));
    GateDecision decision =
        parts
            .gates()
            .decisions()
            .find(said.decision())
            .orElseThrow(() -> Problem.notFound("There is no decision " + said.decision() + "."));
    if (decision.items().stream().noneMatch(item -> item.finding().guardrail().equals(said.guardrail()))) {
      throw refused("/guardrail", said.guardrail() + " found nothing in this decision.");
    }
    if (said.reason().isBlank() || said.reason().length() > LONGEST_REASON) {
      throw refused("/reason", "It says why the gate was wrong, in at most " + LONGEST_REASON + " characters.");
    }
    if (said.actor().isBlank() || said.actor().length() > LONGEST_REASON) {
      throw refused("/actor", "It says who says so.");
    }
    parts.gates().decisions().record(said);
    return kept(said.decision(), true);
  }

  private static ServerResponse kept(String id, boolean fresh) {
    return Replies.json(HttpStatus.OK, new JsonObject().put("id", id).put("new", fresh).build());
  }

  private static Problem refused(String pointer, String message) {
    return new Problem(
        HttpStatus.UNPROCESSABLE_CONTENT, "Not taken in", message, List.of(new Problem.Detail(pointer, message)));
  }
}
