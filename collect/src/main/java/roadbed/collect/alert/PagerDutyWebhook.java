package roadbed.collect.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Alert;

/** What PagerDuty sends of its incidents: webhooks version 3, and versions 2 and 1, which hold several messages. */
final class PagerDutyWebhook implements AlertFormat {
  @Override
  public String id() {
    return "pagerduty-webhook";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("event.event_type", "event.data")
        || message.has("messages.0.event", "messages.0.incident")
        || message.has("messages.0.type", "messages.0.data.incident")
        || isData(message);
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    if (message.has("event.event_type")) {
      Fields event = message.below("event");
      return List.of(data(event.below("data"), event.text("event_type").orElse(""), event.time("occurred_at")));
    }
    if (isData(message)) {
      return List.of(data(message, message.text("type").orElse(""), Optional.empty()));
    }
    List<AlertMessage> read = new ArrayList<>();
    for (Fields one : message.each("messages")) {
      Fields incident = one.has("incident") ? one.below("incident") : one.below("data.incident");
      read.addAll(alerts(incident(incident, one.text("event", "type").orElse(""), one.time("created_on")).stream().toList()));
    }
    return read;
  }

  /** Whether it is the data of an event without the event, as the API hands them out. */
  private static boolean isData(Fields message) {
    String type = message.text("type").orElse("");
    return (type.equals("incident") && message.has("id", "status"))
        || (type.startsWith("incident_") && message.has("incident.id"));
  }

  private AlertMessage data(Fields data, String type, Optional<Instant> at) {
    if (type.equals("pagey.ping")) {
      return new AlertMessage.Nothing("a test message of PagerDuty");
    }
    if (data.text("type").orElse("").equals("incident")) {
      return new AlertMessage.Alerts(id(), incident(data, type, at).stream().toList());
    }
    Optional<String> incident = data.text("incident.id", "incident_role_assignments.0.incident.id");
    if (incident.isEmpty()) {
      return new AlertMessage.Nothing("an event of kind " + type + " is about no incident");
    }
    return new AlertMessage.Remark(incident.get(), at, type, data.text("content", "message", "summary").orElse(""));
  }

  private Optional<Alert> incident(Fields incident, String event, Optional<Instant> at) {
    Alert.State state =
        switch (incident.text("status").orElse("")) {
          case "resolved" -> Alert.State.RESOLVED;
          case "acknowledged" -> Alert.State.ACKNOWLEDGED;
          default -> Alert.State.FIRING;
        };
    Alert.Level level = incident.level("priority.summary", "priority.name");
    if (level == Alert.Level.UNKNOWN) {
      level =
          switch (incident.text("urgency").orElse("")) {
            case "high" -> Alert.Level.ERROR;
            case "low" -> Alert.Level.WARNING;
            default -> Alert.Level.UNKNOWN;
          };
    }
    return new AlertBuilder(id())
        .key(incident.text("id"))
        .state(state)
        .level(level)
        .title(incident.text("title", "trigger_summary_data.subject", "trigger_summary_data.description", "description", "summary"))
        .times(
            incident.time("created_at", "created_on"),
            state == Alert.State.RESOLVED ? incident.time("resolved_at", "last_status_change_at", "last_status_change_on").or(() -> at) : Optional.empty())
        .service(incident.text("service.summary", "service.name"))
        .labels(Map.of("event", event))
        .link(incident.text("html_url"))
        .build();
  }
}
