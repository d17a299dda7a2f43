package roadbed.web.api;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.model.Value;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.EntryJson;
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
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/**
 * Incidents for programs: search, one with all that is known around it, and what is written into it. What somebody may not
 * see is not there for them here either.
 */
final class IncidentApi {
  private static final int MOST_BODY = 1 << 20;
  private static final int LONGEST_TITLE = 500;
  private static final int MOST_ALERTS = 200;
  private static final List<String> STATES = List.of("open", "restored", "closed", "merged");

  /** Fields whose words are written in small letters here. */
  private static final List<String> NAMED = List.of("role", "moment", "audience");

  private final IncidentParts parts;

  IncidentApi(WebParts parts) {
    this.parts = parts.incidents();
  }

  List<Endpoint> endpoints() {
    Parameter id = new Parameter("id", "string", true, "identifier, such as INC-7");
    return List.of(
        Endpoint.api(
            "/api/v1/incidents",
            "Searches incidents, newest first",
            "Incidents",
            List.of(
                new Parameter("q", "string", false, "text in title, identifier, cause, alerts or what people wrote"),
                new Parameter("state", "string", false, String.join(", ", STATES)),
                new Parameter("severity", "integer", false, "1 to 5"),
                new Parameter("service", "string", false, "of the catalog"),
                new Parameter("since", "date", false, "declared on this day or later"),
                new Parameter("limit", "integer", false, "at most 500")),
            this::search),
        new Endpoint(
            HttpMethod.POST,
            "/api/v1/incidents",
            Permission.PUSH,
            Endpoint.Face.API,
            "Declares an incident",
            List.of(),
            "Incident",
            this::declare),
        Endpoint.api("/api/v1/incidents/{id}", "One incident with its suspects and timeline", "Incident", List.of(id), this::show),
        new Endpoint(
            HttpMethod.POST,
            "/api/v1/incidents/{id}/entries",
            Permission.PUSH,
            Endpoint.Face.API,
            "Writes into an incident: a remark, a fact, or a step such as restored, closed or merged",
            List.of(id),
            "Incident",
            this::write));
  }

  private ServerResponse search(Visit visit) {
    String state = visit.text("state");
    if (!state.isEmpty() && !STATES.contains(state)) {
      throw Problem.badParameter("state", "is one of " + String.join(", ", STATES));
    }
    Instant since = visit.day("since").map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()).orElse(Instant.EPOCH);
    IncidentStore.Query query =
        new IncidentStore.Query(
            visit.caller().actor(),
            state,
            visit.number("severity", 0, 5, 0),
            visit.text("service"),
            visit.text("q"),
            since,
            visit.number("limit", 1, 500, 100));
    return Replies.json(
        HttpStatus.OK, new JsonObject().list("items", parts.desk().store().search(query), IncidentApi::line).build());
  }

  private static Value line(IncidentStore.Line line) {
    return new JsonObject()
        .put("id", line.id())
        .put("state", line.state())
        .put("title", line.title())
        .put("severity", line.severity().number())
        .put("service", line.service())
        .put("declared_at", line.declaredAt())
        .put("impact_started_at", line.impactStartedAt())
        .put("acknowledged_at", line.acknowledgedAt())
        .put("restored_at", line.restoredAt())
        .put("commander", line.commander())
        .put("alerts", line.alerts())
        .put("firing", line.firing())
        .put("restricted", !line.audience().isEmpty())
        .build();
  }

  private ServerResponse show(Visit visit) {
    String id = visit.request().pathVariable("id");
    return document(visit, parts.desk().find(visit.caller().actor(), id).orElseThrow(() -> unknown(id)));
  }

  private static Problem unknown(String id) {
    return Problem.notFound("There is no incident " + id + ".");
  }

  private ServerResponse document(Visit visit, IncidentState state) {
    Dossier it = state.dossier();
    String person = visit.caller().actor();
    IncidentStore store = parts.desk().store();
    List<Dossier> others =
        store.since(it.declaredAt().minus(Recurrence.WITHIN)).stream().filter(other -> other.visibleTo(person)).toList();
    Map<String, Value> moments = new LinkedHashMap<>();
    it.moments()
        .forEach(
            (moment, fact) ->
                moments.put(
                    moment.id(),
                    new JsonObject().put("at", fact.at()).put("by", fact.by()).put("basis", fact.basis()).build()));
    Map<String, Value> roles = new LinkedHashMap<>();
    it.roles().forEach((role, people) -> roles.put(role.name().toLowerCase(Locale.ROOT), Value.ofTexts(people)));
    JsonObject json =
        new JsonObject()
            .put("id", it.id())
            .put("state", state.state())
            .put("title", it.title())
            .put("severity", it.severity().number())
            .put("service", it.service())
            .put("owner", it.service().flatMap(parts.around()::owner))
            .put("declared_at", it.declaredAt())
            .put("acknowledged_at", it.acknowledgedAt())
            .put("moments", new Value.Fields(moments))
            .put("roles", new Value.Fields(roles))
            .put("audience", Value.ofTexts(it.audience()))
            .put("cause", it.cause().map(Entry.CauseConfirmed::cause))
            .put("merged_into", state instanceof IncidentState.Merged merged ? Optional.of(merged.into()) : Optional.empty())
            .list("alerts", store.conditions(it.id(), MOST_ALERTS), IncidentApi::alert)
            .list("suspects", parts.around().suspects(it), IncidentApi::suspect)
            .list("actions", List.copyOf(it.actions().values()), IncidentApi::action)
            .list("related", List.copyOf(it.related().entrySet()), one -> like(one.getKey(), one.getValue()))
            .list("earlier", Recurrence.find(it, others), one -> like(one.incident(), one.reason()))
            .put("open_ends", Value.ofTexts(it.openEnds()))
            .list("timeline", it.entries(), IncidentApi::entry);
    return Replies.json(HttpStatus.OK, json.build());
  }

  private static Value like(String incident, String reason) {
    return new JsonObject().put("incident", incident).put("reason", reason).build();
  }

  private static Value alert(Condition one) {
    return new JsonObject()
        .put("key", one.key())
        .put("title", one.alert().title())
        .put("level", one.alert().level().id())
        .put("state", one.holds() ? one.alert().state().id() : "over")
        .put("began_at", one.beganAt())
        .put("ended_at", one.endedAt())
        .put("reason", one.reason())
        .put("link", one.alert().link())
        .put("runbook", one.alert().runbook())
        .build();
  }

  private static Value suspect(Suspects.Suspect one) {
    return new JsonObject()
        .put("change", one.change().id())
        .put("kind", one.change().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("summary", one.change().summary())
        .put("at", one.change().at())
        .put("by", one.change().by())
        .put("link", one.change().link())
        .put("score", BigDecimal.valueOf(one.score()).setScale(6, RoundingMode.HALF_EVEN))
        .put("evidence", Value.ofTexts(one.evidence()))
        .build();
  }

  private static Value action(Dossier.Action one) {
    return new JsonObject()
        .put("id", one.id())
        .put("text", one.text())
        .put("owner", one.owner())
        .put("due", one.due())
        .put("settled", one.settled().map(settled -> settled.done() ? "done" : "accepted"))
        .build();
  }

  private static Value entry(Entry one) {
    return new JsonObject()
        .put("at", one.at())
        .put("recorded_at", one.recordedAt())
        .put("by", one.by())
        .put("kind", EntryJson.kind(one.what()))
        .put("words", Postmortem.words(one.what()))
        .put("body", EntryJson.body(one.what()))
        .build();
  }

  private ServerResponse declare(Visit visit) throws IOException {
    Value.Fields body = JsonBody.object(visit, MOST_BODY);
    String title = needed(body, "title");
    if (title.length() > LONGEST_TITLE) {
      throw refused("/title", "A title has at most " + LONGEST_TITLE + " characters.");
    }
    Entry.Declared declared =
        new Entry.Declared(
            title, severity(body).orElse(IncidentSeverity.SEV3), body.text("service").filter(text -> !text.isBlank()),
            body.text("reason").orElse(""));
    IncidentState made =
        parts.desk().declare(visit.caller().actor(), declared, time(body, "impact_started_at"), audience(body));
    return document(visit, made);
  }

  private static List<String> audience(Value.Fields body) {
    List<String> names = new ArrayList<>();
    if (body.get("audience").orElse(Value.Items.EMPTY) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text && !text.value().isBlank()) {
          names.add(text.value().strip());
        }
      }
    }
    return names;
  }

  private static Optional<IncidentSeverity> severity(Value.Fields body) {
    Optional<Value> given = body.get("severity");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<IncidentSeverity> read =
        given.get() instanceof Value.Whole whole
            ? IncidentSeverity.of((int) Math.min(99, Math.max(0, whole.value())))
            : body.text("severity")
                .flatMap(
                    text ->
                        Stream.of(IncidentSeverity.values())
                            .filter(one -> one.name().equalsIgnoreCase(text.replace("-", "")) || String.valueOf(one.number()).equals(text))
                            .findFirst());
    return Optional.of(read.orElseThrow(() -> refused("/severity", "A severity is a number from 1 to 5, or SEV1 to SEV5.")));
  }

  private static Optional<Instant> time(Value.Fields body, String name) {
    try {
      return body.text(name).filter(text -> !text.isBlank()).map(Instant::parse);
    } catch (DateTimeException e) {
      throw refused("/" + name, "A time is like 2026-01-31T12:00:00Z.");
    }
  }

  private static String needed(Value.Fields body, String name) {
    return body.text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> refused("/" + name, "This is needed: " + name + "."));
  }

  private ServerResponse write(Visit visit) throws IOException {
    String id = visit.request().pathVariable("id");
    String person = visit.caller().actor();
    Value.Fields body = JsonBody.object(visit, MOST_BODY);
    IncidentDesk desk = parts.desk();
    IncidentDesk.Outcome outcome =
        switch (needed(body, "kind")) {
          case "restored" -> desk.restore(person, id, time(body, "at"));
          case "reopened" -> desk.reopen(person, id, needed(body, "reason"));
          case "closed" -> desk.close(person, id);
          case "merged" -> desk.merge(person, id, needed(body, "into"), needed(body, "reason"));
          case "separated" -> desk.separate(person, id, needed(body, "reason"));
          case String kind -> desk.note(person, id, remark(kind, body, desk.find(person, id).orElseThrow(() -> unknown(id)).dossier()));
        };
    return switch (outcome) {
      case IncidentDesk.Outcome.Done done -> document(visit, done.state());
      case IncidentDesk.Outcome.Unknown _ -> throw unknown(id);
      case IncidentDesk.Outcome.Refused refused -> throw Problem.of(HttpStatus.CONFLICT, "Not taken", refused.why());
    };
  }

  /** What may be written in any state, by the words of the API for closed sets. */
  private static Entry.What remark(String kind, Value.Fields body, Dossier it) {
    Map<String, Value> fields = new LinkedHashMap<>(body.values());
    for (String name : NAMED) {
      if (fields.get(name) instanceof Value.Text text) {
        fields.put(name, Value.of(text.value().toUpperCase(Locale.ROOT).replace('-', '_')));
      }
    }
    severity(body).ifPresent(severity -> fields.put("severity", Value.of(severity.name())));
    for (String name : List.of("reason", "basis")) {
      fields.putIfAbsent(name, Value.of(""));
    }
    if (kind.equals("action-added")) {
      fields.putIfAbsent("action", Value.of(IncidentDesk.nextAction(it)));
    }
    try {
      Entry.What what = EntryJson.read(kind, new Value.Fields(fields));
      refuseEmpty(what);
      return what;
    } catch (IllegalArgumentException e) {
      throw refused(
          "/kind",
          String.valueOf(e.getMessage())
              + ". Roles are "
              + names(IncidentRole.values())
              + "; moments are "
              + names(Moment.values())
              + ".");
    }
  }

  private static void refuseEmpty(Entry.What what) {
    if (what instanceof Entry.CauseConfirmed cause && !Postmortem.CAUSES.containsKey(cause.cause())) {
      throw refused("/cause", "A cause is one of " + String.join(", ", Postmortem.CAUSES.keySet()) + ".");
    }
    if ((what instanceof Entry.Note note && note.text().isBlank()) || (what instanceof Entry.StatusUpdate update && update.text().isBlank())) {
      throw refused("/text", "It says something.");
    }
    if (what instanceof Entry.Renamed renamed && (renamed.title().isBlank() || renamed.title().length() > LONGEST_TITLE)) {
      throw refused("/title", "A title has 1 to " + LONGEST_TITLE + " characters.");
    }
    if (what instanceof Entry.AlertChanged) {
      throw refused("/kind", "What becomes of alerts is told by those who send them.");
    }
  }

  private static String names(Enum<?>[] values) {
    return String.join(", ", Stream.of(values).map(one -> one.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static Problem refused(String pointer, String message) {
    return new Problem(
        HttpStatus.UNPROCESSABLE_CONTENT, "Not taken", message, List.of(new Problem.Detail(pointer, message)));
  }
}
