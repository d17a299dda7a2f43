package roadbed.assess.policy.foreign;

import java.util.ArrayList;
import java.util.List;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * What a check says of a request.
 *
 * @param violations what is wrong
 * @param undecided why a part of the check could not be decided; while there are some, no violations mean nothing
 * @param ignored what went wrong in a check whose author wants that to be passed over; whoever lets a request pass for it
 *     still does not know that it is good
 */
public record Ruling(List<Violation> violations, List<String> undecided, List<String> ignored) {
  /** Nothing is wrong. */
  public static final Ruling CLEAN = new Ruling(List.of(), List.of());

  public Ruling {
    violations = List.copyOf(violations);
    undecided = List.copyOf(undecided);
    ignored = List.copyOf(ignored);
  }

  /** One that ignores nothing. */
  public Ruling(List<Violation> violations, List<String> undecided) {
    this(violations, undecided, List.of());
  }

  /** A check that could not be carried out. */
  public static Ruling undecided(String reason) {
    return new Ruling(List.of(), List.of(reason));
  }

  /** Both. */
  public Ruling and(Ruling other) {
    return new Ruling(
        joined(violations, other.violations), joined(undecided, other.undecided), joined(ignored, other.ignored));
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** Whether it is certain that nothing is wrong. */
  public boolean clean() {
    return violations.isEmpty() && undecided.isEmpty() && ignored.isEmpty();
  }

  /** All messages: of the violations, then the reasons for what is undecided. */
  public List<String> messages() {
    List<String> messages = new ArrayList<>(violations.stream().map(Violation::message).toList());
    messages.addAll(undecided);
    return messages;
  }

  /**
   * Something that is wrong.
   *
   * @param message what, for a person
   * @param details what the check adds for programs
   */
  public record Violation(String message, Value details) {
    /** One without details. */
    public Violation(String message) {
      this(message, ObjectValue.EMPTY);
    }
  }
}
