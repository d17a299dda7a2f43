package roadbed.web.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.inventory.EstateStore;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** A search of the estate, as its address says it. */
public record ResourceSearch(
    String text,
    Map<String, List<String>> filters,
    Map<String, String> tags,
    String sort,
    int page,
    int size) {

  /** Columns that can be filtered, in the order in which they are offered. */
  public static final List<String> COLUMNS =
      List.of(
          "kind",
          "provider",
          "owner",
          "environment",
          "tier",
          "account",
          "region",
          "system",
          "type",
          "source");

  /** Columns that can be sorted by. */
  public static final List<String> SORTS =
      List.of("name", "id", "kind", "type", "provider", "account", "region", "owner", "environment", "tier", "failed",
          "not_evaluated");

  public ResourceSearch {
    filters = Map.copyOf(filters);
    tags = Map.copyOf(tags);
  }

  /** Reads the parameters of a visit. */
  public static ResourceSearch of(Visit visit, int otherwise) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : visit.texts("tag")) {
      int equals = tag.indexOf('=');
      if (equals < 1) {
        throw Problem.badParameter("tag", "is not name=value");
      }
      tags.put(tag.substring(0, equals), tag.substring(equals + 1));
    }
    String sort = visit.text("sort");
    String column = sort.startsWith("-") ? sort.substring(1) : sort;
    if (!column.isEmpty() && !SORTS.contains(column)) {
      throw Problem.badParameter("sort", "is not one of " + String.join(", ", SORTS));
    }
    return new ResourceSearch(
        visit.text("q"),
        Filters.of(visit, COLUMNS),
        tags,
        sort.isEmpty() ? "name" : sort,
        visit.number("page", 1, 1_000_000, 1),
        visit.number("size", 1, 500, otherwise));
  }

  /** The question for the store. */
  public EstateStore.Query query() {
    return at((page - 1L) * size, size);
  }

  /** The same question for another part of the answer. */
  public EstateStore.Query at(long offset, int limit) {
    return new EstateStore.Query(
        text, filters, tags, sort, (int) Math.min(offset, Integer.MAX_VALUE - 500L), limit);
  }

  /** The parameters, for the description of the API. */
  public static List<Parameter> parameters() {
    List<Parameter> all = new java.util.ArrayList<>();
    all.add(new Parameter("q", "string", false, "words that all occur in id, name, type, owner or a tag"));
    for (String column : COLUMNS) {
      all.add(
          new Parameter(
              column, "array", false, "exact values, alternatives; (none) means without one"));
    }
    all.add(new Parameter("tag", "array", false, "name=value"));
    all.add(
        new Parameter(
            "sort", "string", false, "a column, with a leading - for descending: " + String.join(", ", SORTS)));
    all.add(new Parameter("page", "integer", false, "from 1"));
    all.add(new Parameter("size", "integer", false, "rows on a page, at most 500"));
    return List.copyOf(all);
  }
}
