package roadbed.app.drift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.drift.Drift;
import roadbed.assess.drift.DriftExceptions;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.ResourceDrift;
import roadbed.assess.policy.Guardrails;
import roadbed.inventory.Inventory;
import roadbed.inventory.Sighting;
import roadbed.inventory.Sightings;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.ExceptionRules;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.Verdict;

/** Collections in, drift out, each with the guardrails that it breaks. */
public final class DriftAssessment {
  private final Guardrails guardrails;

  public DriftAssessment(Guardrails guardrails) {
    this.guardrails = guardrails;
  }

  /**
   * What drifts, and what that breaks.
   *
   * @param exceptions the exceptions that there are, of which those count that speak of drift
   */
  public DriftReport of(List<Collection> collections, ExceptionRules exceptions, Instant now) {
    return of(collections, Sightings.of(collections), exceptions, now);
  }

  /** The same where the sightings of the collections are made already, with the exceptions that the collections bring. */
  DriftReport of(List<Collection> collections, List<Sighting> sightings, Instant now) {
    return of(collections, sightings, exceptions(collections), now);
  }

  private DriftReport of(
      List<Collection> collections, List<Sighting> sightings, ExceptionRules exceptions, Instant now) {
    DriftReport report = Drift.of(sightings, new DriftExceptions(exceptions, now));
    Set<String> wanted = new HashSet<>();
    Set<String> found = new HashSet<>();
    Set<Declaration.Side> sides = EnumSet.noneOf(Declaration.Side.class);
    for (ResourceDrift one : report.resources()) {
      if (one.kind() == DriftKind.CHANGED) {
        wanted(one).ifPresent(standing -> wanted.add(place(standing)));
        found(one).ifPresent(standing -> found.add(place(standing)));
        wanted(one).ifPresent(standing -> sides.add(standing.declaration().side()));
        found(one).ifPresent(standing -> sides.add(standing.declaration().side()));
      }
    }
    if (wanted.isEmpty()) {
      return report;
    }
    Map<String, List<Verdict>> should = new HashMap<>();
    Map<String, List<Verdict>> is = new HashMap<>();
    for (Declaration.Side side : sides) {
      Map<String, List<Verdict>> verdicts = verdicts(collections, side, wanted, found);
      verdicts.forEach(
          (place, all) -> {
            if (wanted.contains(place)) {
              should.put(place, all);
            }
            if (found.contains(place)) {
              is.put(place, all);
            }
          });
    }
    return report.with(
        one ->
            one.kind() != DriftKind.CHANGED
                ? one
                : one.withBroken(
                    broken(
                        wanted(one).map(standing -> should.getOrDefault(place(standing), List.of())).orElse(List.of()),
                        found(one).map(standing -> is.getOrDefault(place(standing), List.of())).orElse(List.of()))));
  }

  /** All exceptions that the collections bring; of two that cap them the first holds. */
  private static ExceptionRules exceptions(List<Collection> collections) {
    List<ExceptionRules> all =
        collections.stream()
            .flatMap(collection -> collection.facts().stream())
            .map(EstateFacts::exceptions)
            .toList();
    return new ExceptionRules(
        all.stream().flatMap(rules -> rules.grants().stream()).distinct().toList(),
        all.stream().flatMap(rules -> rules.terms().stream()).findFirst(),
        List.of());
  }

  private static Optional<ResourceDrift.Standing> wanted(ResourceDrift one) {
    return one.declared().or(one::state);
  }

  private static Optional<ResourceDrift.Standing> found(ResourceDrift one) {
    return one.live().or(one::state);
  }

  private static String place(ResourceDrift.Standing standing) {
    return place(standing.source(), standing.declaration(), standing.address(), standing.location());
  }

  private static String place(String source, Declaration declaration, String address, Location location) {
    return source + "\n" + declaration + "\n" + address + "\n" + location;
  }

  /** The verdicts over the resources at some places, as one side alone tells of them. */
  private Map<String, List<Verdict>> verdicts(
      List<Collection> collections, Declaration.Side side, Set<String> wanted, Set<String> found) {
    List<Collection> alone = collections.stream().map(collection -> ofSide(collection, side)).toList();
    Snapshot whole = Inventory.of(alone);
    Map<String, String> places = new HashMap<>();
    List<Resource> concerned = new ArrayList<>();
    for (Resource resource : whole.resources()) {
      Resource.Origin origin = resource.origin();
      String place = place(origin.source(), origin.declaration(), origin.address(), origin.location());
      if (wanted.contains(place) || found.contains(place)) {
        concerned.add(resource);
        places.put(resource.id().value(), place);
      }
    }
    if (concerned.isEmpty()) {
      return Map.of();
    }
    Snapshot part =
        new Snapshot(
            whole.takenAt(), concerned, List.of(), List.of(), List.of(), whole.facts(), List.of(), List.of());
    Map<String, List<Verdict>> verdicts = new HashMap<>();
    for (Verdict verdict : guardrails.judge(part).verdicts()) {
      String place = places.get(verdict.resource().value());
      if (place != null) {
        verdicts.computeIfAbsent(place, _ -> new ArrayList<>()).add(verdict);
      }
    }
    return verdicts;
  }

  private static Collection ofSide(Collection collection, Declaration.Side side) {
    List<CollectedResource> resources =
        collection.resources().stream().filter(one -> one.declaration().side() == side).toList();
    return new Collection(
        collection.source(),
        collection.capturedAt(),
        resources,
        collection.catalog(),
        collection.facts(),
        List.of(),
        List.of(),
        List.of(),
        collection.reading());
  }

  /** What should be passes and what is fails. */
  private static List<ResourceDrift.BrokenGuardrail> broken(List<Verdict> should, List<Verdict> is) {
    Set<String> passed = new HashSet<>();
    for (Verdict verdict : should) {
      if (verdict.outcome() == Verdict.Outcome.PASS) {
        passed.add(verdict.guardrail());
      }
    }
    List<ResourceDrift.BrokenGuardrail> broken = new ArrayList<>();
    for (Verdict verdict : is) {
      if (verdict.outcome() == Verdict.Outcome.FAIL && passed.contains(verdict.guardrail())) {
        broken.add(
            new ResourceDrift.BrokenGuardrail(
                verdict.guardrail(), verdict.severity(), verdict.messages().getFirst()));
      }
    }
    broken.sort(java.util.Comparator.comparing(ResourceDrift.BrokenGuardrail::severity).reversed());
    return broken;
  }
}
