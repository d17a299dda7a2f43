package roadbed.app.server;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.anomaly.AnomalyDesk;
import roadbed.assess.cost.anomaly.AnomalyStore;
import roadbed.assess.cost.anomaly.UsageLine;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.ExceptionStore;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.policy.VerdictStore;
import roadbed.assess.reliability.ledger.LedgerStore;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.inventory.EstateStore;
import roadbed.operate.notify.NotifySettings;
import roadbed.operate.notify.Outbox;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.change.ChangeAround;
import roadbed.operate.change.ChangeDesk;
import roadbed.operate.change.ChangeNotice;
import roadbed.operate.change.ChangeStore;
import roadbed.operate.oncall.OnCallStore;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.FileEvidenceStore;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiStore;
import roadbed.store.duckdb.DuckDbBillingStore;
import roadbed.operate.drill.DrillDesk;
import roadbed.operate.drill.DrillStore;
import roadbed.operate.incident.IncidentDesk;
import roadbed.operate.incident.IncidentStore;
import roadbed.web.ChangeParts;
import roadbed.web.GateParts;
import roadbed.web.IncidentParts;
import roadbed.web.Logging;
import roadbed.web.NotifyParts;
import roadbed.web.OnCallParts;
import roadbed.web.WebParts;
import roadbed.web.WebServer;
import roadbed.web.WebSettings;
import roadbed.web.access.AccessStore;
import roadbed.web.hooks.AlertReception;
import roadbed.web.api.CollectionIntake;
import roadbed.web.api.ExceptionDesk;
import roadbed.web.hooks.AdmissionReviewer;
import roadbed.web.hooks.AdmissionSettings;
import roadbed.web.hooks.DeliveryReception;
import roadbed.web.ui.Explanations;

/**
 * Loads what a start of the server loads, for the AOT cache: the web server on any free port over stores
 * that hold nothing, no database beside it, everything written into one folder that the caller throws away.
 */
public final class ServerTraining {
  /** The driver and the pool that a start without database does not reach. */
  private static final List<String> DATABASE_CLASSES =
      List.of(
          "com.zaxxer.hikari.HikariDataSource",
          "com.zaxxer.hikari.pool.HikariPool",
          "com.zaxxer.hikari.pool.ProxyConnection",
          "com.zaxxer.hikari.pool.HikariProxyConnection",
          "com.zaxxer.hikari.pool.HikariProxyPreparedStatement",
          "com.zaxxer.hikari.pool.HikariProxyResultSet",
          "org.flywaydb.core.Flyway",
          "org.flywaydb.core.internal.plugin.PluginRegister",
          "org.flywaydb.core.internal.command.DbMigrate",
          "org.flywaydb.core.internal.command.DbValidate",
          "org.flywaydb.core.internal.schemahistory.JdbcTableSchemaHistory",
          "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
          "org.flywaydb.database.postgresql.PostgreSQLDatabase",
          "org.postgresql.Driver",
          "org.postgresql.jdbc.PgConnection",
          "org.postgresql.jdbc.PgPreparedStatement",
          "org.postgresql.jdbc.PgResultSet",
          "org.postgresql.core.v3.ConnectionFactoryImpl",
          "org.postgresql.core.v3.QueryExecutorImpl",
          "roadbed.store.postgres.EmbeddedPostgres",
          "roadbed.store.postgres.PostgresStores");

  private static final List<String> PAGES =
      List.of("health/ready", "", "resources", "findings", "guardrails", "cost", "kpis", "evidence", "sources", "playground", "login");

  private ServerTraining() {}

  /** Starts, asks for each page once, stops. */
  public static void run(Path scratch) throws IOException {
    Logging.quiet();
    for (String name : DATABASE_CLASSES) {
      touch(name);
    }
    Clock clock = Clock.systemUTC();
    Guardrails guardrails = Guardrails.load(List.of());
    KpiCatalogue kpis = KpiCatalogue.load(List.of());
    EvidenceLog evidence =
        EvidenceLog.open(
            new FileEvidenceStore(scratch.resolve("evidence")), scratch.resolve("keys"), clock);
    WebParts parts =
        new WebParts(
            empty(EstateStore.class),
            empty(VerdictStore.class),
            empty(DriftStore.class),
            guardrails,
            empty(CostStore.class),
            kpis,
            empty(KpiStore.class),
            () -> empty(FactTables.class),
            evidence,
            empty(CollectionIntake.class),
            empty(AccessStore.class),
            clock,
            "training",
            Decisions.of(List.of()),
            empty(AdmissionReviewer.class),
            AdmissionSettings.USUAL,
            text -> Documents.pasted(text, clock),
            new GateParts(
                empty(ExceptionStore.class),
                empty(DecisionStore.class),
                empty(ExceptionDesk.class),
                empty(Explanations.class)),
            empty(CostDesk.class),
            empty(CostExplorer.class),
            new AnomalyDesk(
                empty(CostExplorer.class),
                empty(UsageLine.Source.class),
                empty(AnomalyDesk.Owners.class),
                empty(AnomalyDesk.Events.class),
                empty(AnomalyStore.class),
                clock),
            new IncidentParts(
                new IncidentDesk(empty(IncidentStore.class), clock, (_, _, _) -> {}),
                empty(AlertReception.class),
                empty(IncidentParts.Around.class)),
            new OnCallParts(empty(OnCallStore.class), OnCallTexts::read),
            new NotifyParts(
                new Outbox(empty(OutboxStore.class), () -> NotifySettings.NONE, clock, () -> {}), List::of, empty(NotifyParts.Answers.class)),
            empty(DeliveryReception.class),
            new ObjectiveDesk(List.of(), empty(LedgerStore.class), clock),
            new DrillDesk(empty(DrillStore.class), clock, (_, _) -> {}),
            new ChangeParts(
                new ChangeDesk(
                    empty(ChangeStore.class), empty(ChangeAround.class), ChangeNotice.Told.NOBODY, _ -> {}, clock),
                ChangeTexts::read),
            () -> "");
    try (DuckDbBillingStore _ = new DuckDbBillingStore(scratch.resolve("billing"));
        WebServer web = WebServer.start(WebSettings.loopback(0), parts);
        HttpClient client = HttpClient.newHttpClient()) {
      for (String page : PAGES) {
        ask(client, web.url().resolve(page));
      }
    }
  }

  private static void touch(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException | LinkageError _) {
      // Another version of a library names it otherwise: the cache is smaller by one class.
    }
  }

  private static void ask(HttpClient client, URI page) throws IOException {
    try {
      client.send(
          HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(20)).build(),
          HttpResponse.BodyHandlers.discarding());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while training", e);
    }
  }

  /** A store with nothing in it, whatever it is asked. */
  private static <T> T empty(Class<T> store) {
    InvocationHandler nothing = (_, method, _) -> nothing(method.getReturnType());
    return store.cast(
        Proxy.newProxyInstance(store.getClassLoader(), new Class<?>[] {store}, nothing));
  }

  private static @Nullable Object nothing(Class<?> type) throws ReflectiveOperationException {
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == Optional.class) {
      return Optional.empty();
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == void.class) {
      return null;
    }
    if (type.isRecord()) {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      @Nullable Object[] values = new @Nullable Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = nothing(types[i]);
      }
      return type.getConstructor(types).newInstance(values);
    }
    throw new UnsupportedOperationException(type.getName());
  }
}
