package roadbed.assess.policy.foreign.conftest;

import java.util.List;
import roadbed.rego.value.ObjectValue;

/**
 * What the rules of a namespace say of a document.
 *
 * @param document the document's name
 * @param namespace the package, without {@code data}
 * @param successes how many rules found nothing
 * @param exceptions how many findings exceptions took away
 * @param undecided why rules could not be decided; they are no successes
 */
public record CheckResult(
    String document,
    String namespace,
    int successes,
    List<Message> failures,
    List<Message> warnings,
    List<Message> exceptions,
    List<Message> undecided) {
  public CheckResult {
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
    exceptions = List.copyOf(exceptions);
    undecided = List.copyOf(undecided);
  }

  /**
   * A finding.
   *
   * @param rule the rule's name
   * @param text what it says
   * @param metadata what it adds
   */
  public record Message(String rule, String text, ObjectValue metadata) {}

  /** How many results there are. */
  public int tests() {
    return successes + failures.size() + warnings.size() + exceptions.size() + undecided.size();
  }

  /** This and another result of the same document and namespace as one. */
  CheckResult and(CheckResult other) {
    return new CheckResult(
        document,
        namespace,
        successes + other.successes,
        joined(failures, other.failures),
        joined(warnings, other.warnings),
        joined(exceptions, other.exceptions),
        joined(undecided, other.undecided));
  }

  private static List<Message> joined(List<Message> some, List<Message> more) {
    return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
  }
}
