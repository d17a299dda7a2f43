package roadbed.store.postgres;

import java.util.Optional;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.anomaly.AnomalyStore;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.budget.BudgetAlertStore;
import roadbed.assess.cost.statement.ClosedMonthStore;
import roadbed.assess.delivery.DeliveryStore;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.policy.ExceptionStore;
import roadbed.assess.policy.VerdictStore;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.reliability.ledger.LedgerStore;
import roadbed.assess.resilience.ResilienceStore;
import roadbed.inventory.EstateStore;
import roadbed.operate.drill.DrillStore;
import roadbed.operate.change.ChangeStore;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.oncall.OnCallLoad;
import roadbed.operate.oncall.OnCallStore;
import roadbed.prove.evidence.EvidenceStore;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.KpiStore;
import roadbed.web.access.AccessStore;

/** The server's stores on one PostgreSQL, 15 or later. */
public final class PostgresStores implements AutoCloseable {
  private static final int CONNECTIONS = 10;
  private static final int READER_CONNECTIONS = 4;

  private final Database database;
  private final Optional<Database> reader;
  private final EstateStore estate;
  private final FactTables facts;

  private PostgresStores(Database database, Optional<Database> reader) {
    this.database = database;
    this.reader = reader;
    this.estate = new PostgresEstateStore(database);
    this.facts = new PostgresFactTables(reader.orElse(database));
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
      address.reader().ifPresent(login -> letRead(database, login));
      return new PostgresStores(
          database,
          address.reader().map(login -> Database.connect(address, login, READER_CONNECTIONS)));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** The reader sees the views of the schema {@code facts} and nothing behind them. */
  private static void letRead(Database database, PostgresAddress.Login reader) {
    database.write(
        connection -> {
          String role = '"' + reader.user().replace("\"", "\"\"") + '"';
          Sql.update(connection, "grant usage on schema facts to " + role);
          return Sql.update(connection, "grant select on all tables in schema facts to " + role);
        });
  }

  public EstateStore estate() {
    return estate;
  }

  public VerdictStore verdicts() {
    return new PostgresVerdictStore(database);
  }

  public DriftStore drift() {
    return new PostgresDriftStore(database);
  }

  public ExceptionStore exceptions() {
    return new PostgresExceptionStore(database);
  }

  public DecisionStore decisions() {
    return new PostgresDecisionStore(database);
  }

  public CostStore costs() {
    return new PostgresCostStore(database);
  }

  public AnomalyStore anomalies() {
    return new PostgresAnomalyStore(database);
  }

  public BacklogStore backlog() {
    return new PostgresBacklogStore(database);
  }

  public ClosedMonthStore closedMonths() {
    return new PostgresClosedMonthStore(database);
  }

  public BudgetAlertStore budgetAlerts() {
    return new PostgresBudgetAlertStore(database);
  }

  public OnCallStore onCall() {
    return new PostgresOnCallStore(database);
  }

  public OnCallLoad.Store onCallLoads() {
    return new PostgresOnCallLoads(database);
  }

  public OutboxStore outbox() {
    return new PostgresOutboxStore(database);
  }

  public ChangeStore changes() {
    return new PostgresChangeStore(database);
  }

  public DeliveryStore delivery() {
    return new PostgresDeliveryStore(database);
  }

  public IncidentStore incidents() {
    return new PostgresIncidentStore(database);
  }

  public DrillStore drills() {
    return new PostgresDrillStore(database);
  }

  public ResilienceStore resilience() {
    return new PostgresResilienceStore(database);
  }

  public LedgerStore ledger() {
    return new PostgresLedgerStore(database);
  }

  public KpiStore kpis() {
    return new PostgresKpiStore(database);
  }

  /** Closing it does nothing; the connections close with these stores. */
  public FactTables facts() {
    return facts;
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
    reader.ifPresent(Database::close);
    database.close();
  }
}
