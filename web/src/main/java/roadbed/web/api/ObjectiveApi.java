package roadbed.web.api;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.assess.reliability.ledger.Standing;
import roadbed.model.Value;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Counts of events come in here, and how objectives stand goes out. */
final class ObjectiveApi {
  private static final int MOST_BODY = 32 << 20;
  private static final int MOST_COUNTS = 200_000;

  private final ObjectiveDesk desk;

  ObjectiveApi(ObjectiveDesk desk) {
    this.desk = desk;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.api("/api/v1/objectives", "How service level objectives stand", "Objectives", List.of(), this::standings),
        new Endpoint(
            HttpMethod.POST, "/api/v1/objectives/counts", Permission.PUSH, Endpoint.Face.API,
            "Keeps counts of events by slice; of two for one slice the later counts", List.of(), "KeptCounts", this::keep));
  }

  private ServerResponse standings(Visit visit) {
    ObjectiveDesk.Standings standings = desk.standings();
    List<Value> all = new ArrayList<>();
    for (Standing standing : standings.all()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("id", Value.of(standing.slo().id()));
      fields.put("service", Value.of(standing.slo().service()));
      fields.put("outcome", Value.of(standing.outcome().id()));
      fields.put("at", Value.of(standing.at().toString()));
      fields.put("target", new Value.Decimal(standing.slo().target()));
      fields.put("good", new Value.Decimal(standing.good()));
      fields.put("valid", new Value.Decimal(standing.valid()));
      fields.put("attainment", decimal(standing.attainment()));
      fields.put("budget_left", decimal(standing.left()));
      fields.put("coverage", new Value.Decimal(standing.coverage()));
      all.add(new Value.Fields(fields));
    }
    return Replies.json(
        HttpStatus.OK,
        new Value.Fields(
            Map.of(
                "objectives",
                new Value.Items(all),
                "without_counts",
                new Value.Items(standings.without().stream().map(ServiceLevelObjective::id).<Value>map(Value::of).toList()))));
  }

  private static Value decimal(Optional<BigDecimal> number) {
    return number.<Value>map(Value.Decimal::new).orElse(Value.Null.INSTANCE);
  }

  private ServerResponse keep(Visit visit) throws IOException {
    Value.Fields body = JsonBody.object(visit, MOST_BODY);
    if (!(body.get("counts").orElse(Value.Null.INSTANCE) instanceof Value.Items items) || items.values().size() > MOST_COUNTS) {
      throw wrong("counts is a list of at most " + MOST_COUNTS + " slices");
    }
    List<SliceCount> counts = new ArrayList<>();
    for (Value item : items.values()) {
      try {
        counts.add(count(item));
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw wrong("slice " + (counts.size() + 1) + ": " + e.getMessage());
      }
    }
    try {
      return Replies.json(HttpStatus.OK, new Value.Fields(Map.of("kept", Value.of(desk.take(counts)))));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Problem wrong(String why) {
    return Problem.of(HttpStatus.BAD_REQUEST, "Not counts", why);
  }

  private static SliceCount count(Value item) {
    if (!(item instanceof Value.Fields fields)) {
      throw new IllegalArgumentException("it is not an object");
    }
    BigDecimal total = number(fields, "total");
    SliceState state =
        fields
            .text("state")
            .map(text -> SliceState.of(text).orElseThrow(() -> new IllegalArgumentException("no such state: " + text)))
            .orElse(total.signum() > 0 ? SliceState.COUNTED : SliceState.NO_TRAFFIC);
    return new SliceCount(
        fields.text("slo").orElseThrow(() -> new IllegalArgumentException("slo is missing")),
        Instant.parse(fields.text("slice_start").orElse("")),
        Duration.ofSeconds(fields.get("slice_seconds").isPresent() ? number(fields, "slice_seconds").longValueExact() : 60),
        number(fields, "good"),
        total,
        state);
  }

  private static BigDecimal number(Value.Fields fields, String name) {
    BigDecimal number =
        switch (fields.get(name).orElse(Value.Null.INSTANCE)) {
          case Value.Whole whole -> BigDecimal.valueOf(whole.value());
          case Value.Decimal decimal -> decimal.value();
          case Value.Text _, Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
              throw new IllegalArgumentException(name + " is a number");
        };
    if (number.scale() > 18 || number.scale() < -18 || number.precision() > 40) {
      throw new IllegalArgumentException(name + " is out of bounds");
    }
    return number;
  }
}
