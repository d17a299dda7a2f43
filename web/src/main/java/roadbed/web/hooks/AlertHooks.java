package roadbed.web.hooks;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.model.Value;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Where alerting systems send to. Each source has a token or signs; what is acknowledged is on disk. */
public final class AlertHooks {
  private static final int MOST_BYTES = 10_000_000;
  private static final int MOST_EVENT_BYTES = 1_000_000;
  private static final int LONGEST_HEADER = 4_000;

  private final AlertReception reception;

  public AlertHooks(AlertReception reception) {
    this.reception = reception;
  }

  /** The table. */
  public List<Endpoint> endpoints() {
    return List.of(
        hook(
            "/hooks/alerts/{source}",
            "Takes alerts of a source that has a token or signs",
            List.of(
                new Endpoint.Parameter("source", "string", true, "name of the source"),
                new Endpoint.Parameter("token", "string", false, "its token, where it can send no header")),
            this::alerts),
        hook("/hooks/pagerduty/v2/enqueue", "Takes events as PagerDuty's Events API v2 does; the routing key is a source's token", List.of(), this::event));
  }

  private static Endpoint hook(String path, String summary, List<Endpoint.Parameter> parameters, Endpoint.Handler handler) {
    return new Endpoint(HttpMethod.POST, path, Permission.HOOK, Endpoint.Face.API, summary, parameters, "", handler);
  }

  private ServerResponse alerts(Visit visit) throws IOException {
    return answer(reception.receive(visit.request().pathVariable("source"), sent(visit, MOST_BYTES)), false);
  }

  private ServerResponse event(Visit visit) throws IOException {
    return answer(reception.event(sent(visit, MOST_EVENT_BYTES)), true);
  }

  static AlertReception.Sent sent(Visit visit, int most) throws IOException {
    HttpServletRequest request = visit.request().servletRequest();
    byte[] body = request.getInputStream().readNBytes(most + 1);
    if (body.length > most) {
      throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "Too large", "A message has at most " + most + " bytes; send fewer alerts at a time.");
    }
    Map<String, String> headers = new HashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      String value = request.getHeader(name);
      if (value != null && value.length() <= LONGEST_HEADER) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
      }
    }
    return new AlertReception.Sent(token(headers, query(request, "token")), headers, body);
  }

  /** Read from the address itself: asking for a parameter would read a form's body. */
  private static String query(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    for (String part : query == null ? List.<String>of() : List.of(query.split("&", 20))) {
      if (part.startsWith(name + "=")) {
        return part.substring(name.length() + 1);
      }
    }
    return "";
  }

  private static String token(Map<String, String> headers, String query) {
    String authorization = headers.getOrDefault("authorization", "");
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    if (authorization.regionMatches(true, 0, "GenieKey ", 0, 9)) {
      return authorization.substring(9).strip();
    }
    return headers.getOrDefault("x-roadbed-token", query).strip();
  }

  static ServerResponse answer(AlertReception.Answer answer, boolean event) {
    return switch (answer) {
      case AlertReception.Answer.Kept kept -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("status", Value.of(event ? "success" : "accepted"));
        if (event) {
          fields.put("message", Value.of("Event processed"));
          fields.put("dedup_key", Value.of(kept.key()));
        }
        yield Replies.json(HttpStatus.ACCEPTED, new Value.Fields(fields));
      }
      case AlertReception.Answer.Stranger _ ->
          throw Problem.of(
              HttpStatus.UNAUTHORIZED,
              "Who are you?",
              "There is no such source with this token or signature. Make one under Alerts, Sources, or Delivery, Sources.");
      case AlertReception.Answer.Unreadable it -> throw Problem.of(HttpStatus.BAD_REQUEST, "Not understood", it.why());
      case AlertReception.Answer.Busy _ ->
          throw Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "Too busy", "The message was not taken; send it again in a minute.");
    };
  }
}
