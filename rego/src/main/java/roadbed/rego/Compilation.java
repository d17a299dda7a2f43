package roadbed.rego;

import java.util.List;
import roadbed.rego.syntax.RegoError;

/** What comes of compiling. */
public sealed interface Compilation {
  /** A policy that can be evaluated. */
  record Compiled(Policy policy) implements Compilation {}

  /** What is wrong, at least one error. */
  record Failed(List<RegoError> errors) implements Compilation {
    public Failed {
      errors = List.copyOf(errors);
    }
  }
}
