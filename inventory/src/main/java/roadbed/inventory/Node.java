package roadbed.inventory;

import roadbed.model.ResourceId;

/**
 * An end of a relation that is not a resource of the estate.
 *
 * @param id {@code team:payments}, {@code component:default/checkout}, {@code system:default/shop} or
 *     {@code account:aws/111122223333}; also {@code resource:default/orders-db} and the like where the catalog says that
 *     something depends on them
 * @param kind {@code org.team}, {@code catalog.component}, {@code catalog.system}, {@code catalog.resource} or {@code cloud.account}
 * @param name what people call it
 */
public record Node(ResourceId id, String kind, String name) implements Comparable<Node> {
  @Override
  public int compareTo(Node other) {
    return id.compareTo(other.id);
  }
}
