package roadbed.rego.resolve;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.Value;

/**
 * JSON schemas by the names that metadata calls them: {@code schema.a.b} has the path {@code a, b}. The schema with the
 * empty path, plain {@code schema}, describes the input of every rule.
 */
public record Schemas(Map<List<String>, Value> byPath) {
  /** No schemas: what metadata says of schemas by name is passed over. */
  public static final Schemas NONE = new Schemas(Map.of());

  public Schemas {
    byPath = Map.copyOf(byPath);
  }

  @Nullable Value find(List<String> path) {
    return byPath.get(path);
  }
}
