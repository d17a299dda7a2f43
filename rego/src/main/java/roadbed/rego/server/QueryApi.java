package roadbed.rego.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.QueryResult;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** {@code /v1/query}: any query, with the values that its variables take. */
final class QueryApi {
  private final Store store;
  private final ServerSettings settings;
  private final Decisions decisions;

  QueryApi(Store store, ServerSettings settings, Decisions decisions) {
    this.store = store;
    this.settings = settings;
    this.decisions = decisions;
  }

  Response answer(Visit visit) {
    return switch (visit.request().method()) {
      case "GET", "HEAD" -> {
        String query = visit.parameters().last("q");
        if (query == null) {
          throw Refusal.invalid("missing parameter 'q'");
        }
        yield solved(visit, query, null);
      }
      case "POST" -> {
        Request request = visit.request();
        String problem = "error(s) occurred while decoding request: ";
        Value body = Body.document(request, Body.plain(request, settings.mostPlainBody()), problem);
        if (!(body instanceof ObjectValue object)) {
          throw Refusal.invalid(problem + (body == null ? "EOF" : "a request is an object, not " + body.typeName()));
        }
        Value input = object.get("input");
        String query = object.get("query") instanceof StringValue text ? text.value() : "";
        yield solved(visit, query, input instanceof NullValue ? null : input);
      }
      default -> Response.empty(405);
    };
  }

  private Response solved(Visit visit, String query, @Nullable Value input) {
    Timers timers = new Timers().start(Timers.HANDLER).start(Timers.QUERY_PARSE);
    List<RegoError> errors = new ArrayList<>();
    List<Statement> statements = Parser.query("", query, store.dialect(), errors);
    timers.stop(Timers.QUERY_PARSE);
    if (!errors.isEmpty() || statements.isEmpty()) {
      throw Refusal.invalid("error(s) occurred while parsing query", errors);
    }
    Decisions.Answer answer =
        decisions.decide(new Decisions.Question(visit, store.snapshot(), "", query, input, timers));
    QueryResult result = answer.result();
    ObjectValue.Builder out = ObjectValue.builder(3);
    ArrayValue rows = rows(result);
    if (!rows.isEmpty()) {
      out.put("result", rows);
    }
    if (visit.measured()) {
      out.put("metrics", timers.value());
    }
    Explanation explanation = answer.explanation();
    if (explanation != null) {
      out.put("explanation", explanation.value(visit.pretty()));
    }
    return Replies.json(out.build(), visit.pretty());
  }

  /** The bindings of each solution; a query of one term that is false has none. */
  static ArrayValue rows(QueryResult result) {
    List<Value> rows = new ArrayList<>();
    for (Map<String, Value> row : result.rows()) {
      if (!BooleanValue.FALSE.equals(row.get(QueryResult.VALUE))) {
        rows.add(bindings(row));
      }
    }
    return ArrayValue.of(rows);
  }

  /** The variables that the query names, without the name that stands for a query of one term. */
  private static Value bindings(Map<String, Value> row) {
    ObjectValue.Builder out = ObjectValue.builder(row.size());
    row.forEach(
        (name, value) -> {
          if (!name.equals(QueryResult.VALUE)) {
            out.put(name, value);
          }
        });
    return out.build();
  }
}
