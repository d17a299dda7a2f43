package roadbed.web.query;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Days;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.CostQuestion.Measure;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/**
 * A question to the cost explorer, as its address says it. What of an address means nothing is told and left out; the
 * rest holds.
 *
 * @param question what is asked, its grain never the whole
 * @param filters the question's filters as the address writes them
 * @param compare the word for the days compared with; {@code none} for none
 * @param currency the currency that is asked for; empty for the first there is
 * @param lines whether lines themselves are asked for
 * @param page of the lines, from 1
 * @param problems what means nothing, in words
 */
public record CostExploration(
    CostQuestion question,
    List<String> filters,
    String compare,
    String currency,
    boolean lines,
    int page,
    List<String> problems) {

  /** Lines on a page. */
  public static final int LINES = 50;

  /** The most pages of lines. */
  public static final int PAGES = 20;

  /** The most groups that are told apart; the rest is one. */
  public static final int MOST_GROUPS = 25;

  private static final int USUAL_GROUPS = 7;
  private static final int DIMENSIONS = 2;
  private static final int FILTERS = 20;
  private static final int VALUES = 100;
  private static final int COLUMNS = 400;

  public CostExploration {
    filters = List.copyOf(filters);
    problems = List.copyOf(problems);
  }

  /**
   * Reads the parameters of a visit.
   *
   * @param newest the newest day with cost, asked for where the address says no last day
   * @param convertible the currencies that amounts can be told in, asked for where the address says one
   */
  public static CostExploration of(Visit visit, Supplier<LocalDate> newest, Supplier<List<String>> convertible) {
    List<String> problems = new ArrayList<>();
    LocalDate to = kept(() -> visit.day("to"), Optional.<LocalDate>empty(), problems).orElseGet(newest);
    LocalDate from =
        kept(() -> visit.day("from"), Optional.<LocalDate>empty(), problems).orElse(to.withDayOfMonth(1));
    if (from.isAfter(to)) {
      problems.add("from: " + from + " is after the last day, " + to + "; shown from the first of its month");
      from = to.withDayOfMonth(1);
    }
    String compare = kept(() -> visit.text("compare"), "", problems);
    compare = compare.isEmpty() ? "previous" : compare;
    Optional<Days> compared = Optional.empty();
    if (!compare.equals("none")) {
      try {
        compared = Optional.of(Days.comparedWith(compare, from, to));
      } catch (IllegalArgumentException e) {
        problems.add("compare: " + e.getMessage());
        compare = "none";
      }
    }
    List<String> written = new ArrayList<>();
    CostQuestion question =
        new CostQuestion(
            groups(visit, problems),
            grain(visit, from, to, problems),
            filters(visit, written, problems),
            from,
            to,
            compared,
            measure(visit, problems),
            kept(() -> visit.number("top", 1, MOST_GROUPS, USUAL_GROUPS), USUAL_GROUPS, problems),
            converted(visit, convertible, problems));
    return new CostExploration(
        question,
        written,
        compare,
        kept(() -> visit.text("currency"), "", problems),
        "lines".equals(kept(() -> visit.text("view"), "", problems)),
        kept(() -> visit.number("page", 1, PAGES, 1), 1, problems),
        problems);
  }

  private static Optional<String> converted(
      Visit visit, Supplier<List<String>> convertible, List<String> problems) {
    String word = kept(() -> visit.text("convert"), "", problems).toUpperCase(Locale.ROOT);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    if (!convertible.get().contains(word)) {
      problems.add("convert: no rates are kept for " + shortened(word) + "; shown in the currencies of the bills");
      return Optional.empty();
    }
    return Optional.of(word);
  }

  private static <T> T kept(Supplier<T> read, T otherwise, List<String> problems) {
    try {
      return read.get();
    } catch (Problem e) {
      problems.add(e.message());
      return otherwise;
    }
  }

  private static List<String> groups(Visit visit, List<String> problems) {
    List<String> groups = new ArrayList<>();
    for (String name : visit.texts("by")) {
      try {
        CostQuestion.known(name);
        groups.add(name);
      } catch (IllegalArgumentException e) {
        problems.add("by: " + e.getMessage());
      }
    }
    if (groups.size() > DIMENSIONS) {
      problems.add("by: cost is split by " + DIMENSIONS + " dimensions at most");
    }
    return groups.isEmpty() ? List.of("service") : groups.stream().limit(DIMENSIONS).toList();
  }

  private static List<Filter> filters(Visit visit, List<String> written, List<String> problems) {
    List<Filter> filters = new ArrayList<>();
    for (String text : visit.texts("filter")) {
      try {
        Filter filter = Filter.parse(text);
        CostQuestion.known(filter.dimension());
        if (filters.size() == FILTERS || filter.values().size() > VALUES) {
          throw new IllegalArgumentException(
              "there are " + FILTERS + " filters of " + VALUES + " values at most; left out " + shortened(text));
        }
        filters.add(filter);
        written.add(text);
      } catch (IllegalArgumentException e) {
        problems.add("filter: " + shortened(String.valueOf(e.getMessage())));
      }
    }
    return filters;
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }

  private static Grain grain(Visit visit, LocalDate from, LocalDate to, List<String> problems) {
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    Grain usual = days <= 62 ? Grain.DAY : days <= 200 ? Grain.WEEK : Grain.MONTH;
    String word = kept(() -> visit.text("grain"), "", problems);
    Grain grain =
        switch (word) {
          case "" -> usual;
          case "day" -> Grain.DAY;
          case "week" -> Grain.WEEK;
          case "month" -> Grain.MONTH;
          default -> {
            problems.add("grain: is day, week or month");
            yield usual;
          }
        };
    if ((grain == Grain.DAY && days > COLUMNS) || (grain == Grain.WEEK && days > COLUMNS * 7L)) {
      problems.add("grain: " + days + " days by " + word + " are more than " + COLUMNS + " columns; shown by month");
      grain = Grain.MONTH;
    }
    return grain;
  }

  private static Measure measure(Visit visit, List<String> problems) {
    String word = kept(() -> visit.text("measure"), "", problems);
    for (Measure measure : Measure.values()) {
      if (measure.id().equals(word.isEmpty() ? Measure.EFFECTIVE.id() : word.toLowerCase(Locale.ROOT))) {
        return measure;
      }
    }
    problems.add("measure: is effective, billed, list or contracted");
    return Measure.EFFECTIVE;
  }
}
