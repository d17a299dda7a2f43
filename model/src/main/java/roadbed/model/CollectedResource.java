package roadbed.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One resource as its source declares or describes it, before {@code inventory} gives it a normal form.
 *
 * @param declaration what kind of document told us
 * @param provider who runs it
 * @param type the source's own type, for example {@code aws_s3_bucket} or {@code apps/v1/Deployment}
 * @param address the source's own unique name: a Terraform address, or
 *     {@code namespace/Kind/name} for Kubernetes
 * @param name the last part of the address that a person would call it by
 * @param attributes the raw document, secrets replaced by {@link Value.Secret} and values known only after
 *     apply by {@link Value.Unknown}
 * @param references what it refers to in the same source
 * @param module the module source that declares it (registry path, git URL or folder), where there is one
 * @param context where its source says that it lives when the resource itself does not say so, for example
 *     by the configuration of its provider: any of the keys {@code region}, {@code account} (AWS account
 *     number), {@code project} (Google Cloud) and {@code subscription} (Azure); and what it says of the resource
 *     besides its document: {@code moved_from}, the address that a block {@code moved} says it had, {@code import_id},
 *     the id of the object that a block {@code import} says it becomes, and {@code ignore_changes}, the paths of
 *     attributes that may differ from the code, a line each, {@code *} for all, and {@code construct}, the path of the
 *     construct of a program that the declaration was synthesised from
 * @param change what the source says will happen to it
 * @param location where it stands
 * @param places where its attributes stand, as far as the source tells them one by one
 * @param capturedAt when its source looked at it, where it says so for each; else the collection's time counts
 */
public record CollectedResource(
    Declaration declaration,
    Provider provider,
    String type,
    String address,
    String name,
    Value.Fields attributes,
    List<Reference> references,
    Optional<String> module,
    Map<String, String> context,
    Change change,
    Location location,
    AttributePlaces places,
    Optional<Instant> capturedAt) {
  public CollectedResource {
    references = List.copyOf(references);
    context = Map.copyOf(context);
  }

  /** A resource of a source that tells neither the places of attributes nor a time of its own. */
  public CollectedResource(
      Declaration declaration,
      Provider provider,
      String type,
      String address,
      String name,
      Value.Fields attributes,
      List<Reference> references,
      Optional<String> module,
      Map<String, String> context,
      Change change,
      Location location) {
    this(
        declaration,
        provider,
        type,
        address,
        name,
        attributes,
        references,
        module,
        context,
        change,
        location,
        AttributePlaces.NONE,
        Optional.empty());
  }
}
