package roadbed.collect.terraform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Change;

/**
 * What a plan says beside the attributes of its resources.
 *
 * @param terraformVersion the version that wrote it; empty where it does not say
 * @param changes what is planned, data sources left out, deferred changes at the end
 * @param drift what Terraform found changed outside of it
 * @param relevant the attributes, as {@code address.path}, whose drift has an effect on the plan
 * @param checks the checks of the configuration
 * @param outputs what happens to the outputs, by name
 * @param actions the addresses of the actions that applying the plan invokes
 * @param complete whether the plan is everything that is to be done; yes where it does not say
 * @param errored whether Terraform met errors while it planned
 */
public record PlanSummary(
    String terraformVersion,
    List<PlannedChange> changes,
    List<PlannedChange> drift,
    List<String> relevant,
    List<Check> checks,
    Map<String, Change> outputs,
    List<String> actions,
    boolean complete,
    boolean errored) {
  public PlanSummary {
    changes = List.copyOf(changes);
    drift = List.copyOf(drift);
    relevant = List.copyOf(relevant);
    checks = List.copyOf(checks);
    outputs = Map.copyOf(outputs);
    actions = List.copyOf(actions);
  }

  /**
   * A check of the configuration.
   *
   * @param address what it belongs to, for example {@code check.health} or {@code aws_instance.web}
   * @param status {@code pass}, {@code fail}, {@code error} or {@code unknown}
   * @param problems its messages
   */
  public record Check(String address, String status, List<String> problems) {
    public Check {
      problems = List.copyOf(problems);
    }
  }

  /** What is planned for the resource at an address. */
  public Optional<PlannedChange> of(String address) {
    return changes.stream()
        .filter(change -> change.address().equals(address) && change.deposed().isEmpty())
        .findFirst();
  }
}
