package roadbed.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.BillingStore.Ingestion;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** Reads FOCUS files into Parquet files of one shape, and tells every line that it leaves out. */
final class BillingIngestion {
  /** The column in which everything is kept that is no column of the specification, as a JSON object. */
  static final String EXTRA = "Extra";

  private static final Set<FocusColumn> AMOUNTS =
      Set.of(
          FocusColumn.BilledCost, FocusColumn.EffectiveCost, FocusColumn.ListCost, FocusColumn.ContractedCost);

  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
  private static final Pattern ERROR_KIND = Pattern.compile("^(Invalid Input|IO|Conversion|Binder) Error: ");
  private static final int TOLD_LINES = 100;
  private static final int KEPT_REJECTS = 100_000;

  /** How much of reading a file is done when its lines are copied; its own sums are the rest. */
  private static final double COPIED = 0.7;

  private static final Pattern VALUE = Pattern.compile("Could not convert string \"(.*?)\" to ", Pattern.DOTALL);

  private final DuckDBConnection connection;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final boolean reconciling;
  private final Reading reading;
  private final Map<SourceSums.Key, SourceSums.Amounts> sourceSums = new LinkedHashMap<>();
  private final Map<Path, ForeignBill.Azure> azure = new HashMap<>();
  private String dialect = "";
  private long lines;
  private long rejected;

  /**
   * A reading.
   *
   * @param reconciling whether the files' own sums are asked of them as well, which reads them once more
   * @param reading told how far it is
   */
  BillingIngestion(DuckDBConnection connection, boolean reconciling, Reading reading) {
    this.connection = connection;
    this.reconciling = reconciling;
    this.reading = reading;
  }

  /** Told how far a file is read, from 0 to 1. */
  @FunctionalInterface
  interface Reading {
    void at(BillingFile file, double share);
  }

  /** Whose columns the files that were read have, for example {@code focus-1.3}. */
  String dialect() {
    return dialect;
  }

  /** What the files that were read add up to by themselves. */
  Map<SourceSums.Key, SourceSums.Amounts> sourceSums() {
    return sourceSums;
  }

  private void reconcile(BillingFile file, String relation, Map<FocusColumn, String> texts, boolean exact)
      throws SQLException {
    if (reconciling) {
      SourceSums.add(
          connection,
          share -> reading.at(file, COPIED + share * (1 - COPIED)),
          new SourceSums.Source(
              relation,
              given(texts, FocusColumn.BillingPeriodStart),
              given(texts, FocusColumn.ChargePeriodStart),
              given(texts, FocusColumn.BillingCurrency),
              given(texts, FocusColumn.BilledCost),
              given(texts, FocusColumn.EffectiveCost),
              given(texts, FocusColumn.ListCost),
              given(texts, FocusColumn.ContractedCost),
              exact),
          sourceSums);
    }
  }

  private static String given(Map<FocusColumn, String> texts, FocusColumn column) {
    return texts.getOrDefault(column, "cast(null as varchar)");
  }

  /** Reads files into a folder, each into its own, so that a broken one does not lose the rest. */
  Ingestion read(List<BillingFile> files, Path into) {
    azure.putAll(new AzureExports(connection).kinds(files));
    int part = 0;
    for (BillingFile file : files) {
      part++;
      reading.at(file, 0);
      Path target = into.resolve("part-" + String.format(Locale.ROOT, "%05d", part) + ".parquet");
      try (PlainPaths paths = new PlainPaths()) {
        switch (file.format()) {
          case CSV, CSV_GZIP -> readCsv(file, paths, target);
          case PARQUET -> readParquet(file, paths, target);
          case JSON -> readJson(file, paths, target);
        }
      } catch (IOException e) {
        fault(file, "the file cannot be read: " + message(e), "");
      } catch (SQLException e) {
        fault(file, "the file cannot be read: " + message(e), "is it whole, and what its name says?");
        removePart(target, file);
      }
    }
    return new Ingestion(lines, rejected, diagnostics);
  }

  private ForeignBill.Azure azure(BillingFile file) {
    return azure.getOrDefault(file.path(), ForeignBill.Azure.ACTUAL);
  }

  private void removePart(Path target, BillingFile file) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      fault(file, "an unfinished part stays behind: " + message(e), "remove " + target);
    }
  }

  private void fault(BillingFile file, String message, String hint) {
    diagnostics.add(
        Diagnostic.error("billing.unreadable", Location.of(file.path().toString()), message, hint));
  }

  private static String message(Exception e) {
    String whole = e.getMessage() == null ? e.toString() : e.getMessage().strip();
    // DuckDB says in a first paragraph what is wrong, and then shows our own query.
    int paragraph = whole.indexOf("\n\n");
    String text =
        ERROR_KIND.matcher(paragraph < 0 ? whole : whole.substring(0, paragraph)).replaceFirst("");
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  // --- CSV ----------------------------------------------------------------------------------------------------

  private void readCsv(BillingFile file, PlainPaths paths, Path target) throws IOException, SQLException {
    List<String> header = new FocusFile(file).header();
    Optional<FurtherSet> further = FurtherSet.of(header);
    if (further.isPresent()) {
      String columns =
          header.stream().map(name -> DuckDb.quoted(name.strip()) + ": 'varchar'").collect(Collectors.joining(", "));
      copy(
          file,
          "select * from read_csv(" + paths.literal(file.path())
              + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', compression = '"
              + (file.format() == BillingFile.Format.CSV_GZIP ? "gzip" : "none")
              + "', nullstr = ['NULL', ''], columns = {" + columns + "})",
          further.get().staged(target));
      return;
    }
    Map<String, String> foreign = new LinkedHashMap<>();
    header.forEach(name -> foreign.put(name, "VARCHAR"));
    Optional<ForeignBill> bill = focus(header) ? Optional.empty() : ForeignBill.of(foreign, azure(file));
    if (bill.isPresent() && foreign.size() == header.size()) {
      readForeignCsv(file, paths, header, bill.get(), target);
      return;
    }
    Optional<Map<FocusColumn, String>> found = columns(file, header);
    if (found.isEmpty()) {
      return;
    }
    List<String> read = new ArrayList<>();
    Map<String, String> strays = new LinkedHashMap<>();
    Set<String> required = new HashSet<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < header.size(); i++) {
      Optional<FocusColumn> column = FocusColumn.named(header.get(i), header);
      // Columns that are not the specification's are kept aside, whatever they are called.
      String name = column.map(FocusColumn::name).orElse("other " + i);
      if (column.isEmpty()) {
        strays.put(header.get(i), "\"" + name + "\"");
      }
      if (!names.add(name)) {
        fault(file, "the column " + header.get(i) + " stands twice in the header", "export it again");
        return;
      }
      read.add(DuckDb.quoted(name) + ": " + DuckDb.quoted(column.map(FocusColumn::readAs).orElse("varchar")));
      column.filter(FocusColumn::required).ifPresent(c -> required.add(DuckDb.quoted(c.name())));
    }
    String compression = file.format() == BillingFile.Format.CSV_GZIP ? "gzip" : "none";
    String source =
        "read_csv("
            + paths.literal(file.path())
            + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', compression = '"
            + compression
            + "', nullstr = ['NULL', ''], max_line_size = 20000000, null_padding = false,"
            + " store_rejects = true, rejects_table = 'rejected_lines', rejects_scan = 'rejected_files',"
            + " rejects_limit = "
            + KEPT_REJECTS
            + ", force_not_null = ["
            + String.join(", ", required)
            + "], columns = {"
            + String.join(", ", read)
            + "})";
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists rejected_lines");
      statement.execute("drop table if exists rejected_files");
    }
    // No casts here: DuckDB would push them into the reader, which would then no longer check the type.
    String kept =
        Stream.of(FocusColumn.values())
            .map(column -> found.get().containsKey(column) ? column.quotedName() : missing(column))
            .collect(Collectors.joining(", "));
    lines += copy(file, "select " + kept + ", " + strays(strays) + " from " + source, target);
    tellRejected(file);
    tellWithoutListCost(file, paths, target);
    Map<FocusColumn, String> texts = new EnumMap<>(FocusColumn.class);
    found.get().keySet().forEach(column -> texts.put(column, column.quotedName()));
    String untyped =
        "read_csv("
            + paths.literal(file.path())
            + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', compression = '"
            + compression
            + "', nullstr = ['NULL', ''], max_line_size = 20000000, null_padding = false, ignore_errors = true, columns = {"
            + names.stream().map(name -> DuckDb.quoted(name) + ": 'varchar'").collect(Collectors.joining(", "))
            + "})";
    reconcile(file, untyped, texts, false);
    dialect = "focus";
  }

  /** Which of our columns a file has, under which name; empty where it lacks one that it must have. */
  private Optional<Map<FocusColumn, String>> columns(BillingFile file, List<String> names) {
    Map<FocusColumn, String> found = new EnumMap<>(FocusColumn.class);
    for (String name : names) {
      FocusColumn.named(name, names).ifPresent(column -> found.putIfAbsent(column, name));
    }
    List<String> missing =
        Stream.of(FocusColumn.values())
            .filter(column -> column.required() && !found.containsKey(column))
            .map(FocusColumn::name)
            .toList();
    if (!missing.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "billing.columns",
              Location.of(file.path().toString()),
              "the file has no column " + String.join(", ", missing),
              "FOCUS 1.0 to 1.4 has it; export the bill in that format"));
      return Optional.empty();
    }
    return Optional.of(found);
  }

  /** The columns that are not the specification's as one JSON object, without those that are empty. */
  private static String strays(Map<String, String> columns) {
    if (columns.isEmpty()) {
      return "cast(null as varchar) as \"" + EXTRA + "\"";
    }
    List<String> parts = new ArrayList<>();
    columns.forEach((name, value) -> parts.add(DuckDb.quoted(name) + ", " + value));
    return "case when coalesce(" + String.join(", ", columns.values()) + ") is null then null else"
        + " cast(json_merge_patch('{}', json_object(" + String.join(", ", parts) + ")) as varchar) end as \"" + EXTRA + "\"";
  }

  private static String missing(FocusColumn column) {
    return "cast(null as " + column.keptAs() + ") as " + column.quotedName();
  }

  private long copy(BillingFile file, String select, Path target) throws SQLException {
    try (Statement statement = connection.createStatement();
        QueryWatch _ = QueryWatch.over(statement, share -> reading.at(file, share * (reconciling ? COPIED : 1)))) {
      return statement.executeUpdate(
          "copy (" + select + ") to " + DuckDb.quoted(target.toAbsolutePath().toString())
              + " (format parquet, compression snappy)");
    }
  }

  private record Rejected(long offset, String reason) {}

  private void tellRejected(BillingFile file) throws IOException, SQLException {
    long count;
    List<Rejected> told = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet result =
          statement.executeQuery("select count(distinct line_byte_position) from rejected_lines")) {
        result.next();
        count = result.getLong(1);
      }
      try (ResultSet result =
          statement.executeQuery(
              """
              select line_byte_position, any_value(column_name), any_value(error_type), any_value(error_message)
              from rejected_lines group by line_byte_position order by line_byte_position
              limit %d
              """
                  .formatted(TOLD_LINES))) {
        while (result.next()) {
          told.add(
              new Rejected(
                  result.getLong(1), reason(result.getString(2), result.getString(3), result.getString(4))));
        }
      }
    }
    if (count == 0) {
      return;
    }
    rejected += count;
    List<Long> places = new FocusFile(file).linesOf(told.stream().map(Rejected::offset).toList());
    for (int i = 0; i < told.size(); i++) {
      diagnostics.add(
          Diagnostic.error(
              "billing.line",
              Location.of(file.path().toString(), Math.toIntExact(Math.min(places.get(i), Integer.MAX_VALUE)), 0),
              "the line is left out: " + told.get(i).reason(),
              ""));
    }
    if (count > told.size()) {
      diagnostics.add(
          Diagnostic.error(
              "billing.lines",
              Location.of(file.path().toString()),
              (count >= KEPT_REJECTS ? "at least " : "") + (count - told.size()) + " more lines are left out",
              ""));
    }
  }

  private static String reason(String column, String type, String message) {
    return switch (type) {
      case "CAST" -> {
        Matcher value = VALUE.matcher(message);
        String given = value.find() ? value.group(1) : "";
        String shown = given.length() > 60 ? given.substring(0, 60) + "…" : given;
        String expected = FocusColumn.named(column).map(FocusColumn::expectation).orElse("a value");
        yield column + (shown.isEmpty() ? " is empty, and" : " is \"" + shown + "\", and") + " must be " + expected;
      }
      case "MISSING COLUMNS" -> "it has fewer fields than the header";
      case "TOO MANY COLUMNS" -> "it has more fields than the header";
      case "UNQUOTED VALUE" -> "a quote in it does not close, or stands inside a field";
      case "INVALID ENCODING", "INVALID UNICODE" -> "it is not UTF-8";
      case "LINE SIZE OVER MAXIMUM" -> "it is too long";
      default -> message.lines().findFirst().orElse(type);
    };
  }

  private void tellWithoutListCost(BillingFile file, PlainPaths paths, Path target)
      throws IOException, SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select count(*) from read_parquet(" + paths.literal(target) + ") where \"ListCost\" is null")) {
      result.next();
      if (result.getLong(1) > 0) {
        diagnostics.add(
            Diagnostic.warning(
                "billing.list-cost",
                Location.of(file.path().toString()),
                result.getLong(1) + " lines have no ListCost; they add nothing to the list cost",
                ""));
      }
    }
  }

  // --- Parquet ------------------------------------------------------------------------------------------------

  private void readParquet(BillingFile file, PlainPaths paths, Path target) throws IOException, SQLException {
    String source = "read_parquet(" + paths.literal(file.path()) + ", file_row_number = true)";
    Map<String, String> types = types(source);
    Optional<FurtherSet> further = FurtherSet.of(List.copyOf(types.keySet()));
    if (further.isPresent()) {
      List<String> texts = new ArrayList<>();
      types.forEach(
          (name, type) -> {
            if (!name.equals("file_row_number")) {
              texts.add(text(name, type) + " as \"" + name.replace("\"", "\"\"") + "\"");
            }
          });
      copy(file, "select " + String.join(", ", texts) + " from " + source, further.get().staged(target));
      return;
    }
    Optional<ForeignBill> bill =
        focus(List.copyOf(types.keySet())) ? Optional.empty() : ForeignBill.of(types, azure(file));
    if (bill.isPresent()) {
      readForeign(file, source, source, "file_row_number + 1", bill.get(), target);
      return;
    }
    Optional<Map<FocusColumn, String>> found = columns(file, List.copyOf(types.keySet()));
    if (found.isEmpty()) {
      return;
    }
    Map<FocusColumn, String> texts = new EnumMap<>(FocusColumn.class);
    found.get().forEach((column, name) -> texts.put(column, text(name, types.getOrDefault(name, ""))));
    Map<String, String> strays = new LinkedHashMap<>();
    types.forEach(
        (name, type) -> {
          if (!found.get().containsValue(name) && !name.equals("file_row_number")) {
            strays.put(name, text(name, type));
          }
        });
    Map<FocusColumn, String> typed = typed(found.get(), types);
    readTexts(file, source, source, "file_row_number + 1", texts, typed, strays, target);
    tellWithoutListCost(file, paths, target);
    boolean exact =
        texts.keySet().stream()
            .filter(AMOUNTS::contains)
            .allMatch(typed::containsKey);
    texts.putAll(typed);
    reconcile(file, source, texts, exact);
    dialect = "focus";
  }

  /** Columns whose values fit as they are: decimals that lose no digit, and times. */
  private static Map<FocusColumn, String> typed(Map<FocusColumn, String> found, Map<String, String> types) {
    Map<FocusColumn, String> typed = new EnumMap<>(FocusColumn.class);
    found.forEach(
        (column, name) -> {
          String type = types.getOrDefault(name, "");
          Matcher decimal = DECIMAL.matcher(type);
          boolean fits =
              column.amount()
                  ? decimal.matches()
                      && Integer.parseInt(decimal.group(2)) <= 18
                      && Integer.parseInt(decimal.group(1)) - Integer.parseInt(decimal.group(2)) <= 20
                  : column.keptAs().equals("timestamptz") && type.startsWith("TIMESTAMP");
          if (fits) {
            typed.put(column, "\"" + name.replace("\"", "\"\"") + "\"");
          }
        });
    return typed;
  }

  // --- other exports ------------------------------------------------------------------------------------------

  /** Whether columns are those of FOCUS, so far that no other export has so many of them. */
  private static boolean focus(List<String> names) {
    return names.stream()
            .map(FocusColumn::named)
            .flatMap(Optional::stream)
            .filter(column -> column.required() || column == FocusColumn.ChargeCategory)
            .distinct()
            .count()
        >= 4;
  }

  private void readForeignCsv(
      BillingFile file, PlainPaths paths, List<String> header, ForeignBill bill, Path target)
      throws IOException, SQLException {
    String columns =
        header.stream().map(name -> DuckDb.quoted(name) + ": 'varchar'").collect(Collectors.joining(", "));
    String read =
        "(select row_number() over () as \"row of file\", * from read_csv("
            + paths.literal(file.path())
            + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', compression = '"
            + (file.format() == BillingFile.Format.CSV_GZIP ? "gzip" : "none")
            + "', nullstr = ['NULL', ''], max_line_size = 20000000, null_padding = false, %s, columns = {"
            + columns + "}))";
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists rejected_lines");
      statement.execute("drop table if exists rejected_files");
    }
    readForeign(
        file,
        read.replace(
            "%s",
            "store_rejects = true, rejects_table = 'rejected_lines', rejects_scan = 'rejected_files', rejects_limit = "
                + KEPT_REJECTS),
        read.replace("%s", "ignore_errors = true"),
        "\"row of file\"",
        bill,
        target);
    tellRejected(file);
  }

  private void readJson(BillingFile file, PlainPaths paths, Path target) throws IOException, SQLException {
    String path = paths.literal(file.path());
    String options = ", maximum_object_size = 200000000, ignore_errors = false";
    String source = "(select row_number() over () as \"row of file\", * from read_json(" + path + options + "))";
    Map<String, String> types = types(source);
    if (types.containsKey("data") && types.containsKey("code")) {
      // An answer of OpenCost: a list of windows, each an object of allocations by name.
      String allocations =
          "(select unnest(json_keys(d)) as key, d from (select unnest(data) as d from read_json(" + path
              + ", columns = {'data': 'JSON[]'}" + options + ")))";
      String fields =
          Stream.of(
                  "name", "start", "end", "cpuCost", "ramCost", "gpuCost", "pvCost", "networkCost", "loadBalancerCost",
                  "sharedCost", "externalCost", "totalCost")
              .map(name -> "json_extract_string(a, '$." + name + "') as \"" + name + "\"")
              .collect(Collectors.joining(", "));
      source =
          "(select row_number() over () as \"row of file\", " + fields
              + ", json_extract(a, '$.properties') as properties, json_extract(a, '$.window') as window"
              + " from (select json_extract(d, '$.\"' || key || '\"') as a from " + allocations + "))";
      types = types(source);
    }
    Optional<ForeignBill> bill = ForeignBill.of(types, azure(file));
    if (bill.isEmpty()) {
      fault(file, "the documents are no billing that is known", "known are Google's billing export and OpenCost's allocations");
      return;
    }
    readForeign(file, source, source, "\"row of file\"", bill.get(), target);
  }

  private void readForeign(
      BillingFile file, String source, String again, String row, ForeignBill bill, Path target) throws SQLException {
    List<String> missing =
        Stream.of(FocusColumn.values())
            .filter(column -> column.required() && !bill.texts().containsKey(column))
            .map(FocusColumn::name)
            .toList();
    if (!missing.isEmpty()) {
      fault(file, "this " + bill.dialect() + " export says nothing of " + String.join(", ", missing), "export all columns");
      return;
    }
    dialect = bill.dialect();
    Map<String, String> others = new LinkedHashMap<>(bill.others());
    readTexts(file, bill.relation(source), bill.relation(again), row, bill.texts(), Map.of(), others, target);
    reconcile(file, again, bill.sums(), false);
    for (String lost : bill.lost()) {
      diagnostics.add(
          Diagnostic.warning(
              "billing.conversion", Location.of(file.path().toString()), "of " + bill.dialect() + " is lost: " + lost, ""));
    }
  }

  private Map<String, String> types(String source) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("describe select * from " + source)) {
      while (result.next()) {
        types.put(result.getString(1), result.getString(2));
      }
    }
    return types;
  }

  /**
   * Reads values that are texts, each by its expression: a row in which one cannot be what it must is left out.
   *
   * @param typed columns that have the right type already and need no text made of them
   */
  private void readTexts(
      BillingFile file,
      String source,
      String again,
      String row,
      Map<FocusColumn, String> texts,
      Map<FocusColumn, String> typed,
      Map<String, String> strays,
      Path target)
      throws SQLException {
    List<String> read = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (FocusColumn column : FocusColumn.values()) {
      String text = texts.get(column);
      if (text == null) {
        read.add(missing(column));
        continue;
      }
      String exact = typed.get(column);
      if (exact != null) {
        read.add("cast(" + exact + " as " + column.keptAs() + ") as " + column.quotedName());
        if (column.required()) {
          broken.add(
              "when " + exact + " is null then "
                  + DuckDb.quoted(column.name() + " is empty or not " + column.expectation()));
        }
        continue;
      }
      String given = "nullif(nullif(" + text + ", 'NULL'), '')";
      read.add("try_cast(" + given + " as " + column.keptAs() + ") as " + column.quotedName());
      if (column.required()) {
        broken.add(
            "when try_cast(" + given + " as " + column.readAs() + ") is null then "
                + DuckDb.quoted(column.name() + " is empty or not " + column.expectation()));
      } else if (!column.keptAs().equals("varchar")) {
        broken.add(
            "when " + given + " is not null and try_cast(" + given + " as " + column.keptAs() + ") is null then "
                + DuckDb.quoted(column.name() + " is not " + column.expectation()));
      }
    }
    String fault = "case " + String.join(" ", broken) + " end";
    lines +=
        copy(
            file,
            "select " + String.join(", ", read) + ", " + strays(strays) + " from " + source + " where " + fault + " is null",
            target);
    tellBrokenRows(file, "select " + row + " as row, " + fault + " as fault from " + again);
  }

  /** A column as text: exact for decimals, the shortest text for doubles, JSON for maps and structures. */
  private static String text(String name, String type) {
    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
    boolean nested = type.startsWith("MAP") || type.startsWith("STRUCT") || type.endsWith("[]");
    return nested ? "cast(to_json(" + quoted + ") as varchar)" : "cast(" + quoted + " as varchar)";
  }

  private void tellBrokenRows(BillingFile file, String faults) throws SQLException {
    long told = 0;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet result =
          statement.executeQuery(
              "select row, fault from (" + faults + ") where fault is not null order by row limit " + TOLD_LINES)) {
        while (result.next()) {
          told++;
          diagnostics.add(
              Diagnostic.error(
                  "billing.line",
                  Location.of(file.path().toString()),
                  "row " + result.getLong(1) + " is left out: " + result.getString(2),
                  ""));
        }
      }
      if (told == 0) {
        return;
      }
      try (ResultSet result =
          statement.executeQuery("select count(*) from (" + faults + ") where fault is not null")) {
        result.next();
        rejected += result.getLong(1);
        if (result.getLong(1) > told) {
          diagnostics.add(
              Diagnostic.error(
                  "billing.lines",
                  Location.of(file.path().toString()),
                  (result.getLong(1) - told) + " more rows are left out",
                  ""));
        }
      }
    }
  }
}
