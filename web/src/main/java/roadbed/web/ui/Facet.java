package roadbed.web.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column that a list can be narrowed by.
 *
 * @param column its parameter
 * @param title what people call it
 * @param choices its values, chosen ones first, then by number
 */
record Facet(String column, String title, List<Choice> choices) {

  /** A value, how many rows have it, and whether it is chosen. */
  record Choice(String value, String label, long count, boolean chosen, String id) {}

  /** Choices beyond this many stay folded away. */
  static final int SHOWN = 7;

  boolean any() {
    return choices.stream().anyMatch(Choice::chosen);
  }

  static Facet of(String column, Map<String, Long> counts, List<String> chosen) {
    Map<String, Long> all = new LinkedHashMap<>();
    for (String value : chosen) {
      all.put(value, counts.getOrDefault(value.equals("(none)") ? "" : value, counts.getOrDefault(value, 0L)));
    }
    counts.forEach((value, count) -> all.putIfAbsent(value.isEmpty() ? "(none)" : value, count));
    List<Choice> choices = new ArrayList<>();
    all.forEach(
        (value, count) ->
            choices.add(
                new Choice(
                    value,
                    label(column, value),
                    count,
                    chosen.contains(value),
                    "f-" + column + "-" + Integer.toHexString(value.hashCode()))));
    return new Facet(column, Format.capital(Format.words(column)), List.copyOf(choices));
  }

  private static String label(String column, String value) {
    if (value.equals("(none)")) {
      return "none";
    }
    return column.equals("provider") ? Format.provider(value) : value;
  }
}
