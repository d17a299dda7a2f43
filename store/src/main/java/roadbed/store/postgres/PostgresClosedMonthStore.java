package roadbed.store.postgres;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.statement.ClosedMonth;
import roadbed.assess.cost.statement.ClosedMonthStore;
import roadbed.assess.cost.statement.Position;

/** Closed months with their positions; the tables are told of in {@code V12__cost_desk.sql}. */
final class PostgresClosedMonthStore implements ClosedMonthStore {
  private final Database database;

  PostgresClosedMonthStore(Database database) {
    this.database = database;
  }

  @Override
  public List<ClosedMonth> all(String cost) {
    return database.read(connection -> months(connection, "where cost = ?", cost));
  }

  @Override
  public Optional<ClosedMonth> of(YearMonth month, String cost) {
    return database
        .read(connection -> months(connection, "where cost = ? and month = ?", cost, month.atDay(1)))
        .stream()
        .findFirst();
  }

  private static List<ClosedMonth> months(Connection connection, String where, Object... parameters) throws SQLException {
    Map<LocalDate, Map<Position, BigDecimal>> positions = new LinkedHashMap<>();
    Sql.each(
        connection,
        "select * from closed_position " + where + " order by month, place",
        row ->
            positions
                .computeIfAbsent(Sql.date(row, "month"), _ -> new LinkedHashMap<>())
                .put(
                    new Position(
                        row.getString("owner"),
                        row.getString("currency"),
                        row.getString("provider"),
                        row.getString("account"),
                        row.getString("service"),
                        row.getString("trail"),
                        YearMonth.from(Sql.date(row, "of_month"))),
                    row.getBigDecimal("amount")),
        parameters);
    List<ClosedMonth> months = new ArrayList<>();
    Sql.each(
        connection,
        "select * from closed_month " + where + " order by month",
        row -> {
          LocalDate month = Sql.date(row, "month");
          months.add(
              new ClosedMonth(
                  YearMonth.from(month),
                  row.getString("cost"),
                  Sql.instant(row, "closed_at"),
                  row.getString("closed_by"),
                  positions.getOrDefault(month, Map.of())));
        },
        parameters);
    return months;
  }

  @Override
  public boolean close(ClosedMonth month) {
    return database.write(connection -> close(connection, month));
  }

  private static boolean close(Connection connection, ClosedMonth month) throws SQLException {
    LocalDate first = month.month().atDay(1);
    int kept =
        Sql.update(
            connection,
            "insert into closed_month (month, cost, closed_at, closed_by) values (?, ?, ?, ?) on conflict do nothing",
            first,
            month.cost(),
            month.at(),
            month.by());
    if (kept == 0) {
      return false;
    }
    try (Copy copy =
        Copy.into(
            connection,
            "closed_position",
            "month, cost, place, owner, currency, provider, account, service, trail, of_month, amount")) {
      int place = 0;
      for (Map.Entry<Position, BigDecimal> one : month.positions().entrySet()) {
        Position position = one.getKey();
        copy.row(
            first,
            month.cost(),
            place,
            position.owner(),
            position.currency(),
            position.provider(),
            position.account(),
            position.service(),
            position.trail(),
            position.of().atDay(1),
            one.getValue().toPlainString());
        place++;
      }
      copy.end();
    }
    return true;
  }
}
