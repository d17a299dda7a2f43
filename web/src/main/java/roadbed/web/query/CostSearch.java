package roadbed.web.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.assess.cost.CostStore;
import roadbed.web.http.Endpoint.Parameter;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/**
 * A question about cost, as its address says it.
 *
 * @param dimension what it is split by
 * @param from first day
 * @param to last day
 * @param currency the one currency whose amounts are added
 * @param filters exact value by dimension
 */
public record CostSearch(
    String dimension, LocalDate from, LocalDate to, String currency, Map<String, String> filters) {

  /** Dimensions of cost, in the order in which they are offered. */
  public static final List<String> DIMENSIONS =
      List.of(
          "service", "owner", "provider", "account", "region", "environment", "service_category", "charge_category");

  public CostSearch {
    filters = Map.copyOf(filters);
  }

  /**
   * Reads the parameters of a visit; without days, the month of the newest cost. Where there is no cost at
   * all, the currency is empty.
   */
  public static CostSearch of(Visit visit, CostStore costs, LocalDate today) {
    String dimension = visit.text("by").isEmpty() ? "service" : visit.text("by");
    if (!DIMENSIONS.contains(dimension)) {
      throw Problem.badParameter("by", "is not one of " + String.join(", ", DIMENSIONS));
    }
    List<String> currencies = costs.currencies();
    String currency = visit.text("currency");
    if (currency.isEmpty()) {
      currency = currencies.isEmpty() ? "" : currencies.getFirst();
    } else if (!currencies.contains(currency)) {
      throw Problem.badParameter("currency", "has no cost; there is " + String.join(", ", currencies));
    }
    List<LocalDate> span = costs.span();
    LocalDate newest = span.isEmpty() ? today : span.getLast();
    LocalDate to = visit.day("to").orElse(newest);
    LocalDate from = visit.day("from").orElse(to.withDayOfMonth(1));
    if (from.isAfter(to)) {
      throw Problem.badParameter("from", "is after the last day");
    }
    Map<String, String> filters = new LinkedHashMap<>();
    for (String column : DIMENSIONS) {
      String value = visit.text(column);
      if (!value.isEmpty()) {
        filters.put(column, value.equals("(none)") ? "" : value);
      }
    }
    return new CostSearch(dimension, from, to, currency, filters);
  }

  /** The parameters, for the description of the API. */
  public static List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(new Parameter("by", "string", false, "what to split by: " + String.join(", ", DIMENSIONS)));
    all.add(
        new Parameter("from", "date", false, "first day; the first of the last day's month if left out"));
    all.add(new Parameter("to", "date", false, "last day; the newest with cost if left out"));
    all.add(
        new Parameter("currency", "string", false, "the one with most cost if left out; never added up"));
    for (String column : DIMENSIONS) {
      all.add(new Parameter(column, "string", false, "exact value; (none) means without one"));
    }
    return List.copyOf(all);
  }
}
