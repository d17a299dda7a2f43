package roadbed.model;

/**
 * Identifies a resource in the inventory: the provider's own global identifier where it is known (ARN, Azure
 * resource id, Google full resource name such as {@code //compute.googleapis.com/projects/p/zones/z/disks/d},
 * {@code k8s://cluster/namespace/Kind/name}, {@code image://reference}), otherwise {@code source//address},
 * or {@code source//file//address} where another file of the source has that address already.
 */
public record ResourceId(String value) implements Comparable<ResourceId> {
  public ResourceId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a resource id is not blank");
    }
  }

  @Override
  public int compareTo(ResourceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
