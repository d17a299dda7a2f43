package roadbed.web.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.web.WebParts;
import roadbed.web.access.Caller;
import roadbed.web.api.ExceptionDesk;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Who may fail what until when; administrators enter exceptions here and take them back. */
final class ExceptionPages {
  /** The form's fields as they were typed. */
  static final List<String> FIELDS =
      List.of("id", "guardrails", "resources", "reason", "compensating", "requester", "approver", "end", "review");

  private static final List<String> SELECTORS =
      List.of("addresses", "ids", "types", "kinds", "accounts", "environments", "owners", "tags", "modules");

  private final Screen screen;
  private final WebParts parts;

  ExceptionPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  /**
   * @param standings the exceptions in the state that was asked for
   * @param states how many there are in each state
   * @param chosen the state that was asked for; empty for all
   * @param entered ids of those that can be taken back here
   * @param typed what the form holds
   * @param selectors the conditions that the form can name resources by
   * @param problems why what was typed was not entered
   */
  record View(
      List<ExceptionStanding> standings,
      Map<String, Long> states,
      String chosen,
      Set<String> entered,
      Map<String, String> typed,
      List<String> selectors,
      List<String> problems) {
    String typed(String field) {
      return typed.getOrDefault(field, "");
    }
  }

  ServerResponse list(Visit visit) {
    return show(visit, HttpStatus.OK, typed(visit), List.of());
  }

  private static Map<String, String> typed(Visit visit) {
    Map<String, String> typed = new LinkedHashMap<>();
    Stream.concat(FIELDS.stream(), Stream.of("by")).forEach(field -> typed.put(field, visit.text(field)));
    if (typed.getOrDefault("approver", "").isEmpty() && visit.caller() instanceof Caller.Administrator administrator) {
      typed.put("approver", administrator.name());
    }
    return typed;
  }

  private ServerResponse show(Visit visit, HttpStatus status, Map<String, String> typed, List<String> problems) {
    List<ExceptionStanding> all = parts.gates().exceptions().standings(parts.clock().instant());
    String chosen = visit.text("state");
    Map<String, Long> states = new LinkedHashMap<>();
    for (ExceptionStanding.State state : ExceptionStanding.State.values()) {
      long count = all.stream().filter(one -> one.state() == state).count();
      if (count > 0) {
        states.put(state.id(), count);
      }
    }
    View view =
        new View(
            all.stream().filter(one -> chosen.isEmpty() || one.state().id().equals(chosen)).toList(),
            states,
            chosen,
            Set.copyOf(parts.gates().desk().entered()),
            typed,
            SELECTORS,
            problems);
    return screen.show(visit, status, "exceptions", "Exceptions", "guardrails", view);
  }

  ServerResponse enter(Visit visit) {
    Map<String, String> typed = typed(visit);
    return switch (parts.gates().desk().enter(visit.caller().actor(), document(typed))) {
      case ExceptionDesk.Done _ -> Replies.seeOther("/exceptions");
      case ExceptionDesk.Refused refused ->
          show(visit, HttpStatus.UNPROCESSABLE_CONTENT, typed, refused.why().stream().map(ExceptionPages::words).toList());
      case ExceptionDesk.Unknown unknown -> throw Problem.notFound("There is no exception " + unknown.id() + ".");
    };
  }

  private static String words(Diagnostic diagnostic) {
    return diagnostic.message() + (diagnostic.hint().isEmpty() ? "" : "; " + diagnostic.hint());
  }

  /** What was typed, as the document that it would be in a file. */
  private static String document(Map<String, String> typed) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("apiVersion", Value.of("roadbed.dev/v1"));
    fields.put("kind", Value.of("Exception"));
    for (String field : List.of("id", "reason", "compensating", "requester", "approver", "end", "review")) {
      String text = typed.getOrDefault(field, "");
      if (!text.isEmpty()) {
        fields.put(field, Value.of(text));
      }
    }
    fields.put("guardrails", one("ids", typed.getOrDefault("guardrails", "")));
    String by = typed.getOrDefault("by", "");
    fields.put("resources", one(SELECTORS.contains(by) ? by : SELECTORS.getFirst(), typed.getOrDefault("resources", "")));
    return ValueJson.text(new Value.Fields(fields));
  }

  private static Value one(String name, String list) {
    List<Value> values = new ArrayList<>();
    for (String part : list.split("[,\\s]+", -1)) {
      if (!part.isEmpty()) {
        values.add(Value.of(part));
      }
    }
    return new Value.Fields(values.isEmpty() ? Map.of() : Map.of(name, new Value.Items(values)));
  }

  ServerResponse withdraw(Visit visit) {
    String reason = visit.text("reason");
    if (reason.isEmpty()) {
      throw Problem.badParameter("reason", "says why the exception holds no more");
    }
    return switch (parts.gates().desk().withdraw(visit.caller().actor(), visit.text("id"), reason)) {
      case ExceptionDesk.Done _ -> Replies.seeOther("/exceptions");
      case ExceptionDesk.Refused refused ->
          throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "Not taken back", String.join("; ", refused.why().stream().map(ExceptionPages::words).toList()));
      case ExceptionDesk.Unknown unknown ->
          throw Problem.notFound("No exception " + unknown.id() + " was entered here.");
    };
  }
}
