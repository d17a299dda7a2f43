package roadbed.rego.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import roadbed.rego.syntax.AstJson;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** {@code /v1/policies}: policies are listed, shown, put and deleted. */
final class PolicyApi {
  private final Store store;
  private final ServerSettings settings;

  PolicyApi(Store store, ServerSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  Response answer(Visit visit, String path) {
    String id = DataPath.unescaped(path);
    boolean one = !id.isEmpty();
    return switch (visit.request().method()) {
      case "GET", "HEAD" -> one ? get(visit, id) : list(visit);
      case "PUT" -> one ? put(visit, id) : Response.empty(405);
      case "DELETE" -> one ? delete(visit, id) : Response.empty(405);
      default -> Response.empty(405);
    };
  }

  private Response list(Visit visit) {
    List<Value> items = new ArrayList<>();
    store.snapshot().sources().forEach((id, source) -> items.add(shown(id, source)));
    return Replies.json(ObjectValue.of("result", ArrayValue.of(items)), visit.pretty());
  }

  private Response get(Visit visit, String id) {
    Snapshot.Source source = store.snapshot().sources().get(id);
    if (source == null) {
      throw Refusal.notFound("policy id \"" + id + "\"");
    }
    return Replies.json(ObjectValue.of("result", shown(id, source)), visit.pretty());
  }

  private static Value shown(String id, Snapshot.Source source) {
    return ObjectValue.builder(3)
        .put("id", StringValue.of(id))
        .put("raw", StringValue.of(source.text()))
        .put("ast", AstJson.of(source.module()))
        .build();
  }

  private Response put(Visit visit, String id) {
    Timers timers = new Timers().start(Timers.HANDLER).start(Timers.MODULE_COMPILE);
    byte[] text = Body.plain(visit.request(), settings.mostPlainBody());
    store.putPolicy(id, new String(text, StandardCharsets.UTF_8));
    timers.stop(Timers.MODULE_COMPILE);
    return done(visit, timers);
  }

  private Response delete(Visit visit, String id) {
    Timers timers = new Timers().start(Timers.HANDLER);
    store.deletePolicy(id);
    return done(visit, timers);
  }

  private static Response done(Visit visit, Timers timers) {
    timers.stop(Timers.HANDLER);
    return Replies.json(
        visit.parameters().on("metrics") ? ObjectValue.of("metrics", timers.value()) : ObjectValue.EMPTY,
        visit.pretty());
  }
}
