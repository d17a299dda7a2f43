package roadbed.rego.partial;

import java.util.List;
import java.util.stream.Collectors;
import roadbed.rego.syntax.AstJson;
import roadbed.rego.syntax.AstText;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * What is left of a query.
 *
 * @param queries the query holds where one of these does: never if there are none, always if one is empty
 * @param support the rules that the queries refer to beside the policy's own
 * @param errors what ended the evaluation
 */
public record PartialResult(List<List<Statement>> queries, List<Module> support, List<RegoError> errors) {
  public PartialResult {
    queries = queries.stream().map(List::copyOf).toList();
    support = List.copyOf(support);
    errors = List.copyOf(errors);
  }

  /** As OPA's compile API shows it. */
  public ObjectValue value() {
    ObjectValue.Builder out = ObjectValue.builder(2);
    if (!queries.isEmpty()) {
      out.put("queries", ArrayValue.of(queries.stream().<Value>map(AstJson::of).toList()));
    }
    if (!support.isEmpty()) {
      out.put("support", ArrayValue.of(support.stream().<Value>map(AstJson::of).toList()));
    }
    return out.build();
  }

  /** The queries as texts. */
  public List<String> queryTexts() {
    return queries.stream().map(AstText::of).toList();
  }

  /** The support as texts. */
  public List<String> supportTexts() {
    return support.stream().map(AstText::of).toList();
  }

  @Override
  public String toString() {
    return queryTexts().stream().collect(Collectors.joining(" | ", "[", "]")) + supportTexts();
  }
}
