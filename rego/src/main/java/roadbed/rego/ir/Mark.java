package roadbed.rego.ir;

import java.util.List;
import roadbed.rego.syntax.Location;

/**
 * Something of a text that begins at a step.
 *
 * @param first whether it is the first of its body
 * @param text what it is, as Rego text: a rule's path, a statement; nothing at the end of a body within another
 * @param variables the names in it, with the places of their values; a place is empty until its variable is bound
 */
public record Mark(Kind kind, Location at, boolean first, String text, List<Named> variables) {
  /** What begins. */
  public enum Kind {
    /** A definition of a rule. */
    RULE,
    /** A statement of a body. */
    STATEMENT,
    /** The end of a body, where it has held once more. */
    END
  }

  /** A variable and where its value is. */
  public record Named(String name, Operand operand) {}

  public Mark {
    variables = List.copyOf(variables);
  }
}
