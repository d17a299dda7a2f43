package roadbed.model.resilience;

import java.util.List;
import java.util.Map;
import roadbed.model.Location;

/**
 * What an organisation asks of recovery: a document of kind {@code Resilience}.
 *
 * @param tiers objectives by tier, for example {@code tier-1}
 * @param services what is particular to services, by name
 * @param kinds kinds of resources that must be protected; empty where the usual ones are meant
 * @param environments environments in which they must be; empty where production is meant
 * @param exemptions what need not be protected
 */
public record ResiliencePolicy(
    Map<String, RecoveryObjective> tiers,
    Map<String, Service> services,
    List<String> kinds,
    List<String> environments,
    List<Exemption> exemptions,
    Location location)
    implements ResilienceFact {
  public ResiliencePolicy {
    tiers = Map.copyOf(tiers);
    services = Map.copyOf(services);
    kinds = List.copyOf(kinds);
    environments = List.copyOf(environments);
    exemptions = List.copyOf(exemptions);
  }

  /**
   * What is particular to a service.
   *
   * @param objective comes before that of its tier
   * @param dependsOn services and resources that it cannot do without, beside those that the catalog and the inventory tell
   */
  public record Service(RecoveryObjective objective, List<String> dependsOn) {
    public Service {
      dependsOn = List.copyOf(dependsOn);
    }
  }

  /**
   * Resources that need no backup.
   *
   * @param resource an identifier or name, in which {@code *} stands for anything
   * @param reason why
   */
  public record Exemption(String resource, String reason) {}
}
