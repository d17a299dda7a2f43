package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** What only one transaction at a time may do, in this server or any other on the same database. */
enum Turn {
  ESTATE(1),
  VERDICTS(2),
  COST(3),
  EVIDENCE(4),
  ACCESS(5),
  DRIFT(7),
  BACKLOG(12),
  INCIDENTS(17),
  NOTIFY(22);

  /** Our half of the lock's name, so that other programs on the database do not meet ours. */
  private static final int ROADBED = 0x524f4144;

  private final int number;

  Turn(int number) {
    this.number = number;
  }

  /** Waits for the turn and keeps it until the transaction ends. */
  void await(Connection connection) throws SQLException {
    Sql.each(connection, "select pg_advisory_xact_lock(?, ?)", row -> {}, ROADBED, number);
  }
}
