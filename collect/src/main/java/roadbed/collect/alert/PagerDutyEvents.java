package roadbed.collect.alert;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Alert;

/** What a monitoring tool sends to PagerDuty: Events API version 2 (alerts and changes) and version 1. */
final class PagerDutyEvents implements AlertFormat {
  @Override
  public String id() {
    return "pagerduty-events";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("routing_key", "event_action")
        || message.has("routing_key", "payload.summary")
        || message.has("service_key", "event_type");
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    if (!message.has("event_action") && !message.has("event_type")) {
      return List.of(
          new AlertMessage.ChangeMade(
              message.time("payload.timestamp"),
              message.text("payload.summary").orElse("a change"),
              message.text("payload.source"),
              message.text("links.0.href")));
    }
    Alert.State state =
        switch (message.text("event_action", "event_type").orElse("").toLowerCase(Locale.ROOT)) {
          case "acknowledge" -> Alert.State.ACKNOWLEDGED;
          case "resolve" -> Alert.State.RESOLVED;
          default -> Alert.State.FIRING;
        };
    Fields payload = message.below("payload");
    Optional<String> about = payload.text("source").or(() -> message.text("client"));
    return alerts(
        new AlertBuilder(id())
            .key(message.text("dedup_key", "incident_key"))
            .state(state)
            .level(payload.level("severity"))
            .title(payload.text("summary").or(() -> message.text("description")))
            .times(payload.time("timestamp"), Optional.empty())
            .service(payload.text("component", "group"))
            .resources(about.stream().toList())
            .labels(payload.below("custom_details").labels())
            .labels(message.below("details").labels())
            .link(message.text("links.0.href", "client_url"))
            .build()
            .stream()
            .toList());
  }
}
