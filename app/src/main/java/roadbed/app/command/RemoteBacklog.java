package roadbed.app.command;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.backlog.EventJson;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.model.Value;

/** The backlog of a server. It says itself who enters an event and when, and asks its own bills what was saved. */
final class RemoteBacklog implements BacklogStore {
  private static final String PATH = "/api/v1/cost/backlog";

  private final RemoteServer server;

  RemoteBacklog(RemoteServer server) {
    this.server = server;
  }

  @Override
  public List<Backlog.Entry> entries() {
    return switch (server.get(PATH)) {
      case RemoteServer.Failed failed -> throw new Command.UsageException(failed.why());
      case RemoteServer.Accepted accepted ->
          accepted.answer().get("events").orElse(Value.Null.INSTANCE) instanceof Value.Items events
              ? events.values().stream().map(EventJson::entry).flatMap(Optional::stream).toList()
              : List.of();
    };
  }

  @Override
  public Opportunity take(Backlog.Event event, String by, Instant at) throws Backlog.Refused {
    return sent(event.id(), EventJson.of(event));
  }

  /** Lets the server ask its bills. */
  Opportunity verify(String id, Optional<BigDecimal> use) throws Backlog.Refused {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("event", Value.of("verify"));
    fields.put("id", Value.of(id));
    use.ifPresent(factor -> fields.put("use", Value.of(factor.toPlainString())));
    return sent(id, new Value.Fields(fields));
  }

  private Opportunity sent(String id, Value document) throws Backlog.Refused {
    return switch (server.send(PATH, document)) {
      case RemoteServer.Failed failed -> throw new Backlog.Refused(failed.why());
      case RemoteServer.Accepted _ -> backlog().of(id);
    };
  }
}
