package roadbed.assess.cost.explore;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.currency.Unrated;
import roadbed.assess.cost.explore.CostAnswer.Row;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.SqlQuestions.Sql;

/**
 * Sums over time, or turned into one currency by the rate of each day. The engine ranks the groups, by rates in double where
 * they are turned; then only the dearest are asked for by time and day, and made exact here. What is left of each total is
 * the others, so that as many groups as there are resources cost no more memory than a few.
 */
final class TimedSums {
  private static final Comparator<Row> ORDER =
      Comparator.comparing((Row row) -> row.at().orElse(LocalDate.MIN))
          .thenComparing(TimedSums::isRest)
          .thenComparing(Row::currency)
          .thenComparing(Row::amount, Comparator.reverseOrder())
          .thenComparing(row -> row.values().toString());

  /** A top of as many groups is all of them. */
  private static final int ALL = 100_000;

  private final SqlQuestions.Engine engine;
  private final SqlQuestions sql;
  private final CostQuestion question;
  private final Rates rates;
  private final Map<Rated, Optional<BigDecimal>> rated = new HashMap<>();
  private final Map<String, TreeMap<LocalDate, BigDecimal>> without = new HashMap<>();

  /** Over the view of lines that stands. */
  TimedSums(SqlQuestions.Engine engine, SqlQuestions sql, CostQuestion question, Rates rates) {
    this.engine = engine;
    this.sql = sql;
    this.question = question;
    this.rates = rates;
  }

  /** A group at a time, in a currency. */
  private record Key(Optional<LocalDate> at, List<String> values, String currency) {}

  CostAnswer answer(boolean daily) {
    Map<Key, BigDecimal> now = sums(question.from(), question.to(), false);
    Map<Key, BigDecimal> before = Map.of();
    if (question.compared().isPresent()) {
      before = sums(question.compared().get().from(), question.compared().get().to(), false);
    }
    List<Row> rows = question.groups().isEmpty() ? rows(now, before) : ranked(now, before);
    return new CostAnswer(
        question,
        daily,
        rows.stream().sorted(ORDER).toList(),
        totals(now),
        totals(before),
        Unrated.of(without));
  }

  private static boolean isRest(Row row) {
    return !row.values().isEmpty() && row.values().stream().allMatch(CostAnswer.OTHERS::equals);
  }

  /** Time is compared as a whole only. */
  private Map<Key, BigDecimal> comparable(Map<Key, BigDecimal> before) {
    return question.grain() == Grain.WHOLE ? before : Map.of();
  }

  private List<Row> rows(Map<Key, BigDecimal> now, Map<Key, BigDecimal> before) {
    Map<Key, BigDecimal> all = new HashMap<>(now);
    comparable(before).forEach((key, _) -> all.putIfAbsent(key, BigDecimal.ZERO));
    List<Row> rows = new ArrayList<>();
    all.forEach(
        (key, amount) ->
            rows.add(
                new Row(
                    key.at(),
                    key.values(),
                    key.currency(),
                    SqlQuestions.exact(amount),
                    SqlQuestions.exact(comparable(before).getOrDefault(key, BigDecimal.ZERO)))));
    return rows;
  }

  private List<Row> ranked(Map<Key, BigDecimal> now, Map<Key, BigDecimal> before) {
    List<Row> rows =
        new ArrayList<>(
            rows(
                sums(question.from(), question.to(), true),
                question.compared().isPresent() && question.grain() == Grain.WHOLE
                    ? sums(question.compared().get().from(), question.compared().get().to(), true)
                    : Map.of()));
    List<String> others = question.groups().stream().map(_ -> CostAnswer.OTHERS).toList();
    Map<Key, Row> shown = new HashMap<>();
    for (Row row : rows) {
      shown.merge(
          new Key(row.at(), List.of(), row.currency()),
          row,
          (a, b) ->
              new Row(a.at(), a.values(), a.currency(), a.amount().add(b.amount()), a.before().add(b.before())));
    }
    List<Row> rest = new ArrayList<>();
    for (Row total : rows(now, before)) {
      Row part =
          shown.getOrDefault(
              new Key(total.at(), List.of(), total.currency()),
              new Row(total.at(), others, total.currency(), BigDecimal.ZERO, BigDecimal.ZERO));
      BigDecimal left = total.amount().subtract(part.amount());
      BigDecimal leftBefore = total.before().subtract(part.before());
      if (left.signum() != 0 || leftBefore.signum() != 0) {
        rest.add(
            new Row(
                total.at(), others, total.currency(), SqlQuestions.exact(left), SqlQuestions.exact(leftBefore)));
      }
    }
    rows.addAll(rest);
    return rows;
  }

  private static Map<String, BigDecimal> totals(Map<Key, BigDecimal> sums) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    sums.forEach((key, amount) -> totals.merge(key.currency(), amount, BigDecimal::add));
    totals.replaceAll((_, amount) -> SqlQuestions.exact(amount));
    return totals;
  }

  // --- SQL ----------------------------------------------------------------------------------------------------

  private String at() {
    return switch (question.grain()) {
      case WHOLE -> "cast(null as date)";
      case DAY -> "day";
      case WEEK -> "cast(date_trunc('week', day) as date)";
      case MONTH -> "cast(date_trunc('month', day) as date)";
    };
  }

  private String column(int group) {
    return sql.column(question.groups().get(group));
  }

  /** The dearest groups, with columns {@code g0} and so on and their currency as {@code named}. */
  private Sql dearest() {
    StringBuilder names = new StringBuilder();
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < question.groups().size(); i++) {
      names.append("g").append(i).append(", ");
      columns.append(column(i)).append(" as g").append(i).append(", ");
    }
    Sql part = new Sql().add("(select ");
    if (question.currency().isPresent()) {
      // What has no rate is ranked by its own amount: there is no better one.
      part.add("distinct " + names.substring(0, names.length() - 2) + " from (select " + names + "sum(abs(amount)) as size from (select ")
          .add(columns + at() + " as at, sum(cast(" + question.measure().id() + " as double) * coalesce(factor, 1)) as amount")
          .add(" from line left join " + factors() + " on of_day = day and of_currency = currency");
    } else {
      part.add(names + "named from (select " + names + "named, sum(abs(amount)) as size from (select ")
          .add(columns + at() + " as at, currency as named, sum(" + question.measure().id() + ") as amount from line");
    }
    sql.where(part, question, question.from(), question.to());
    return part.add(
        " group by all) as timed group by all order by size desc, " + names.substring(0, names.length() - 2) + " limit "
            + question.top() + ") as ranked) as dearest");
  }

  /** Rates by day and currency as a table of its own, in double: they rank and are in no sum. */
  private String factors() {
    StringBuilder rows = new StringBuilder();
    rated.forEach(
        (key, rate) ->
            rate.ifPresent(
                number ->
                    rows.append(rows.isEmpty() ? "" : ", ")
                        .append("(cast('").append(key.day()).append("' as date), '").append(key.currency().replace("'", "''"))
                        .append("', cast(").append(number.doubleValue()).append(" as double))")));
    return rows.isEmpty()
        ? "(select cast(null as date) as of_day, '' as of_currency, cast(1 as double) as factor) as rate"
        : "(values " + rows + ") as rate(of_day, of_currency, factor)";
  }

  /** A day's currency. */
  private record Rated(LocalDate day, String currency) {}

  /**
   * Exact sums in days.
   *
   * @param grouped of the dearest groups, or of all lines
   */
  private Map<Key, BigDecimal> sums(LocalDate from, LocalDate to, boolean grouped) {
    Optional<String> wanted = question.currency();
    int groups = grouped ? question.groups().size() : 0;
    Sql part =
        new Sql().add("select " + at() + " as at, " + (wanted.isPresent() ? "day" : "cast(null as date)") + " as of_day, currency");
    StringBuilder same = new StringBuilder(wanted.isPresent() ? "true" : "dearest.named = currency");
    for (int i = 0; i < groups; i++) {
      part.add(", " + column(i));
      same.append(" and dearest.g").append(i).append(" = ").append(column(i));
    }
    part.add(", sum(" + question.measure().id() + ") from line");
    if (groups > 0 && question.top() < ALL) {
      part.add(" join ").add(dearest()).add(" on " + same);
    }
    sql.where(part, question, from, to);
    part.add(" group by all");
    Map<Key, BigDecimal> sums = new HashMap<>();
    engine.ask(
        part.text.toString(),
        part.values,
        row -> {
          List<String> values = new ArrayList<>();
          for (int i = 0; i < groups; i++) {
            values.add(row.text(4 + i));
          }
          BigDecimal amount = row.amount(4 + groups);
          String currency = row.text(3);
          if (wanted.isPresent()) {
            LocalDate day = row.day(2).orElseThrow();
            Optional<BigDecimal> rate =
                rated.computeIfAbsent(
                    new Rated(day, currency), one -> rates.of(one.day(), one.currency(), wanted.get()));
            if (rate.isPresent()) {
              amount = amount.multiply(rate.get());
              currency = wanted.get();
            } else if (!grouped) {
              without.computeIfAbsent(currency, _ -> new TreeMap<>()).merge(day, amount, BigDecimal::add);
            }
          }
          sums.merge(new Key(row.day(1), values, currency), amount, BigDecimal::add);
        });
    return sums;
  }
}
