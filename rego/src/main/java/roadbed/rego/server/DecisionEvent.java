package roadbed.rego.server;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * One decision, as it is logged.
 *
 * @param snapshot what it was made by
 * @param path the document that was asked for, without {@code data}; empty where a query was asked
 * @param query the query; empty where a document was asked for
 * @param input what it was about; null for nothing
 * @param result what was decided; null where it is undefined or failed
 * @param errors what ended the evaluation
 * @param from the address of whoever asked
 * @param request the number of the request
 */
public record DecisionEvent(
    Snapshot snapshot,
    String id,
    String path,
    String query,
    @Nullable Value input,
    @Nullable Value result,
    List<RegoError> errors,
    String from,
    long request,
    Instant at,
    ObjectValue metrics) {
  public DecisionEvent {
    errors = List.copyOf(errors);
  }
}
