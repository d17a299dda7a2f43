package roadbed.assess.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import roadbed.inventory.ResourceSelection;
import roadbed.inventory.Snapshot;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Verdict;

/**
 * The one evaluator of exceptions: a scan, the gates and the server ask it, with the same moment passed in, so that what
 * ends does so everywhere at once.
 */
public final class Exceptions {
  private final ExceptionRules rules;
  private final ExceptionRules.Terms terms;
  private final Instant now;
  private final Map<String, Guardrail> guardrails = new LinkedHashMap<>();
  private final Map<String, List<Applied>> byGuardrail = new HashMap<>();
  private final List<Applied> applied = new ArrayList<>();
  private final Map<Place, Set<String>> marks = new HashMap<>();
  private final Set<ExceptionRules.Mark> effective = new LinkedHashSet<>();

  private record Place(String file, int line) {}

  /** An exception with what was found out about it. */
  static final class Applied {
    final ExceptionGrant grant;
    final ResourceSelection selection;
    final Set<String> guardrails = new LinkedHashSet<>();
    final Set<String> overCap = new LinkedHashSet<>();
    long used;
    long uncompensated;
    long refused;

    Applied(ExceptionGrant grant, ResourceSelection selection) {
      this.grant = grant;
      this.selection = selection;
    }
  }

  /**
   * Exceptions at a moment.
   *
   * @param guardrails those that judge
   */
  public Exceptions(ExceptionRules rules, List<Guardrail> guardrails, Instant now) {
    this.rules = rules;
    this.terms = rules.terms().orElse(ExceptionRules.Terms.DEFAULT);
    this.now = now;
    guardrails.forEach(guardrail -> this.guardrails.put(guardrail.id(), guardrail));
    for (ExceptionRules.Mark mark : rules.marks()) {
      // A comment speaks of what begins on its own line or on the next one.
      Location at = mark.location();
      marks.computeIfAbsent(new Place(at.file(), at.line()), _ -> new LinkedHashSet<>()).add(mark.exception());
      marks.computeIfAbsent(new Place(at.file(), at.line() + 1), _ -> new LinkedHashSet<>()).add(mark.exception());
    }
    for (ExceptionGrant grant : rules.grants()) {
      Applied one =
          new Applied(grant, new ResourceSelection(grant.resources(), resource -> isMarked(resource, grant.id())));
      applied.add(one);
      for (Guardrail guardrail : guardrails) {
        if (includes(grant.guardrails(), guardrail)) {
          one.guardrails.add(guardrail.id());
          if (isOverCap(grant, guardrail)) {
            one.overCap.add(guardrail.id());
          }
          byGuardrail.computeIfAbsent(guardrail.id(), _ -> new ArrayList<>()).add(one);
        }
      }
    }
  }

  /** A judgement with the failures excepted that an exception of the snapshot's facts gives leave to. */
  public static Judgement apply(Judgement judgement, Snapshot snapshot, Instant now) {
    return apply(judgement, snapshot, snapshot.facts().exceptions(), now);
  }

  /** A judgement with the failures excepted that one of these exceptions gives leave to. */
  public static Judgement apply(Judgement judgement, Snapshot snapshot, ExceptionRules rules, Instant now) {
    if (rules.grants().isEmpty() && rules.marks().isEmpty()) {
      return judgement;
    }
    return new Exceptions(rules, judgement.guardrails(), now).applyTo(judgement, snapshot);
  }

  private Judgement applyTo(Judgement judgement, Snapshot snapshot) {
    Map<ResourceId, Resource> resources = new HashMap<>();
    snapshot.resources().forEach(resource -> resources.put(resource.id(), resource));
    Compensation compensation = new Compensation(rules, judgement.verdicts(), resources);
    List<Verdict> verdicts = new ArrayList<>(judgement.verdicts().size());
    for (Verdict verdict : judgement.verdicts()) {
      Resource resource = resources.get(verdict.resource());
      verdicts.add(
          verdict.outcome() == Verdict.Outcome.FAIL && resource != null
              ? leave(verdict.guardrail(), resource, compensation::holds).map(verdict::excepted).orElse(verdict)
              : verdict);
    }
    List<ExceptionStanding> standings = standings();
    ExceptionWords words = new ExceptionWords(guardrails, now);
    words.standings(applied, standings);
    words.marks(rules, effective);
    return judgement.with(verdicts, standings, words.diagnostics());
  }

  /** Whether a compensating guardrail passes for a resource. */
  @FunctionalInterface
  public interface Compensated {
    boolean holds(String guardrail, Resource resource);
  }

  /** The leave that an exception gives a resource to fail a guardrail; of several the one that lasts longest. */
  public Optional<Verdict.Leave> leave(String guardrail, Resource resource, Compensated compensated) {
    Optional<Verdict.Leave> longest = Optional.empty();
    for (Applied one : byGuardrail.getOrDefault(guardrail, List.of())) {
      if (!one.selection.includes(resource)) {
        continue;
      }
      if (!holds(one, guardrail)) {
        one.refused++;
      } else if (one.grant.compensating().filter(id -> !compensated.holds(id, resource)).isPresent()) {
        one.uncompensated++;
      } else {
        one.used++;
        noteMark(one.grant.id(), resource);
        if (longest.isEmpty() || longest.get().until().isBefore(one.grant.end())) {
          longest = Optional.of(new Verdict.Leave(one.grant.id(), one.grant.end()));
        }
      }
    }
    return longest;
  }

  /**
   * How far an exception goes.
   *
   * @param guardrails those that it speaks of
   * @param overCap those among them for which it is to last for longer than is allowed
   * @param mostDays how many days it may last for all of them
   */
  public record Reach(List<String> guardrails, List<String> overCap, int mostDays) {
    public Reach {
      guardrails = List.copyOf(guardrails);
      overCap = List.copyOf(overCap);
    }
  }

  /** How far an exception goes; nowhere where there is none with that id. */
  public Reach reach(String exception) {
    for (Applied one : applied) {
      if (one.grant.id().equals(exception)) {
        int most =
            one.guardrails.stream()
                .flatMap(id -> Optional.ofNullable(guardrails.get(id)).stream())
                .mapToInt(guardrail -> terms.days(guardrail.severity()))
                .min()
                .orElse(terms.days());
        return new Reach(List.copyOf(one.guardrails), List.copyOf(one.overCap), most);
      }
    }
    return new Reach(List.of(), List.of(), terms.days());
  }

  private boolean holds(Applied one, String guardrail) {
    return now.isBefore(one.grant.end())
        && one.grant.from().filter(now::isBefore).isEmpty()
        && !one.overCap.contains(guardrail);
  }

  /** Without a beginning the days that are left count. */
  private boolean isOverCap(ExceptionGrant grant, Guardrail guardrail) {
    Instant from = grant.from().orElse(now);
    return Duration.between(from, grant.end()).compareTo(Duration.ofDays(terms.days(guardrail.severity()) + 1L)) > 0;
  }

  /** Whether a selector speaks of a guardrail; one without conditions speaks of none. */
  public static boolean includes(ExceptionGrant.GuardrailSelector selector, Guardrail guardrail) {
    return !selector.isEmpty()
        && (selector.ids().isEmpty() || anyMatches(selector.ids(), guardrail.id()))
        && (selector.severities().isEmpty() || selector.severities().contains(guardrail.severity()))
        && (selector.controls().isEmpty()
            || guardrail.controls().stream().anyMatch(control -> anyMatches(selector.controls(), control)));
  }

  private static boolean anyMatches(List<String> patterns, String text) {
    return patterns.stream().map(ResourceSelection::pattern).anyMatch(pattern -> pattern.test(text));
  }

  private boolean isMarked(Resource resource, String exception) {
    Location at = resource.origin().location();
    return marks.getOrDefault(new Place(at.file(), at.line()), Set.of()).contains(exception);
  }

  private void noteMark(String exception, Resource resource) {
    if (!marks.isEmpty() && isMarked(resource, exception)) {
      Location at = resource.origin().location();
      for (ExceptionRules.Mark mark : rules.marks()) {
        int below = at.line() - mark.location().line();
        if (mark.exception().equals(exception)
            && mark.location().file().equals(at.file())
            && (below == 0 || below == 1)) {
          effective.add(mark);
        }
      }
    }
  }

  private List<ExceptionStanding> standings() {
    return applied.stream()
        .map(this::standing)
        .sorted(Comparator.comparing((ExceptionStanding one) -> one.grant().end()).thenComparing(one -> one.grant().id()))
        .toList();
  }

  private ExceptionStanding standing(Applied one) {
    ExceptionGrant grant = one.grant;
    Predicate<Instant> passed = moment -> !now.isBefore(moment);
    if (passed.test(grant.end())) {
      return new ExceptionStanding(grant, ExceptionStanding.State.EXPIRED, 0, failing(one.refused));
    }
    if (grant.from().filter(passed.negate()).isPresent()) {
      return new ExceptionStanding(
          grant, ExceptionStanding.State.PENDING, 0, "begins " + grant.from().orElseThrow());
    }
    if (one.used == 0 && one.uncompensated > 0) {
      return new ExceptionStanding(
          grant,
          ExceptionStanding.State.REFUSED,
          0,
          "the compensating guardrail " + grant.compensating().orElse("") + " does not pass");
    }
    if (one.used == 0 && !one.overCap.isEmpty()) {
      return new ExceptionStanding(grant, ExceptionStanding.State.REFUSED, 0, "lasts for longer than is allowed");
    }
    if (one.used == 0) {
      return new ExceptionStanding(grant, ExceptionStanding.State.UNUSED, 0, "nothing that it speaks of fails");
    }
    boolean soon = passed.test(grant.end().minus(Duration.ofDays(terms.warnDays())));
    String note =
        one.uncompensated > 0
            ? one.uncompensated + " more fail, because the compensating guardrail does not pass for them"
            : "";
    return new ExceptionStanding(
        grant, soon ? ExceptionStanding.State.EXPIRING : ExceptionStanding.State.ACTIVE, one.used, note);
  }

  private static String failing(long count) {
    return count == 0 ? "" : count == 1 ? "1 failure that it gave leave to" : count + " failures that it gave leave to";
  }
}
