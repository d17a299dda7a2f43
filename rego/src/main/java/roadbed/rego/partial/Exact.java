package roadbed.rego.partial;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.Body;
import roadbed.rego.resolve.Variable;
import roadbed.rego.value.Value;

/** Evaluates what touches nothing unknown. */
public interface Exact {
  /** The values of some variables in each solution of a body. */
  List<List<Value>> solutions(Body body, List<Variable> variables);

  /** The document at a path below data; null where it is undefined. */
  @Nullable Value document(List<Value> path);

  /** The base document. */
  Value data();

  /** The known part of the input; null where there is none. */
  @Nullable Value input();
}
