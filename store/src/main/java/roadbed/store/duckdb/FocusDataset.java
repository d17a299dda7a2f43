package roadbed.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.focus.BillingData;
import roadbed.model.BillingFile;

/**
 * Files of one shape as one billing data set. Comma-separated text is turned into Parquet once, every value as the
 * text it is; then all questions about lines are answered by a few aggregates over the columns that they read.
 */
public final class FocusDataset implements BillingData, AutoCloseable {
  private static final int REJECTED = 5;

  private final DuckDBConnection connection;
  private final FocusCounting counting;
  private final Path scratch;
  private final PlainPaths paths = new PlainPaths();
  private final TreeMap<Long, BillingFile> begins = new TreeMap<>();
  private final List<String> columns = new ArrayList<>();
  private final Map<String, String> types = new HashMap<>();
  private final Map<String, Long> filled = new LinkedHashMap<>();
  private final Set<String> numbers = new LinkedHashSet<>();
  private final Map<String, Long> different = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Set<String>> facts = new LinkedHashMap<>();
  private boolean redelivered;
  private long lines;
  private long unreadable;

  /**
   * What stands beside a data set and helps to judge it.
   *
   * @param previous earlier deliveries: their lines bear witness and are not judged
   * @param facts tables from outside the billing (CSV, JSON or Parquet), by name; their columns are named as those of
   *     FOCUS
   */
  public record Beside(List<BillingFile> previous, Map<String, Path> facts) {
    /** Nothing. */
    public static final Beside NOTHING = new Beside(List.of(), Map.of());
  }

  /** Opens files of the same columns, with nothing beside them. */
  public FocusDataset(List<BillingFile> files) throws IOException {
    this(files, Beside.NOTHING);
  }

  /**
   * Opens files of the same columns.
   *
   * @param files at least one
   * @throws IOException where one cannot be read, with a message for a person
   */
  public FocusDataset(List<BillingFile> files, Beside beside) throws IOException {
    scratch = Files.createTempDirectory("roadbed-focus");
    DuckDBConnection opened = null;
    try {
      opened = DuckDb.open();
      connection = opened;
      view(files);
      history(beside.previous());
      facts(beside.facts());
      counting = new FocusCounting(connection, types, lines);
    } catch (SQLException e) {
      close(opened, scratch, paths);
      String message = e.getMessage() == null ? e.toString() : e.getMessage().lines().findFirst().orElse("");
      throw new IOException("the billing cannot be read: " + message, e);
    } catch (IOException | RuntimeException e) {
      close(opened, scratch, paths);
      throw e;
    }
  }

  private void view(List<BillingFile> files) throws IOException, SQLException {
    List<String> parts = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (BillingFile file : files) {
        String parquet = paths.literal(parquet(file, parts.size() + ".parquet", statement));
        begins.put(lines, file);
        parts.add(
            "select *, file_row_number + " + (lines + 1) + " as \"row of file\" from read_parquet(" + parquet
                + ", file_row_number = true)");
        try (ResultSet count = statement.executeQuery("select count(*) from read_parquet(" + parquet + ")")) {
          count.next();
          lines += count.getLong(1);
        }
      }
      statement.execute("create temp view data as " + String.join(" union all by name ", parts));
      try (ResultSet described = statement.executeQuery("describe select * from data")) {
        while (described.next()) {
          String name = described.getString(1);
          if (!name.equals("row of file") && !name.equals("file_row_number")) {
            columns.add(name);
            types.put(name.toLowerCase(Locale.ROOT), described.getString(2));
          }
        }
      }
      if (columns.isEmpty()) {
        return;
      }
      List<String> counts = new ArrayList<>(columns.stream().map(name -> "count(" + quoted(name) + ")").toList());
      List<String> custom = columns.stream().filter(name -> name.startsWith("x_")).toList();
      custom.forEach(name -> counts.add("count(try_cast(cast(" + quoted(name) + " as varchar) as double))"));
      try (ResultSet counted = statement.executeQuery("select " + String.join(", ", counts) + " from data")) {
        counted.next();
        for (int i = 0; i < columns.size(); i++) {
          filled.put(columns.get(i), counted.getLong(i + 1));
        }
        for (int i = 0; i < custom.size(); i++) {
          long values = filled.getOrDefault(custom.get(i), 0L);
          if (values > 0 && counted.getLong(columns.size() + i + 1) * 20 >= values * 19) {
            numbers.add(custom.get(i));
          }
        }
      }
    }
  }

  private Path parquet(BillingFile file, String name, Statement statement) throws IOException, SQLException {
    return switch (file.format()) {
      case PARQUET -> file.path();
      case JSON -> throw new IOException(file.path() + " is JSON, which no FOCUS is written in");
      case CSV, CSV_GZIP -> unpacked(file, scratch.resolve(name), statement);
    };
  }

  /** The lines and, for comparing, those of earlier deliveries in the same columns. */
  private void history(List<BillingFile> previous) throws IOException, SQLException {
    List<String> parts = new ArrayList<>(List.of("select *, true as current from data"));
    String period = columns.stream().filter("BillingPeriodStart"::equalsIgnoreCase).findFirst().orElse("");
    try (Statement statement = connection.createStatement()) {
      for (BillingFile file : previous) {
        String read =
            "read_parquet(" + paths.literal(parquet(file, "previous" + parts.size() + ".parquet", statement)) + ")";
        Map<String, String> theirs = new HashMap<>();
        try (ResultSet described = statement.executeQuery("describe select * from " + read)) {
          while (described.next()) {
            theirs.put(described.getString(1).toLowerCase(Locale.ROOT), described.getString(1));
          }
        }
        List<String> select = new ArrayList<>();
        for (String column : columns) {
          String their = theirs.get(column.toLowerCase(Locale.ROOT));
          String type = types.getOrDefault(column.toLowerCase(Locale.ROOT), "VARCHAR");
          select.add(
              (their == null ? "cast(null as " + type + ")" : "try_cast(" + quoted(their) + " as " + type + ")")
                  + " as " + quoted(column));
        }
        parts.add("select " + String.join(", ", select) + ", 0 as \"row of file\", false as current from " + read);
      }
      statement.execute("create temp view history as " + String.join(" union all by name ", parts));
      if (!previous.isEmpty() && !period.isEmpty()) {
        try (ResultSet shared =
            statement.executeQuery(
                "select count(*) from (select distinct %1$s as p from history where current) join (select distinct %1$s as p from history where not current) using (p)"
                    .formatted(quoted(period)))) {
          shared.next();
          redelivered = shared.getLong(1) > 0;
        }
      }
    }
  }

  /** Tables from outside: every column as text. */
  private void facts(Map<String, Path> tables) throws IOException, SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, Path> table : tables.entrySet()) {
        String file = table.getValue().toString().toLowerCase(Locale.ROOT);
        String path = paths.literal(table.getValue());
        String read =
            file.endsWith(".parquet")
                ? "read_parquet(" + path + ")"
                : file.endsWith(".json") || file.endsWith(".jsonl")
                    ? "read_json(" + path + ")"
                    : "read_csv(" + path + ", header = true, all_varchar = true)";
        statement.execute("create temp table fact_" + table.getKey() + " as select cast(columns(*) as varchar) from " + read);
        Set<String> names = new LinkedHashSet<>();
        try (ResultSet described = statement.executeQuery("describe fact_" + table.getKey())) {
          while (described.next()) {
            names.add(described.getString(1).toLowerCase(Locale.ROOT));
          }
        }
        facts.put(table.getKey(), names);
      }
    }
  }

  /** Every value as its text; lines that are no records are counted and left out. */
  private Path unpacked(BillingFile file, Path target, Statement statement) throws IOException, SQLException {
    List<String> read = new ArrayList<>();
    Map<String, Integer> times = new HashMap<>();
    for (String name : new FocusFile(file).header()) {
      int time = times.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum);
      String unique = time == 1 ? name : name + " (" + time + ")";
      read.add(DuckDb.quoted(unique.isBlank() ? "(no name " + time + ")" : unique) + ": 'varchar'");
    }
    statement.execute("drop table if exists rejected_lines");
    statement.execute("drop table if exists rejected_files");
    statement.execute(
        "copy (select * from read_csv(" + paths.literal(file.path())
            + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', compression = '"
            + (file.format() == BillingFile.Format.CSV_GZIP ? "gzip" : "none")
            + "', nullstr = ['NULL', ''], max_line_size = 20000000, null_padding = false, store_rejects = true,"
            + " rejects_table = 'rejected_lines', rejects_scan = 'rejected_files', rejects_limit = 100000, columns = {"
            + String.join(", ", read) + "})) to " + DuckDb.quoted(target.toString())
            + " (format parquet, compression zstd)");
    try (ResultSet count = statement.executeQuery("select count(distinct line_byte_position) from rejected_lines")) {
      count.next();
      unreadable += count.getLong(1);
    }
    try (ResultSet rejected =
        statement.executeQuery(
            "select line, column_name, error_message from rejected_lines order by line, column_idx limit " + REJECTED)) {
      while (rejected.next()) {
        String column = rejected.getString(2);
        problems.add(
            file.path() + ":" + rejected.getLong(1) + (column == null || column.isEmpty() ? "" : ": " + column) + ": "
                + String.valueOf(rejected.getString(3)).lines().findFirst().orElse(""));
      }
    }
    return target;
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public long lines() {
    return lines;
  }

  @Override
  public Map<String, Long> filled() {
    return filled;
  }

  /** Lines of text files that are no records of the table; they are in no count. */
  public long unreadable() {
    return unreadable;
  }

  /** Where the first of the lines that are no records stand, and what is wrong with them. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** The file that a line stands in and its record's number there from 1, for a line of {@link Answer#first}. */
  public String place(long line) {
    Map.Entry<Long, BillingFile> file = begins.floorEntry(line - 1);
    return file == null ? "" + line : file.getValue().path() + ":" + (line - file.getKey());
  }

  /** The values of some columns in some lines: by line, by column. A null is not there; long ones are cut. */
  public Map<Long, Map<String, String>> cells(Set<Long> rows, Set<String> wanted) {
    List<String> read = columns.stream().filter(wanted::contains).toList();
    Map<Long, Map<String, String>> cells = new HashMap<>();
    if (rows.isEmpty() || read.isEmpty()) {
      return cells;
    }
    CheckSql sql = new CheckSql(types);
    String select = read.stream().map(column -> "left(" + sql.text(column) + ", 80)").collect(Collectors.joining(", "));
    String which = rows.stream().map(String::valueOf).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select \"row of file\", " + select + " from data where \"row of file\" in (" + which + ")")) {
      while (row.next()) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < read.size(); i++) {
          String value = row.getString(i + 2);
          if (value != null) {
            values.put(read.get(i), value);
          }
        }
        cells.put(row.getLong(1), values);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the billing cannot be read: " + e.getMessage(), e);
    }
    return cells;
  }

  @Override
  public Set<String> numbers() {
    return Collections.unmodifiableSet(numbers);
  }

  @Override
  public long different(String column) {
    return different.computeIfAbsent(
        column.toLowerCase(Locale.ROOT),
        name -> {
          if (!types.containsKey(name)) {
            return 0L;
          }
          try (Statement statement = connection.createStatement();
              ResultSet count = statement.executeQuery("select count(distinct " + quoted(name) + ") from history")) {
            count.next();
            return count.getLong(1);
          } catch (SQLException e) {
            throw new IllegalStateException("the billing cannot be counted: " + e.getMessage(), e);
          }
        });
  }

  @Override
  public boolean redelivered() {
    return redelivered;
  }

  @Override
  public boolean given(String fact, Set<String> wanted) {
    Set<String> has = facts.get(fact);
    return has != null && wanted.stream().allMatch(column -> has.contains(column.toLowerCase(Locale.ROOT)));
  }

  @Override
  public Set<String> defined(String property) {
    Set<String> has = facts.getOrDefault("metadata", Set.of());
    Set<String> defined = new HashSet<>();
    if (!has.contains("columnname") || !has.contains(property.toLowerCase(Locale.ROOT))) {
      return defined;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select lower(ColumnName) from fact_metadata where nullif(trim(" + quoted(property) + "), '') is not null")) {
      while (row.next()) {
        String name = row.getString(1);
        if (name != null) {
          defined.add(name);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the metadata cannot be read: " + e.getMessage(), e);
    }
    return defined;
  }

  @Override
  public List<Answer> count(List<Question> questions) {
    try {
      return counting.count(questions);
    } catch (SQLException e) {
      throw new IllegalStateException("the billing cannot be counted: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    close(connection, scratch, paths);
  }

  private static void close(@Nullable DuckDBConnection connection, Path scratch, PlainPaths paths) {
    try {
      if (connection != null) {
        connection.close();
      }
      paths.close();
      BillingFolder.remove(scratch);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
