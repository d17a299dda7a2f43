package roadbed.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import roadbed.model.AttributePlaces;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.model.ResourceId;
import roadbed.model.Value;

/**
 * What one document says of one resource, kept apart from what the others say of it, with all that identifies it
 * among them.
 *
 * @param source name of the collection's source
 * @param capturedAt when it was looked at
 * @param collected the resource as its source wrote it
 * @param type its type in Terraform's spelling, synonyms resolved
 * @param attributes its document in Terraform's shape
 * @param places where its attributes stand, by their names in the source and in Terraform's shape
 * @param says whether its kind of document can tell an attribute of a Terraform type at all: of its own type, or of one
 *     that only configures it; paths have dots and no positions
 * @param account the account, subscription, project or cluster; empty where it is not known
 * @param region the region or location; empty where it is not known or has none
 * @param name what people call it
 * @param id its identity in the inventory
 * @param keys what it can be recognised by on another side, the strongest first
 * @param setting whether it only configures another resource
 * @param parents the resources of the same side that it belongs to
 * @param owner the team that owns it, where anything says so
 * @param environment its environment, where anything says so
 * @param kind its kind in the normal form; empty where it has none
 * @param tags its tags and labels
 */
public record Sighting(
    String source,
    Instant capturedAt,
    CollectedResource collected,
    String type,
    Value.Fields attributes,
    AttributePlaces places,
    BiPredicate<String, String> says,
    String account,
    String region,
    String name,
    ResourceId id,
    List<Key> keys,
    boolean setting,
    List<Sighting> parents,
    Optional<String> owner,
    Optional<String> environment,
    String kind,
    Map<String, String> tags) {
  public Sighting {
    tags = Map.copyOf(tags);
    keys = List.copyOf(keys);
    parents = List.copyOf(parents);
  }

  /**
   * Something that a resource can be recognised by.
   *
   * @param strength how far it goes
   * @param text the identifier, made equal whichever side spells it
   */
  public record Key(Strength strength, String text) {}

  /** How far a key goes. */
  public enum Strength {
    /** The same for no two resources anywhere. */
    GLOBAL,
    /** The same for no two resources of the type in an account and region. */
    NATIVE,
    /** There is one resource of the type in an account, or in each of its regions. */
    SINGLETON,
    /** A name that is mostly, and not always, the same for no two resources of the type in an account and region. */
    NAME
  }

  /** Which of the three sides it is of. */
  public Declaration.Side side() {
    return collected.declaration().side();
  }

  /** Who runs it. */
  public Provider provider() {
    return collected.provider();
  }

  /** Its address in its source. */
  public String address() {
    return collected.address();
  }

  @Override
  public String toString() {
    return side() + " " + address();
  }
}
