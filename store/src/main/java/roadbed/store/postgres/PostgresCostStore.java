package roadbed.store.postgres;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.CommitmentDay;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.waste.ResourceUse;
import roadbed.model.Money;
import roadbed.model.ResourceId;

/** Daily and monthly cost, as it was aggregated. */
final class PostgresCostStore implements CostStore {
  private final Database database;

  /** What cost can be split and filtered by; the names are those of the columns. */
  private enum Dimension {
    PROVIDER,
    SERVICE,
    SERVICE_CATEGORY,
    ACCOUNT,
    REGION,
    OWNER,
    ENVIRONMENT,
    CHARGE_CATEGORY;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Dimension of(String id) {
      for (Dimension dimension : values()) {
        if (dimension.column().equals(id)) {
          return dimension;
        }
      }
      throw new IllegalArgumentException(
          "cost has no dimension %s; it has %s"
              .formatted(
                  id, String.join(", ", Arrays.stream(values()).map(Dimension::column).toList())));
    }
  }

  PostgresCostStore(Database database) {
    this.database = database;
  }

  @Override
  public void record(String source, List<DailyCost> daily, List<ResourceCost> byResource) {
    database.write(
        connection -> {
          Turn.COST.await(connection);
          Sql.update(connection, "delete from cost_daily where source = ?", source);
          Sql.update(connection, "delete from cost_resource where source = ?", source);
          try (Copy copy =
              Copy.into(
                  connection,
                  "cost_daily",
                  "source, day, provider, account, account_name, service, service_category, region, owner,"
                      + " owner_basis, environment, charge_category, currency, billed, effective, list, contracted")) {
            for (DailyCost cost : daily) {
              copy.row(
                  source,
                  cost.day(),
                  cost.provider(),
                  cost.account(),
                  cost.accountName(),
                  cost.service(),
                  cost.serviceCategory(),
                  cost.region(),
                  cost.owner(),
                  cost.ownerBasis(),
                  cost.environment(),
                  cost.chargeCategory(),
                  cost.currency(),
                  cost.billed(),
                  cost.effective(),
                  cost.list(),
                  cost.contracted());
            }
            copy.end();
          }
          try (Copy copy =
              Copy.into(connection, "cost_resource", "source, resource_id, month, currency, effective")) {
            for (ResourceCost cost : byResource) {
              copy.row(
                  source, cost.resource().value(), cost.month(), cost.currency(), cost.effective());
            }
            copy.end();
          }
          if (daily.size() > 10_000) {
            Sql.update(connection, "analyze cost_daily");
          }
          return daily.size();
        });
  }

  @Override
  public void recordCommitments(List<CommitmentDay> days) {
    database.write(
        connection -> {
          Turn.COST.await(connection);
          Sql.update(connection, "delete from commitment_daily");
          try (Copy copy =
              Copy.into(
                  connection,
                  "commitment_daily",
                  "day, provider, account, service, currency, covered, on_demand, used, unused")) {
            for (CommitmentDay day : days) {
              copy.row(
                  day.day(),
                  day.provider(),
                  day.account(),
                  day.service(),
                  day.currency(),
                  day.covered(),
                  day.onDemand(),
                  day.used(),
                  day.unused());
            }
            copy.end();
          }
          return days.size();
        });
  }

  @Override
  public void recordUses(LocalDate day, List<ResourceUse> uses) {
    database.write(
        connection -> {
          Turn.COST.await(connection);
          Sql.update(connection, "delete from resource_use where day = ?", day);
          try (Copy copy =
              Copy.into(
                  connection,
                  "resource_use",
                  "day, resource_id, component, unit, provisioned, used, measured_from, measured_until, hours, source, reason,"
                      + " share, nominal, list_price, list_currency")) {
            for (ResourceUse use : uses) {
              copy.row(
                  day,
                  use.resource(),
                  use.component().id(),
                  use.component().unit(),
                  use.provisioned().orElse(null),
                  use.used().orElse(null),
                  use.from().orElse(null),
                  use.until().orElse(null),
                  use.hours(),
                  use.source(),
                  use.reason(),
                  use.share(),
                  use.nominal(),
                  use.listed().map(Money::amount).orElse(null),
                  use.listed().map(Money::currency).orElse(null));
            }
            copy.end();
          }
          return uses.size();
        });
  }

  @Override
  public String bills() {
    return database.read(
        connection ->
            Sql.first(connection, "select state from cost_bills", row -> row.getString("state")).orElse(""));
  }

  @Override
  public void recordBills(String state) {
    database.write(
        connection -> {
          Turn.COST.await(connection);
          Sql.update(connection, "delete from cost_bills");
          return Sql.update(connection, "insert into cost_bills (state) values (?)", state);
        });
  }

  @Override
  public List<String> currencies() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select currency from cost_daily group by currency order by sum(effective) desc, currency",
                row -> row.getString("currency")));
  }

  @Override
  public List<LocalDate> span() {
    return database.read(
        connection ->
            Sql.first(
                    connection,
                    "select min(day) as first, max(day) as last from cost_daily having count(*) > 0",
                    row -> List.of(Sql.date(row, "first"), Sql.date(row, "last")))
                .orElse(List.of()));
  }

  @Override
  public List<Slice> by(
      String dimension, LocalDate from, LocalDate to, String currency, Map<String, String> filters) {
    LocalDate before = from.minusDays(ChronoUnit.DAYS.between(from, to) + 1);
    StringBuilder where = new StringBuilder("where day between ? and ? and currency = ?");
    List<@Nullable Object> parameters = new ArrayList<>(List.of(from, from, before, to, currency));
    restrict(filters, where, parameters);
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select %1$s as value,
                  coalesce(sum(effective) filter (where day >= ?), 0) as effective,
                  coalesce(sum(effective) filter (where day < ?), 0) as before
                from cost_daily %2$s
                group by %1$s
                order by 2 desc, 1
                """
                    .formatted(Dimension.of(dimension).column(), where),
                row ->
                    new Slice(
                        row.getString("value"), row.getBigDecimal("effective"), row.getBigDecimal("before")),
                parameters.toArray()));
  }

  @Override
  public List<Point> series(
      String dimension,
      boolean monthly,
      LocalDate from,
      LocalDate to,
      String currency,
      Map<String, String> filters) {
    StringBuilder where = new StringBuilder("where day between ? and ? and currency = ?");
    List<@Nullable Object> parameters = new ArrayList<>(List.of(from, to, currency));
    restrict(filters, where, parameters);
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select %s as at, %s as value, sum(effective) as effective
                from cost_daily %s
                group by 1, 2
                order by 1, 2
                """
                    .formatted(
                        monthly ? "date_trunc('month', day)::date" : "day",
                        dimension.isEmpty() ? "''::text" : Dimension.of(dimension).column(),
                        where),
                row ->
                    new Point(
                        Sql.date(row, "at"), row.getString("value"), row.getBigDecimal("effective")),
                parameters.toArray()));
  }

  private static void restrict(
      Map<String, String> filters, StringBuilder where, List<@Nullable Object> parameters) {
    filters.forEach(
        (dimension, value) -> {
          where.append(" and ").append(Dimension.of(dimension).column()).append(" = ?");
          parameters.add(value.equals("(none)") ? "" : value);
        });
  }

  @Override
  public List<ResourceCost> ofResource(ResourceId id) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select resource_id, month, currency, sum(effective) as effective
                from cost_resource where resource_id = ?
                group by resource_id, month, currency
                order by month, currency
                """,
                PostgresCostStore::resourceCost,
                id.value()));
  }

  @Override
  public List<OwnedDay> owned(LocalDate from, LocalDate to, String currency) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select day, owner, service, sum(effective) as effective
                from cost_daily where day between ? and ? and currency = ?
                group by day, owner, service
                order by day, owner, service
                """,
                row ->
                    new OwnedDay(
                        Sql.date(row, "day"), row.getString("owner"), row.getString("service"), row.getBigDecimal("effective")),
                from,
                to,
                currency));
  }

  private static ResourceCost resourceCost(ResultSet row) throws SQLException {
    return new ResourceCost(
        new ResourceId(row.getString("resource_id")),
        Sql.date(row, "month"),
        row.getString("currency"),
        row.getBigDecimal("effective"));
  }

  @Override
  public Allocation allocation(LocalDate from, LocalDate to, String currency) {
    return database.read(
        connection ->
            Sql.first(
                    connection,
                    """
                    select coalesce(sum(effective) filter (where owner <> ''), 0) as allocated,
                      coalesce(sum(effective) filter (where owner = ''), 0) as unallocated
                    from cost_daily where day between ? and ? and currency = ?
                    """,
                    row -> new Allocation(row.getBigDecimal("allocated"), row.getBigDecimal("unallocated")),
                    from,
                    to,
                    currency)
                .orElse(new Allocation(BigDecimal.ZERO, BigDecimal.ZERO)));
  }
}
