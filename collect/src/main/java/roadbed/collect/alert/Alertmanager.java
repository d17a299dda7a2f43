package roadbed.collect.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.model.Alert;

/**
 * Prometheus' Alertmanager: its webhook, versions 3 and 4, what Prometheus itself sends to it (a list of alerts) and answers
 * when it is asked for its alerts, and what Grafana's own alerting sends, which is the same with a few more fields.
 */
final class Alertmanager implements AlertFormat {
  private final boolean grafana;

  /**
   * One of the two systems.
   *
   * @param grafana Grafana rather than Prometheus
   */
  Alertmanager(boolean grafana) {
    this.grafana = grafana;
  }

  @Override
  public String id() {
    return grafana ? "grafana" : "alertmanager";
  }

  @Override
  public boolean recognises(Fields message) {
    boolean group = message.has("alerts.0.labels", "receiver", "status") || message.has("alerts", "groupLabels", "receiver");
    boolean bare = !group && message.has("0.labels.alertname") && (message.has("0.startsAt") || message.has("0.generatorURL") || message.has("0.activeAt"));
    boolean answer = message.has("data.alerts.0.labels", "status");
    return grafana ? group && (message.has("orgId") || message.has("alerts.0.silenceURL")) : group || bare || answer;
  }

  @Override
  public List<AlertMessage> read(Fields message) {
    List<Alert> alerts = new ArrayList<>();
    Fields list = message.has("data.alerts") ? message.below("data") : message;
    for (Fields alert : list.has("alerts") ? list.each("alerts") : list.all()) {
      // A rule whose time is not up yet has not fired.
      if (!alert.text("state").orElse("").equals("pending")) {
        one(alert).ifPresent(alerts::add);
      }
    }
    return alerts(alerts);
  }

  private Optional<Alert> one(Fields alert) {
    Fields annotations = alert.below("annotations");
    var labels = alert.below("labels").labels();
    // What Prometheus itself sends has no status, only an end that may lie ahead.
    boolean resolved = alert.text("status").orElse("firing").equals("resolved");
    return new AlertBuilder(id())
        .key(Optional.of(alert.text("fingerprint").orElseGet(() -> AlertBuilder.fingerprint(labels))))
        .state(resolved ? Alert.State.RESOLVED : Alert.State.FIRING)
        .title(annotations.text("summary", "title", "message").or(() -> alert.text("labels.alertname")))
        .description(annotations.text("description", "message"))
        .times(alert.time("startsAt", "activeAt"), alert.time("endsAt"))
        .labels(labels)
        .link(alert.text("panelURL", "dashboardURL", "generatorURL").filter(link -> !link.isBlank()))
        .runbook(annotations.text("runbook_url", "runbook", "runbookUrl", "runbook_link"))
        .build();
  }
}
