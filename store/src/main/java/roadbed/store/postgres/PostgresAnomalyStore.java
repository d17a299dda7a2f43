package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.anomaly.AnomalyCase;
import roadbed.assess.cost.anomaly.AnomalyJson;
import roadbed.assess.cost.anomaly.AnomalyStore;
import roadbed.assess.cost.anomaly.CostAnomaly;
import roadbed.assess.cost.anomaly.Sensitivity;
import roadbed.assess.cost.anomaly.Triage;
import roadbed.model.ValueJson;

/** Anomalies of cost and what people did with them; the tables are told of in {@code V13__cost_anomalies.sql}. */
final class PostgresAnomalyStore implements AnomalyStore {
  private static final int MOST = 2_000;

  private final Database database;

  PostgresAnomalyStore(Database database) {
    this.database = database;
  }

  @Override
  public List<AnomalyCase> since(LocalDate day) {
    return database.read(
        connection -> {
          Map<String, List<Triage.Step>> steps = new HashMap<>();
          Sql.each(
              connection,
              "select s.* from cost_anomaly_step s join cost_anomaly c on c.id = s.anomaly where c.began_on >= ?"
                  + " order by s.anomaly, s.number",
              row -> steps.computeIfAbsent(row.getString("anomaly"), _ -> new ArrayList<>()).add(step(row)),
              day);
          List<AnomalyCase> cases = new ArrayList<>();
          Sql.each(
              connection,
              "select * from cost_anomaly where began_on >= ? order by began_on desc, abs(size) desc, id limit " + MOST,
              row -> read(row, steps.getOrDefault(row.getString("id"), List.of())).ifPresent(cases::add),
              day);
          return cases;
        });
  }

  @Override
  public Optional<AnomalyCase> find(String id) {
    return database.read(connection -> find(connection, id));
  }

  private static Optional<AnomalyCase> find(Connection connection, String id) throws SQLException {
    List<Triage.Step> steps =
        Sql.list(
            connection,
            "select * from cost_anomaly_step where anomaly = ? order by number",
            PostgresAnomalyStore::step,
            id);
    return Sql.first(connection, "select * from cost_anomaly where id = ?", row -> read(row, steps), id)
        .flatMap(found -> found);
  }

  private static Triage.Step step(ResultSet row) throws SQLException {
    return new Triage.Step(
        row.getString("what"), row.getString("actor"), Sql.instant(row, "at"), row.getString("reason"));
  }

  private static Optional<AnomalyCase> read(ResultSet row, List<Triage.Step> steps) throws SQLException {
    String id = row.getString("id");
    String owner = row.getString("owner");
    Instant foundAt = Sql.instant(row, "found_at");
    Optional<Instant> goneAt = Sql.optionalInstant(row, "gone_at");
    boolean heldBack = row.getBoolean("held_back");
    return AnomalyJson.read(ValueJson.parse(row.getString("document")))
        .map(found -> new AnomalyCase(id, found, owner, foundAt, goneAt, heldBack, steps));
  }

  @Override
  public void record(List<AnomalyCase> cases, Instant at) {
    database.write(
        connection -> {
          List<@Nullable Object[]> rows = new ArrayList<>();
          for (AnomalyCase one : cases) {
            CostAnomaly found = one.anomaly();
            rows.add(
                new @Nullable Object[] {
                  one.id(),
                  found.currency(),
                  found.since(),
                  found.until(),
                  found.cause().value("service"),
                  found.cause().value("account"),
                  one.owner(),
                  found.kind(),
                  found.size(),
                  one.foundAt(),
                  one.goneAt().orElse(null),
                  one.heldBack(),
                  ValueJson.text(AnomalyJson.of(found))
                });
          }
          Sql.batch(
              connection,
              """
              insert into cost_anomaly
                (id, currency, began_on, until, service, account, owner, kind, size, found_at, gone_at, held_back, document)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as timestamptz), ?, ?)
              on conflict (id) do update set
                began_on = excluded.began_on, until = excluded.until, service = excluded.service,
                account = excluded.account, owner = excluded.owner, kind = excluded.kind, size = excluded.size,
                gone_at = excluded.gone_at, held_back = excluded.held_back, document = excluded.document
              """,
              rows);
          return Sql.update(
              connection,
              "insert into cost_anomaly_look (at) values (?) on conflict (only_one) do update set at = excluded.at",
              at);
        });
  }

  @Override
  public Optional<Instant> lookedAt() {
    return database.read(
        connection -> Sql.first(connection, "select at from cost_anomaly_look", row -> Sql.instant(row, "at")));
  }

  @Override
  public boolean add(String id, int known, Triage.Step step) {
    return database.write(
        connection -> {
          int added =
              Sql.update(
                  connection,
                  """
                  insert into cost_anomaly_step (anomaly, number, what, actor, at, reason)
                  select id, ?, ?, ?, ?, ? from cost_anomaly
                  where id = ? and (select count(*) from cost_anomaly_step where anomaly = ?) = ?
                  on conflict do nothing
                  """,
                  known + 1,
                  step.what(),
                  step.by(),
                  step.at(),
                  step.reason(),
                  id,
                  id,
                  known);
          Optional<AnomalyCase> now = added == 0 ? Optional.empty() : find(connection, id);
          if (now.isEmpty()) {
            return false;
          }
          Triage state = now.get().triage();
          Optional<Instant> triaged =
              state instanceof Triage.Open
                  ? Optional.empty()
                  : now.get().steps().stream().filter(one -> !one.what().equals("undo")).map(Triage.Step::at).findFirst();
          Optional<Instant> settled =
              state instanceof Triage.Settled it ? Optional.of(it.at()) : Optional.empty();
          Sql.update(
              connection,
              "update cost_anomaly set state = ?, triaged_at = cast(? as timestamptz), settled_at = cast(? as timestamptz),"
                  + " held_back = held_back and ? = 'open' where id = ?",
              state.id(),
              triaged.orElse(null),
              settled.orElse(null),
              state.id(),
              id);
          return true;
        });
  }

  @Override
  public void forget(Sensitivity.Forgotten forgotten) {
    database.write(
        connection ->
            Sql.update(
                connection,
                "insert into cost_anomaly_forgotten (scope, currency, above, actor, at) values (?, ?, ?, ?, ?)",
                ValueJson.text(AnomalyJson.of(forgotten.key().scope())),
                forgotten.key().currency(),
                forgotten.key().above(),
                forgotten.by(),
                forgotten.at()));
  }

  @Override
  public List<Sensitivity.Forgotten> forgotten() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from cost_anomaly_forgotten order by at",
                row ->
                    new Sensitivity.Forgotten(
                        new Sensitivity.Key(
                            AnomalyJson.scope(Optional.of(ValueJson.parse(row.getString("scope")))),
                            row.getString("currency"),
                            row.getBoolean("above")),
                        row.getString("actor"),
                        Sql.instant(row, "at"))));
  }
}
