package roadbed.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource in normal form: the same names and meaning whichever provider or source it came from.
 *
 * @param id its identity
 * @param kind normal kind, for example {@code storage.bucket}; {@code other} where the type has none yet
 * @param type the source's own type
 * @param provider who runs it
 * @param account account, subscription, project or cluster identifier; empty where it is not known
 * @param region region or location; empty where it is not known or has none
 * @param name what people call it
 * @param tags tags and labels
 * @param ownership who owns it, where anything says so
 * @param environment its environment, where anything says so
 * @param tier its tier, where anything says so
 * @param system the catalog system or component that it is part of
 * @param facets the normal form proper: nested objects such as {@code encryption.at_rest}; a facet that
 *     cannot be known yet is {@link Value.Unknown}
 * @param raw the raw document
 * @param satellites raw documents of the resources that were joined to this one, by their type
 * @param origin where it came from
 */
public record Resource(
    ResourceId id,
    String kind,
    String type,
    Provider provider,
    String account,
    String region,
    String name,
    Map<String, String> tags,
    Optional<Ownership> ownership,
    Optional<String> environment,
    Optional<String> tier,
    Optional<String> system,
    Value.Fields facets,
    Value.Fields raw,
    Map<String, List<Satellite>> satellites,
    Origin origin) {

  public Resource {
    tags = Map.copyOf(tags);
    satellites = Map.copyOf(satellites);
  }

  /** A resource that only says more about its parent. */
  public record Satellite(String address, Value.Fields raw, Location location) {}

  /**
   * Where a resource came from.
   *
   * @param source name of the collection's source
   * @param declaration what kind of document
   * @param address its address there
   * @param module module source that declares it
   * @param moduleApproved whether that module is approved
   * @param change what the source says will happen to it
   * @param location where it stands
   * @param places where its attributes stand, as far as the source tells them one by one
   * @param capturedAt when its source looked at it, where it says so for each; else its collection's time counts
   * @param construct path of the construct of a program that its declaration was synthesised from
   */
  public record Origin(
      String source,
      Declaration declaration,
      String address,
      Optional<String> module,
      boolean moduleApproved,
      Change change,
      Location location,
      AttributePlaces places,
      Optional<Instant> capturedAt,
      Optional<String> construct) {

    /** Of a declaration that nobody synthesised. */
    public Origin(
        String source,
        Declaration declaration,
        String address,
        Optional<String> module,
        boolean moduleApproved,
        Change change,
        Location location,
        AttributePlaces places,
        Optional<Instant> capturedAt) {
      this(
          source, declaration, address, module, moduleApproved, change, location, places, capturedAt, Optional.empty());
    }

    /** The address, and with it the construct that people know it by where there is one. */
    public String title() {
      return construct.map(path -> address + " (" + path + ")").orElse(address);
    }
  }
}
