package roadbed.web.api;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.model.Value;
import roadbed.operate.oncall.Duty;
import roadbed.operate.oncall.Escalation;
import roadbed.operate.oncall.EscalationPolicy;
import roadbed.operate.oncall.OnCallBook;
import roadbed.operate.oncall.OnCallDesk;
import roadbed.operate.oncall.OnCallEntry;
import roadbed.operate.oncall.OnCallPlan;
import roadbed.operate.oncall.Schedule;
import roadbed.operate.oncall.Span;
import roadbed.operate.oncall.Swap;
import roadbed.operate.oncall.WrittenTime;
import roadbed.web.WebParts;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Who is on call, for programs: now and over a span, whom a policy would tell, and overrides and swaps. */
final class OnCallApi {
  private static final int MOST_BODY = 1 << 16;
  private static final int LONGEST_TEXT = 2_000;
  private static final Duration USUAL = Duration.ofDays(28);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final WebParts parts;
  private final OnCallDesk desk;

  OnCallApi(WebParts parts) {
    this.parts = parts;
    this.desk = parts.onCall().desk(parts.clock(), parts.evidence());
  }

  List<Endpoint> endpoints() {
    Parameter id = new Parameter("id", "string", true, "identifier");
    Parameter at = new Parameter("at", "string", false, "an instant such as 2026-12-24T03:00:00Z; now if left out");
    return List.of(
        Endpoint.api("/api/v1/oncall", "Who is on call by each schedule", "OnCall", List.of(at), this::now),
        Endpoint.api(
            "/api/v1/oncall/schedules/{id}",
            "Duties and gaps of a schedule",
            "Duties",
            List.of(
                id,
                new Parameter("from", "string", false, "an instant; now if left out"),
                new Parameter("until", "string", false, "an instant; 28 days later if left out, at most 366")),
            this::schedule),
        Endpoint.api(
            "/api/v1/oncall/escalations/{id}", "Whom a policy tells and when, unless somebody acknowledges", "Escalation", List.of(id, at), this::escalation),
        Endpoint.api("/api/v1/oncall/swaps", "All swaps, the oldest first", "Swaps", List.of(), this::swaps),
        write("/api/v1/oncall/overrides", "Lets somebody take a duty", List.of(), this::override),
        new Endpoint(
            HttpMethod.DELETE, "/api/v1/oncall/overrides/{id}", Permission.PUSH, Endpoint.Face.API, "Takes an override back", List.of(id), "Decided",
            visit -> answer(desk.undo(visit.caller().actor(), visit.request().pathVariable("id")))),
        write("/api/v1/oncall/swaps", "Asks for a swap", List.of(), this::ask),
        write("/api/v1/oncall/swaps/{id}", "Answers a swap", List.of(id), this::answer));
  }

  private static Endpoint write(String path, String summary, List<Parameter> parameters, Endpoint.Handler handler) {
    return new Endpoint(HttpMethod.POST, path, Permission.PUSH, Endpoint.Face.API, summary, parameters, "Decided", handler);
  }

  private Instant time(Visit visit, String name, Instant otherwise) {
    String text = visit.text(name);
    return text.isEmpty()
        ? otherwise
        : WrittenTime.instant(text, ZoneOffset.UTC, name.equals("until"))
            .orElseThrow(() -> Problem.badParameter(name, "is an instant such as 2026-12-24T03:00:00Z"));
  }

  private ServerResponse now(Visit visit) {
    OnCallBook book = desk.book();
    Instant at = time(visit, "at", parts.clock().instant());
    List<String> problems = new ArrayList<>();
    book.problems().forEach((name, all) -> all.forEach(one -> problems.add(name + "#" + one.pointer() + ": " + one.message())));
    return Replies.json(
        HttpStatus.OK,
        new JsonObject()
            .put("at", at)
            .list(
                "schedules",
                List.copyOf(book.plan().schedules().values()),
                one ->
                    new JsonObject()
                        .put("id", one.id())
                        .put("name", one.name())
                        .put("zone", one.zone().getId())
                        .put("duty", one.dutyAround(at).map(OnCallApi::duty).orElse(Value.Null.INSTANCE))
                        .build())
            .put("problems", Value.ofTexts(problems))
            .build());
  }

  private static Value duty(Duty duty) {
    return new JsonObject()
        .put("person", duty.person())
        .put("from", duty.span().from())
        .put("until", duty.span().until())
        .put(
            "because",
            switch (duty.reason()) {
              case Duty.Turn turn -> "turn in " + turn.layer();
              case Duty.Overridden override -> "override by " + override.by();
              case Duty.StandIn standIn -> "stands in for " + standIn.absent();
            })
        .build();
  }

  private static Value span(Span span) {
    return new JsonObject().put("from", span.from()).put("until", span.until()).build();
  }

  private ServerResponse schedule(Visit visit) {
    String id = visit.request().pathVariable("id");
    Schedule schedule =
        Optional.ofNullable(desk.book().plan().schedules().get(id)).orElseThrow(() -> Problem.notFound("There is no schedule " + id + "."));
    Instant from = time(visit, "from", parts.clock().instant());
    Instant until = time(visit, "until", from.plus(USUAL));
    if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST) > 0) {
      throw Problem.badParameter("until", "is after from, and at most 366 days");
    }
    Span span = new Span(from, until);
    List<Duty> duties = schedule.duties(span);
    return Replies.json(
        HttpStatus.OK,
        new JsonObject()
            .put("id", id)
            .put("name", schedule.name())
            .put("zone", schedule.zone().getId())
            .list("duties", duties, OnCallApi::duty)
            .list("gaps", Schedule.gaps(span, duties), OnCallApi::span)
            .build());
  }

  private ServerResponse escalation(Visit visit) {
    String id = visit.request().pathVariable("id");
    OnCallPlan plan = desk.book().plan();
    EscalationPolicy policy = Optional.ofNullable(plan.policies().get(id)).orElseThrow(() -> Problem.notFound("There is no policy " + id + "."));
    Instant at = time(visit, "at", parts.clock().instant());
    List<Escalation.Step> steps = plan.escalation(policy, at, Optional.empty());
    return Replies.json(
        HttpStatus.OK,
        new JsonObject()
            .put("id", id)
            .put("at", at)
            .list(
                "steps",
                steps,
                one ->
                    new JsonObject()
                        .put("at", one.at())
                        .put("round", one.round())
                        .put("level", one.level())
                        .put(
                            "target",
                            switch (one.target()) {
                              case EscalationPolicy.OnePerson person -> "person " + person.person();
                              case EscalationPolicy.OnSchedule schedule -> "schedule " + schedule.schedule();
                            })
                        .put("person", one.person())
                        .build())
            .build());
  }

  private ServerResponse swaps(Visit visit) {
    return Replies.json(HttpStatus.OK, new JsonObject().list("items", desk.book().swaps(), OnCallApi::swap).build());
  }

  private static Value swap(Swap swap) {
    Swap.Asked asked = swap.asked();
    return new JsonObject()
        .put("id", asked.id())
        .put("schedule", asked.schedule())
        .put("from_person", asked.from())
        .put("to_person", asked.to())
        .put("given", span(asked.given()))
        .list("taken", asked.taken(), OnCallApi::span)
        .put("reason", asked.reason())
        .put("asked_at", asked.at())
        .put(
            "state",
            switch (swap) {
              case Swap.Requested _ -> "requested";
              case Swap.Accepted _ -> "accepted";
              case Swap.Declined _ -> "declined";
              case Swap.Withdrawn _ -> "withdrawn";
            })
        .build();
  }

  private ServerResponse override(Visit visit) throws IOException {
    Value.Fields body = JsonBody.object(visit, MOST_BODY);
    return answer(desk.override(visit.caller().actor(), needed(body, "schedule"), span(body, ""), needed(body, "person")));
  }

  private ServerResponse ask(Visit visit) throws IOException {
    Value.Fields body = JsonBody.object(visit, MOST_BODY);
    List<Span> taken = new ArrayList<>();
    if (body.get("taken").orElse(Value.Items.EMPTY) instanceof Value.Items items) {
      for (int i = 0; i < Math.min(50, items.values().size()); i++) {
        taken.add(span(items.values().get(i) instanceof Value.Fields one ? one : Value.Fields.EMPTY, "/taken/" + i));
      }
    }
    return answer(
        desk.ask(
            visit.caller().actor(), behalf(body), needed(body, "schedule"), needed(body, "from_person"), needed(body, "to_person"), span(body, ""),
            taken, body.text("reason").map(text -> text.substring(0, Math.min(LONGEST_TEXT, text.length()))).orElse("")));
  }

  private ServerResponse answer(Visit visit) throws IOException {
    Value.Fields body = JsonBody.object(visit, MOST_BODY);
    OnCallEntry.Answer answer =
        switch (needed(body, "answer")) {
          case "accept" -> OnCallEntry.Answer.ACCEPTED;
          case "decline" -> OnCallEntry.Answer.DECLINED;
          case "withdraw" -> OnCallEntry.Answer.WITHDRAWN;
          default -> throw refused("/answer", "An answer is accept, decline or withdraw.");
        };
    return answer(desk.answer(visit.caller().actor(), behalf(body), visit.request().pathVariable("id"), answer));
  }

  private static boolean behalf(Value.Fields body) {
    return body.get("on_behalf").orElse(Value.Bool.FALSE) instanceof Value.Bool truth && truth.value();
  }

  private static Span span(Value.Fields body, String pointer) {
    Optional<Instant> from = body.text("from").flatMap(text -> WrittenTime.instant(text, ZoneOffset.UTC, false));
    Optional<Instant> until = body.text("until").flatMap(text -> WrittenTime.instant(text, ZoneOffset.UTC, true));
    if (from.isEmpty() || until.isEmpty() || !from.get().isBefore(until.get())) {
      throw refused(pointer + "/until", "from and until are instants such as 2026-12-24T03:00:00Z, and until is the later one.");
    }
    return new Span(from.get(), until.get());
  }

  private static String needed(Value.Fields body, String name) {
    String text = body.text(name).map(String::strip).orElse("");
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw refused("/" + name, "This is needed, with at most " + LONGEST_TEXT + " characters: " + name + ".");
    }
    return text;
  }

  private static ServerResponse answer(OnCallDesk.Outcome outcome) {
    return switch (outcome) {
      case OnCallDesk.Outcome.Done done ->
          Replies.json(
              HttpStatus.OK,
              new JsonObject()
                  .put("id", done.what().id())
                  .put("decided", done.what().getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
                  .build());
      case OnCallDesk.Outcome.Gone gone -> throw Problem.of(HttpStatus.CONFLICT, "Not there", gone.why());
      case OnCallDesk.Outcome.NotTheirs it -> throw Problem.of(HttpStatus.FORBIDDEN, "Somebody else decides that", it.why());
      case OnCallDesk.Outcome.Refused refused -> throw refused("", String.join("; ", refused.why()));
    };
  }

  private static Problem refused(String pointer, String message) {
    return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "Not done", message, List.of(new Problem.Detail(pointer, message)));
  }
}
