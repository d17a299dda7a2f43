package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.VerdictStore.Page;
import roadbed.assess.policy.VerdictStore.Query;
import roadbed.assess.policy.VerdictStore.Row;
import roadbed.model.ResourceId;
import roadbed.model.Verdict;

/** A search over the verdicts that hold now, with what a list shows of their resources. */
final class VerdictSearch {
  private static final int MAX_LIMIT = 500;
  private static final String NONE = "(none)";
  private static final List<String> OPEN = List.of("fail", "not-evaluated");
  private static final String FROM =
      """
      from verdict_current v
      left join guardrail l on l.id = v.guardrail
      left join resource_current r on r.id = v.resource
      left join resource_group g on g.id = r.group_id
      """;
  private static final String ROW =
      """
      select v.resource, v.guardrail, v.severity, v.outcome, v.messages, v.since,
        v.exception, v.excepted_until,
        coalesce(l.title, v.guardrail) as title, coalesce(r.name, v.resource) as name, r.place,
        coalesce(g.kind, '') as kind, coalesce(g.provider, '') as provider,
        coalesce(g.account, '') as account, coalesce(g.owner, '') as owner,
        coalesce(g.environment, '') as environment
      """;
  private static final String WORST_FIRST =
      " order by v.outcome, v.severity desc, v.since desc, v.resource, v.guardrail ";

  /** What verdicts can be filtered by and are counted by. */
  private enum Filter {
    GUARDRAIL("v.guardrail"),
    SEVERITY(SeverityRank.NAME_SQL),
    PROVIDER("coalesce(g.provider, '')"),
    ACCOUNT("coalesce(g.account, '')"),
    OWNER("coalesce(g.owner, '')"),
    ENVIRONMENT("coalesce(g.environment, '')"),
    KIND("coalesce(g.kind, '')"),
    TIER("coalesce(g.tier, '')");

    private final String expression;

    Filter(String expression) {
      this.expression = expression;
    }

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Filter of(String id) {
      for (Filter filter : values()) {
        if (filter.id().equals(id)) {
          return filter;
        }
      }
      throw new IllegalArgumentException(
          "there is no column %s to filter by; there are %s"
              .formatted(id, String.join(", ", Arrays.stream(values()).map(Filter::id).toList())));
    }
  }

  private final Connection connection;
  private final Query query;
  private final StringBuilder where = new StringBuilder("where v.outcome = any (?)");
  private final List<@Nullable Object> parameters = new ArrayList<>();

  VerdictSearch(Connection connection, Query query) {
    this.connection = connection;
    this.query = query;
  }

  Page run() throws SQLException {
    parameters.add(Sql.texts(query.outcomes().isEmpty() ? OPEN : query.outcomes()));
    restrict();
    Map<String, Map<String, Long>> buckets = new LinkedHashMap<>();
    long total = count(buckets);
    return new Page(total == 0 ? List.of() : rows(), total, buckets);
  }

  private void restrict() {
    query
        .filters()
        .forEach(
            (column, values) -> {
              Filter filter = Filter.of(column);
              if (!values.isEmpty()) {
                where.append(" and ").append(filter.expression).append(" = any (?)");
                parameters.add(
                    Sql.texts(values.stream().map(value -> value.equals(NONE) ? "" : value).toList()));
              }
            });
    for (String word : EstateSearch.words(query.text(), 10, 200)) {
      where.append(
          " and lower(concat_ws(' ', v.resource, r.name, v.guardrail, array_to_string(v.messages, ' '))) like ?");
      parameters.add(EstateSearch.containing(word));
    }
  }

  /** One pass: the combinations of all filter columns are few, and each bucket is a sum over them. */
  private long count(Map<String, Map<String, Long>> buckets) throws SQLException {
    Map<String, Map<String, Long>> unordered = new LinkedHashMap<>();
    for (Filter filter : Filter.values()) {
      counts(unordered, filter); // present, if empty
    }
    long[] total = {0};
    Sql.each(
        connection,
        "select %s, count(*) as verdicts %s %s group by %s"
            .formatted(
                String.join(
                    ", ",
                    Arrays.stream(Filter.values()).map(f -> f.expression + " as by_" + f.id()).toList()),
                FROM,
                where,
                String.join(", ", Arrays.stream(Filter.values()).map(f -> "by_" + f.id()).toList())),
        row -> {
          long count = row.getLong("verdicts");
          total[0] += count;
          for (Filter filter : Filter.values()) {
            String value = row.getString("by_" + filter.id());
            counts(unordered, filter).merge(value.isEmpty() ? NONE : value, count, Long::sum);
          }
        },
        parameters.toArray());
    unordered.forEach((column, counts) -> buckets.put(column, mostFirst(counts)));
    return total[0];
  }

  private static Map<String, Long> counts(Map<String, Map<String, Long>> buckets, Filter filter) {
    return buckets.computeIfAbsent(filter.id(), id -> new LinkedHashMap<>());
  }

  private static Map<String, Long> mostFirst(Map<String, Long> counts) {
    Map<String, Long> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }

  private List<Row> rows() throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(parameters);
    values.add(Math.clamp(query.limit(), 0, MAX_LIMIT));
    values.add(Math.max(0, query.offset()));
    return Sql.list(
        connection,
        ROW + FROM + where + WORST_FIRST + "limit ? offset ?",
        VerdictSearch::row,
        values.toArray());
  }

  /** All verdicts over one resource, failures first. */
  static List<Row> ofResource(Connection connection, String id) throws SQLException {
    return Sql.list(
        connection, ROW + FROM + "where v.resource = ?" + WORST_FIRST, VerdictSearch::row, id);
  }

  private static Row row(ResultSet row) throws SQLException {
    String place = row.getString("place");
    return new Row(
        new Verdict(
            new ResourceId(row.getString("resource")),
            row.getString("guardrail"),
            SeverityRank.severity(row.getInt("severity")),
            ResourceReader.constant(Verdict.Outcome.values(), row.getString("outcome")),
            Sql.textList(row, "messages"),
            leave(row)),
        row.getString("title"),
        row.getString("name"),
        row.getString("kind"),
        row.getString("provider"),
        row.getString("account"),
        row.getString("owner"),
        row.getString("environment"),
        place == null ? "" : ResourceReader.location(place).toString(),
        Sql.instant(row, "since"));
  }

  private static Optional<Verdict.Leave> leave(ResultSet row) throws SQLException {
    String exception = row.getString("exception");
    return exception == null
        ? Optional.empty()
        : Optional.of(new Verdict.Leave(exception, Sql.instant(row, "excepted_until")));
  }
}
