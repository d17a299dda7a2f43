package roadbed.store.postgres;

import java.util.Optional;

/**
 * Where a PostgreSQL is and how to enter it.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param login the owner of the database
 * @param reader a role that may only read the schema {@code facts}, for SQL that people write; where there is
 *     none, such SQL runs as the owner in a read-only transaction
 */
public record PostgresAddress(String url, Login login, Optional<Login> reader) {
  public PostgresAddress {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new StoreException(
          "the database URL does not begin with jdbc:postgresql: (say jdbc:postgresql://host:5432/database)");
    }
  }

  /** A role and its password. */
  public record Login(String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return user;
    }
  }

  /** Without what a URL may carry in its query part. */
  @Override
  public String toString() {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
