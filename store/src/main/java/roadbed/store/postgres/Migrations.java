package roadbed.store.postgres;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema to this version of Roadbed; a database of a later version is left alone. */
final class Migrations {
  private static final int OLDEST = 15;

  private Migrations() {}

  static void run(Database database) {
    requireVersion(database);
    try {
      flyway(database.source()).migrate();
    } catch (FlywayException e) {
      throw new StoreException("cannot bring the database's tables up to date: " + e.getMessage(), e);
    }
  }

  private static Flyway flyway(DataSource source) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .defaultSchema("roadbed")
        .schemas("roadbed")
        .locations("classpath:db/migration")
        .loggers("slf4j")
        .validateMigrationNaming(true)
        .load();
  }

  private static void requireVersion(Database database) {
    int version =
        database.read(
            connection -> connection.getMetaData().getDatabaseMajorVersion());
    if (version < OLDEST) {
      throw new StoreException(
          "the database is PostgreSQL " + version + "; Roadbed needs " + OLDEST + " or later");
    }
  }
}
