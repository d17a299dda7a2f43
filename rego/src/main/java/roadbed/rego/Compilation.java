package roadbed.rego;

import java.util.List;
import roadbed.rego.syntax.RegoError;

/** What comes of compiling. */
public sealed interface Compilation {
  /**
   * The policy, for callers that have no use for errors as values.
   *
   * @throws CompilationException with all errors, where there are some
   */
  default Policy orThrow() {
    return switch (this) {
      case Compiled compiled -> compiled.policy();
      case Failed failed -> throw new CompilationException(failed.errors());
    };
  }

  /** A policy that can be evaluated. */
  record Compiled(Policy policy) implements Compilation {}

  /** What is wrong, at least one error. */
  record Failed(List<RegoError> errors) implements Compilation {
    public Failed {
      errors = List.copyOf(errors);
    }
  }
}
