package roadbed.rego;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.eval.Run;
import roadbed.rego.partial.Exact;
import roadbed.rego.resolve.Body;
import roadbed.rego.resolve.Resolver;
import roadbed.rego.resolve.Variable;
import roadbed.rego.value.Value;

/** Evaluates the parts of a partial evaluation that touch nothing unknown; all in one run, which remembers documents. */
final class KnownParts implements Exact {
  private final Policy.Parts parts;
  private final Run run;
  private final Value data;
  private final @Nullable Value input;

  KnownParts(Policy.Parts parts, Run run, Value data, @Nullable Value input) {
    this.parts = parts;
    this.run = run;
    this.data = data;
    this.input = input;
  }

  @Override
  public List<List<Value>> solutions(Body body, List<Variable> variables) {
    Map<String, Variable> named = new HashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      // A plan's variables are in the order of their names.
      named.put("v%06d".formatted(i), variables.get(i));
    }
    return run.solutions(parts.planner().query(new Resolver.Query(body, named)), null).stream()
        .map(row -> List.copyOf(Arrays.asList(row)))
        .toList();
  }

  @Override
  public @Nullable Value document(List<Value> path) {
    return run.document(parts.program().root(), path);
  }

  @Override
  public Value data() {
    return data;
  }

  @Override
  public @Nullable Value input() {
    return input;
  }
}
