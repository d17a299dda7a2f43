package roadbed.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.ResourceDay;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.BilledAccount;
import roadbed.assess.cost.allocation.BilledResources;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules.Span;
import roadbed.model.Resource;
import roadbed.model.ResourceId;

/** What single resources of the inventory cost. */
final class ResourceQuery {
  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final DuckDBConnection connection;

  ResourceQuery(DuckDBConnection connection) {
    this.connection = connection;
  }

  List<ResourceCost> costs(Snapshot snapshot) throws SQLException {
    join(new BilledResources(snapshot.resources()));
    String sql =
        """
        select r.id, cast(date_trunc('month', l.day) as date), l.currency, sum(l.effective)
        from line l join billed_resource r
          on r.provider_name = l.provider_name and r.account = l.account and r.resource = l.resource
        group by all
        order by all
        """;
    List<ResourceCost> costs = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        costs.add(
            new ResourceCost(
                new ResourceId(row.getString(1)),
                row.getObject(2, LocalDate.class),
                row.getString(3),
                Amounts.shortest(row.getBigDecimal(4))));
      }
    }
    return costs;
  }

  /** The days of single resources, by what is sold. */
  List<ResourceDay> days(Set<String> resources, Span span) throws SQLException {
    List<ResourceDay> days = new ArrayList<>();
    String sql =
        """
        select day, resource, sku, currency, sum(effective), sum(list),
               sum(coalesce(consumed_quantity, pricing_quantity, 0))
        from line
        where list_contains(?, resource) and day between ? and ?
        group by all
        order by all
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("varchar", resources.toArray()));
      statement.setObject(2, span.from().orElse(FIRST));
      statement.setObject(3, span.to().orElse(LAST));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          days.add(
              new ResourceDay(
                  row.getObject(1, LocalDate.class),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  Amounts.shortest(row.getBigDecimal(5)),
                  Amounts.shortest(row.getBigDecimal(6)),
                  Amounts.shortest(row.getBigDecimal(7))));
        }
      }
    }
    return days;
  }

  private void join(BilledResources resources) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create or replace temp table billed_resource"
              + " (provider_name varchar, account varchar, resource varchar, id varchar)");
      try (ResultSet row =
              statement.executeQuery(
                  "select distinct provider_name, account, resource from line where resource <> ''");
          DuckDBAppender appender = connection.createAppender("temp", "main", "billed_resource")) {
        while (row.next()) {
          BilledAccount account = BilledAccount.of(row.getString(1), row.getString(2));
          Optional<Resource> resource = resources.find(account.provider(), account.id(), row.getString(3));
          if (resource.isPresent()) {
            appender.beginRow();
            appender.append(row.getString(1));
            appender.append(row.getString(2));
            appender.append(row.getString(3));
            appender.append(resource.get().id().value());
            appender.endRow();
          }
        }
      }
    }
  }
}
