package roadbed.assess.cost.explore;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.explore.CostAnswer.Item;
import roadbed.assess.cost.explore.CostAnswer.Row;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;

/**
 * Questions as SQL over the view {@code line}, in words that DuckDB and Spark both understand, and answers made of what
 * they give. Where they have no words in common the {@link Engine} has its own. Values of a question are parameters and
 * never SQL.
 */
public final class SqlQuestions {
  private final Engine engine;
  private final Rates rates;

  /** Questions to an engine, with rates for those that want another currency. */
  public SqlQuestions(Engine engine, Rates rates) {
    this.engine = engine;
    this.rates = rates;
  }

  /** What answers SQL, with a view {@code line} that it knows. Names in it stand in double quotes. */
  public interface Engine {

    /**
     * Asks, and hands over the rows one after the other.
     *
     * @param values of the parameters, in order: texts and days
     */
    void ask(String sql, List<Object> values, Consumer<Cells> row);

    /** A tag's value as an expression over the column {@code tags}: a text, empty where there is no such tag. */
    String tag(String key);
  }

  /** A row; columns count from 1. */
  public interface Cells {

    /** A text that is there. */
    String text(int column);

    /** A number that is there. */
    BigDecimal amount(int column);

    /** A day, or empty. */
    Optional<LocalDate> day(int column);

    /** Whether it is true. */
    boolean truth(int column);
  }

  /**
   * Answers a question.
   *
   * @param daily whether the view is of daily sums
   */
  public CostAnswer explore(CostQuestion question, boolean daily) {
    return question.grain() == Grain.WHOLE && question.currency().isEmpty()
        ? ranked(question, daily)
        : new TimedSums(engine, this, question, rates).answer(daily);
  }

  // --- SQL ----------------------------------------------------------------------------------------------------

  /** A part of a statement with the values of its parameters. */
  static final class Sql {
    final StringBuilder text = new StringBuilder();
    final List<Object> values = new ArrayList<>();

    Sql add(String part, Object... parameters) {
      text.append(part);
      values.addAll(List.of(parameters));
      return this;
    }

    Sql add(Sql part) {
      text.append(part.text);
      values.addAll(part.values);
      return this;
    }
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** A dimension as an expression over the view. */
  String column(String dimension) {
    return switch (dimension) {
      case "provider" -> "provider_name";
      case "month" -> "substr(cast(month as string), 1, 7)";
      default -> CostQuestion.tag(dimension).map(engine::tag).orElseGet(() -> quoted(dimension));
    };
  }

  /** The condition for a question's lines in days. */
  void where(Sql sql, CostQuestion question, LocalDate from, LocalDate to) {
    sql.add(" where day between ? and ?", from, to);
    restrict(sql, question);
  }

  private void restrict(Sql sql, CostQuestion question) {
    for (Filter filter : question.filters()) {
      sql.add(" and " + column(filter.dimension()) + (filter.is() ? " in (" : " not in ("));
      for (int i = 0; i < filter.values().size(); i++) {
        sql.add(i == 0 ? "?" : ", ?", filter.values().get(i));
      }
      sql.add(")");
    }
  }

  // --- the dearest groups -------------------------------------------------------------------------------------

  /** The engine ranks the groups itself, for there may be as many as resources; what it leaves out is total less shown. */
  private CostAnswer ranked(CostQuestion question, boolean daily) {
    Map<String, BigDecimal> now = new TreeMap<>();
    Map<String, BigDecimal> before = new TreeMap<>();
    List<Row> found = new ArrayList<>();
    for (Ranked ranked : compared(question)) {
      if (ranked.total()) {
        now.put(ranked.row().currency(), ranked.row().amount());
        if (question.compared().isPresent()) {
          before.put(ranked.row().currency(), ranked.row().before());
        }
      } else {
        found.add(ranked.row());
      }
    }
    boolean all = found.size() <= question.top();
    List<Row> rows = new ArrayList<>(all ? found : found.subList(0, question.top()));
    rows.sort(
        Comparator.comparing(Row::currency)
            .thenComparing(Row::amount, Comparator.reverseOrder())
            .thenComparing(row -> row.values().toString()));
    if (!all) {
      for (String currency : now.keySet()) {
        BigDecimal restNow = now.getOrDefault(currency, BigDecimal.ZERO);
        BigDecimal restBefore = before.getOrDefault(currency, BigDecimal.ZERO);
        for (Row row : rows) {
          if (row.currency().equals(currency) && !row.values().contains(CostAnswer.OTHERS)) {
            restNow = restNow.subtract(row.amount());
            restBefore = restBefore.subtract(row.before());
          }
        }
        if (restNow.signum() != 0 || restBefore.signum() != 0) {
          List<String> others = question.groups().stream().map(_ -> CostAnswer.OTHERS).toList();
          rows.add(new Row(Optional.empty(), others, currency, exact(restNow), exact(restBefore)));
        }
      }
    }
    return new CostAnswer(question, daily, rows, now, before, List.of());
  }

  /** A group, or a currency's total. */
  private record Ranked(boolean total, Row row) {}

  private List<Ranked> compared(CostQuestion question) {
    LocalDate beforeFrom = question.compared().map(CostQuestion.Days::from).orElse(question.from());
    LocalDate beforeTo = question.compared().map(CostQuestion.Days::to).orElse(question.from().minusDays(1));
    boolean twice = question.compared().isPresent();
    String measure = question.measure().id();
    int groups = question.groups().size();
    Sql sql = new Sql().add("with grouped as (select currency");
    for (int i = 0; i < groups; i++) {
      sql.add(", " + column(question.groups().get(i)) + " as g" + i);
    }
    if (twice) {
      sql.add(
          ", coalesce(sum(" + measure + ") filter (where day between ? and ?), 0) as now, coalesce(sum(" + measure
              + ") filter (where day between ? and ?), 0) as before from line"
              + " where (day between ? and ? or day between ? and ?)",
          question.from(), question.to(), beforeFrom, beforeTo, question.from(), question.to(), beforeFrom, beforeTo);
    } else {
      sql.add(", sum(" + measure + ") as now, 0 as before from line where day between ? and ?", question.from(), question.to());
    }
    restrict(sql, question);
    StringBuilder names = new StringBuilder();
    StringBuilder nothing = new StringBuilder();
    for (int i = 0; i < groups; i++) {
      names.append(", g").append(i);
      nothing.append(", null");
    }
    sql.add(
        " group by all) select false, currency" + names + ", now, before from (select * from grouped order by abs(now) desc,"
            + " currency" + names + " limit " + (question.top() + 1) + ") union all select true, currency" + nothing
            + ", sum(now), sum(before) from grouped group by currency");
    List<Ranked> rows = new ArrayList<>();
    engine.ask(
        sql.text.toString(),
        sql.values,
        row -> {
          boolean total = row.truth(1);
          List<String> values = new ArrayList<>();
          for (int i = 0; i < groups && !total; i++) {
            values.add(row.text(3 + i));
          }
          rows.add(
              new Ranked(
                  total,
                  new Row(
                      Optional.empty(),
                      values,
                      row.text(2),
                      exact(row.amount(3 + groups)),
                      exact(row.amount(4 + groups)))));
        });
    return rows;
  }

  /** The same number without zeros at its end. */
  static BigDecimal exact(BigDecimal sum) {
    BigDecimal shortest = sum.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  /** The lines behind a question's filters and days, the dearest first. */
  public List<Item> items(CostQuestion question, int most) {
    List<Item> items = new ArrayList<>();
    Sql sql =
        new Sql()
            .add(
                "select day, provider_name, account, service, charge_category, resource, sku, description,"
                    + " concat_ws(' ', cast(consumed_quantity as string), consumed_unit), currency, billed, effective,"
                    + " tags from line");
    where(sql, question, question.from(), question.to());
    sql.add(" order by abs(" + question.measure().id() + ") desc, day, resource, account, service, sku, charge_category,"
            + " description, tags, billed, effective limit " + most);
    engine.ask(
        sql.text.toString(),
        sql.values,
        row ->
            items.add(
                new Item(
                    row.day(1).orElseThrow(),
                    row.text(2),
                    row.text(3),
                    row.text(4),
                    row.text(5),
                    row.text(6),
                    row.text(7),
                    row.text(8),
                    row.text(9),
                    row.text(10),
                    exact(row.amount(11)),
                    exact(row.amount(12)),
                    row.text(13))));
    return items;
  }
}
