package roadbed.rego;

import java.util.List;
import java.util.Set;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.Value;

/**
 * What a rule decides about one input.
 *
 * @param entries the members of its set, in Rego's order
 * @param undecided why a part of the rule could not be decided: reasons of the unknown values it came upon. While there
 *     are some, the absence of an entry means nothing
 * @param errors what ended the evaluation
 */
public record Decision(Set<Value> entries, List<String> undecided, List<RegoError> errors) {
  public Decision {
    undecided = List.copyOf(undecided);
    errors = List.copyOf(errors);
  }

  /** Whether every part of the rule was decided. */
  public boolean complete() {
    return undecided.isEmpty() && errors.isEmpty();
  }
}
