package roadbed.store.duckdb;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import roadbed.assess.cost.focus.Check;

/**
 * Checks as SQL: an expression that is true for a line that keeps the check and false for one that breaks it, never
 * null. A column that the data do not have is null.
 */
final class CheckSql {
  /** The keys that FOCUS 1.2 defines for SkuPriceDetails; those with numbers first. */
  private static final String NUMBER_KEYS =
      "'CoreCount', 'DiskMaxIops', 'DiskSpace', 'GpuCount', 'MemorySize', 'NetworkMaxIops', 'NetworkMaxThroughput'";

  private static final String TEXT_KEYS =
      "'DiskType', 'InstanceType', 'InstanceSeries', 'OperatingSystem', 'Redundancy', 'StorageClass'";

  private static final String KEYS = "[" + NUMBER_KEYS + ", " + TEXT_KEYS + "]";

  /** Units whose letters matter; a word that differs from one of them only in case is wrong. */
  private static final String UNITS =
      "['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'Second', 'Seconds',"
          + " 'Minute', 'Minutes', 'Hour', 'Hours', 'Day', 'Days', 'Month', 'Months', 'Year', 'Years', 'Request',"
          + " 'Requests', 'Count', 'Unit', 'Units']";

  /** The recommended units, and other words for them. */
  private static final String LISTED_UNITS =
      "['b', 'Kb', 'Mb', 'Gb', 'Tb', 'Pb', 'Eb', 'Kib', 'Mib', 'Gib', 'Tib', 'Pib', 'Eib', 'Millisecond',"
          + " 'Milliseconds', 'Microsecond', 'Microseconds', 'Counts', 'Token', 'Tokens', 'Connection', 'Connections',"
          + " 'Certificate', 'Certificates', 'Domain', 'Domains', 'Core', 'Cores']";

  private static final String UNIT_SYNONYMS =
      "['hr', 'hrs', 'sec', 'secs', 'min', 'mins', 'mo', 'mos', 'mth', 'mths', 'yr', 'yrs', 'bit', 'bits', 'byte',"
          + " 'bytes', 'kbs', 'mbs', 'gbs', 'tbs', 'kbyte', 'kbytes', 'mbyte', 'mbytes', 'gbyte', 'gbytes', 'tbyte',"
          + " 'tbytes', 'kilobyte', 'kilobytes', 'megabyte', 'megabytes', 'gigabyte', 'gigabytes', 'terabyte',"
          + " 'terabytes', 'petabyte', 'petabytes', 'kibibyte', 'kibibytes', 'mebibyte', 'mebibytes', 'gibibyte',"
          + " 'gibibytes', 'tebibyte', 'tebibytes', 'megabit', 'megabits', 'gigabit', 'gigabits', 'req', 'reqs']";

  /** Keys of the specification with words that others use for them. */
  private static final String LIKE_KEYS =
      "[{'key': 'CoreCount', 'like': ['corecount', 'cores', 'vcpu', 'vcpus', 'cpucount', 'cpus', 'vcpucount']},"
          + " {'key': 'MemorySize', 'like': ['memorysize', 'memory', 'memorygb', 'memorygib', 'ram', 'ramgb']},"
          + " {'key': 'InstanceType', 'like': ['instancetype', 'machinetype', 'vmsize', 'shape', 'vmtype']},"
          + " {'key': 'InstanceSeries', 'like': ['instanceseries', 'instancefamily', 'machinefamily', 'vmseries']},"
          + " {'key': 'OperatingSystem', 'like': ['operatingsystem', 'os', 'ostype', 'platform']},"
          + " {'key': 'GpuCount', 'like': ['gpucount', 'gpus', 'gpu', 'acceleratorcount']},"
          + " {'key': 'StorageClass', 'like': ['storageclass', 'storagetier', 'accesstier']},"
          + " {'key': 'DiskType', 'like': ['disktype', 'volumetype', 'disksku']},"
          + " {'key': 'DiskSpace', 'like': ['diskspace', 'disksize', 'disksizegb', 'volumesize']},"
          + " {'key': 'DiskMaxIops', 'like': ['diskmaxiops', 'maxiopsvolume', 'diskiops', 'maxiops']},"
          + " {'key': 'Redundancy', 'like': ['redundancy', 'replication', 'redundancytype']}]";

  /** What every line keeps: a value of the right type is written rightly. */
  static final String ALWAYS = "true";

  private final Map<String, String> types;

  /**
   * @param types SQL types of the columns that there are, by lower-case name
   */
  CheckSql(Map<String, String> types) {
    this.types = types;
  }

  private Optional<String> type(String column) {
    return Optional.ofNullable(types.get(column.toLowerCase(Locale.ROOT)));
  }

  private boolean typed(String column) {
    return type(column).filter(type -> !type.equals("VARCHAR")).isPresent();
  }

  private boolean numeric(String column) {
    return type(column)
        .filter(
            type ->
                type.startsWith("DECIMAL") || type.endsWith("INT") || type.endsWith("INTEGER")
                    || type.equals("DOUBLE") || type.equals("FLOAT"))
        .isPresent();
  }

  private boolean time(String column) {
    return type(column).filter(type -> type.startsWith("TIMESTAMP")).isPresent();
  }

  private String raw(String column) {
    return type(column).isPresent() ? "\"" + column.replace("\"", "\"\"") + "\"" : "cast(null as varchar)";
  }

  /** The column as text. */
  String text(String column) {
    Optional<String> type = type(column);
    if (type.isEmpty() || type.get().equals("VARCHAR")) {
      return raw(column);
    }
    boolean nested = type.get().startsWith("MAP") || type.get().startsWith("STRUCT") || type.get().endsWith("[]");
    return nested ? "cast(to_json(" + raw(column) + ") as varchar)" : "cast(" + raw(column) + " as varchar)";
  }

  /** The column as text; null where it is blank. */
  String filled(String column) {
    return "nullif(trim(" + text(column) + "), '')";
  }

  /** The column as what it is compared by: an amount by its value, anything else by its text. */
  String compared(String column) {
    return column.endsWith("Price") || column.endsWith("Cost") || column.endsWith("Quantity")
        ? number(column)
        : filled(column);
  }

  /** The column as an exact number, null where it is none. */
  String number(String column) {
    boolean exact = type(column).filter(type -> type.startsWith("DECIMAL") || type.endsWith("INT") || type.endsWith("INTEGER")).isPresent();
    return exact ? raw(column) : "try_cast(" + raw(column) + " as decimal(38, 18))";
  }

  /** The column as a time, null where it is none. */
  String moment(String column) {
    return time(column) ? raw(column) : "try_cast(" + raw(column) + " as timestamptz)";
  }

  /** The expression of a check of lines. */
  String of(Check check) {
    return switch (check) {
      case Check.All(List<Check> checks) -> joined(checks, " and ", "true");
      case Check.Any(List<Check> checks) -> joined(checks, " or ", "false");
      case Check.Is(String column, Optional<String> value) -> is(column, value);
      case Check.IsNot(String column, Optional<String> value) -> "not " + is(column, value);
      case Check.Same(String column, String other) -> same(column, other);
      case Check.Differs(String column, String other) -> "not " + same(column, other);
      case Check.After(String later, String earlier) ->
          "coalesce(" + moment(later) + " > " + moment(earlier) + ", true)";
      case Check.AtLeast(String column, BigDecimal least) ->
          "coalesce(%s >= %s, %s is null)".formatted(number(column), least.toPlainString(), raw(column));
      case Check.Product(String column, String times, String result) -> product(column, times, result);
      case Check.Shaped(String column, Check.Shape shape) -> {
        String shaped = shaped(column, shape);
        yield shaped.equals(ALWAYS) ? ALWAYS : "(" + raw(column) + " is null or coalesce(" + shaped + ", false))";
      }
      case Check.Rule _, Check.Present _, Check.One _, Check.Every _, Check.Names _, Check.Few _, Check.Uniform _,
          Check.Spelled _, Check.SameKeys _, Check.KeyTypes _, Check.Settles _, Check.Taxed _, Check.Listed _,
          Check.Invoiced _, Check.Defined _ ->
          throw new IllegalArgumentException("not a check of lines: " + check.words());
    };
  }

  private String joined(List<Check> checks, String word, String none) {
    if (checks.stream().map(this::of).allMatch(ALWAYS::equals)) {
      return checks.isEmpty() ? none : ALWAYS;
    }
    return checks.stream().map(this::of).collect(Collectors.joining(word, "(", ")"));
  }

  private String is(String column, Optional<String> value) {
    if (value.isEmpty()) {
      return "(" + raw(column) + " is null)";
    }
    return value.get().matches("-?\\d+(\\.\\d+)?")
        ? "coalesce(" + number(column) + " = " + value.get() + ", false)"
        : "coalesce(" + text(column) + " = " + DuckDb.quoted(value.get()) + ", false)";
  }

  private String same(String column, String other) {
    boolean amounts = FocusColumn.named(column).filter(FocusColumn::amount).isPresent();
    return amounts
        ? "(" + number(column) + " is not distinct from " + number(other) + ")"
        : "(" + text(column) + " is not distinct from " + text(other) + ")";
  }

  /**
   * The product agrees with the result to half a unit of the result's last place that is not zero (of the second at
   * least), or to a billionth of it: prices of a bill are rounded before they are multiplied.
   */
  private String product(String column, String times, String result) {
    String product = "try_cast(" + raw(column) + " as double) * try_cast(" + raw(times) + " as double)";
    String stated = "try_cast(" + raw(result) + " as double)";
    String places =
        "pow(10, -least(15, greatest(2, length(rtrim(regexp_extract(" + text(result) + ", '\\.(\\d+)', 1), '0')))))";
    return "coalesce(abs(%s - %s) <= greatest(abs(%s) * 1e-9, %s * 0.5000001), %s is null or %s is null or %s is null)"
        .formatted(product, stated, stated, places, raw(column), raw(times), raw(result));
  }

  private String matches(String column, String pattern) {
    return "regexp_full_match(" + text(column) + ", " + DuckDb.quoted(pattern) + ")";
  }

  private String shaped(String column, Check.Shape shape) {
    String text = text(column);
    return switch (shape) {
      case TEXT -> typed(column) ? "false" : "true";
      case DECIMAL -> numeric(column) ? "true" : "try_cast(" + raw(column) + " as double) is not null";
      case TIME -> time(column) ? "true" : "(" + moment(column) + " is not null and length(" + text + ") > 10)";
      case UNICODE -> "not contains(" + text + ", chr(65533))";
      case NUMERIC -> numeric(column) ? "true" : matches(column, "-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
      case ISO_TIME -> stamp(column, "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");
      case UTC -> stamp(column, ".*(Z|\\+00:?00)");
      case TIME_SEPARATOR -> stamp(column, "\\d{4}-\\d{2}-\\d{2}T.*");
      case TIME_DIGITS -> stamp(column, "[^ T]+[T ]\\d{2}:\\d{2}:\\d{2}([^\\d:].*)?");
      case TIME_ZONE -> stamp(column, ".*Z");
      case SINGLE_NUMBER -> plain(column, "[^\\s;]+");
      case NO_FRACTION -> plain(column, "[^/]*");
      case E_NOTATION -> numeric(column) ? "true" : "not regexp_matches(" + text + ", '10\\s*\\^|[xX*]\\s*10')";
      case EXPONENT_SIGN -> numeric(column) ? "true" : "not regexp_matches(" + text + ", '[eE]\\+')";
      case NO_OPERATOR -> plain(column, "[^*^=()%<>]*");
      case NO_QUALIFIER -> plain(column, "[-+0-9.,eE/^*() ]*");
      case NO_COMMA -> plain(column, "[^,.;:']*(\\.[^,.;:']*)?");
      case NO_PLUS -> plain(column, "[^+].*");
      case MINUS -> numeric(column) ? "true" : "not regexp_matches(" + text + ", '^\\(.*\\)$|.-$')";
      case UNIT -> matches(column, "(\\d+ )?[A-Za-z0-9][A-Za-z0-9 ()%]*(-[A-Za-z0-9 ]+)*(/(\\d+ )?[A-Za-z][A-Za-z ]*)?");
      case UNIT_CASE ->
          "len(list_filter(regexp_split_to_array(%s, '[ /-]'), lambda w: not list_contains(%s, w) and list_contains(list_transform(%s, lambda u: lower(u)), lower(w)))) = 0"
              .formatted(text, UNITS, UNITS);
      case CURRENCY -> "length(trim(" + text + ")) > 0 and trim(" + text + ") = " + text;
      case NATIONAL_CURRENCY -> text + " in (" + FocusColumn.currencies() + ")";
      case NOT_EMPTY -> text + " <> ''";
      case NOT_BLANK -> "trim(" + text + ") <> ''";
      case NO_PLACEHOLDER ->
          "lower(trim(" + text + ")) not in ('', 'n/a', 'na', 'null', 'none', 'nil', '-', '--', 'not applicable',"
              + " 'unknown', 'undefined')";
      case QUALIFIED ->
          "regexp_matches(" + text
              + ", '[^:/]+[:/]+[^:/]+[:/]+[^:/]+|^ocid1\\.|^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')";
      case BOUND -> "coalesce(" + moment(column) + " <> date_trunc('hour', " + moment(column) + ") + interval 3599 second, true)";
      case FULL_SECOND ->
          "coalesce(%1$s = date_trunc('second', %1$s) and %1$s <> date_trunc('hour', %1$s) + interval 3599 second, false)"
              .formatted(moment(column));
      case READABLE -> matches(column, "[A-Z0-9][^_]*");
      case NORMALIZED -> text + " ilike '%normali_ed%'";
      case UNIT_LISTED ->
          "len(list_filter(%s, lambda w: not list_contains(%s, w) and not list_contains(%s, w))) = 0"
              .formatted(words(text), UNITS, LISTED_UNITS);
      case UNIT_NO_SYNONYM ->
          "len(list_filter(%s, lambda w: list_contains(%s, lower(w)))) = 0".formatted(words(text), UNIT_SYNONYMS);
      case OBJECT -> "coalesce(try(json_type(" + text + ")) = 'OBJECT', false)";
      case UNIQUE_KEYS -> ofObject(text, "len(json_keys(%1$s)) = len(list_distinct(json_keys(%1$s)))");
      case FLAT_VALUES ->
          ofObject(
              text,
              "len(list_filter(json_extract(%1$s, '$.*'), lambda v: json_type(v) in ('OBJECT', 'ARRAY'))) = 0");
      case FILLED_VALUES ->
          ofObject(text, "len(list_filter(json_extract(%1$s, '$.*'), lambda v: json_type(v) = 'NULL')) = 0");
      case PASCAL_KEYS ->
          ofObject(
              text,
              "len(list_filter(json_keys(%1$s), lambda k: not regexp_full_match(k, '(x_)?[A-Z][A-Za-z0-9]*'))) = 0");
      case KNOWN_KEYS ->
          ofObject(
              text,
              "len(list_filter(json_keys(%1$s), lambda k: not starts_with(k, 'x_') and not list_contains("
                  + KEYS
                  + ", k))) = 0");
      case SPELLED_KEYS ->
          ofObject(
              text,
              "len(list_filter(json_keys(%1$s), lambda k: not list_contains("
                  + KEYS
                  + ", k) and list_contains(list_transform("
                  + KEYS
                  + ", lambda u: lower(u)), lower(replace(replace(k, '_', ''), ' ', ''))))) = 0");
      case TYPED_KEYS ->
          ofObject(
              text,
              "len(list_filter(["
                  + NUMBER_KEYS
                  + "], lambda k: json_extract(%1$s, k) is not null and json_type(json_extract(%1$s, k)) not in"
                  + " ('BIGINT', 'UBIGINT', 'DOUBLE', 'HUGEINT'))) = 0 and len(list_filter(["
                  + TEXT_KEYS
                  + "], lambda k: json_extract(%1$s, k) is not null and json_type(json_extract(%1$s, k)) <> 'VARCHAR'))"
                  + " = 0");
      case OWN_KEYS ->
          ofObject(
              text,
              "len(list_filter("
                  + LIKE_KEYS
                  + ", lambda e: not list_contains(json_keys(%1$s), e.key) and list_has_any(e.\"like\", list_transform("
                  + "list_filter(json_keys(%1$s), lambda k: starts_with(k, 'x_')),"
                  + " lambda k: lower(regexp_replace(substr(k, 3), '[^A-Za-z0-9]', '', 'g')))))) = 0");
      case OFFICIAL_KEYS ->
          ofObject(text, "len(list_filter(json_keys(%1$s), lambda k: not list_contains(" + KEYS + ", k))) = 0");
      case NO_NUMBERS ->
          ofObject(
              text,
              "len(list_filter(json_extract(%1$s, '$.*'), lambda v: json_type(v) in ('BIGINT', 'UBIGINT', 'DOUBLE',"
                  + " 'HUGEINT'))) = 0");
      case ANSWERED_KEYS ->
          ofObject(
              text,
              "len(list_filter(json_extract(%1$s, '$.*'), lambda v: json_type(v) = 'NULL' or cast(v as varchar) = '\"\"')) = 0");
    };
  }

  /** The words of a unit, without numbers. */
  private static String words(String text) {
    return "list_filter(regexp_split_to_array(" + text + ", '[ /-]+'), lambda w: not regexp_full_match(w, '[0-9]*'))";
  }

  private static String ofObject(String text, String check) {
    return "case when coalesce(try(json_type(" + text + ")) = 'OBJECT', false) then " + check.formatted(text)
        + " else false end";
  }

  private String plain(String column, String pattern) {
    return numeric(column) ? "true" : matches(column, pattern);
  }

  private String stamp(String column, String pattern) {
    return time(column) ? "true" : matches(column, pattern);
  }
}
