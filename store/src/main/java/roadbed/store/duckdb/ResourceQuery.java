package roadbed.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.BilledAccount;
import roadbed.assess.cost.allocation.BilledResources;
import roadbed.inventory.Snapshot;
import roadbed.model.Resource;
import roadbed.model.ResourceId;

/** What single resources of the inventory cost. */
final class ResourceQuery {
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
