package roadbed.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.BillingStore;
import roadbed.assess.cost.CostAllocation;
import roadbed.inventory.Snapshot;
import roadbed.model.BillingFile;
import roadbed.model.ResourceId;

/**
 * Billing lines as Parquet files in a folder, read with embedded DuckDB.
 *
 * <p>Whose a line is depends on its account, resource and tags only, and a bill has far fewer combinations of
 * these than lines. Each combination is allocated once, by {@link CostAllocation}; DuckDB joins the answers
 * back and sums, in exact decimals.
 */
public final class DuckDbBillingStore implements BillingStore {
  private final BillingFolder folder;
  private @Nullable DuckDBConnection connection;

  /**
   * Billing in a folder, which is made when the first lines are ingested. DuckDB itself starts with the
   * first call that needs it.
   */
  public DuckDbBillingStore(Path folder) {
    this.folder = new BillingFolder(folder);
  }

  private DuckDBConnection connection() throws SQLException {
    DuckDBConnection open = connection;
    if (open == null) {
      open = DuckDb.open();
      try (Statement statement = open.createStatement()) {
        statement.execute("set preserve_insertion_order = false");
      }
      connection = open;
    }
    return open;
  }

  @Override
  public synchronized Ingestion ingest(String source, List<BillingFile> files) {
    try {
      Path generation = folder.begin(source);
      try {
        Ingestion ingestion = new BillingIngestion(connection()).read(files, generation);
        folder.commit(source, generation);
        return ingestion;
      } catch (SQLException | RuntimeException e) {
        folder.abandon(generation);
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be stored: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized List<DailyCost> daily(Snapshot snapshot) {
    String sql =
        """
        select l.day, a.provider, a.account, a.account_name, l.service, l.category, l.region,
               a.owner, a.basis, a.environment, l.charge_category, l.currency,
               sum(l.billed), sum(l.effective), sum(l.list), sum(l.contracted)
        from line l join allocation a
          on a.provider_name = l.provider_name and a.billed_account = l.account
             and a.billed_account_name = l.account_name and a.billed_resource = l.resource and a.tags = l.tags
        group by all
        order by all
        """;
    List<DailyCost> daily = new ArrayList<>();
    allocated(
        snapshot,
        sql,
        row ->
            daily.add(
                new DailyCost(
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
                    row.getString(11),
                    row.getString(12),
                    exact(row.getBigDecimal(13)),
                    exact(row.getBigDecimal(14)),
                    exact(row.getBigDecimal(15)),
                    exact(row.getBigDecimal(16)))));
    return daily;
  }

  @Override
  public synchronized List<ResourceCost> byResource(Snapshot snapshot) {
    String sql =
        """
        select a.resource, cast(date_trunc('month', l.day) as date), l.currency, sum(l.effective)
        from line l join allocation a
          on a.provider_name = l.provider_name and a.billed_account = l.account
             and a.billed_account_name = l.account_name and a.billed_resource = l.resource and a.tags = l.tags
        where a.resource is not null
        group by all
        order by all
        """;
    List<ResourceCost> costs = new ArrayList<>();
    allocated(
        snapshot,
        sql,
        row ->
            costs.add(
                new ResourceCost(
                    new ResourceId(row.getString(1)),
                    row.getObject(2, LocalDate.class),
                    row.getString(3),
                    exact(row.getBigDecimal(4)))));
    return costs;
  }

  private static BigDecimal exact(BigDecimal sum) {
    BigDecimal shortest = sum.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  /** Takes one row of a result. */
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private void allocated(Snapshot snapshot, String sql, RowReader reader) {
    try (PlainPaths paths = new PlainPaths()) {
      List<String> files = new ArrayList<>();
      for (Path file : folder.files()) {
        if (Files.size(file) > 0) {
          files.add(paths.literal(file));
        }
      }
      if (files.isEmpty()) {
        return;
      }
      DuckDBConnection open = connection();
      try (Statement statement = open.createStatement()) {
        statement.execute(BillingLines.view(files));
        statement.execute(
            """
            create or replace temp table allocation (
              provider_name varchar, billed_account varchar, billed_account_name varchar,
              billed_resource varchar, tags varchar,
              provider varchar, account varchar, account_name varchar, owner varchar, basis varchar,
              environment varchar, resource varchar)
            """);
        allocate(open, new CostAllocation(snapshot));
        try (ResultSet rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            reader.read(rows);
          }
        }
      } finally {
        try (Statement statement = open.createStatement()) {
          statement.execute("drop table if exists allocation");
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be summed up: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  private static void allocate(DuckDBConnection open, CostAllocation allocation) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select distinct provider_name, account, account_name, resource, tags from line");
        DuckDBAppender appender = open.createAppender("temp", "main", "allocation")) {
      while (rows.next()) {
        CostAllocation.Line line =
            new CostAllocation.Line(
                rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5));
        CostAllocation.Allocated allocated = allocation.allocate(line);
        appender.beginRow();
        appender.append(line.providerName());
        appender.append(line.account());
        appender.append(line.accountName());
        appender.append(line.resource());
        appender.append(line.tags());
        appender.append(allocated.provider().id());
        appender.append(allocated.account());
        appender.append(allocated.accountName());
        appender.append(allocated.owner());
        appender.append(allocated.basis());
        appender.append(allocated.environment());
        if (allocated.resource().isPresent()) {
          appender.append(allocated.resource().get().value());
        } else {
          appender.appendNull();
        }
        appender.endRow();
      }
    }
  }

  @Override
  public synchronized void close() {
    DuckDBConnection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException _) {
        // Everything that counts is in the Parquet files.
      }
    }
  }
}
