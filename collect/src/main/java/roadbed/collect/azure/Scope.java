package roadbed.collect.azure;

import java.util.Optional;
import roadbed.model.Value;

/** What the expressions of a template can ask of their surroundings. */
interface Scope {

  /** A parameter's value. */
  Value parameter(String name);

  /** A variable's value. */
  Value variable(String name);

  /** A function that the template itself defines, by its namespace and name. */
  Optional<Node.Mapping> function(String qualified);

  /** What {@code resourceGroup()}, {@code subscription()} and their like answer. */
  Value surroundings(String function);

  /** What the deployment, which a symbolic name, name or resource id means, has as outputs. */
  Optional<Value> outputs(String target);

  /** The resource id that a symbolic name of the template stands for. */
  Optional<String> idOf(String symbolicName);

  /** The id of a resource of that type and name where this is deployed. */
  String id(String relative);

  /** Notes that something cannot be evaluated. */
  void problem(int line, int column, String message);

  /** What evaluation may cost. */
  Budget budget();
}
