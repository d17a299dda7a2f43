package roadbed.web.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.web.http.Visit;

/** Exact values by column, as repeated parameters. */
final class Filters {
  private Filters() {}

  static Map<String, List<String>> of(Visit visit, List<String> columns) {
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (String column : columns) {
      List<String> values = visit.texts(column);
      if (!values.isEmpty()) {
        filters.put(column, values);
      }
    }
    return filters;
  }
}
