package roadbed.collect.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Alert;

/** What Opsgenie sends of its alerts. */
final class Opsgenie implements AlertFormat {
  @Override
  public String id() {
    return "opsgenie";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("action", "alert.alertId");
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    Fields alert = message.below("alert");
    String action = message.text("action").orElse("");
    Alert.State state;
    switch (action) {
      case "Create", "UnAcknowledge", "Escalate", "EscalateNext" -> state = Alert.State.FIRING;
      case "Acknowledge", "TakeOwnership", "AssignOwnership" -> state = Alert.State.ACKNOWLEDGED;
      case "Close", "Delete" -> state = Alert.State.RESOLVED;
      default -> {
        return List.of(
            new AlertMessage.Remark(
                alert.text("alertId").orElse(""), alert.time("updatedAt"), action, alert.text("note").orElse("")));
      }
    }
    Map<String, String> labels = new LinkedHashMap<>(alert.below("details").labels());
    List<String> tags = alert.texts("tags");
    if (!tags.isEmpty()) {
      labels.put("tags", String.join(",", tags));
    }
    return alerts(
        new AlertBuilder(id())
            .key(alert.text("alertId"))
            .state(state)
            .level(alert.level("priority"))
            .title(alert.text("message"))
            .description(alert.text("description"))
            .times(alert.time("createdAt", "insertedAt"), alert.time("updatedAt"))
            .service(alert.text("details.service"))
            .resources(alert.text("entity").stream().toList())
            .labels(labels)
            .link(Optional.empty())
            .build()
            .stream()
            .toList());
  }
}
