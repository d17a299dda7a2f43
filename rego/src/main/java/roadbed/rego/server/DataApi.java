package roadbed.rego.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** {@code /v1/data}, {@code /v0/data} and {@code POST /}: documents are decided, and the base document is edited. */
final class DataApi {
  private static final String MALFORMED = "body contains malformed input document: ";

  private final Store store;
  private final ServerSettings settings;
  private final Decisions decisions;

  DataApi(Store store, ServerSettings settings, Decisions decisions) {
    this.store = store;
    this.settings = settings;
    this.decisions = decisions;
  }

  Response answer(Visit visit, String path) {
    return switch (visit.request().method()) {
      case "GET", "HEAD" -> get(visit, path);
      case "POST" -> post(visit, path);
      case "PUT" -> put(visit, path);
      case "PATCH" -> patch(visit, path);
      case "DELETE" -> path.isEmpty() ? Response.empty(405) : delete(visit, path);
      default -> Response.empty(405);
    };
  }

  private Response get(Visit visit, String path) {
    Timers timers = new Timers().start(Timers.HANDLER).start(Timers.INPUT_PARSE);
    String given = visit.parameters().last("input");
    Value input =
        given == null
            ? null
            : Body.json(given.getBytes(StandardCharsets.UTF_8), "parameter contains malformed input document: ");
    timers.stop(Timers.INPUT_PARSE);
    return decided(visit, path, input, timers, false);
  }

  private Response post(Visit visit, String path) {
    Timers timers = new Timers().start(Timers.HANDLER).start(Timers.INPUT_PARSE);
    Request request = visit.request();
    Value body = Body.document(request, Body.plain(request, settings.mostPlainBody()), MALFORMED);
    Value input = null;
    switch (body) {
      case null -> {
        // Nothing was sent: there is no input.
      }
      case NullValue _ -> {
        // As Go's decoder sees it, an object with nothing in it.
      }
      case ObjectValue object -> input = object.get("input");
      default -> throw Refusal.invalid(MALFORMED + "a request is an object with the key input, not " + body.typeName());
    }
    if (input instanceof NullValue) {
      input = null;
    }
    timers.stop(Timers.INPUT_PARSE);
    return decided(visit, path, input, timers, input == null);
  }

  private Response decided(Visit visit, String path, @Nullable Value input, Timers timers, boolean warn) {
    Snapshot snapshot = store.snapshot();
    Decisions.Answer answer =
        decisions.decide(
            new Decisions.Question(visit, snapshot, path, DataPath.reference(path), input, timers));
    ObjectValue.Builder out = ObjectValue.builder(6);
    Value result = answer.value();
    if (result != null) {
      out.put("result", result);
    }
    if (!answer.id().isEmpty()) {
      out.put("decision_id", StringValue.of(answer.id()));
    }
    if (warn) {
      out.put(
          "warning",
          ObjectValue.builder(2)
              .put("code", StringValue.of("api_usage_warning"))
              .put("message", StringValue.of("'input' key missing from the request"))
              .build());
    }
    if (visit.measured()) {
      out.put("metrics", timers.value());
    }
    if (visit.parameters().on("provenance")) {
      out.put("provenance", provenance(snapshot));
    }
    Explanation explanation = answer.explanation();
    if (explanation != null) {
      out.put("explanation", explanation.value(visit.pretty()));
    }
    return Replies.json(out.build(), visit.pretty());
  }

  private static Value provenance(Snapshot snapshot) {
    ObjectValue.Builder out =
        ObjectValue.builder(5)
            .put("version", StringValue.of(Api.OPA_VERSION))
            .put("build_commit", StringValue.EMPTY)
            .put("build_timestamp", StringValue.EMPTY)
            .put("build_hostname", StringValue.EMPTY);
    if (!snapshot.bundles().isEmpty()) {
      ObjectValue.Builder bundles = ObjectValue.builder();
      snapshot
          .bundles()
          .forEach((name, bundle) -> bundles.put(name, ObjectValue.of("revision", StringValue.of(bundle.revision()))));
      out.put("bundles", bundles.build());
    }
    return out.build();
  }

  /** {@code POST /}: the default decision, about the body as it is. */
  Response byDefault(Visit visit) {
    return plain(visit, settings.defaultDecision());
  }

  /** {@code POST /v0/data}: the document itself, about the body as it is. */
  Response plain(Visit visit, String path) {
    Timers timers = new Timers().start(Timers.HANDLER);
    Request request = visit.request();
    Value input =
        Body.document(
            request,
            Body.plain(request, settings.mostPlainBody()),
            "unexpected parse error for input: " + MALFORMED);
    Snapshot snapshot = store.snapshot();
    String reference = DataPath.reference(path);
    Decisions.Answer answer =
        decisions.decide(
            new Decisions.Question(
                visit, snapshot, path, reference, input == null ? NullValue.NULL : input, timers));
    Value result = answer.value();
    if (result == null) {
      boolean known = snapshot.hasRule(DataPath.parts(path));
      throw new Refusal(
          404,
          Refusal.UNDEFINED,
          (known ? "document undefined: " : "document missing: ") + reference,
          List.of());
    }
    return Replies.json(result, visit.pretty());
  }

  private Response put(Visit visit, String path) {
    Timers timers = new Timers().start(Timers.HANDLER);
    Request request = visit.request();
    Value value = required(Body.document(request, Body.plain(request, settings.mostPlainBody()), ""));
    Edit edit = new Edit(Edit.Kind.CREATE, DataPath.parts(path), value);
    boolean changed = store.edit(List.of(edit), request.header("If-None-Match").equals("*"));
    return changed ? done(visit, timers) : Response.empty(304);
  }

  private Response patch(Visit visit, String path) {
    Timers timers = new Timers().start(Timers.HANDLER);
    Request request = visit.request();
    Value body = required(Body.json(Body.plain(request, settings.mostPlainBody()), ""));
    if (!(body instanceof ArrayValue operations)) {
      throw Refusal.invalid("a patch is an array of operations, not " + body.typeName());
    }
    List<Edit> edits = new ArrayList<>();
    for (Value operation : operations) {
      edits.add(edit(DataPath.parts(path), operation));
    }
    store.edit(edits, false);
    return done(visit, timers);
  }

  private static Edit edit(List<String> root, Value operation) {
    if (!(operation instanceof ObjectValue object)) {
      throw Refusal.invalid("an operation of a patch is an object, not " + operation.typeName());
    }
    String name = object.get("op") instanceof StringValue op ? op.value() : "";
    Edit.Kind kind =
        switch (name) {
          case "add" -> Edit.Kind.ADD;
          case "remove" -> Edit.Kind.REMOVE;
          case "replace" -> Edit.Kind.REPLACE;
          default -> throw Refusal.invalid("bad patch operation: " + name);
        };
    List<String> path = new ArrayList<>(root);
    String below = object.get("path") instanceof StringValue text ? text.value() : "";
    for (String part : below.split("/")) {
      if (!part.isEmpty()) {
        path.add(DataPath.unescaped(part.replace("~1", "/").replace("~0", "~")));
      }
    }
    Value value = object.get("value");
    return new Edit(kind, path, kind == Edit.Kind.REMOVE ? null : value == null ? NullValue.NULL : value);
  }

  private Response delete(Visit visit, String path) {
    Timers timers = new Timers().start(Timers.HANDLER);
    store.edit(List.of(new Edit(Edit.Kind.REMOVE, DataPath.parts(path), null)), false);
    return done(visit, timers);
  }

  private static Value required(@Nullable Value value) {
    if (value == null) {
      throw Refusal.invalid("EOF");
    }
    return value;
  }

  private static Response done(Visit visit, Timers timers) {
    timers.stop(Timers.HANDLER);
    return visit.parameters().on("metrics")
        ? Replies.json(ObjectValue.of("metrics", timers.value()), false)
        : Response.empty(204);
  }
}
