package roadbed.collect.delivery;

import java.time.Instant;
import java.util.Optional;
import roadbed.collect.alert.Fields;
import roadbed.model.delivery.PipelineRun;

/** Notifications of runs from HCP Terraform and Terraform Enterprise. */
final class TerraformRuns implements DeliveryFormat {
  @Override
  public String id() {
    return "hcp-terraform";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("payload_version", "run_id", "notifications");
  }

  @Override
  public void read(Fields message, Told told) {
    Optional<String> id = told.needed(message.text("run_id"), "run_id");
    Optional<String> workspace = told.needed(message.text("workspace_name"), "workspace_name");
    for (Fields notification : message.each("notifications")) {
      Optional<Instant> at = told.neededTime(notification.time("run_updated_at"), "notifications.run_updated_at");
      Optional<String> status = notification.text("run_status");
      if (id.isEmpty() || workspace.isEmpty() || at.isEmpty() || status.isEmpty()) {
        continue;
      }
      told.add(
          new PipelineRun(
              "hcp-terraform:" + id.get(),
              "hcp-terraform",
              message.text("organization_name").map(name -> name + "/").orElse("") + workspace.get(),
              workspace.get(),
              PipelineRun.Kind.INFRASTRUCTURE,
              told.outcome(status.get()),
              at.get(),
              message.time("run_created_at"),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              told.location()));
    }
    if (message.each("notifications").isEmpty()) {
      told.missing("notifications");
    }
  }
}
