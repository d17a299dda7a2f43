package roadbed.store.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;

/** The store cannot do what was asked; the message is for a person and holds no secret. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Classes of SQLSTATE: no connection, rolled back for another, no resources, in use, ended by an operator, its system. */
  private static final List<String> PASSING = List.of("08", "40", "53", "55", "57", "58");

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether it is the database's trouble and not that of what was asked: it does not answer, is starting, has no room or
   * no turn. The same may succeed later.
   */
  public boolean isPassing() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        return sql instanceof SQLTransientException || PASSING.stream().anyMatch(state::startsWith);
      }
    }
    return false;
  }
}
