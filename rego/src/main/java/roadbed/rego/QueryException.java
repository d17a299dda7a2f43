package roadbed.rego;

import java.util.List;
import java.util.stream.Collectors;
import roadbed.rego.syntax.RegoError;

/** A query that cannot be compiled. */
public final class QueryException extends RuntimeException {
  private final transient List<RegoError> errors;

  QueryException(List<RegoError> errors) {
    super(errors.stream().map(RegoError::toString).collect(Collectors.joining("; ")));
    this.errors = List.copyOf(errors);
  }

  public List<RegoError> errors() {
    return errors;
  }
}
