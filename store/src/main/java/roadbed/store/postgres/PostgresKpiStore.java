package roadbed.store.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiStore;

/** KPI values by day in one table. */
final class PostgresKpiStore implements KpiStore {
  private final Database database;

  PostgresKpiStore(Database database) {
    this.database = database;
  }

  @Override
  public void record(List<KpiMeasurement> measurements) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (KpiMeasurement measurement : measurements) {
      rows.add(
          new @Nullable Object[] {
            measurement.kpi(),
            measurement.day(),
            nullable(measurement.value()),
            nullable(measurement.numerator()),
            nullable(measurement.denominator()),
            measurement.note(),
            measurement.lacks()
          });
    }
    database.write(
        connection -> {
          Sql.batch(
              connection,
              """
              insert into kpi_measurement (kpi, day, value, numerator, denominator, note, lacks)
              values (?, ?, ?::double precision, ?::double precision, ?::double precision, ?, ?)
              on conflict (kpi, day) do update
              set value = excluded.value, numerator = excluded.numerator,
                denominator = excluded.denominator, note = excluded.note, lacks = excluded.lacks
              """,
              rows);
          return rows.size();
        });
  }

  @Override
  public List<KpiMeasurement> latest() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select distinct on (kpi) * from kpi_measurement order by kpi, day desc",
                PostgresKpiStore::measurement));
  }

  @Override
  public List<KpiMeasurement> trend(String kpi, LocalDate from, LocalDate to) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from kpi_measurement where kpi = ? and day between ? and ? order by day",
                PostgresKpiStore::measurement,
                kpi,
                from,
                to));
  }

  private static KpiMeasurement measurement(ResultSet row) throws SQLException {
    return new KpiMeasurement(
        row.getString("kpi"),
        Sql.date(row, "day"),
        optional(row, "value"),
        optional(row, "numerator"),
        optional(row, "denominator"),
        row.getString("note"),
        row.getString("lacks"));
  }

  private static @Nullable Double nullable(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static OptionalDouble optional(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
