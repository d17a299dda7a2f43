package roadbed.collect.activity;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Activity;
import roadbed.model.Provider;
import roadbed.model.Value;

/** Entries of Google Cloud's audit logs. */
final class GoogleAudit {
  private GoogleAudit() {}

  static Optional<Activity> act(Value.Fields entry) {
    String method = Events.text(entry, "protoPayload", "methodName");
    if (method.isEmpty() || isRead(method) || entry.at("protoPayload", "status", "code").filter(code -> !code.equals(Value.of(0))).isPresent()) {
      return Optional.empty();
    }
    Set<String> concerns = new HashSet<>();
    String resource = Events.text(entry, "protoPayload", "resourceName").toLowerCase(Locale.ROOT);
    if (!resource.isEmpty()) {
      concerns.add(resource);
      int projects = resource.indexOf("projects/");
      if (projects > 0) {
        concerns.add(resource.substring(projects));
      }
      concerns.add(resource.substring(resource.lastIndexOf('/') + 1));
    }
    entry.at("resource", "labels").ifPresent(labels -> Events.identifiers(labels, concerns, 0));
    String project = Events.text(entry, "resource", "labels", "project_id");
    concerns.remove(project.toLowerCase(Locale.ROOT));
    return Events.time(Events.text(entry, "timestamp"))
        .map(
            at ->
                new Activity(
                    Provider.GCP,
                    project,
                    at,
                    Events.text(entry, "protoPayload", "authenticationInfo", "principalEmail"),
                    method,
                    Events.text(entry, "protoPayload", "serviceName"),
                    Events.text(entry, "protoPayload", "requestMetadata", "callerIp"),
                    Events.through(Events.text(entry, "protoPayload", "requestMetadata", "callerSuppliedUserAgent")),
                    concerns));
  }

  private static boolean isRead(String method) {
    String name = method.substring(Math.max(method.lastIndexOf('.'), method.lastIndexOf('/')) + 1).toLowerCase(Locale.ROOT);
    return name.startsWith("get") || name.startsWith("list") || name.startsWith("search") || name.startsWith("aggregatedlist") || name.startsWith("test");
  }
}
