package roadbed.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.focus.BillingData;
import roadbed.assess.cost.focus.Check;
import roadbed.model.BillingFile;

/**
 * Files of one shape as one billing data set. Comma-separated text is turned into Parquet once, every value as the
 * text it is; then all questions about lines are answered by a few aggregates over the columns that they read.
 */
public final class FocusDataset implements BillingData, AutoCloseable {
  private static final int BATCH = 50;
  private static final int FIRST = 3;

  private final DuckDBConnection connection;
  private final Path scratch;
  private final PlainPaths paths = new PlainPaths();
  private final TreeMap<Long, Path> begins = new TreeMap<>();
  private final List<String> columns = new ArrayList<>();
  private final Map<String, String> types = new HashMap<>();
  private final Map<String, Long> filled = new LinkedHashMap<>();
  private long lines;
  private long unreadable;

  /**
   * Opens files of the same columns.
   *
   * @param files at least one
   * @throws IOException where one cannot be read, with a message for a person
   */
  public FocusDataset(List<BillingFile> files) throws IOException {
    scratch = Files.createTempDirectory("roadbed-focus");
    DuckDBConnection opened = null;
    try {
      opened = DuckDb.open();
      connection = opened;
      view(files);
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
        Path parquet =
            switch (file.format()) {
              case PARQUET -> file.path();
              case JSON -> throw new IOException(file.path() + " is JSON, which no FOCUS is written in");
              case CSV, CSV_GZIP -> unpacked(file, scratch.resolve(parts.size() + ".parquet"), statement);
            };
        begins.put(lines, file.path());
        parts.add(
            "select *, file_row_number + " + (lines + 1) + " as \"row of file\" from read_parquet("
                + paths.literal(parquet) + ", file_row_number = true)");
        try (ResultSet count = statement.executeQuery("select count(*) from read_parquet(" + paths.literal(parquet) + ")")) {
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
      List<String> counts = columns.stream().map(name -> "count(" + quoted(name) + ")").toList();
      try (ResultSet counted = statement.executeQuery("select " + String.join(", ", counts) + " from data")) {
        counted.next();
        for (int i = 0; i < columns.size(); i++) {
          filled.put(columns.get(i), counted.getLong(i + 1));
        }
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

  /** The file that a line stands in and its number there from 1, for a line of {@link Answer#first}. */
  public String place(long line) {
    Map.Entry<Long, Path> file = begins.floorEntry(line - 1);
    return file == null ? "" + line : file.getValue() + ":" + (line - file.getKey());
  }

  // --- counting -----------------------------------------------------------------------------------------------

  @Override
  public List<Answer> count(List<Question> questions) {
    CheckSql sql = new CheckSql(types);
    Answer[] answers = new Answer[questions.size()];
    List<Integer> ofLines = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; i < questions.size(); i++) {
        Question question = questions.get(i);
        if (question.check() instanceof Check.One(String each, String of)) {
          answers[i] = ofGroups(question, each, of, sql, statement);
        } else if (ofObjects(question.check())) {
          answers[i] = ofValues(question, sql, statement);
        } else {
          ofLines.add(i);
        }
      }
      for (int from = 0; from < ofLines.size(); from += BATCH) {
        List<Integer> batch = ofLines.subList(from, Math.min(ofLines.size(), from + BATCH));
        ofLines(questions, batch, sql, statement, answers);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the billing cannot be counted: " + e.getMessage(), e);
    }
    return List.of(answers);
  }

  private static boolean ofObjects(Check check) {
    return switch (check) {
      case Check.Shaped(String _, Check.Shape shape) -> shape.ofObject();
      case Check.All(List<Check> parts) -> !parts.isEmpty() && parts.stream().allMatch(FocusDataset::ofObjects);
      case Check.Any _, Check.Rule _, Check.Present _, Check.Is _, Check.IsNot _, Check.Same _, Check.Differs _,
          Check.After _, Check.AtLeast _, Check.Product _, Check.One _, Check.Every _, Check.Names _ ->
          false;
    };
  }

  private static void ofLines(
      List<Question> questions, List<Integer> batch, CheckSql sql, Statement statement, Answer[] answers)
      throws SQLException {
    StringBuilder select = new StringBuilder("select count(*)");
    for (int i : batch) {
      Question question = questions.get(i);
      String condition = question.condition().map(sql::of).orElse("true");
      String broken = condition + " and not (" + sql.of(question.check()) + ")";
      select
          .append(question.condition().isEmpty() ? ", count(*)" : ", count(*) filter (where " + condition + ")")
          .append(", count(*) filter (where ").append(broken).append(')')
          .append(", min(\"row of file\", ").append(FIRST).append(") filter (where ").append(broken).append(')');
    }
    try (ResultSet row = statement.executeQuery(select + " from data")) {
      row.next();
      int at = 2;
      for (int i : batch) {
        answers[i] = new Answer(row.getLong(at), row.getLong(at + 1), numbers(row.getArray(at + 2)));
        at += 3;
      }
    }
  }

  private static Answer ofGroups(Question question, String each, String of, CheckSql sql, Statement statement)
      throws SQLException {
    String condition = question.condition().map(sql::of).orElse("true");
    try (ResultSet row =
        statement.executeQuery(
            """
            select coalesce(sum(n), 0), coalesce(sum(n) filter (where d <> 1), 0), min(r, %d) filter (where d <> 1)
            from (select %s as value, count(*) as n, count(distinct %s) as d, min("row of file") as r
                  from data where %s and value is not null group by 1)
            """
                .formatted(FIRST, sql.text(each), sql.text(of), condition))) {
      row.next();
      return new Answer(row.getLong(1), row.getLong(2), numbers(row.getArray(3)));
    }
  }

  /** Few objects differ, so each is parsed once. */
  private static Answer ofValues(Question question, CheckSql sql, Statement statement) throws SQLException {
    List<Check> parts = question.check() instanceof Check.All(List<Check> checks) ? checks : List.of(question.check());
    String condition = question.condition().map(sql::of).orElse("true");
    long checked = 0;
    long violating = 0;
    List<Long> first = new ArrayList<>();
    for (Check part : parts) {
      if (part instanceof Check.Shaped(String column, Check.Shape shape)) {
        String kept = new CheckSql(Map.of("value", "VARCHAR")).of(new Check.Shaped("value", shape));
        try (ResultSet row =
            statement.executeQuery(
                """
                select coalesce(sum(n), 0), coalesce(sum(n) filter (where not kept), 0), min(r, %d) filter (where not kept)
                from (select n, r, %s as kept
                      from (select %s as value, count(*) as n, min("row of file") as r
                            from data where %s group by 1))
                """
                    .formatted(FIRST, kept, sql.text(column), condition))) {
          row.next();
          checked = Math.max(checked, row.getLong(1));
          violating += row.getLong(2);
          first.addAll(numbers(row.getArray(3)));
        }
      }
    }
    return new Answer(checked, violating, first.stream().sorted().limit(FIRST).toList());
  }

  private static List<Long> numbers(@Nullable Array array) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    if (array != null && array.getArray() instanceof Object[] values) {
      for (Object value : values) {
        if (value instanceof Number number) {
          numbers.add(number.longValue());
        }
      }
    }
    return numbers;
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
