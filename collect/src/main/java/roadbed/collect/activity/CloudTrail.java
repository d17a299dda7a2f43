package roadbed.collect.activity;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Activity;
import roadbed.model.Provider;
import roadbed.model.Value;

/** Events of AWS CloudTrail. */
final class CloudTrail {
  private static final Set<String> READS = Set.of("Get", "List", "Describe", "Head", "Lookup", "Search", "BatchGet");

  private CloudTrail() {}

  static Optional<Activity> act(Value.Fields event) {
    String name = Events.text(event, "eventName");
    String service = Events.text(event, "eventSource");
    if (name.isEmpty() || service.isEmpty() || isRead(event, name) || !Events.text(event, "errorCode").isEmpty()) {
      return Optional.empty();
    }
    Set<String> concerns = new HashSet<>();
    event.get("resources").ifPresent(value -> Events.identifiers(value, concerns, 0));
    event.get("requestParameters").ifPresent(value -> Events.identifiers(value, concerns, 0));
    event.get("responseElements").ifPresent(value -> Events.identifiers(value, concerns, 0));
    String agent = Events.text(event, "userAgent");
    boolean console = Events.text(event, "sessionCredentialFromConsole").equals("true");
    return Events.time(Events.text(event, "eventTime"))
        .map(
            at ->
                new Activity(
                    Provider.AWS,
                    Events.text(event, "recipientAccountId"),
                    at,
                    actor(event),
                    name,
                    service,
                    Events.text(event, "sourceIPAddress"),
                    console ? "console" : Events.through(agent),
                    concerns));
  }

  private static boolean isRead(Value.Fields event, String name) {
    return switch (event.values().get("readOnly")) {
      case Value.Bool bool -> bool.value();
      case Value.Text text -> text.value().equals("true");
      case null, default -> READS.stream().anyMatch(name::startsWith);
    };
  }

  /** The person behind a session where the log knows one, else the role or user. */
  private static String actor(Value.Fields event) {
    String arn = Events.text(event, "userIdentity", "arn");
    if (arn.contains(":assumed-role/")) {
      return arn.substring(arn.indexOf(":assumed-role/") + ":assumed-role/".length());
    }
    for (String[] path : new String[][] {{"userIdentity", "userName"}, {"userIdentity", "arn"}, {"userIdentity", "invokedBy"}, {"userIdentity", "principalId"}}) {
      String found = Events.text(event, path);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return Events.text(event, "userIdentity", "type");
  }
}
