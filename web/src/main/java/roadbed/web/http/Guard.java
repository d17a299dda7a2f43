package roadbed.web.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.web.access.Access;
import roadbed.web.access.AccessDecision;
import roadbed.web.access.Caller;
import roadbed.web.access.Permission;

/**
 * Stands in front of every endpoint: says who calls, asks whether they may, refuses what another site sends in
 * their name, and turns what goes wrong into an answer. An endpoint can be reached only through here, since
 * here the table becomes routes.
 */
public final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Access access;
  private final boolean local;
  private final BiFunction<Visit, Problem, ServerResponse> problemPage;

  /**
   * A guard.
   *
   * @param local whether only this machine can reach the server
   * @param problemPage how people see a problem
   */
  public Guard(
      Access access, boolean local, BiFunction<Visit, Problem, ServerResponse> problemPage) {
    this.access = access;
    this.local = local;
    this.problemPage = problemPage;
  }

  /** The routes of a table, and an answer for everything that is not in it. */
  public RouterFunction<ServerResponse> routes(List<Endpoint> endpoints) {
    RouterFunctions.Builder builder = RouterFunctions.route();
    // Routes are tried one after the other, and machines call far more often than people.
    List<Endpoint> inOrder =
        endpoints.stream().sorted(Comparator.comparing(endpoint -> endpoint.permission() != Permission.HOOK)).toList();
    for (Endpoint endpoint : inOrder) {
      HttpMethod[] methods =
          endpoint.method().equals(HttpMethod.GET)
              ? READING.toArray(HttpMethod[]::new)
              : new HttpMethod[] {endpoint.method()};
      builder.route(
          RequestPredicates.methods(methods).and(RequestPredicates.path(endpoint.path())),
          request -> answer(endpoint, request));
    }
    // A path of the table with another method is a 405, anything else a 404; neither tells more.
    for (Endpoint endpoint : endpoints) {
      builder.route(
          RequestPredicates.path(endpoint.path()),
          request ->
              say(
                  endpoint.face(),
                  stranger(request),
                  Problem.of(
                      HttpStatus.METHOD_NOT_ALLOWED,
                      "Method not allowed",
                      request.method() + " means nothing here.")));
    }
    builder.route(
        _ -> true,
        request ->
            say(
                request.path().startsWith("/api/") ? Endpoint.Face.API : Endpoint.Face.PAGE,
                stranger(request),
                Problem.notFound("There is nothing at this address.")));
    return builder.build();
  }

  private Visit stranger(ServerRequest request) {
    return new Visit(request, new Caller.Unknown(local), requestId(request));
  }

  private static String requestId(ServerRequest request) {
    return request.attribute(FrontFilter.REQUEST_ID).map(Object::toString).orElse("");
  }

  private ServerResponse answer(Endpoint endpoint, ServerRequest request) {
    Visit visit = stranger(request);
    request.servletRequest().setAttribute(FrontFilter.ENDPOINT, endpoint.path());
    try {
      // A hook's token is none of ours, and its cookies mean nothing.
      if (endpoint.permission() != Permission.HOOK) {
        visit = new Visit(request, caller(request), visit.requestId());
      }
      return switch (AccessDecision.of(endpoint.permission(), visit.caller())) {
        case ALLOWED -> {
          refuseForgery(endpoint, visit);
          yield endpoint.handler().handle(visit);
        }
        case WHO_ARE_YOU -> whoAreYou(endpoint, visit);
        case DENIED ->
            say(
                endpoint.face(),
                visit,
                Problem.of(
                    HttpStatus.FORBIDDEN,
                    "Not allowed",
                    "This needs an administrator's session; a token cannot do it."));
      };
    } catch (Problem problem) {
      return say(endpoint.face(), visit, problem);
    } catch (Exception | StackOverflowError e) {
      LOG.error("{} {} failed", endpoint.method(), endpoint.path(), e);
      return say(
          endpoint.face(),
          visit,
          Problem.of(
              HttpStatus.INTERNAL_SERVER_ERROR,
              "Something went wrong here",
              "The server's log has the cause under request " + visit.requestId() + "."));
    }
  }

  private Caller caller(ServerRequest request) {
    String authorization = request.headers().firstHeader("Authorization");
    if (authorization != null) {
      return Optional.of(authorization)
          .filter(text -> text.regionMatches(true, 0, "Bearer ", 0, 7))
          .flatMap(text -> access.byToken(text.substring(7).strip()))
          .orElseThrow(
              () ->
                  Problem.of(
                      HttpStatus.UNAUTHORIZED,
                      "Unknown token",
                      "The token is unknown or revoked. Make one under Settings, Tokens."));
    }
    return access
        .bySession(Cookies.session(request.servletRequest()))
        .orElseGet(() -> new Caller.Unknown(local));
  }

  private ServerResponse whoAreYou(Endpoint endpoint, Visit visit) {
    ServerRequest request = visit.request();
    if (endpoint.face() == Endpoint.Face.PAGE) {
      String target = "/login";
      if (request.method().equals(HttpMethod.GET)) {
        String query = request.uri().getRawQuery();
        target +=
            "?next="
                + URLEncoder.encode(
                    request.uri().getRawPath() + (query == null ? "" : "?" + query),
                    StandardCharsets.UTF_8);
      }
      if (visit.partial()) {
        return ServerResponse.ok().header("HX-Redirect", target).build();
      }
      return Replies.seeOther(target);
    }
    return say(
        endpoint.face(),
        visit,
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            "Who are you?",
            "Send a token: Authorization: Bearer " + Access.TOKEN_PREFIX + "…"));
  }

  /** Another site can make a browser send its cookies along; it cannot know the form token. */
  private void refuseForgery(Endpoint endpoint, Visit visit) {
    if (READING.contains(endpoint.method())
        || endpoint.permission() == Permission.HOOK
        || visit.caller() instanceof Caller.TokenHolder) {
      return;
    }
    HttpServletRequest request = visit.request().servletRequest();
    String site = request.getHeader("Sec-Fetch-Site");
    boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
    if (foreign || !sameOrigin(request.getHeader("Origin"), request)) {
      throw Problem.of(
          HttpStatus.FORBIDDEN, "Sent by another site", "This form does not come from this server.");
    }
    if (visit.caller() instanceof Caller.Administrator administrator
        && !visit.hasFormToken(access, administrator)) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "The form is out of date",
          "Reload the page and send the form again.");
    }
  }

  private static boolean sameOrigin(@Nullable String origin, HttpServletRequest request) {
    if (origin == null) {
      return true;
    }
    int port = request.getServerPort();
    boolean usual = port == (request.isSecure() ? 443 : 80);
    String own = request.getScheme() + "://" + request.getServerName();
    return origin.equalsIgnoreCase(own + ":" + port) || (usual && origin.equalsIgnoreCase(own));
  }

  private ServerResponse say(Endpoint.Face face, Visit visit, Problem problem) {
    return switch (face) {
      case API ->
          Replies.problem(problem, visit.request().uri().getRawPath(), visit.requestId());
      case PAGE -> problemPage.apply(visit, problem);
    };
  }
}
