package roadbed.web.hooks;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.rego.server.Api;
import roadbed.rego.server.Request;
import roadbed.rego.server.Response;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Visit;

/**
 * OPA's REST API below {@code /opa}, for those who may read: a client's base address is the server's with {@code /opa}
 * behind it. Policies come with the server's start, so nothing is written here.
 */
public final class DecisionApi {
  private static final String BASE = "/opa";

  private final Api api;

  public DecisionApi(Api api) {
    this.api = api;
  }

  /** The table. */
  public List<Endpoint> endpoints() {
    return List.of(
        reading(HttpMethod.GET, "/v1/data/{*path}", "Decides a document, as OPA does"),
        reading(HttpMethod.POST, "/v1/data/{*path}", "Decides a document about an input, as OPA does"),
        reading(HttpMethod.POST, "/v0/data/{*path}", "Decides a document about the body, as OPA does"),
        reading(HttpMethod.GET, "/v1/query", "Answers a query, as OPA does"),
        reading(HttpMethod.POST, "/v1/query", "Answers a query about an input, as OPA does"),
        reading(HttpMethod.POST, "/v1/compile", "Evaluates a query partially, as OPA does"),
        reading(HttpMethod.GET, "/v1/policies/{*path}", "Shows policies, as OPA does"),
        reading(HttpMethod.GET, "/v1/config", "Shows the configuration of decisions, as OPA does"),
        reading(HttpMethod.GET, "/health/{*path}", "Whether decisions can be made, as OPA says it"));
  }

  private Endpoint reading(HttpMethod method, String path, String summary) {
    return new Endpoint(
        method, BASE + path, Permission.READ, Endpoint.Face.API, summary, List.of(), "", this::answer);
  }

  private ServerResponse answer(Visit visit) throws IOException {
    HttpServletRequest asked = visit.request().servletRequest();
    byte[] body = asked.getInputStream().readNBytes((int) Math.min(api.mostBody() + 1, Integer.MAX_VALUE - 16));
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(asked.getHeaderNames())) {
      // The token is this server's business, not that of policies.
      if (!name.equalsIgnoreCase("Authorization") && !name.equalsIgnoreCase("Cookie")) {
        headers.put(name, Collections.list(asked.getHeaders(name)));
      }
    }
    String path = asked.getRequestURI().substring(BASE.length());
    Response response =
        api.handle(
            Request.of(
                asked.getMethod(), path, asked.getQueryString(), headers, body, asked.getRemoteAddr()));
    ServerResponse.BodyBuilder reply = ServerResponse.status(response.status()).header("Cache-Control", "no-store");
    response.headers().forEach(reply::header);
    return reply.build(
        (_, out) -> {
          out.setContentLength(response.body().length);
          out.getOutputStream().write(response.body());
          return null;
        });
  }
}
