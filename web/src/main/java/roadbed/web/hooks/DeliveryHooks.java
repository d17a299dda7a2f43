package roadbed.web.hooks;

import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.web.access.Permission;
import roadbed.web.http.Endpoint;
import roadbed.web.http.Visit;

/** Where code hosts and deployment tools send to. Each source has a token or signs; what is acknowledged is on disk. */
public final class DeliveryHooks {
  private static final int MOST_BYTES = 25 << 20;

  private final DeliveryReception reception;

  public DeliveryHooks(DeliveryReception reception) {
    this.reception = reception;
  }

  /** The table. */
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            HttpMethod.POST,
            "/hooks/delivery/{source}",
            Permission.HOOK,
            Endpoint.Face.API,
            "Takes messages about deployments, commits, pull requests and runs of a source that has a token or signs",
            List.of(
                new Endpoint.Parameter("source", "string", true, "name of the source"),
                new Endpoint.Parameter("token", "string", false, "its token, where it can send no header")),
            "",
            this::take));
  }

  private ServerResponse take(Visit visit) throws IOException {
    return AlertHooks.answer(reception.receive(visit.request().pathVariable("source"), AlertHooks.sent(visit, MOST_BYTES)), false);
  }
}
