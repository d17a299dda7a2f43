package roadbed.rego;

import java.util.List;
import java.util.stream.Collectors;
import roadbed.rego.syntax.RegoError;

/** A policy that cannot be compiled, for callers that have no use for its errors as values. */
public final class CompilationException extends RuntimeException {
  private final transient List<RegoError> errors;

  CompilationException(List<RegoError> errors) {
    super(errors.stream().map(RegoError::toString).collect(Collectors.joining("\n")));
    this.errors = List.copyOf(errors);
  }

  public List<RegoError> errors() {
    return errors;
  }
}
