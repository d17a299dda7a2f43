package roadbed.web.ui;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostAnswer.Row;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Days;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;

/**
 * Cost of the dearest groups over time, in one currency. The store ranks the groups; only those that are shown are then
 * asked for by day, so that a split by resource costs no more memory than one by service. What is left of each total is
 * the rest.
 *
 * @param at first days of the columns
 * @param groups dearest first, the rest last
 * @param totals by column
 */
record CostSeries(List<LocalDate> at, List<Group> groups, List<BigDecimal> totals, boolean ofDailySums) {
  private static final int ALL = 1_000_000;

  /** A group with its sums by column. */
  record Group(List<String> values, BigDecimal amount, BigDecimal before, List<BigDecimal> byTime) {
    boolean rest() {
      return !values.isEmpty() && values.stream().allMatch(CostAnswer.OTHERS::equals);
    }
  }

  /**
   * What is under a question's filters by time.
   *
   * @param whole the answer to the same question over the whole of its days
   */
  static CostSeries of(CostExplorer explorer, CostQuestion question, CostAnswer whole, String currency) {
    List<LocalDate> at = columns(question);
    List<Row> shown = new ArrayList<>();
    Optional<Row> rest = Optional.empty();
    for (Row row : whole.rows()) {
      if (row.currency().equals(currency)) {
        if (row.values().stream().allMatch(CostAnswer.OTHERS::equals)) {
          rest = Optional.of(row);
        } else {
          shown.add(row);
        }
      }
    }
    CostAnswer all = explorer.explore(over(question, List.of(), question.filters()));
    Map<LocalDate, BigDecimal> totals = new HashMap<>();
    for (Row row : all.rows()) {
      if (row.currency().equals(currency)) {
        totals.merge(row.at().orElseThrow(), row.amount(), BigDecimal::add);
      }
    }
    Map<List<String>, Map<LocalDate, BigDecimal>> sums = new HashMap<>();
    if (!shown.isEmpty()) {
      List<Filter> filters = new ArrayList<>(question.filters());
      for (int i = 0; i < question.groups().size(); i++) {
        int index = i;
        filters.add(
            new Filter(
                question.groups().get(i), true, shown.stream().map(row -> row.values().get(index)).distinct().toList()));
      }
      for (Row row : explorer.explore(over(question, question.groups(), filters)).rows()) {
        if (row.currency().equals(currency)) {
          sums.computeIfAbsent(row.values(), _ -> new HashMap<>()).merge(row.at().orElseThrow(), row.amount(), BigDecimal::add);
        }
      }
    }
    List<Group> groups = new ArrayList<>();
    List<BigDecimal> left = new ArrayList<>(at.stream().map(day -> totals.getOrDefault(day, BigDecimal.ZERO)).toList());
    for (Row row : shown) {
      Map<LocalDate, BigDecimal> days = sums.getOrDefault(row.values(), Map.of());
      List<BigDecimal> byTime = at.stream().map(day -> days.getOrDefault(day, BigDecimal.ZERO)).toList();
      for (int i = 0; i < byTime.size(); i++) {
        left.set(i, left.get(i).subtract(byTime.get(i)));
      }
      groups.add(new Group(row.values(), row.amount(), row.before(), byTime));
    }
    rest.ifPresent(row -> groups.add(new Group(row.values(), row.amount(), row.before(), left)));
    return new CostSeries(
        at, groups, at.stream().map(day -> totals.getOrDefault(day, BigDecimal.ZERO)).toList(), whole.ofDailySums());
  }

  /** The same question over the whole of its days at once. */
  static CostQuestion whole(CostQuestion question) {
    return new CostQuestion(
        question.groups(), Grain.WHOLE, question.filters(), question.from(), question.to(), question.compared(),
        question.measure(), question.top(), question.currency());
  }

  private static CostQuestion over(CostQuestion question, List<String> groups, List<Filter> filters) {
    return new CostQuestion(
        groups, question.grain(), filters, question.from(), question.to(), Optional.<Days>empty(), question.measure(),
        ALL, question.currency());
  }

  private static List<LocalDate> columns(CostQuestion question) {
    List<LocalDate> at = new ArrayList<>();
    LocalDate day =
        switch (question.grain()) {
          case WHOLE, DAY -> question.from();
          case WEEK -> question.from().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTH -> question.from().withDayOfMonth(1);
        };
    while (!day.isAfter(question.to())) {
      at.add(day);
      day =
          switch (question.grain()) {
            case WHOLE -> question.to().plusDays(1);
            case DAY -> day.plusDays(1);
            case WEEK -> day.plusWeeks(1);
            case MONTH -> day.plusMonths(1);
          };
    }
    return at;
  }
}
