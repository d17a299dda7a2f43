package roadbed.assess.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import roadbed.inventory.ResourceSelection;
import roadbed.inventory.Sighting;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;

/**
 * Drift that somebody gave leave to: exceptions whose guardrails are {@code drift}, {@code drift:KIND} or
 * {@code drift:ATTRIBUTE}, with {@code *} for any text. They end by the clock as all exceptions do.
 */
public final class DriftExceptions {
  /** No leave. */
  public static final DriftExceptions NONE = new DriftExceptions(ExceptionRules.NONE, Instant.EPOCH);

  private static final String PREFIX = "drift:";

  /** An exception that holds, and what it speaks of. */
  private record Leave(ExceptionGrant grant, List<Predicate<String>> subjects, boolean all) {
    boolean includes(String subject) {
      return all || subjects.stream().anyMatch(one -> one.test(subject));
    }
  }

  private final List<Leave> leaves = new ArrayList<>();

  /** Those of the rules that hold at a moment. */
  public DriftExceptions(ExceptionRules rules, Instant now) {
    int most = rules.terms().orElse(ExceptionRules.Terms.DEFAULT).days();
    for (ExceptionGrant grant : rules.grants()) {
      Instant from = grant.from().orElse(now);
      boolean holds =
          now.isBefore(grant.end())
              && !now.isBefore(from)
              && Duration.between(from, grant.end()).compareTo(Duration.ofDays(most + 1L)) <= 0
              && isKnown(grant.resources());
      List<String> ids = grant.guardrails().ids();
      List<Predicate<String>> subjects =
          ids.stream()
              .filter(id -> id.startsWith(PREFIX))
              .map(id -> ResourceSelection.pattern(id.substring(PREFIX.length())))
              .toList();
      boolean all = ids.contains("drift");
      if (holds && (all || !subjects.isEmpty())) {
        leaves.add(new Leave(grant, subjects, all));
      }
    }
  }

  /** A selector that asks for what drift does not know of a resource holds for none. */
  private static boolean isKnown(ExceptionGrant.ResourceSelector selector) {
    return !selector.isEmpty() && !selector.marked();
  }

  /** Kind, tags and module are those of any side that tells them. */
  private static boolean speaksOf(
      ExceptionGrant.ResourceSelector selector, ResourceDrift one, List<Sighting> sides) {
    return isOfSide(sides, side -> anyOf(selector.kinds(), side.kind()))
        && isOfSide(sides, side -> anyOf(selector.modules(), side.collected().module().orElse("")))
        && isOfSide(
            sides, side -> selector.tags().isEmpty() || ResourceSelection.anyTag(selector.tags(), side.tags()))
        && anyOf(selector.ids(), one.id().value())
        && anyOf(selector.addresses(), one.title())
        && anyOf(selector.types(), one.type())
        && anyOf(selector.accounts(), one.account())
        && anyOf(selector.environments(), one.environment().orElse(""))
        && anyOf(selector.owners(), one.owner().orElse(""))
        && anyOf(selector.files(), one.location().file());
  }

  private static boolean isOfSide(List<Sighting> sides, Predicate<Sighting> condition) {
    return sides.stream().anyMatch(condition);
  }

  private static boolean anyOf(List<String> patterns, String text) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> ResourceSelection.pattern(pattern).test(text));
  }

  private Optional<ExceptionGrant> leave(ResourceDrift one, List<Sighting> sides, String subject) {
    return leaves.stream()
        .filter(leave -> leave.includes(subject) && speaksOf(leave.grant().resources(), one, sides))
        .map(Leave::grant)
        .findFirst();
  }

  /**
   * The resource with what there is leave for taken away.
   *
   * @param sides what its sides say of it
   */
  ResourceDrift apply(ResourceDrift one, List<Sighting> sides) {
    if (leaves.isEmpty() || !one.kind().isDrift()) {
      return one;
    }
    Optional<ExceptionGrant> whole = leave(one, sides, one.kind().id());
    if (whole.isPresent()) {
      return one.excepted(words(whole.get()), List.of());
    }
    if (one.kind() != DriftKind.CHANGED) {
      return one;
    }
    List<AttributeDrift> left = new ArrayList<>();
    ExceptionGrant used = null;
    for (AttributeDrift change : one.changes()) {
      Optional<ExceptionGrant> grant = leave(one, sides, change.path());
      if (grant.isPresent()) {
        used = grant.get();
      } else {
        left.add(change);
      }
    }
    return used == null ? one : one.excepted(words(used), left);
  }

  private static String words(ExceptionGrant grant) {
    return "exception " + grant.id() + " gives leave until " + grant.end();
  }
}
