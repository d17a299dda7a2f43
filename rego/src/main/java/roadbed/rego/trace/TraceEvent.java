package roadbed.rego.trace;

import java.util.Map;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.Value;

/**
 * One thing that happened in an evaluation.
 *
 * @param query the number of the body that it happened in
 * @param parent the number of the body that this one was evaluated for
 * @param depth how many bodies are around it
 * @param text the rule's path, the statement, or a note's text
 * @param variables the values of the statement's variables, as far as they were known
 */
public record TraceEvent(
    Operation operation,
    Location at,
    int query,
    int parent,
    int depth,
    String text,
    Map<String, Value> variables) {
  /** What happened, by OPA's names. */
  public enum Operation {
    ENTER("Enter"),
    EXIT("Exit"),
    EVAL("Eval"),
    REDO("Redo"),
    FAIL("Fail"),
    NOTE("Note");

    private final String word;

    Operation(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Whether it tells of a rule or query as a whole. */
  boolean ofBody() {
    return operation == Operation.ENTER || operation == Operation.EXIT;
  }
}
