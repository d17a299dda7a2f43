package roadbed.model;

import java.util.List;
import java.util.Optional;

/**
 * A document in which people say how they work: who is on call, which alerts matter, what counts as a failed deployment.
 * What it means is known by the part that acts on it.
 *
 * @param kind its {@code kind}
 * @param value all of it; scalars are texts
 * @param location where it begins
 */
public record WrittenDocument(String kind, Value.Fields value, Location location) {
  /** The kinds that are carried like this. */
  public static final List<String> KINDS = List.of("OnCall", "AlertMappings", "AlertRules", "DeliveryRules", "Changes");

  /**
   * Something that is wrong with it.
   *
   * @param code of the diagnostic
   * @param problem with its place in the document
   */
  public Diagnostic diagnostic(String code, AllocationJson.Problem problem) {
    Location at =
        problem.pointer().isEmpty()
            ? location
            : new Location(location.file(), location.line(), location.column(), Optional.of(problem.pointer()));
    return Diagnostic.error(code, at, problem.message(), problem.hint());
  }
}
