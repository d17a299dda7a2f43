package roadbed.store.duckdb;

import java.nio.file.Path;
import java.util.List;
import roadbed.assess.cost.BillingStore;
import roadbed.inventory.Snapshot;
import roadbed.model.BillingFile;

/** Billing lines as Parquet files in a folder, one file for each source, read with embedded DuckDB. */
public final class DuckDbBillingStore implements BillingStore {

  /**
   * Billing in a folder, which is made when the first lines are ingested. DuckDB itself starts with the
   * first call that needs it.
   */
  public DuckDbBillingStore(Path folder) {
    throw new UnsupportedOperationException("lands next " + folder);
  }

  @Override
  public Ingestion ingest(String source, List<BillingFile> files) {
    throw new UnsupportedOperationException("lands next");
  }

  @Override
  public List<DailyCost> daily(Snapshot snapshot) {
    throw new UnsupportedOperationException("lands next");
  }

  @Override
  public List<ResourceCost> byResource(Snapshot snapshot) {
    throw new UnsupportedOperationException("lands next");
  }

  @Override
  public void close() {}
}
