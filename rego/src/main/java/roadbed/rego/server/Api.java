package roadbed.rego.server;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;

/** The whole API: says who answers which path, and turns what is refused into a response. Safe for many threads. */
public final class Api {
  /** The release of OPA whose API this is. */
  public static final String OPA_VERSION = "1.19.0";

  private static final List<String> HANDLERS =
      List.of("v0/data", "v1/data", "v1/policies", "v1/query", "v1/compile", "v1/config", "v1/status", "health");

  private final Store store;
  private final ServerSettings settings;
  private final Surroundings surroundings;
  private final Authorizer authorizer;
  private final Measurements measurements = new Measurements();
  private final AtomicLong requests = new AtomicLong();
  private final DataApi data;
  private final PolicyApi policies;
  private final QueryApi queries;
  private final CompileApi compile;
  private final FilterApi filters;
  private final HealthApi health;

  public Api(Store store, ServerSettings settings, Surroundings surroundings) {
    this.store = store;
    this.settings = settings;
    this.surroundings = surroundings;
    this.authorizer = new Authorizer(settings);
    Decisions decisions = new Decisions(surroundings);
    this.data = new DataApi(store, settings, decisions);
    this.policies = new PolicyApi(store, settings);
    this.queries = new QueryApi(store, settings, decisions);
    this.compile = new CompileApi(store, settings);
    this.filters = new FilterApi(store, settings);
    this.health = new HealthApi(store, surroundings);
  }

  /** The most bytes that a body may have; whoever listens need not read on beyond them. */
  public long mostBody() {
    return settings.mostBody();
  }

  /** The answer to a request whose body is larger than {@link #mostBody}. */
  public Response tooLarge() {
    return Replies.refusal(Refusal.invalid("request body too large"));
  }

  /** Answers a request. */
  public Response handle(Request request) {
    long from = System.nanoTime();
    Response response;
    try {
      response = answer(new Visit(request, Parameters.of(request.query()), requests.incrementAndGet()));
    } catch (Refusal refusal) {
      response = Replies.refusal(refusal);
    } catch (StackOverflowError _) {
      response = Replies.refusal(Refusal.invalid("the request is nested too deeply"));
    }
    String method = request.method().toLowerCase(Locale.ROOT);
    measurements.add(handler(request.path()), method, response.status(), System.nanoTime() - from);
    return compressed(request, response);
  }

  private Response answer(Visit visit) {
    Request request = visit.request();
    if (request.body().length > settings.mostBody()) {
      return tooLarge();
    }
    if (settings.authorized()) {
      authorizer.check(request, visit.parameters(), store.snapshot());
    }
    String path = request.path();
    String method = request.method();
    boolean reads = method.equals("GET") || method.equals("HEAD");
    if (path.equals("/") || path.isEmpty()) {
      return switch (method) {
        case "POST" -> data.byDefault(visit);
        case "GET", "HEAD" -> QueryPage.response();
        default -> Response.empty(405);
      };
    }
    String rest = below(path, "/v1/data");
    if (rest != null) {
      return data.answer(visit, rest);
    }
    rest = below(path, "/v0/data");
    if (rest != null) {
      return method.equals("POST") ? data.plain(visit, rest) : Response.empty(405);
    }
    rest = below(path, "/v1/policies");
    if (rest != null) {
      return policies.answer(visit, rest);
    }
    rest = below(path, "/v1/query");
    if (rest != null) {
      return rest.isEmpty() ? queries.answer(visit) : Response.empty(405);
    }
    rest = below(path, "/v1/compile");
    if (rest != null && rest.isEmpty() && method.equals("POST")) {
      return compile.answer(visit);
    }
    if (rest != null && !rest.isEmpty() && (reads || method.equals("POST"))) {
      return filters.answer(visit, rest);
    }
    if (!reads) {
      return notFound();
    }
    rest = below(path, "/health");
    if (rest != null) {
      return rest.isEmpty() ? health.plain(visit.parameters()) : health.byPolicy(rest);
    }
    return switch (path) {
      case "/v1/config" -> Replies.json(ObjectValue.of("result", settings.active()), visit.pretty());
      case "/v1/status" ->
          surroundings
              .status()
              .map(status -> Replies.json(ObjectValue.of("result", status), visit.pretty()))
              .orElseThrow(() -> new Refusal(500, Refusal.INTERNAL, "status plugin not enabled", List.of()));
      case "/metrics" ->
          Replies.text(200, "text/plain; version=0.0.4; charset=utf-8", measurements.text(OPA_VERSION));
      default -> notFound();
    };
  }

  private static Response notFound() {
    return Replies.text(404, "text/plain; charset=utf-8", "404 page not found\n");
  }

  /** What follows a prefix and its slash; null where the path is another. */
  private static @Nullable String below(String path, String prefix) {
    if (!path.startsWith(prefix)) {
      return null;
    }
    if (path.length() == prefix.length()) {
      return "";
    }
    return path.charAt(prefix.length()) == '/' ? path.substring(prefix.length() + 1) : null;
  }

  private static String handler(String path) {
    for (String known : HANDLERS) {
      if (below(path, "/" + known) != null) {
        return known;
      }
    }
    return path.equals("/") ? "index" : "catchall";
  }

  private Response compressed(Request request, Response response) {
    if (response.body().length < settings.compressFrom()
        || !request.header("Accept-Encoding").toLowerCase(Locale.ROOT).contains("gzip")) {
      return response;
    }
    Map<String, String> headers = new HashMap<>(response.headers());
    headers.put("Content-Encoding", "gzip");
    headers.put("Vary", "Accept-Encoding");
    return new Response(response.status(), headers, Body.compressed(response.body()));
  }

  /** The labels that a server without a configuration shows. */
  public static ObjectValue labels(String id) {
    return ObjectValue.builder(2)
        .put("id", StringValue.of(id))
        .put("version", StringValue.of(OPA_VERSION))
        .build();
  }
}
