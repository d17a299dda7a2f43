package roadbed.collect.activity;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Activity;
import roadbed.model.Provider;
import roadbed.model.Value;

/** Events of Azure's activity log, as its command line lists them and as diagnostic settings export them. */
final class AzureActivity {
  private AzureActivity() {}

  static Optional<Activity> act(Value.Fields event) {
    String operation =
        event.get("operationName").filter(Value.Text.class::isInstance).isPresent()
            ? Events.text(event, "operationName")
            : Events.text(event, "operationName", "value");
    String resource = Events.text(event, "resourceId");
    if (operation.isEmpty() || resource.isEmpty() || isRead(operation) || hasFailed(event)) {
      return Optional.empty();
    }
    Set<String> concerns = new HashSet<>();
    concerns.add(resource.toLowerCase(Locale.ROOT));
    event.at("authorization", "scope").ifPresent(value -> Events.identifiers(value, concerns, 0));
    String when = first(Events.text(event, "eventTimestamp"), Events.text(event, "time"));
    String address =
        first(Events.text(event, "callerIpAddress"), first(Events.text(event, "httpRequest", "clientIpAddress"), Events.text(event, "claims", "ipaddr")));
    String application = first(Events.text(event, "claims", "appid"), Events.text(event, "identity", "claims", "appid"));
    return Events.time(when)
        .map(
            at ->
                new Activity(
                    Provider.AZURE,
                    subscription(resource),
                    at,
                    actor(event),
                    operation,
                    operation.substring(0, Math.max(0, operation.indexOf('/'))),
                    address,
                    through(application),
                    concerns));
  }

  /** The portal and the command line have the same application everywhere. */
  private static String through(String application) {
    return switch (application) {
      case "c44b4083-3bb0-49c1-b47d-974e53cbdf3c" -> "console";
      case "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "1950a258-227b-4e31-a9cf-717495945fc2" -> "command line";
      default -> "program";
    };
  }

  private static boolean isRead(String operation) {
    String lower = operation.toLowerCase(Locale.ROOT);
    return !(lower.endsWith("/write") || lower.endsWith("/delete") || lower.endsWith("/action"));
  }

  private static boolean hasFailed(Value.Fields event) {
    String status =
        first(Events.text(event, "status", "value"), first(Events.text(event, "resultType"), Events.text(event, "status")))
            .toLowerCase(Locale.ROOT);
    return status.equals("failed") || status.equals("failure") || status.equals("start") || status.equals("started");
  }

  private static String actor(Value.Fields event) {
    String upn = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";
    return first(
        Events.text(event, "caller"),
        first(Events.text(event, "identity", "claims", upn), Events.text(event, "identity", "authorization", "evidence", "principalId")));
  }

  private static String subscription(String resource) {
    String[] steps = resource.split("/", -1);
    return steps.length > 2 && steps[1].equalsIgnoreCase("subscriptions") ? steps[2] : "";
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }
}
