package roadbed.model;

/**
 * Identifies a resource in the inventory: the provider's own global identifier where it is known (ARN, Azure
 * resource id, Google self link, {@code k8s://cluster/namespace/Kind/name}), otherwise
 * {@code source//address}.
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
