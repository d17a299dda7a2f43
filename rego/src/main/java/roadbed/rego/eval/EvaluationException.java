package roadbed.rego.eval;

import roadbed.rego.syntax.RegoError;

/** Ends an evaluation with an error. */
public final class EvaluationException extends RuntimeException {
  private final transient RegoError error;

  EvaluationException(RegoError error) {
    super(error.toString(), null, false, false);
    this.error = error;
  }

  public RegoError error() {
    return error;
  }
}
