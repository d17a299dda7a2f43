package roadbed.assess.drift;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import roadbed.model.Location;
import roadbed.model.Severity;

/**
 * What is not as declared.
 *
 * @param takenAt when the newest of the sides was looked at
 * @param resources all resources of all sides, drift first, the worst of it first
 * @param claims objects that more than one state holds
 * @param coverage how much there was to compare
 */
public record DriftReport(
    Instant takenAt, List<ResourceDrift> resources, List<Claim> claims, Coverage coverage) {
  public DriftReport {
    resources = List.copyOf(resources);
    claims = List.copyOf(claims);
  }

  /**
   * An object that more than one state holds: whoever applies last wins.
   *
   * @param type its type
   * @param identifier what both states know it by
   * @param addresses its address in each state
   * @param locations where each state says so
   * @param likelyCopies whether the addresses are the same, as they are where one state is a copy of the other
   */
  public record Claim(
      String type, String identifier, List<String> addresses, List<Location> locations, boolean likelyCopies) {
    public Claim {
      addresses = List.copyOf(addresses);
      locations = List.copyOf(locations);
    }
  }

  /**
   * How much there was to compare.
   *
   * @param declared resources that code declares
   * @param state resources that states hold
   * @param live resources that were found
   * @param attributesCompared attributes that were compared
   * @param attributesNotCompared attributes that are declared and could not be
   * @param places accounts and regions that were looked into, by how many resources were found there
   */
  public record Coverage(
      long declared,
      long state,
      long live,
      long attributesCompared,
      long attributesNotCompared,
      Map<String, Long> places) {
    public Coverage {
      places = Map.copyOf(places);
    }
  }

  /** How many resources are of each kind. */
  public Map<DriftKind, Long> counts() {
    Map<DriftKind, Long> counts = new EnumMap<>(DriftKind.class);
    for (DriftKind kind : DriftKind.values()) {
      counts.put(kind, 0L);
    }
    resources.forEach(resource -> counts.merge(resource.kind(), 1L, Long::sum));
    return counts;
  }

  /** How many resources are of a kind. */
  public long count(DriftKind kind) {
    return resources.stream().filter(resource -> resource.kind() == kind).count();
  }

  /** Whether there was anything to compare: more than one side told of resources. */
  public boolean hasSides() {
    int sides = 0;
    sides += coverage.declared() > 0 ? 1 : 0;
    sides += coverage.state() > 0 ? 1 : 0;
    sides += coverage.live() > 0 ? 1 : 0;
    return sides > 1;
  }

  /** Drift alone. */
  public List<ResourceDrift> drift() {
    return resources.stream().filter(resource -> resource.kind().isDrift()).toList();
  }

  /** Resources whose drift breaks a guardrail, by the worst severity. */
  public Map<Severity, Long> byRisk() {
    Map<Severity, Long> risks = new EnumMap<>(Severity.class);
    resources.forEach(resource -> resource.risk().ifPresent(risk -> risks.merge(risk, 1L, Long::sum)));
    return risks;
  }

  /** The same with each resource replaced by what is made of it. */
  public DriftReport with(UnaryOperator<ResourceDrift> change) {
    return new DriftReport(
        takenAt, resources.stream().map(change).sorted(Drift.WORST_FIRST).toList(), claims, coverage);
  }
}
