package roadbed.collect.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Alert;

/**
 * Datadog's webhooks. Their text is a template of the user's: the one that Datadog proposes has {@code event_type},
 * {@code title}, {@code body}, {@code last_updated}; the variables that say more are read under their own names in lower
 * case, such as {@code alert_transition}, {@code alert_id}, {@code alert_type}, {@code tags}.
 */
final class Datadog implements AlertFormat {
  @Override
  public String id() {
    return "datadog";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("event_type", "title", "last_updated") || message.has("alert_transition", "alert_id");
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    String transition = message.text("alert_transition", "transition").orElse("").toLowerCase(Locale.ROOT);
    String type = message.text("alert_type", "event_type").orElse("").toLowerCase(Locale.ROOT);
    String title = message.text("title", "event_title").orElse("");
    Alert.State state;
    if (transition.equals("recovered") || title.startsWith("[Recovered]") || type.equals("success")) {
      state = Alert.State.RESOLVED;
    } else if (transition.startsWith("no data") || transition.equals("re-no data") || title.startsWith("[No data]")) {
      state = Alert.State.NO_DATA;
    } else {
      state = Alert.State.FIRING;
    }
    Alert.Level level = message.level("alert_priority", "priority");
    if (level == Alert.Level.UNKNOWN) {
      level =
          transition.contains("warn") || title.startsWith("[Warn]") || type.equals("warning")
              ? Alert.Level.WARNING
              : type.equals("error") || transition.equals("triggered") || title.startsWith("[Triggered]")
                  ? Alert.Level.ERROR
                  : Fields.levelOf(type).orElse(Alert.Level.UNKNOWN);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String tag : message.texts("tags")) {
      int colon = tag.indexOf(':');
      labels.put(colon < 0 ? tag : tag.substring(0, colon), colon < 0 ? "true" : tag.substring(colon + 1));
    }
    Optional<String> condition =
        message.text("alert_cycle_key", "aggreg_key", "aggregation_key").or(() -> message.text("alert_id"));
    return alerts(
        new AlertBuilder(id())
            .key(condition.or(() -> Optional.of(title.replaceFirst("^\\[[^\\]]{0,40}\\] ?", ""))))
            .state(state)
            .level(level)
            .title(Optional.of(title))
            .description(message.text("body", "event_msg"))
            .times(
                message.time("date", "last_updated"),
                state == Alert.State.RESOLVED ? message.time("last_updated", "date") : Optional.empty())
            .resources(message.text("hostname").stream().toList())
            .labels(labels)
            .link(message.text("link", "url"))
            .build()
            .stream()
            .toList());
  }
}
