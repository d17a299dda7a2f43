package roadbed.operate.notify;

import java.util.List;
import java.util.Optional;

/**
 * By which policy somebody is paged.
 *
 * @param policy its identifier
 * @param services only these; empty for all
 * @param owners only what is theirs; empty for all
 * @param least the least importance, from 1 (worst) to 5
 */
public record PageRule(String policy, List<String> services, List<String> owners, int least) {
  public PageRule {
    services = List.copyOf(services);
    owners = List.copyOf(owners);
  }

  /**
   * Whether it holds for something.
   *
   * @param owner who has the service; empty where nobody is known
   */
  public boolean takes(Optional<String> service, Optional<String> owner, int importance) {
    return importance <= least
        && (services.isEmpty() || service.filter(services::contains).isPresent())
        && (owners.isEmpty() || owner.filter(owners::contains).isPresent());
  }
}
