package roadbed.rego.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * The metadata written in a comment above a package or a rule.
 *
 * @param scope {@code package}, {@code subpackages}, {@code document} or {@code rule}
 * @param fields everything that was written, plus the scope, as OPA's {@code rego.metadata} gives it
 * @param compile what is for partial evaluation: {@code unknowns} and {@code mask_rule} as they were written
 * @param target the path of what it is about, {@code data} first
 * @param rule which of the module's rules it stands above, or -1 for the package
 */
public record Annotation(
    Location at,
    String scope,
    ObjectValue fields,
    @Nullable ObjectValue compile,
    List<String> target,
    int rule) {
  public Annotation {
    target = List.copyOf(target);
  }

  public @Nullable Value field(String name) {
    return fields.get(name);
  }
}
