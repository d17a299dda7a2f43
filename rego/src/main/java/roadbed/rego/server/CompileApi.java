package roadbed.rego.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.QueryException;
import roadbed.rego.partial.PartialOptions;
import roadbed.rego.partial.PartialResult;
import roadbed.rego.syntax.GroundTerm;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** {@code /v1/compile}: what is left of a query while a part of the input or the data is not known. */
final class CompileApi {
  private final Store store;
  private final ServerSettings settings;

  CompileApi(Store store, ServerSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  Response answer(Visit visit) {
    Timers timers = new Timers().start(Timers.HANDLER);
    Request request = visit.request();
    String problem = "error(s) occurred while decoding request: ";
    Value body = Body.document(request, Body.plain(request, settings.mostPlainBody()), problem);
    if (!(body instanceof ObjectValue asked)) {
      throw Refusal.invalid(problem + (body == null ? "EOF" : "a request is an object, not " + body.typeName()));
    }
    if (!(asked.get("query") instanceof StringValue query) || query.value().isBlank()) {
      throw Refusal.invalid("missing required 'query' value");
    }
    Value input = asked.get("input");
    PartialResult left =
        evaluated(
            store.snapshot(),
            query.value(),
            input instanceof NullValue ? null : input,
            options(asked.get("unknowns"), asked.get("options")),
            timers);
    timers.stop(Timers.HANDLER);
    ObjectValue.Builder out = ObjectValue.builder(2).put("result", left.value());
    if (visit.measured()) {
      out.put("metrics", timers.value());
    }
    return Replies.json(out.build(), visit.pretty());
  }

  static PartialResult evaluated(
      Snapshot snapshot, String query, @Nullable Value input, PartialOptions options, Timers timers) {
    List<RegoError> unread = new ArrayList<>();
    Parser.query("", query, snapshot.dialect(), unread);
    if (!unread.isEmpty()) {
      throw Refusal.invalid("error(s) occurred while parsing query", unread);
    }
    timers.start(Timers.PARTIAL_EVALUATION);
    PartialResult left;
    try {
      left = snapshot.policy().partial(query, input, options);
    } catch (QueryException e) {
      throw Refusal.invalid("error(s) occurred while compiling module(s)", e.errors());
    }
    timers.stop(Timers.PARTIAL_EVALUATION);
    if (!left.errors().isEmpty()) {
      throw Refusal.evaluation(left.errors());
    }
    return left;
  }

  static PartialOptions options(@Nullable Value unknowns, @Nullable Value options) {
    List<List<Value>> unknown = PartialOptions.STANDARD.unknowns();
    if (unknowns instanceof ArrayValue given) {
      unknown = paths(given, "unknowns");
    }
    List<List<Value>> apart = List.of();
    boolean nondeterministic = false;
    if (options instanceof ObjectValue chosen) {
      if (chosen.get("disableInlining") instanceof ArrayValue given) {
        apart = paths(given, "disableInlining");
      }
      nondeterministic = BooleanValue.TRUE.equals(chosen.get("nondeterministicBuiltins"));
    }
    return new PartialOptions(unknown, apart, false, nondeterministic);
  }

  private static List<List<Value>> paths(ArrayValue texts, String what) {
    List<List<Value>> paths = new ArrayList<>();
    for (Value text : texts) {
      List<Value> path = text instanceof StringValue written ? path(written.value()) : null;
      if (path == null) {
        throw Refusal.invalid("error(s) occurred while parsing " + what + ": " + text + " is no path");
      }
      paths.add(path);
    }
    return paths;
  }

  /** A path such as {@code input.a["b"]}; null where a text is none. */
  private static @Nullable List<Value> path(String text) {
    Term term = Parser.term("", text, new ArrayList<>());
    Term head = term instanceof Term.Ref ref ? ref.head() : term;
    if (!(head instanceof Term.Var name)) {
      return null;
    }
    List<Value> path = new ArrayList<>();
    path.add(StringValue.of(name.name()));
    if (term instanceof Term.Ref ref) {
      for (Term part : ref.path()) {
        Value value = GroundTerm.value(part);
        if (value == null) {
          return null;
        }
        path.add(value);
      }
    }
    return path;
  }
}
