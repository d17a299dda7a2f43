package roadbed.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Severity;

/**
 * What happens with a pushed collection: inventory, verdicts, cost, KPIs, evidence. Implemented by {@code
 * app}.
 */
public interface CollectionIntake {

  /**
   * Takes a collection in.
   *
   * @param actor who pushed it, for the evidence log
   * @param collection whose {@code billing} names uploaded files, which are there only until this call
   *     returns
   */
  Outcome receive(String actor, Collection collection);

  /** What came of it. */
  sealed interface Outcome {}

  /**
   * It is recorded.
   *
   * @param collection the collection's number
   * @param failed open failures over this source's resources, by severity
   * @param evidence index of the first entry in the evidence log
   * @param diagnostics what went wrong on the way, the collection's own ones included
   */
  record Recorded(
      String source,
      long collection,
      int appeared,
      int changed,
      int vanished,
      int unchanged,
      long passed,
      Map<Severity, Long> failed,
      long notEvaluated,
      long excepted,
      long billingLines,
      long billingRejected,
      long evidence,
      List<Diagnostic> diagnostics)
      implements Outcome {
    public Recorded {
      failed = Map.copyOf(failed);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** A newer collection of the same source is already here; nothing was changed. */
  record Older(String source, Instant newest) implements Outcome {}

  /** It cannot be taken in; nothing was changed. */
  record Refused(List<Diagnostic> why) implements Outcome {
    public Refused {
      why = List.copyOf(why);
    }
  }
}
