package roadbed.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostAnswer.Item;
import roadbed.assess.cost.explore.CostAnswer.Row;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.Rates;

/**
 * Questions to the lake. Most are answered by the daily sums that stand beside each bill; those about resources, SKUs
 * and tags by the lines themselves. Values of a question are parameters and never SQL.
 */
public final class DuckDbCostExplorer implements CostExplorer, AutoCloseable {
  private final Path billing;
  private final Rates rates;
  private final DuckDBConnection connection;

  /** The lines of a billing folder. */
  public DuckDbCostExplorer(Path billing, Rates rates) {
    this.billing = billing;
    this.rates = rates;
    try {
      connection = DuckDb.open();
      try (Statement statement = connection.createStatement()) {
        statement.execute("set preserve_insertion_order = false");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public CostAnswer explore(CostQuestion question) {
    try (PlainPaths paths = new PlainPaths()) {
      Optional<String> daily = question.ofDailySums() ? DailySums.view(billing, paths) : Optional.empty();
      Optional<String> source = daily.isPresent() ? daily : lines(paths);
      if (source.isEmpty()) {
        return new CostAnswer(question, false, List.of(), Map.of(), Map.of());
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(source.get());
      }
      return question.grain() == Grain.WHOLE && question.currency().isEmpty()
          ? ranked(question, daily.isPresent())
          : answer(question, daily.isPresent());
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be asked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  private Optional<String> lines(PlainPaths paths) throws IOException {
    List<String> files = new ArrayList<>();
    for (Path file : new BillingFolder(billing).files()) {
      if (Files.size(file) > 0) {
        files.add(paths.literal(file));
      }
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(BillingLines.view(files));
  }

  // --- SQL ----------------------------------------------------------------------------------------------------

  /** A part of a statement with the values of its parameters. */
  private static final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    Sql add(String part, Object... parameters) {
      text.append(part);
      values.addAll(List.of(parameters));
      return this;
    }
  }

  /** A tag's value: tags are an object, or a list of objects with a key and a value, or no JSON at all. */
  private static String value(String key) {
    String path = DuckDb.quoted("$.\"" + key.replace("\\", "").replace("\"", "") + "\"");
    return """
        coalesce(case when tags = '' then null
          when starts_with(tags, '[') then try(list_extract(list_transform(
            list_filter(json_extract(tags, '$[*]'), lambda e: json_extract_string(e, '$.key') = %s),
            lambda e: json_extract_string(e, '$.value')), 1))
          else try(json_extract_string(tags, %s)) end, '')"""
        .formatted(DuckDb.quoted(key), path);
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String column(String dimension) {
    return switch (dimension) {
      case "provider" -> "provider_name";
      case "month" -> "strftime(month, '%Y-%m')";
      default -> CostQuestion.tag(dimension).map(DuckDbCostExplorer::value).orElseGet(() -> quoted(dimension));
    };
  }

  private static void where(Sql sql, CostQuestion question, LocalDate from, LocalDate to) {
    sql.add(" where day between ? and ?", from, to);
    restrict(sql, question);
  }

  private static void restrict(Sql sql, CostQuestion question) {
    for (Filter filter : question.filters()) {
      sql.add(" and " + column(filter.dimension()) + (filter.is() ? " in (" : " not in ("));
      for (int i = 0; i < filter.values().size(); i++) {
        sql.add(i == 0 ? "?" : ", ?", filter.values().get(i));
      }
      sql.add(")");
    }
  }

  /** A group, and at what time. */
  private record Key(Optional<LocalDate> at, List<String> values, String currency) {}

  private Map<Key, BigDecimal> sums(CostQuestion question, LocalDate from, LocalDate to) throws SQLException {
    boolean converted = question.currency().isPresent();
    Sql sql = new Sql().add("select ");
    String at =
        switch (question.grain()) {
          case WHOLE -> "null::date";
          case DAY -> "day";
          case WEEK -> "cast(date_trunc('week', day) as date)";
          case MONTH -> "cast(date_trunc('month', day) as date)";
        };
    sql.add(at + " as at, " + (converted ? "day" : "null::date") + " as of_day, currency");
    for (String group : question.groups()) {
      sql.add(", " + column(group));
    }
    sql.add(", sum(" + question.measure().id() + ") from line");
    where(sql, question, from, to);
    sql.add(" group by all");
    Map<Key, BigDecimal> sums = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql.text.toString())) {
      for (int i = 0; i < sql.values.size(); i++) {
        statement.setObject(i + 1, sql.values.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 0; i < question.groups().size(); i++) {
            values.add(row.getString(4 + i));
          }
          BigDecimal amount = row.getBigDecimal(4 + question.groups().size());
          String currency = row.getString(3);
          if (converted) {
            amount = amount.multiply(rate(row.getObject(2, LocalDate.class), currency, question.currency().get()));
            currency = question.currency().get();
          }
          sums.merge(
              new Key(Optional.ofNullable(row.getObject(1, LocalDate.class)), values, currency), amount, BigDecimal::add);
        }
      }
    }
    return sums;
  }

  private BigDecimal rate(LocalDate day, String from, String to) {
    return rates
        .of(day, from, to)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no rate from %s to %s for %s or the week before; give it with --rates, or leave --currency out"
                        .formatted(from, to, day)));
  }

  // --- the dearest groups -------------------------------------------------------------------------------------

  /** DuckDB ranks the groups itself, for there may be as many as resources; what it leaves out is total less shown. */
  private CostAnswer ranked(CostQuestion question, boolean daily) throws SQLException {
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
    return new CostAnswer(question, daily, rows, now, before);
  }

  /** A group, or a currency's total. */
  private record Ranked(boolean total, Row row) {}

  private List<Ranked> compared(CostQuestion question) throws SQLException {
    LocalDate beforeFrom = question.compared().map(CostQuestion.Days::from).orElse(question.from());
    LocalDate beforeTo = question.compared().map(CostQuestion.Days::to).orElse(question.from().minusDays(1));
    boolean twice = question.compared().isPresent();
    String measure = question.measure().id();
    int groups = question.groups().size();
    Sql sql = new Sql().add("with grouped as materialized (select currency");
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
    try (PreparedStatement statement = connection.prepareStatement(sql.text.toString())) {
      for (int i = 0; i < sql.values.size(); i++) {
        statement.setObject(i + 1, sql.values.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          boolean total = row.getBoolean(1);
          List<String> values = new ArrayList<>();
          for (int i = 0; i < groups && !total; i++) {
            values.add(row.getString(3 + i));
          }
          rows.add(
              new Ranked(
                  total,
                  new Row(
                      Optional.empty(),
                      values,
                      row.getString(2),
                      exact(row.getBigDecimal(3 + groups)),
                      exact(row.getBigDecimal(4 + groups)))));
        }
      }
    }
    return rows;
  }

  // --- the answer ---------------------------------------------------------------------------------------------

  private CostAnswer answer(CostQuestion question, boolean daily) throws SQLException {
    Map<Key, BigDecimal> now = sums(question, question.from(), question.to());
    Map<Key, BigDecimal> before =
        question.compared().isPresent()
            ? sums(question, question.compared().get().from(), question.compared().get().to())
            : Map.of();
    Set<Key> keys = new HashSet<>(now.keySet());
    if (question.grain() == Grain.WHOLE) {
      keys.addAll(before.keySet());
    }
    Map<List<String>, BigDecimal> sizes = new HashMap<>();
    keys.forEach(key -> sizes.merge(named(key), now.getOrDefault(key, BigDecimal.ZERO).abs(), BigDecimal::add));
    Set<List<String>> top =
        new HashSet<>(
            sizes.entrySet().stream()
                .sorted(
                    Map.Entry.<List<String>, BigDecimal>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().toString()))
                .limit(question.top())
                .map(Map.Entry::getKey)
                .toList());
    Map<Key, Row> rows = new LinkedHashMap<>();
    for (Key key : keys) {
      boolean shown = top.contains(named(key));
      Key of =
          shown
              ? key
              : new Key(key.at(), question.groups().stream().map(_ -> CostAnswer.OTHERS).toList(), key.currency());
      Row row =
          new Row(
              of.at(), of.values(), of.currency(), now.getOrDefault(key, BigDecimal.ZERO),
              before.getOrDefault(key, BigDecimal.ZERO));
      rows.merge(
          of,
          row,
          (a, b) ->
              new Row(a.at(), a.values(), a.currency(), a.amount().add(b.amount()), a.before().add(b.before())));
    }
    List<Row> sorted =
        rows.values().stream()
            .map(
                row ->
                    new Row(row.at(), row.values(), row.currency(), exact(row.amount()), exact(row.before())))
            .sorted(
                Comparator.comparing((Row row) -> row.at().orElse(LocalDate.MIN))
                    .thenComparing(row -> row.values().contains(CostAnswer.OTHERS) && !question.groups().isEmpty())
                    .thenComparing(Row::currency)
                    .thenComparing(Row::amount, Comparator.reverseOrder())
                    .thenComparing(row -> row.values().toString()))
            .toList();
    return new CostAnswer(question, daily, sorted, totals(now), totals(before));
  }

  private static List<String> named(Key key) {
    List<String> named = new ArrayList<>(key.values());
    named.add(key.currency());
    return named;
  }

  private static Map<String, BigDecimal> totals(Map<Key, BigDecimal> sums) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    sums.forEach((key, amount) -> totals.merge(key.currency(), amount, BigDecimal::add));
    totals.replaceAll((_, amount) -> exact(amount));
    return totals;
  }

  private static BigDecimal exact(BigDecimal sum) {
    BigDecimal shortest = sum.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  @Override
  public List<Item> items(CostQuestion question, int most) {
    List<Item> items = new ArrayList<>();
    try (PlainPaths paths = new PlainPaths()) {
      Optional<String> view = lines(paths);
      if (view.isEmpty()) {
        return items;
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(view.get());
      }
      Sql sql =
          new Sql()
              .add(
                  "select day, provider_name, account, service, charge_category, resource, sku, description,"
                      + " concat_ws(' ', cast(consumed_quantity as varchar), consumed_unit), currency, billed, effective,"
                      + " tags from line");
      where(sql, question, question.from(), question.to());
      sql.add(" order by abs(" + question.measure().id() + ") desc, day, resource, account, service, sku, charge_category,"
              + " description, tags, billed, effective limit " + most);
      try (PreparedStatement statement = connection.prepareStatement(sql.text.toString())) {
        for (int i = 0; i < sql.values.size(); i++) {
          statement.setObject(i + 1, sql.values.get(i));
        }
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            items.add(
                new Item(
                    row.getObject(1, LocalDate.class),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9),
                    row.getString(10),
                    exact(row.getBigDecimal(11)),
                    exact(row.getBigDecimal(12)),
                    row.getString(13)));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be asked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be read: " + e.getMessage(), e);
    }
    return items;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
