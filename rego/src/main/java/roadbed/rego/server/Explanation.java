package roadbed.rego.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roadbed.rego.Evaluation;
import roadbed.rego.Policy;
import roadbed.rego.QueryResult;
import roadbed.rego.syntax.AstJson;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.trace.TraceEvent;
import roadbed.rego.trace.TraceRecorder;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** How a decision came about, for a caller who asks to have it explained. */
final class Explanation {
  private final roadbed.rego.trace.Explanation mode;
  private final TraceRecorder recorder = new TraceRecorder();

  private Explanation(roadbed.rego.trace.Explanation mode) {
    this.mode = mode;
  }

  /** A new explanation; null where none is asked for. */
  static @Nullable Explanation asked(Parameters parameters) {
    return parameters.all("explain").stream()
        .flatMap(name -> roadbed.rego.trace.Explanation.named(name).stream())
        .filter(mode -> mode != roadbed.rego.trace.Explanation.OFF)
        .findFirst()
        .map(Explanation::new)
        .orElse(null);
  }

  /** Evaluates a query and keeps what happens. */
  QueryResult evaluate(Snapshot snapshot, boolean strict, String query, @Nullable Value input) {
    Policy policy =
        snapshot
            .traceable()
            .withStrictErrors(strict)
            .withContext(() -> snapshot.context().get().notes(recorder::note));
    Evaluation evaluation = policy.on(input).tracedBy(recorder);
    return policy.query(query).in(evaluation);
  }

  /** What happened: a list of events, or of lines for people. */
  Value value(boolean pretty) {
    List<TraceEvent> events = mode.of(recorder.events());
    if (pretty) {
      return ArrayValue.of(
          roadbed.rego.trace.Explanation.text(events, false).lines().map(StringValue::of).toList());
    }
    return ArrayValue.of(events.stream().map(Explanation::event).toList());
  }

  private static Value event(TraceEvent event) {
    List<Value> locals = new ArrayList<>();
    event
        .variables()
        .forEach(
            (name, value) ->
                locals.add(
                    ObjectValue.builder(2)
                        .put("key", term("var", StringValue.of(name)))
                        .put("value", term(value.typeName(), value))
                        .build()));
    boolean note = event.operation() == TraceEvent.Operation.NOTE;
    Value node = note ? NullValue.NULL : node(event.text());
    ObjectValue.Builder out =
        ObjectValue.builder(7)
            .put("op", StringValue.of(event.operation().word().toLowerCase(Locale.ROOT)))
            .put("query_id", NumberValue.of(event.query()))
            .put("parent_id", NumberValue.of(event.parent()))
            .put("type", StringValue.of("expr"))
            .put("node", node)
            .put("locals", ArrayValue.of(locals));
    if (note) {
      out.put("message", StringValue.of(event.text()));
    }
    return out.build();
  }

  private static Value term(String type, Value value) {
    return ObjectValue.builder(2).put("type", StringValue.of(type)).put("value", value).build();
  }

  private static Value node(String text) {
    List<RegoError> errors = new ArrayList<>();
    List<Statement> statements = Parser.query("", text, Dialect.V1, errors);
    return errors.isEmpty() && statements.size() == 1
        ? AstJson.of(statements).get(0)
        : StringValue.of(text);
  }
}
