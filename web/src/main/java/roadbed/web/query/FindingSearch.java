package roadbed.web.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import roadbed.assess.policy.VerdictStore;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** A search of what guardrails found, as its address says it. */
public record FindingSearch(
    List<String> outcomes, Map<String, List<String>> filters, String text, int page, int size) {

  /** Columns that can be filtered, in the order in which they are offered. */
  public static final List<String> COLUMNS =
      List.of(
          "severity", "guardrail", "owner", "environment", "tier", "provider", "account", "kind");

  /** What a verdict can say. */
  public static final List<String> OUTCOMES = List.of("fail", "not-evaluated", "excepted", "pass");

  public FindingSearch {
    outcomes = List.copyOf(outcomes);
    filters = Map.copyOf(filters);
  }

  /** Reads the parameters of a visit; without an outcome, failures only. */
  public static FindingSearch of(Visit visit, int otherwise) {
    List<String> outcomes = visit.texts("outcome");
    for (String outcome : outcomes) {
      if (!OUTCOMES.contains(outcome)) {
        throw Problem.badParameter("outcome", "is not one of " + String.join(", ", OUTCOMES));
      }
    }
    return new FindingSearch(
        outcomes.isEmpty() ? List.of("fail") : outcomes,
        Filters.of(visit, COLUMNS),
        visit.text("q"),
        visit.number("page", 1, 1_000_000, 1),
        visit.number("size", 1, 500, otherwise));
  }

  /** The question for the store. */
  public VerdictStore.Query query() {
    long offset = Math.min((page - 1L) * size, Integer.MAX_VALUE - 500L);
    return new VerdictStore.Query(outcomes, filters, text, (int) offset, size);
  }

  /** The parameters, for the description of the API. */
  public static List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(
        new Parameter("outcome", "array", false, "fail (where none is given), not-evaluated, excepted, pass"));
    all.add(
        new Parameter(
            "q", "string", false, "words that occur in the resource, the guardrail or the message"));
    for (String column : COLUMNS) {
      all.add(new Parameter(column, "array", false, "exact values, alternatives"));
    }
    all.add(new Parameter("page", "integer", false, "from 1"));
    all.add(new Parameter("size", "integer", false, "rows on a page, at most 500"));
    return List.copyOf(all);
  }
}
