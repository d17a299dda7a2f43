package roadbed.collect.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Alert;

/** Azure Monitor's common alert schema; severity, rule and targets may be null. */
final class AzureMonitor implements AlertFormat {
  private static final Map<String, Alert.Level> SEVERITIES =
      Map.of(
          "Sev0", Alert.Level.CRITICAL,
          "Sev1", Alert.Level.ERROR,
          "Sev2", Alert.Level.WARNING,
          "Sev3", Alert.Level.INFO,
          "Sev4", Alert.Level.INFO);

  @Override
  public String id() {
    return "azure-monitor";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("schemaId", "data.essentials");
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    Fields essentials = message.below("data.essentials");
    Map<String, String> labels = new LinkedHashMap<>();
    for (String name : List.of("monitoringService", "signalType", "alertRule")) {
      essentials.text(name).ifPresent(value -> labels.put(name, value));
    }
    labels.putAll(message.below("data.customProperties").labels());
    boolean resolved = essentials.text("monitorCondition").orElse("").equals("Resolved");
    List<String> targets = essentials.texts("alertTargetIDs");
    return alerts(
        new AlertBuilder(id())
            .key(essentials.text("alertId", "originAlertId"))
            .state(resolved ? Alert.State.RESOLVED : Alert.State.FIRING)
            .level(essentials.text("severity").map(word -> SEVERITIES.getOrDefault(word, Alert.Level.UNKNOWN)).orElse(Alert.Level.UNKNOWN))
            .title(
                essentials
                    .text("alertRule")
                    .or(() -> message.text("data.alertContext.AlertData.BudgetName"))
                    .or(() -> essentials.text("description", "monitoringService")))
            .description(essentials.text("description"))
            .times(essentials.time("firedDateTime"), essentials.time("resolvedDateTime"))
            .resources(targets.isEmpty() ? essentials.texts("configurationItems") : targets)
            .labels(labels)
            .link(essentials.text("investigationLink"))
            .build()
            .stream()
            .toList());
  }
}
