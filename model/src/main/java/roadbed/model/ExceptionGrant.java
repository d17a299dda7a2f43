package roadbed.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Leave to fail some guardrails with some resources for a time, as somebody asked for it and somebody else gave it.
 *
 * @param id stable identifier, for example {@code EX-123}
 * @param guardrails which guardrails it speaks of
 * @param resources which resources it speaks of
 * @param reason why it is needed
 * @param compensating the guardrail that must pass for it to hold
 * @param requester who asked for it
 * @param approver who gave it; never the requester
 * @param from when it begins, where that is said
 * @param end the first moment at which it holds no more
 * @param review the day on which to look at it again
 * @param location where it is written
 */
public record ExceptionGrant(
    String id,
    GuardrailSelector guardrails,
    ResourceSelector resources,
    String reason,
    Optional<String> compensating,
    String requester,
    String approver,
    Optional<Instant> from,
    Instant end,
    Optional<LocalDate> review,
    Location location) {
  public ExceptionGrant {
    if (id.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("an exception has an id and a reason");
    }
    if (requester.equals(approver)) {
      throw new IllegalArgumentException("nobody gives an exception to themselves");
    }
  }

  /**
   * Which guardrails: those for which every condition that is given holds. At least one is given.
   *
   * @param ids identifiers, where {@code *} stands for any text
   * @param severities severities
   * @param controls controls that the guardrail serves, where {@code *} stands for any text
   */
  public record GuardrailSelector(List<String> ids, List<Severity> severities, List<String> controls) {
    public GuardrailSelector {
      ids = List.copyOf(ids);
      severities = List.copyOf(severities);
      controls = List.copyOf(controls);
    }

    /** Whether no condition is given. */
    public boolean isEmpty() {
      return ids.isEmpty() && severities.isEmpty() && controls.isEmpty();
    }
  }

  /**
   * Which resources: those for which every condition that is given holds, and of each condition one of its values. At
   * least one is given. In all of them {@code *} stands for any text; in files, for any text within a part of the path.
   *
   * @param ids resource identifiers
   * @param addresses addresses in their source
   * @param types the source's own types
   * @param kinds normal kinds
   * @param accounts accounts, subscriptions, projects or clusters
   * @param environments environments
   * @param owners owners
   * @param tags {@code name=value}
   * @param modules module sources
   * @param files patterns of the files that declare them
   * @param marked whether only those whose source refers to this exception in a comment
   */
  public record ResourceSelector(
      List<String> ids,
      List<String> addresses,
      List<String> types,
      List<String> kinds,
      List<String> accounts,
      List<String> environments,
      List<String> owners,
      List<String> tags,
      List<String> modules,
      List<String> files,
      boolean marked) {
    public ResourceSelector {
      ids = List.copyOf(ids);
      addresses = List.copyOf(addresses);
      types = List.copyOf(types);
      kinds = List.copyOf(kinds);
      accounts = List.copyOf(accounts);
      environments = List.copyOf(environments);
      owners = List.copyOf(owners);
      tags = List.copyOf(tags);
      modules = List.copyOf(modules);
      files = List.copyOf(files);
    }

    /** Whether no condition is given. */
    public boolean isEmpty() {
      return !marked
          && ids.isEmpty()
          && addresses.isEmpty()
          && types.isEmpty()
          && kinds.isEmpty()
          && accounts.isEmpty()
          && environments.isEmpty()
          && owners.isEmpty()
          && tags.isEmpty()
          && modules.isEmpty()
          && files.isEmpty();
    }
  }
}
