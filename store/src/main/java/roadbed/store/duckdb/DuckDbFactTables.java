package roadbed.store.duckdb;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.policy.Judgement;
import roadbed.inventory.Snapshot;
import roadbed.prove.kpi.FactTables;

/** The documented tables of a scan, in memory; a table is filled when the first query names it. */
public final class DuckDbFactTables implements FactTables {

  /** The tables over these values. DuckDB itself starts with the first query. */
  public DuckDbFactTables(
      Snapshot snapshot,
      Judgement judgement,
      List<DailyCost> dailyCosts,
      List<ResourceCost> resourceCosts) {
    throw new UnsupportedOperationException("lands next " + snapshot.takenAt() + judgement + dailyCosts + resourceCosts);
  }

  @Override
  public Table query(String sql, Map<String, LocalDate> parameters, LocalDate asOf, int limit) {
    throw new UnsupportedOperationException("lands next");
  }

  @Override
  public long count(String table, LocalDate asOf) {
    throw new UnsupportedOperationException("lands next");
  }

  @Override
  public void close() {}
}
