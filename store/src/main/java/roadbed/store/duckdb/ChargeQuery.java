package roadbed.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.ChargeStore;
import roadbed.assess.cost.LineCells;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.BillTags;
import roadbed.assess.cost.allocation.BilledLine;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Placement;
import roadbed.assess.cost.allocation.Unowned;
import roadbed.model.AllocationRules.Span;
import roadbed.model.BillingColumn;

/**
 * Sums the lines of the view {@code line} under rules. The lines are read once and summed by all that rules and
 * reports look at, the table {@code cell}. What rules look at has fewer combinations still: the distinct ones are
 * classified once, in Java, and joined back by DuckDB, which a cascade of conditions over all lines would be many
 * times slower than.
 */
final class ChargeQuery {
  private static final String AMOUNTS = "sum(l.billed), sum(l.effective), sum(l.list), sum(l.contracted)";
  private static final List<String> BY_RESOURCE = List.of("service", "resource", "resource_name");

  private final DuckDBConnection connection;
  private final List<Classifier> rules;
  private final LineCells cells;
  private final Set<BillingColumn> columns;
  private final List<List<Placement>> places = new ArrayList<>();

  ChargeQuery(DuckDBConnection connection, List<Classifier> rules, Span span) {
    this.connection = connection;
    this.rules = rules;
    cells = new LineCells(rules, span);
    columns = cells.columns();
  }

  /** A charge with its place under each of the rules. */
  record Placed(Charge charge, List<Placement> places) {}

  List<Placed> charges(ChargeStore.Grain grain) throws SQLException {
    prepare(cells.select(grain));
    String sql =
        """
        select l.at, l.currency, l.service, l.category, l.region, l.charge_category, %s, k.class, %s
        from cell l %s
        group by all
        """
            .formatted(
                cells.looksAtCommitments() ? "l.commitment, l.commitment_status = 'Unused'" : "'', false", AMOUNTS, joins());
    List<Placed> charges = new ArrayList<>();
    Map<String, String> texts = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        List<Placement> under = places.get(row.getInt(9));
        charges.add(
            new Placed(
                new Charge(
                    row.getObject(1, LocalDate.class),
                    same(texts, row.getString(2)),
                    same(texts, row.getString(3)),
                    same(texts, row.getString(4)),
                    same(texts, row.getString(5)),
                    same(texts, row.getString(6)),
                    same(texts, row.getString(7)),
                    row.getBoolean(8),
                    under.getFirst(),
                    new Amounts(
                        Amounts.shortest(row.getBigDecimal(10)),
                        Amounts.shortest(row.getBigDecimal(11)),
                        Amounts.shortest(row.getBigDecimal(12)),
                        Amounts.shortest(row.getBigDecimal(13)))),
                under));
      }
    }
    return charges;
  }

  List<Unowned> unowned(int most) throws SQLException {
    prepare(cells.select("date '1970-01-01'", BY_RESOURCE));
    String nobody =
        java.util.stream.IntStream.range(0, places.size())
            .filter(i -> places.get(i).getFirst().unallocated())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    List<Unowned> unowned = new ArrayList<>();
    if (nobody.isEmpty()) {
      return unowned;
    }
    String sql =
        """
        select l.provider_name, l.account, l.service, l.resource, l.resource_name, l.tags, l.currency, sum(l.effective)
        from cell l %s
        where k.class in (%s)
        group by all
        order by abs(sum(l.effective)) desc, l.resource, l.service
        limit %d
        """
            .formatted(joins(), nobody, most);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        unowned.add(
            new Unowned(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                BillTags.parse(row.getString(6)),
                row.getString(7),
                Amounts.shortest(row.getBigDecimal(8))));
      }
    }
    return unowned;
  }

  private static String same(Map<String, String> texts, String text) {
    return texts.computeIfAbsent(text, found -> found);
  }

  // --- classification -----------------------------------------------------------------------------------------

  private String joins() {
    return "join tag_set t on t.tags = l.tags join place_key k on k.tag_key = t.tag_key and k.era = l.era"
        + columns.stream()
            .map(column -> " and k." + column.shortName() + " = l." + column.shortName())
            .collect(Collectors.joining());
  }

  /** Sums the lines into cells and classifies them. */
  private void prepare(String select) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create or replace temp table cell as " + select);
    }
    classify(tagSets());
  }

  private void classify(List<Map<String, String>> tagKeys) throws SQLException {
    String names = columns.stream().map(BillingColumn::shortName).collect(Collectors.joining(", "));
    String stated = columns.stream().map(column -> "l." + column.shortName()).collect(Collectors.joining(", "));
    String types =
        columns.stream().map(column -> column.shortName() + " varchar").collect(Collectors.joining(", "));
    Map<List<Placement>, Integer> classes = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create or replace temp table place_key (" + types + ", era integer, tag_key integer, class integer)");
      try (ResultSet row =
              statement.executeQuery(
                  "select distinct " + stated + ", l.era, t.tag_key from cell l join tag_set t on t.tags = l.tags");
          DuckDBAppender appender = connection.createAppender("temp", "main", "place_key")) {
        while (row.next()) {
          Map<BillingColumn, String> texts = new EnumMap<>(BillingColumn.class);
          int at = 1;
          appender.beginRow();
          for (BillingColumn column : columns) {
            String text = row.getString(at++);
            texts.put(column, text);
            appender.append(text);
          }
          int era = row.getInt(at++);
          int tagKey = row.getInt(at);
          BilledLine line = new BilledLine(texts, tagKeys.get(tagKey));
          List<Placement> under = rules.stream().map(one -> one.place(line, cells.dayOf(era))).toList();
          int number = classes.computeIfAbsent(under, _ -> classes.size());
          if (number == places.size()) {
            places.add(under);
          }
          appender.append(era);
          appender.append(tagKey);
          appender.append(number);
          appender.endRow();
        }
      } catch (SQLException e) {
        throw new SQLException("combinations of " + names + " cannot be classified: " + e.getMessage(), e);
      }
    }
  }

  /** Numbers what the rules see of tags; sets that differ only in what no rule looks at have one number. */
  private List<Map<String, String>> tagSets() throws SQLException {
    Map<Map<String, String>, Integer> numbers = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("create or replace temp table tag_set (tags varchar, tag_key integer)");
      try (ResultSet row = statement.executeQuery("select distinct tags from cell");
          DuckDBAppender appender = connection.createAppender("temp", "main", "tag_set")) {
        while (row.next()) {
          int number = numbers.computeIfAbsent(cells.tags(row.getString(1)), _ -> numbers.size());
          appender.beginRow();
          appender.append(row.getString(1));
          appender.append(number);
          appender.endRow();
        }
      }
    }
    return List.copyOf(numbers.keySet());
  }
}
