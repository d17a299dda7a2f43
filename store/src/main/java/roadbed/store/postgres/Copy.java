package roadbed.store.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows by PostgreSQL's COPY, the fastest way in; values are escaped here and never become SQL. */
final class Copy implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final CopyIn in;
  private final StringBuilder buffer = new StringBuilder(BUFFER + 4096);

  private Copy(CopyIn in) {
    this.in = in;
  }

  /** Opens the way into a table; the names are ours, never a user's. */
  static Copy into(Connection connection, String table, String columns) throws SQLException {
    return new Copy(
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy %s (%s) from stdin".formatted(table, columns)));
  }

  /** Bytes given in hexadecimal, as a value of a row. */
  static String bytes(String hex) {
    return "\\x" + hex;
  }

  /** Sends one row. */
  void row(@Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        buffer.append('\t');
      }
      append(values[i]);
    }
    buffer.append('\n');
    if (buffer.length() > BUFFER) {
      flush();
    }
  }

  private void append(@Nullable Object value) {
    switch (value) {
      case null -> buffer.append("\\N");
      case String text -> escaped(Storable.text(text));
      case Instant instant -> buffer.append(Sql.storable(instant));
      default -> escaped(value.toString());
    }
  }

  private void escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> buffer.append("\\\\");
        case '\t' -> buffer.append("\\t");
        case '\n' -> buffer.append("\\n");
        case '\r' -> buffer.append("\\r");
        default -> buffer.append(c);
      }
    }
  }

  private void flush() throws SQLException {
    byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
    in.writeToCopy(bytes, 0, bytes.length);
    buffer.setLength(0);
  }

  /** Sends the rest; only then are the rows in the table. */
  void end() throws SQLException {
    flush();
    in.endCopy();
  }

  /** Gives the connection back where {@link #end} was not reached. */
  @Override
  public void close() throws SQLException {
    if (in.isActive()) {
      in.cancelCopy();
    }
  }
}
