package roadbed.store.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.budget.BudgetAlertStore;

/** Alerts of budgets; the table is told of in {@code V12__cost_desk.sql}. */
final class PostgresBudgetAlertStore implements BudgetAlertStore {
  private final Database database;

  PostgresBudgetAlertStore(Database database) {
    this.database = database;
  }

  @Override
  public List<BudgetAlert> raise(List<BudgetAlert> alerts) {
    if (alerts.isEmpty()) {
      return List.of();
    }
    return database.write(
        connection -> {
          List<BudgetAlert> fresh = new ArrayList<>();
          for (BudgetAlert alert : alerts) {
            Sql.first(
                    connection,
                    """
                    insert into budget_alert
                      (budget, period_start, period_end, forecast, percent, words, owners, amount, currency, as_of, raised_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict do nothing
                    returning *
                    """,
                    PostgresBudgetAlertStore::alert,
                    alert.budget(),
                    alert.from(),
                    alert.to(),
                    alert.forecast(),
                    alert.percent(),
                    alert.words(),
                    Sql.texts(alert.owners()),
                    alert.amount(),
                    alert.currency(),
                    alert.asOf(),
                    alert.raised())
                .ifPresent(fresh::add);
          }
          return List.copyOf(fresh);
        });
  }

  @Override
  public List<BudgetAlert> alerts(int most) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from budget_alert order by raised_at desc, id desc limit ?",
                PostgresBudgetAlertStore::alert,
                Math.max(0, most)));
  }

  private static BudgetAlert alert(ResultSet row) throws SQLException {
    Optional<Instant> acknowledged = Sql.optionalInstant(row, "acknowledged_at");
    String by = row.getString("acknowledged_by");
    return new BudgetAlert(
        row.getLong("id"),
        row.getString("budget"),
        Sql.date(row, "period_start"),
        Sql.date(row, "period_end"),
        row.getBoolean("forecast"),
        row.getInt("percent"),
        row.getString("words"),
        Sql.textList(row, "owners"),
        row.getBigDecimal("amount"),
        row.getString("currency"),
        Sql.date(row, "as_of"),
        Sql.instant(row, "raised_at"),
        acknowledged.map(at -> new BudgetAlert.Acknowledgement(by, at)));
  }

  @Override
  public boolean acknowledge(long id, String by, Instant at) {
    return database.write(
        connection ->
            Sql.update(
                connection,
                "update budget_alert set acknowledged_at = ?, acknowledged_by = ? where id = ? and acknowledged_at is null",
                at,
                by,
                id)
                > 0);
  }
}
