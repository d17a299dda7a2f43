package roadbed.rego.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Asks the policy whether a request may be carried out. */
final class Authorizer {
  private final ServerSettings settings;

  Authorizer(ServerSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns if the request may be carried out.
   *
   * @throws Refusal if it may not, or nothing says that it may
   */
  void check(Request request, Parameters parameters, Snapshot snapshot) {
    QueryResult result;
    try {
      result =
          snapshot.query(DataPath.reference(settings.authorization()), false).evaluate(input(request, parameters));
    } catch (QueryException e) {
      throw Refusal.evaluation(e.errors());
    }
    if (result.ended()) {
      throw Refusal.evaluation(result.errors());
    }
    Value decision = result.value().orElse(null);
    if (decision == null) {
      throw new Refusal(500, Refusal.INTERNAL, "authorization policy missing or undefined", List.of());
    }
    if (decision instanceof ObjectValue object) {
      Value allowed = object.get("allowed");
      if (allowed == null) {
        throw new Refusal(500, Refusal.INTERNAL, "document missing or undefined", List.of());
      }
      if (allowed.equals(BooleanValue.TRUE)) {
        return;
      }
      if (object.get("reason") instanceof StringValue reason) {
        throw new Refusal(401, Refusal.UNAUTHORIZED, reason.value(), List.of());
      }
    } else if (decision.equals(BooleanValue.TRUE)) {
      return;
    }
    throw new Refusal(401, Refusal.UNAUTHORIZED, "request rejected by administrative policy", List.of());
  }

  private ObjectValue input(Request request, Parameters parameters) {
    List<Value> path = new ArrayList<>();
    for (String part : request.path().substring(Math.min(1, request.path().length())).split("/", -1)) {
      path.add(StringValue.of(DataPath.unescaped(part)));
    }
    ObjectValue.Builder headers = ObjectValue.builder(request.headers().size());
    request
        .headers()
        .forEach(
            (name, values) ->
                headers.put(canonical(name), ArrayValue.of(values.stream().map(StringValue::of).toList())));
    ObjectValue.Builder input =
        ObjectValue.builder()
            .put("path", ArrayValue.of(path))
            .put("method", StringValue.of(request.method()))
            .put("params", parameters.value())
            .put("headers", headers.build());
    if (carriesInput(request.method(), path)) {
      Value body = Body.document(request, Body.plain(request, settings.mostPlainBody()), "");
      if (body != null) {
        input.put("body", body);
      }
    }
    String identity = identity(request);
    if (identity != null) {
      input.put("identity", StringValue.of(identity));
    }
    if (request.certificates() instanceof ArrayValue certificates && !certificates.isEmpty()) {
      input.put("client_certificates", certificates);
    }
    return input.build();
  }

  private @Nullable String identity(Request request) {
    String authorization = request.header("Authorization");
    if (settings.tokens() && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    return request.identity();
  }

  private static boolean carriesInput(String method, List<Value> path) {
    if (!method.equals("POST")) {
      return false;
    }
    if (path.size() == 1) {
      return path.getFirst().equals(StringValue.EMPTY);
    }
    return path.size() > 1
        && (path.getFirst().equals(StringValue.of("v0")) || path.getFirst().equals(StringValue.of("v1")))
        && path.get(1).equals(StringValue.of("data"));
  }

  /** A header's name as Go writes it: each word with a capital. */
  private static String canonical(String name) {
    StringBuilder out = new StringBuilder(name.length());
    boolean first = true;
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      out.append(first ? Character.toUpperCase(c) : c);
      first = c == '-';
    }
    return out.toString();
  }
}
