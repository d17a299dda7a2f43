package roadbed.rego.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;

/**
 * One resolved definition of a rule.
 *
 * @param parameters one variable for each argument of a function
 * @param path what follows the rule's place in the head, where the rule makes an object
 * @param member whether the value is a member of a set
 * @param value the value, or the member
 * @param orElse what is tried where the body does not hold
 */
public record Definition(
    Location at,
    List<Variable> parameters,
    List<Node> path,
    boolean member,
    Body body,
    Node value,
    @Nullable Definition orElse) {
  public Definition {
    parameters = List.copyOf(parameters);
    path = List.copyOf(path);
  }
}
