package roadbed.collect.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Alert;

/** Incidents of Google Cloud Monitoring, versions 1.1 and 1.2. */
final class GoogleMonitoring implements AlertFormat {
  @Override
  public String id() {
    return "google-monitoring";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("incident.incident_id", "incident.state");
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    Fields incident = message.below("incident");
    boolean closed = incident.text("state").orElse("").toLowerCase(Locale.ROOT).equals("closed");
    Map<String, String> labels = new LinkedHashMap<>(incident.below("resource.labels").labels());
    labels.putAll(incident.below("metric.labels").labels());
    labels.putAll(incident.below("metadata.system_labels").labels());
    labels.putAll(incident.below("metadata.user_labels").labels());
    labels.putAll(incident.below("policy_user_labels").labels());
    incident.text("scoping_project_id").ifPresent(value -> labels.put("project", value));
    incident.text("policy_name").ifPresent(value -> labels.put("policy", value));
    incident.text("condition_name").ifPresent(value -> labels.put("condition", value));
    Optional<String> resource = incident.text("resource_name", "resource_display_name", "resource_id");
    return alerts(
        new AlertBuilder(id())
            .key(incident.text("incident_id"))
            .state(closed ? Alert.State.RESOLVED : Alert.State.FIRING)
            .level(incident.level("severity"))
            .title(incident.text("documentation.subject", "policy_name", "condition_name"))
            .description(incident.text("summary"))
            .times(incident.time("started_at"), incident.time("ended_at"))
            .resources(resource.stream().toList())
            .labels(labels)
            .link(incident.text("url"))
            .runbook(incident.text("documentation.links.0.url"))
            .build()
            .stream()
            .toList());
  }
}
