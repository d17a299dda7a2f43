package roadbed.web.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import roadbed.assess.drift.DriftStore;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Visit;

/** A search of open drift, as its address says it. */
public record DriftSearch(Map<String, List<String>> filters, String text, int page, int size) {

  /** Columns that can be filtered, in the order in which they are offered. */
  public static final List<String> COLUMNS =
      List.of("drift", "risk", "owner", "account", "type", "environment", "provider");

  public DriftSearch {
    filters = Map.copyOf(filters);
  }

  /** Reads the parameters of a visit. */
  public static DriftSearch of(Visit visit, int otherwise) {
    return new DriftSearch(
        Filters.of(visit, COLUMNS),
        visit.text("q"),
        visit.number("page", 1, 1_000_000, 1),
        visit.number("size", 1, 500, otherwise));
  }

  /** The question for the store. */
  public DriftStore.Query query() {
    long offset = Math.min((page - 1L) * size, Integer.MAX_VALUE - 500L);
    return new DriftStore.Query(filters, text, (int) offset, size);
  }

  /** The parameters, for the description of the API. */
  public static List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(new Parameter("q", "string", false, "words that occur in the address, the name, the type or who did it"));
    for (String column : COLUMNS) {
      all.add(new Parameter(column, "array", false, "exact values, alternatives"));
    }
    all.add(new Parameter("page", "integer", false, "from 1"));
    all.add(new Parameter("size", "integer", false, "rows on a page, at most 500"));
    return List.copyOf(all);
  }
}
