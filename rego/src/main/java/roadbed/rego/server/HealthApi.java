package roadbed.rego.server;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** {@code /health}: whether the server can decide, and whether the parts around it are as they should be. */
final class HealthApi {
  private static final String OK = "OK";

  private final Store store;
  private final Surroundings surroundings;
  private volatile boolean wereReady;

  HealthApi(Store store, Surroundings surroundings) {
    this.store = store;
    this.surroundings = surroundings;
  }

  Response plain(Parameters parameters) {
    if (store.snapshot().query("x = 1", false).evaluate((Value) null).rows().isEmpty()) {
      return answer("unable to perform evaluation");
    }
    Map<String, String> states = surroundings.states();
    boolean bundles = parameters.on("bundle") || parameters.on("bundles");
    if (bundles && (!ready(states, "discovery") || !ready(states, "bundle"))) {
      return answer("one or more bundles are not activated");
    }
    if (parameters.on("plugins")) {
      Set<String> excluded = new HashSet<>(parameters.all("exclude-plugin"));
      if (states.entrySet().stream().anyMatch(e -> !excluded.contains(e.getKey()) && !e.getValue().equals(OK))) {
        return answer("one or more plugins are not up");
      }
    }
    return answer(null);
  }

  private static boolean ready(Map<String, String> states, String part) {
    return states.getOrDefault(part, OK).equals(OK);
  }

  /** What the policy {@code system.health} says of the state of all parts. */
  Response byPolicy(String path) {
    Map<String, String> states = surroundings.states();
    wereReady |= states.values().stream().allMatch(OK::equals);
    ObjectValue.Builder parts = ObjectValue.builder(states.size());
    states.forEach((name, state) -> parts.put(name, StringValue.of(state)));
    ObjectValue input =
        ObjectValue.builder(2)
            .put("plugin_state", parts.build())
            .put("plugins_ready", BooleanValue.of(wereReady))
            .build();
    String reference = DataPath.reference("system/health/" + path);
    QueryResult result;
    try {
      result = store.snapshot().query(reference, false).evaluate(input);
    } catch (QueryException e) {
      return answer(e.getMessage());
    }
    if (result.ended()) {
      return answer(result.errors().getFirst().opaText());
    }
    if (result.value().isEmpty()) {
      return answer("health check (" + reference + ") was undefined");
    }
    return result.value().get().equals(BooleanValue.TRUE)
        ? answer(null)
        : answer("health check (" + reference + ") returned unexpected value");
  }

  private static Response answer(@Nullable String problem) {
    return problem == null
        ? Replies.json(ObjectValue.EMPTY, false)
        : Replies.json(500, ObjectValue.of("error", StringValue.of(problem)), false, "application/json");
  }
}
