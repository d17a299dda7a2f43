package roadbed.rego;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.Value;

/**
 * The solutions of a query.
 *
 * @param rows for each solution, the values of the query's variables by name
 * @param undecided the reason of the unknown value that ended the evaluation, if one did; there are no rows then
 * @param errors what ended the evaluation, or where builtins do not end it, which of them refused
 * @param ended whether an error ended the evaluation, so that the rows say nothing
 */
public record QueryResult(
    List<Map<String, Value>> rows, List<String> undecided, List<RegoError> errors, boolean ended) {
  /** The name under which the value of a query that is one term stands in its row. */
  public static final String VALUE = "result";

  /** The name under which the value of a statement of a query of several stands; one that nobody can write. */
  public static String valueOf(int statement) {
    return "#" + statement;
  }

  public QueryResult {
    rows = List.copyOf(rows);
    undecided = List.copyOf(undecided);
    errors = List.copyOf(errors);
  }

  /** The value of a query that is one term, in its first solution. */
  public Optional<Value> value() {
    return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.getFirst().get(VALUE));
  }
}
