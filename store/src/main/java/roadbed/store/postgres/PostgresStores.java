package roadbed.store.postgres;

import roadbed.prove.evidence.EvidenceStore;
import roadbed.prove.kpi.KpiStore;
import roadbed.web.access.AccessStore;

/** The server's stores on one PostgreSQL. */
public final class PostgresStores implements AutoCloseable {
  private static final int CONNECTIONS = 10;

  private final Database database;

  private PostgresStores(Database database) {
    this.database = database;
  }

  /**
   * Connects, brings the schema up to date, and opens the stores.
   *
   * @throws StoreException where the database does not answer or cannot be used
   */
  public static PostgresStores open(PostgresAddress address) {
    Database database = Database.connect(address, address.login(), CONNECTIONS);
    try {
      Migrations.run(database);
      return new PostgresStores(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public KpiStore kpis() {
    return new PostgresKpiStore(database);
  }

  public EvidenceStore evidence() {
    return new PostgresEvidenceStore(database);
  }

  public AccessStore access() {
    return new PostgresAccessStore(database);
  }

  /** Asks the database for a sign of life. */
  public boolean answers() {
    try {
      return database.read(connection -> connection.isValid(2));
    } catch (StoreException e) {
      return false;
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
