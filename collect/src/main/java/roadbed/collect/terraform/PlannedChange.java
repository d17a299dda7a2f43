package roadbed.collect.terraform;

import java.util.List;
import java.util.Optional;
import roadbed.model.Change;
import roadbed.model.Location;

/**
 * What a plan says of one resource beside its attributes.
 *
 * @param address its address once the plan is applied
 * @param previousAddress the address it had before, where the plan moves it
 * @param change what happens to it
 * @param actions Terraform's own words for it, for example {@code delete, create}
 * @param reason why, in Terraform's words, for example {@code replace_because_cannot_update}; empty where it gives none
 * @param replacePaths the attributes whose change makes a replacement necessary, their steps with dots between
 * @param importedAs the id that an existing object is imported by
 * @param deposed the key of the old half of an interrupted replacement, where this is one
 * @param deferred why the change waits for a later plan, where it does
 * @param forgotten whether Terraform lets go of it and leaves it in the cloud
 * @param location where the plan says it
 */
public record PlannedChange(
    String address,
    Optional<String> previousAddress,
    Change change,
    List<String> actions,
    String reason,
    List<String> replacePaths,
    Optional<String> importedAs,
    Optional<String> deposed,
    Optional<String> deferred,
    boolean forgotten,
    Location location) {
  public PlannedChange {
    actions = List.copyOf(actions);
    replacePaths = List.copyOf(replacePaths);
  }
}
