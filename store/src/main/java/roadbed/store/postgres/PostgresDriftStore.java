package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.DriftStore;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Drift with the time since which it is known; the tables are told of in {@code V7__drift.sql}. */
final class PostgresDriftStore implements DriftStore {
  private static final int MAX_LIMIT = 500;
  private static final String NONE = "(none)";
  private static final String ROW =
      """
      select d.key, d.resource, d.drift, d.title, d.name, d.type, d.provider, d.account, d.region, d.owner,
        d.environment, d.risk, d.changes, d.place, d.changed_at, d.actor, d.since
      """;
  private static final String WORST_FIRST =
      " order by coalesce(d.risk, -1) desc, array_position(array['changed', 'missing', 'unmanaged'], d.drift),"
          + " d.since desc, d.key ";

  /** What drift can be filtered by and is counted by. */
  private enum Filter {
    DRIFT("d.drift"),
    RISK("case d.risk when 3 then 'critical' when 2 then 'high' when 1 then 'medium' when 0 then 'low' else '' end"),
    TYPE("d.type"),
    PROVIDER("d.provider"),
    ACCOUNT("d.account"),
    OWNER("d.owner"),
    ENVIRONMENT("d.environment");

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

  private final Database database;

  PostgresDriftStore(Database database) {
    this.database = database;
  }

  @Override
  public void record(DriftReport report, Instant at) {
    database.write(
        connection -> {
          Turn.DRIFT.await(connection);
          new DriftRecording(connection, report, at).run();
          return report.resources().size();
        });
  }

  @Override
  public Page search(Query query) {
    return database.read(
        connection -> {
          StringBuilder where = new StringBuilder("where true");
          List<@Nullable Object> parameters = new ArrayList<>();
          restrict(query, where, parameters);
          Map<String, Map<String, Long>> buckets = new LinkedHashMap<>();
          long total = count(connection, where.toString(), parameters, buckets);
          List<@Nullable Object> values = new ArrayList<>(parameters);
          values.add(Math.clamp(query.limit(), 0, MAX_LIMIT));
          values.add(Math.max(0, query.offset()));
          List<Row> rows =
              Sql.list(
                  connection,
                  ROW + " from drift_current d " + where + WORST_FIRST + "limit ? offset ?",
                  PostgresDriftStore::row,
                  values.toArray());
          return new Page(rows, total, buckets);
        });
  }

  private static void restrict(Query query, StringBuilder where, List<@Nullable Object> parameters) {
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
      where.append(" and lower(concat_ws(' ', d.title, d.name, d.resource, d.type, d.actor)) like ?");
      parameters.add(EstateSearch.containing(word));
    }
  }

  private static long count(
      Connection connection,
      String where,
      List<@Nullable Object> parameters,
      Map<String, Map<String, Long>> buckets)
      throws SQLException {
    Map<String, Map<String, Long>> unordered = new LinkedHashMap<>();
    for (Filter filter : Filter.values()) {
      unordered.put(filter.id(), new LinkedHashMap<>());
    }
    long[] total = {0};
    List<String> columns =
        Arrays.stream(Filter.values()).map(filter -> filter.expression + " as by_" + filter.id()).toList();
    List<String> names = Arrays.stream(Filter.values()).map(filter -> "by_" + filter.id()).toList();
    Sql.each(
        connection,
        "select %s, count(*) as drifts from drift_current d %s group by %s"
            .formatted(String.join(", ", columns), where, String.join(", ", names)),
        row -> {
          long count = row.getLong("drifts");
          total[0] += count;
          for (Filter filter : Filter.values()) {
            String value = row.getString("by_" + filter.id());
            unordered
                .getOrDefault(filter.id(), new LinkedHashMap<>())
                .merge(value.isEmpty() ? NONE : value, count, Long::sum);
          }
        },
        parameters.toArray());
    unordered.forEach(
        (column, counts) -> {
          Map<String, Long> ordered = new LinkedHashMap<>();
          counts.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
              .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
          buckets.put(column, ordered);
        });
    return total[0];
  }

  private static Row row(ResultSet row) throws SQLException {
    int risk = row.getInt("risk");
    Optional<Severity> severity = row.wasNull() ? Optional.empty() : Optional.of(SeverityRank.severity(risk));
    String drift = row.getString("drift");
    return new Row(
        row.getString("key"),
        new ResourceId(row.getString("resource")),
        DriftKind.ofId(drift).orElseThrow(() -> new StoreException("the database holds drift " + drift)),
        row.getString("title"),
        row.getString("name"),
        row.getString("type"),
        row.getString("provider"),
        row.getString("account"),
        row.getString("region"),
        row.getString("owner"),
        row.getString("environment"),
        severity,
        row.getInt("changes"),
        row.getString("place"),
        Sql.optionalInstant(row, "changed_at"),
        row.getString("actor"),
        Sql.instant(row, "since"));
  }

  @Override
  public Optional<Found> find(String key) {
    return database.read(
        connection ->
            Sql.first(
                connection,
                ROW + ", d.document from drift_current d where d.key = ?",
                row ->
                    new Found(
                        row(row),
                        ValueJson.parseOwn(row.getString("document")) instanceof Value.Fields fields
                            ? fields
                            : Value.Fields.EMPTY),
                key));
  }

  @Override
  public List<Row> ofResource(ResourceId id) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                ROW + " from drift_current d where d.resource = ?" + WORST_FIRST,
                PostgresDriftStore::row,
                id.value()));
  }

  @Override
  public Optional<Run> latest() {
    return database.read(
        connection ->
            Sql.first(
                connection, "select * from drift_run order by at desc, id desc limit 1", PostgresDriftStore::run));
  }

  @Override
  public List<Run> trend(Instant from, Instant to) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select distinct on ((at at time zone 'UTC')::date) *
                from drift_run
                where at >= ? and at <= ?
                order by (at at time zone 'UTC')::date, at desc, id desc
                """,
                PostgresDriftStore::run,
                from,
                to));
  }

  @Override
  public Times times(Instant from, Instant to) {
    return database.read(
        connection ->
            Sql.first(
                    connection,
                    """
                    with asked as (
                      select cast(? as timestamptz) as first, cast(? as timestamptz) as last
                    ), episode as (
                      -- A drift that grows is several rows; the last of them ends it, and any of them may know when it was made.
                      select d.key, d.since, min(d.changed_at) as changed_at, max(d.valid_to) as ended
                      from drift d, asked
                      where d.drift <> 'unmanaged' and d.valid_from <= asked.last and d.valid_to >= asked.first
                      group by d.key, d.since
                    )
                    select
                      count(*) filter (where ended between first and last) as reconciled,
                      avg(extract(epoch from ended - since)) filter (where ended between first and last) as to_reconcile,
                      count(*) filter (where since between first and last and changed_at <= since) as detected,
                      avg(extract(epoch from since - changed_at))
                        filter (where since between first and last and changed_at <= since) as to_detect,
                      count(*) filter (where ended > last) as open,
                      min(since) filter (where ended > last) as oldest
                    from asked left join episode on true
                    """,
                    row ->
                        new Times(
                            row.getLong("reconciled"),
                            seconds(row, "to_reconcile"),
                            row.getLong("detected"),
                            seconds(row, "to_detect"),
                            row.getLong("open"),
                            Sql.optionalInstant(row, "oldest")),
                    Sql.storable(from),
                    Sql.storable(to))
                .orElseThrow());
  }

  private static Optional<Duration> seconds(ResultSet row, String column) throws SQLException {
    double seconds = row.getDouble(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.round(seconds)));
  }

  private static Run run(ResultSet row) throws SQLException {
    Map<DriftKind, Long> counts = new EnumMap<>(DriftKind.class);
    for (DriftKind kind : DriftKind.values()) {
      counts.put(kind, row.getLong(kind.id().replace('-', '_')));
    }
    return new Run(Sql.instant(row, "at"), counts);
  }
}
