package roadbed.rego.eval;

import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;

/** Ends an evaluation with an error. */
public final class EvaluationException extends RuntimeException {
  private final transient RegoError error;

  EvaluationException(RegoError error) {
    super(error.toString(), null, false, false);
    this.error = error;
  }

  /** The same end at this place, if it has none yet. */
  EvaluationException from(Location place) {
    return error.at() == null ? new EvaluationException(error.from(place)) : this;
  }

  public RegoError error() {
    return error;
  }
}
