package roadbed.collect.alert;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Alert;

/** Grafana's alerting before version 9: one rule a message. */
final class GrafanaLegacy implements AlertFormat {
  @Override
  public String id() {
    return "grafana-legacy";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("ruleId", "ruleName", "state");
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    String word = message.text("state").orElse("").toLowerCase(Locale.ROOT);
    if (word.equals("pending") || word.equals("paused")) {
      return List.of(new AlertMessage.Nothing("the rule is " + word));
    }
    Alert.State state =
        switch (word) {
          case "ok" -> Alert.State.RESOLVED;
          case "no_data" -> Alert.State.NO_DATA;
          default -> Alert.State.FIRING;
        };
    return alerts(
        new AlertBuilder(id())
            .key(message.text("ruleId"))
            .state(state)
            .title(message.text("ruleName", "title"))
            .description(message.text("message"))
            .times(Optional.empty(), Optional.empty())
            .labels(message.below("tags").labels())
            .link(message.text("ruleUrl"))
            .build()
            .stream()
            .toList());
  }
}
