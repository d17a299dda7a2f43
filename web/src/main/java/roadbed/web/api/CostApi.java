package roadbed.web.api;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.EventJson;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.budget.BudgetStanding;
import roadbed.assess.cost.statement.ClosedMonth;
import roadbed.assess.cost.statement.ClosedMonthJson;
import roadbed.assess.cost.statement.Statements;
import roadbed.model.Value;
import roadbed.web.WebParts;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Budgets with their alerts, the backlog of optimisations, and months of statements, for programs. */
final class CostApi {
  private static final int MOST_BODY = 1 << 20;
  private static final int LONGEST = 2_000;

  private final WebParts parts;

  CostApi(WebParts parts) {
    this.parts = parts;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.api(
            "/api/v1/cost/budgets", "Where budgets stand, and what was raised of them", "Budgets", List.of(), _ -> budgets()),
        new Endpoint(
            HttpMethod.POST, "/api/v1/cost/budget-alerts/{id}/acknowledgement", Permission.PUSH, Endpoint.Face.API,
            "Says that an alert of a budget was seen", List.of(new Parameter("id", "integer", true, "number of the alert")),
            "Kept", this::acknowledge),
        Endpoint.api(
            "/api/v1/cost/backlog", "What befell the optimisations, oldest first", "Backlog", List.of(), _ -> backlog()),
        new Endpoint(
            HttpMethod.POST, "/api/v1/cost/backlog", Permission.PUSH, Endpoint.Face.API,
            "Takes a step of an optimisation, or asks the bill what it saved", List.of(), "Optimisation", this::step),
        Endpoint.api(
            "/api/v1/cost/statements", "What the statements of a month are made of", "MonthOfStatements",
            List.of(
                new Parameter("month", "string", true, "for example 2026-01"),
                new Parameter("cost", "string", false, "effective or billed; effective if left out")),
            this::month),
        new Endpoint(
            HttpMethod.POST, "/api/v1/cost/closed-months", Permission.PUSH, Endpoint.Face.API,
            "Closes a month for ever, as the server has it", List.of(), "MonthOfStatements", this::close));
  }

  private ServerResponse budgets() {
    return Replies.json(
        HttpStatus.OK,
        new JsonObject()
            .list("items", parts.desk().budgets(), CostApi::standing)
            .list("alerts", parts.desk().alerts(), CostApi::alert)
            .build());
  }

  private static Value standing(BudgetStanding one) {
    return new JsonObject()
        .put("budget", one.budget().name())
        .put("owners", Value.ofTexts(one.budget().owners()))
        .put("from", one.from())
        .put("to", one.to())
        .put("as_of", one.asOf())
        .put("currency", one.budget().currency())
        .put("amount", one.budget().amount())
        .put("spent", one.spent())
        .put("expected", decimal(one.projected().map(BudgetStanding.Projection::mean)))
        .put("expected_low80", decimal(one.projected().map(BudgetStanding.Projection::low80)))
        .put("expected_high80", decimal(one.projected().map(BudgetStanding.Projection::high80)))
        .build();
  }

  private static Value decimal(Optional<BigDecimal> number) {
    return number.<Value>map(Value.Decimal::new).orElse(Value.Null.INSTANCE);
  }

  private static Value alert(BudgetAlert one) {
    return new JsonObject()
        .put("id", one.id())
        .put("budget", one.budget())
        .put("from", one.from())
        .put("to", one.to())
        .put("forecast", one.forecast())
        .put("percent", one.percent())
        .put("words", one.words())
        .put("owners", Value.ofTexts(one.owners()))
        .put("as_of", one.asOf())
        .put("raised_at", one.raised())
        .put("acknowledged_at", one.acknowledged().map(BudgetAlert.Acknowledgement::at))
        .put("acknowledged_by", one.acknowledged().map(BudgetAlert.Acknowledgement::by))
        .build();
  }

  private ServerResponse acknowledge(Visit visit) {
    String id = visit.request().pathVariable("id");
    if (!id.matches("[0-9]{1,18}")) {
      throw Problem.notFound("There is no alert " + id + ".");
    }
    boolean fresh = parts.desk().acknowledge(Long.parseLong(id), visit.caller().actor());
    return Replies.json(HttpStatus.OK, new JsonObject().put("id", id).put("new", fresh).build());
  }

  private ServerResponse backlog() {
    JsonObject sums = new JsonObject();
    parts
        .desk()
        .backlog()
        .sums()
        .forEach(
            (currency, sum) ->
                sums.put(
                    currency,
                    new JsonObject().put("promised", sum.promised()).put("realised", sum.realised()).build()));
    return Replies.json(
        HttpStatus.OK,
        new JsonObject().list("events", parts.desk().history(), EventJson::of).put("sums", sums.build()).build());
  }

  private ServerResponse step(Visit visit) throws IOException {
    Value.Fields document = JsonBody.object(visit, MOST_BODY);
    try {
      return Replies.json(HttpStatus.OK, opportunity(step(document, visit.caller().actor())));
    } catch (Backlog.Refused refused) {
      throw refused("", refused.getMessage() == null ? "It does not fit." : refused.getMessage());
    }
  }

  private Opportunity step(Value.Fields document, String actor) throws Backlog.Refused {
    if (document.text("event").equals(Optional.of("verify"))) {
      return parts.desk().verify(document.text("id").orElse(""), use(document), actor);
    }
    Backlog.Event event =
        EventJson.read(document).orElseThrow(() -> refused("", "The body is no event of the backlog."));
    if (event instanceof Backlog.Event.Verified) {
      throw refused("/event", "Savings are asked of the bill: send the event verify, with the id.");
    }
    if (event.id().length() > 200 || document.values().values().stream().anyMatch(CostApi::isLong)) {
      throw refused("", "A text of the event is longer than " + LONGEST + " characters.");
    }
    return parts.desk().step(event, actor);
  }

  private static boolean isLong(Value value) {
    return value instanceof Value.Text text && text.value().length() > LONGEST;
  }

  private static Optional<BigDecimal> use(Value.Fields document) {
    Optional<String> use = document.text("use");
    if (use.isPresent() && !use.get().matches("[0-9]{1,6}(\\.[0-9]{1,9})?")) {
      throw refused("/use", "A factor such as 1.2 is expected here.");
    }
    return use.map(BigDecimal::new);
  }

  private static Value opportunity(Opportunity one) {
    return new JsonObject()
        .put("id", one.idea().id())
        .put("title", one.idea().title())
        .put("state", one.state())
        .put("promised", one.idea().promised())
        .put("realised", one.realised())
        .put("currency", one.idea().currency())
        .build();
  }

  private ServerResponse month(Visit visit) {
    return document(parts.desk().booked(month(visit.text("month")), cost(visit.text("cost"))));
  }

  private ServerResponse close(Visit visit) throws IOException {
    Value.Fields document = JsonBody.object(visit, MOST_BODY);
    YearMonth month = month(document.text("month").orElse(""));
    return switch (parts.desk().close(month, cost(document.text("cost").orElse("")), visit.caller().actor())) {
      case CostDesk.Closed closed -> document(closed.month());
      case CostDesk.NotClosed not -> throw Problem.of(HttpStatus.CONFLICT, "Not closed", not.why());
    };
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException _) {
      throw Problem.badParameter("month", "is not a month like 2026-01");
    }
  }

  private static Statements.Cost cost(String text) {
    return switch (text) {
      case "", "effective" -> Statements.Cost.EFFECTIVE;
      case "billed" -> Statements.Cost.BILLED;
      default -> throw Problem.badParameter("cost", "is neither effective nor billed");
    };
  }

  /** The document of a closed month; one that is open has no time and nobody. */
  private static ServerResponse document(CostDesk.Booked month) {
    ClosedMonth as =
        new ClosedMonth(
            month.month(),
            month.cost().id(),
            month.closed().map(CostDesk.Seal::at).orElse(Instant.EPOCH),
            month.closed().map(CostDesk.Seal::by).orElse(""),
            month.positions());
    Map<String, Value> fields = new java.util.LinkedHashMap<>(ClosedMonthJson.of(as).values());
    fields.put("closed", Value.of(month.closed().isPresent()));
    return Replies.json(HttpStatus.OK, new Value.Fields(fields));
  }

  private static Problem refused(String pointer, String message) {
    return new Problem(
        HttpStatus.UNPROCESSABLE_CONTENT, "Not taken in", message, List.of(new Problem.Detail(pointer, message)));
  }
}
