package roadbed.assess.drift;

import java.util.Optional;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * One attribute that is not what is declared. A side that does not have the attribute, or that says nothing of the
 * resource, is empty; no secret is ever in here.
 *
 * @param path its name as Terraform spells it, without the positions of single blocks
 * @param declared what the code says
 * @param state what was last applied or seen by Terraform
 * @param live what is
 * @param address the declaration that it stands in: the resource's own or one that only configures it
 * @param attribute its name in that declaration, with positions
 * @param place where it stands in the code, as near as is known
 * @param note what a reader should know beside the values; empty where there is nothing
 */
public record AttributeDrift(
    String path,
    Optional<Value> declared,
    Optional<Value> state,
    Optional<Value> live,
    String address,
    String attribute,
    Optional<Location> place,
    String note) {}
