package roadbed.assess.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import roadbed.inventory.Snapshot;
import roadbed.model.CatalogEntity;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.resilience.RecoveryObjective;
import roadbed.model.resilience.ResilienceFact;
import roadbed.model.resilience.ResiliencePolicy;
import roadbed.model.resilience.WrittenDuration;

/**
 * What is asked of recovery: the policies of all sources together (the newest word on a tier, a service or a list counts),
 * annotations of the catalog ({@code roadbed.dev/rto}, {@code roadbed.dev/rpo}), and how often restores are tried where
 * nobody says: tier 1 each quarter, tier 2 each half year, tier 3 each year.
 */
final class Terms {
  private static final List<String> KINDS =
      List.of(
          "database.relational", "database.document", "data.warehouse", "storage.volume", "storage.filesystem", "v1/PersistentVolumeClaim");
  private static final List<String> ENVIRONMENTS = List.of("production", "prod", "live");
  private static final Map<String, Duration> RESTORE_TESTS =
      Map.of("tier-1", Duration.ofDays(90), "tier-2", Duration.ofDays(180), "tier-3", Duration.ofDays(365));

  private final Map<String, RecoveryObjective> tiers = new LinkedHashMap<>();
  private final Map<String, ResiliencePolicy.Service> services = new LinkedHashMap<>();
  private final List<ResiliencePolicy.Exemption> exemptions = new ArrayList<>();
  private List<String> kinds = KINDS;
  private List<String> environments = ENVIRONMENTS;

  Terms(List<ResilienceFact> facts) {
    for (ResilienceFact fact : facts) {
      if (fact instanceof ResiliencePolicy policy) {
        tiers.putAll(policy.tiers());
        services.putAll(policy.services());
        exemptions.addAll(policy.exemptions());
        kinds = policy.kinds().isEmpty() ? kinds : policy.kinds();
        environments = policy.environments().isEmpty() ? environments : policy.environments();
      }
    }
  }

  /** What is particular to a service; nothing where no policy names it. */
  ResiliencePolicy.Service service(String name) {
    return services.getOrDefault(name, new ResiliencePolicy.Service(RecoveryObjective.NONE, List.of()));
  }

  /** What a service must reach. */
  RecoveryObjective objective(CatalogEntity component, Optional<String> tier) {
    RecoveryObjective said =
        new RecoveryObjective(
            annotated(component, "roadbed.dev/rto"), annotated(component, "roadbed.dev/rpo"), Optional.empty(), Optional.empty());
    return service(component.name()).objective().or(said).or(tier.map(this::ofTier).orElse(RecoveryObjective.NONE));
  }

  private static Optional<Duration> annotated(CatalogEntity component, String name) {
    return Optional.ofNullable(component.annotations().get(name)).flatMap(WrittenDuration::parse);
  }

  /** What a tier must reach. */
  RecoveryObjective ofTier(String tier) {
    RecoveryObjective usual =
        new RecoveryObjective(Optional.empty(), Optional.empty(), Optional.ofNullable(RESTORE_TESTS.get(tier)), Optional.empty());
    return tiers.getOrDefault(tier, RecoveryObjective.NONE).or(usual);
  }

  /** Whether a resource keeps data that cannot be made again, by its kind. */
  boolean keepsData(Resource resource) {
    return kinds.contains(resource.kind()) || kinds.contains(resource.type());
  }

  /** Whether a resource must be protected: of such a kind, and not known to be outside of the environments that count. */
  boolean mustBeProtected(Resource resource) {
    return keepsData(resource)
        && resource.environment().map(name -> environments.contains(name.toLowerCase(Locale.ROOT))).orElse(true)
        && !isReplica(resource)
        && exempt(resource).isEmpty();
  }

  /** What follows another is protected by what protects that one. */
  private static boolean isReplica(Resource resource) {
    return resource.facets().get("replica").orElse(Value.Null.INSTANCE) instanceof Value.Bool bool && bool.value();
  }

  /** Why a resource need not be protected. */
  Optional<String> exempt(Resource resource) {
    return exemptions.stream()
        .filter(one -> Names.matches(one.resource(), resource.id().value()) || Names.matches(one.resource(), resource.name()) || Names.matches(one.resource(), resource.origin().address()))
        .map(ResiliencePolicy.Exemption::reason)
        .findFirst();
  }

  /** A component's tier: by name, its own word, or its system's. */
  static Optional<String> tier(CatalogEntity component, Snapshot snapshot) {
    Map<String, String> tiers = snapshot.facts().tiers();
    return Optional.ofNullable(tiers.get(component.name()))
        .or(component::tier)
        .or(() -> component.system().map(tiers::get))
        .or(
            () ->
                component
                    .system()
                    .flatMap(system -> snapshot.catalog().stream().filter(one -> one.kind().equals("System") && one.name().equals(system)).findFirst())
                    .flatMap(CatalogEntity::tier));
  }

  /** The number of a tier such as {@code tier-2}; empty where it has none. */
  static OptionalInt number(String tier) {
    String digits = tier.replaceAll("[^0-9]", "");
    return digits.isEmpty() || digits.length() > 3 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
  }
}
