package roadbed.rego.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.partial.PartialOptions;
import roadbed.rego.partial.PartialResult;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** {@code /v1/compile/PATH}: what is left of a rule, as a filter for a database. */
final class FilterApi {
  private static final String SEVERAL = "application/vnd.opa.multitarget+json";

  private final Store store;
  private final ServerSettings settings;

  FilterApi(Store store, ServerSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  Response answer(Visit visit, String path) {
    Timers timers = new Timers().start(Timers.HANDLER);
    Request request = visit.request();
    String problem = "error(s) occurred while decoding request: ";
    Value body = Body.document(request, Body.plain(request, settings.mostPlainBody()), problem);
    ObjectValue asked =
        switch (body) {
          case null -> ObjectValue.EMPTY;
          case ObjectValue object -> object;
          default -> throw Refusal.invalid(problem + "a request is an object, not " + body.typeName());
        };
    ObjectValue options = asked.get("options") instanceof ObjectValue given ? given : ObjectValue.EMPTY;
    List<FilterTarget> targets = targets(request.header("Accept"), options);
    Snapshot snapshot = store.snapshot();
    String reference = DataPath.reference(path);
    Value given = asked.get("input");
    Value input = given instanceof NullValue ? null : given;
    ObjectValue annotated = annotated(snapshot, DataPath.parts(path));
    Value unknowns = asked.get("unknowns") != null ? asked.get("unknowns") : annotated.get("unknowns");
    PartialOptions chosen = CompileApi.options(unknowns, options);
    PartialResult left = CompileApi.evaluated(snapshot, reference, input, chosen, timers);
    Value masks = masks(snapshot, path, options, annotated, input);
    ObjectValue names =
        options.get("targetSQLTableMappings") instanceof ObjectValue mappings ? mappings : ObjectValue.EMPTY;
    ObjectValue.Builder out = ObjectValue.builder(2);
    boolean several = request.header("Accept").equals(SEVERAL);
    ObjectValue.Builder all = ObjectValue.builder(targets.size());
    for (FilterTarget target : targets) {
      // For several targets, each has its own dialect's names.
      ObjectValue own =
          names.get(target.answerName()) instanceof ObjectValue dialect && several ? dialect : names;
      Value query = query(left, target, own);
      if (query == null) {
        continue;
      }
      ObjectValue.Builder one = ObjectValue.builder(2).put("query", query);
      if (masks != null) {
        one.put("masks", masks);
      }
      if (several) {
        all.put(target.answerName(), one.build());
      } else {
        out.put("result", one.build());
      }
    }
    if (several) {
      out.put("result", all.build());
    }
    timers.stop(Timers.HANDLER);
    if (visit.measured()) {
      out.put("metrics", timers.value());
    }
    return Replies.json(200, out.build(), visit.pretty(), request.header("Accept"));
  }

  private static List<FilterTarget> targets(String accept, ObjectValue options) {
    if (accept.isEmpty()) {
      throw Refusal.invalid("Accept header: missing required header");
    }
    if (accept.contains(",")) {
      throw Refusal.invalid("Accept header: multiple headers not supported");
    }
    if (!accept.equals(SEVERAL)) {
      return List.of(
          FilterTarget.accepted(accept)
              .orElseThrow(() -> Refusal.invalid("Accept header: unsupported header: " + accept)));
    }
    List<FilterTarget> targets = new ArrayList<>();
    if (options.get("targetDialects") instanceof ArrayValue names) {
      for (Value name : names) {
        Optional<FilterTarget> target =
            name instanceof StringValue text ? FilterTarget.named(text.value()) : Optional.empty();
        targets.add(target.orElseThrow(() -> Refusal.invalid("targetDialects: there is no target " + name)));
      }
    }
    return targets;
  }

  /** The filter; empty where every row is let through, null where none is. */
  private static @Nullable Value query(PartialResult left, FilterTarget target, ObjectValue names) {
    if (left.queries().isEmpty()) {
      return null;
    }
    if (left.queries().stream().anyMatch(List::isEmpty)) {
      return target.isSql() ? StringValue.EMPTY : ObjectValue.EMPTY;
    }
    if (!left.support().isEmpty()) {
      throw DataFilter.refused(
          "use of default rule, else, every or a negated rule with unknowns: " + left.supportTexts().getFirst());
    }
    Condition condition = new DataFilter(target, names).condition(left.queries());
    return target.isSql() ? StringValue.of(SqlText.where(condition, target)) : Condition.ucast(condition);
  }

  /** What the metadata of the rule, its document or its package says under {@code compile}. */
  private static ObjectValue annotated(Snapshot snapshot, List<String> path) {
    List<String> full = new ArrayList<>(path);
    full.addFirst("data");
    for (int length = full.size(); length >= Math.max(1, full.size() - 1); length--) {
      for (Annotation annotation : snapshot.policy().annotations()) {
        ObjectValue compile = annotation.compile();
        if (compile != null && annotation.target().equals(full.subList(0, length))) {
          return compile;
        }
      }
    }
    return ObjectValue.EMPTY;
  }

  private static @Nullable Value masks(
      Snapshot snapshot, String path, ObjectValue options, ObjectValue annotated, @Nullable Value input) {
    Value rule = options.get("maskRule") != null ? options.get("maskRule") : annotated.get("mask_rule");
    if (!(rule instanceof StringValue text) || text.value().isEmpty()) {
      return null;
    }
    String reference = text.value();
    if (!reference.startsWith("data.")) {
      List<String> parts = DataPath.parts(path);
      reference =
          DataPath.reference(String.join("/", parts.subList(0, Math.max(0, parts.size() - 1)))) + "." + reference;
    }
    try {
      QueryResult result = snapshot.query(reference, false).evaluate(input);
      if (result.ended()) {
        throw Refusal.evaluation(result.errors());
      }
      return result.value().orElse(null);
    } catch (QueryException e) {
      throw Refusal.invalid("error(s) occurred while parsing mask_rule name", e.errors());
    }
  }
}
