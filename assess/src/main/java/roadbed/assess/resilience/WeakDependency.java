package roadbed.assess.resilience;

import java.util.List;

/**
 * A service that cannot be better than what it needs, and needs something that promises less.
 *
 * @param service the service
 * @param tier its tier
 * @param target what it needs: a resource's or an entity's identifier
 * @param targetName what people call that
 * @param targetTier that one's tier
 * @param store whether that keeps data
 * @param path the steps from the one to the other, in words
 * @param reason what is wrong
 */
public record WeakDependency(
    String service, String tier, String target, String targetName, String targetTier, boolean store, List<String> path, String reason) {
  public WeakDependency {
    path = List.copyOf(path);
  }
}
