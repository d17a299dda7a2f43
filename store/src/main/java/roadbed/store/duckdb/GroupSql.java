package roadbed.store.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import roadbed.assess.cost.focus.BillingData.Question;
import roadbed.assess.cost.focus.Check;

/**
 * Checks of groups of lines as SQL. Each statement has one row: how many lines are asked, how many of them are in a
 * group that breaks the check, and the first of these.
 *
 * <p>The view {@code history} has the lines ({@code current}) and those of earlier deliveries, which bear witness
 * and are not counted.
 */
final class GroupSql {
  private static final String ROW = "\"row of file\"";

  private final CheckSql lines;
  private final int first;

  /**
   * @param lines checks of lines over the same columns
   * @param first how many of the first lines are told
   */
  GroupSql(CheckSql lines, int first) {
    this.lines = lines;
    this.first = first;
  }

  /** The statement of a check. */
  String of(Check check, Question question) {
    String condition = question.condition().map(lines::of).orElse("true");
    return switch (check) {
      case Check.One(String each, String of) -> one(each, of, condition);
      case Check.Few(List<String> each, String of) -> few(texts(each), lines.compared(of), condition);
      case Check.Spelled(String column) -> spelled(lines.text(column), condition);
      case Check.SameKeys(List<String> each, String object) -> few(texts(each), keys(object), condition);
      case Check.Uniform(List<String> each, String of) -> uniform(filled(each), lines.filled(of), condition);
      case Check.KeyTypes(List<String> each, String object) -> keyTypes(filled(each), object(object), condition);
      case Check.Settles(String amount, boolean whole) -> settles(amount, whole, condition);
      case Check.Taxed(String cost, boolean alike) -> taxed(cost, alike);
      case Check.Listed(String fact, List<String> keys, Optional<String> value) -> listed(fact, keys, value, condition);
      case Check.Invoiced _ -> invoiced();
      case Check.All _, Check.Any _, Check.Rule _, Check.Present _, Check.Is _, Check.IsNot _, Check.Same _,
          Check.Differs _, Check.After _, Check.AtLeast _, Check.Product _, Check.Shaped _, Check.Every _,
          Check.Names _, Check.Defined _ ->
          throw new IllegalArgumentException("not a check of groups: " + check.words());
    };
  }

  private List<String> filled(List<String> columns) {
    return columns.stream().map(lines::filled).toList();
  }

  /** The column as JSON where it is an object, else null. */
  private String object(String column) {
    String text = lines.text(column);
    return "case when coalesce(try(json_type(" + text + ")) = 'OBJECT', false) then " + text + " end";
  }

  private static String named(List<String> keys) {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      named.add(keys.get(i) + " as k" + i);
    }
    return String.join(", ", named);
  }

  private static String names(List<String> keys) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      names.add("k" + i);
    }
    return String.join(", ", names);
  }

  private static String allThere(List<String> expressions) {
    return expressions.stream().map(one -> "(" + one + ") is not null").collect(Collectors.joining(" and "));
  }

  private String counted(String broken, String groups) {
    return "select coalesce(sum(n), 0), coalesce(sum(n) filter (where %1$s), 0), min(r, %2$d) filter (where %1$s and r > 0) from (%3$s)"
        .formatted(broken, first, groups);
  }

  private String one(String each, String of, String condition) {
    return counted(
        "d <> 1",
        "select %s as value, count(*) filter (where current) as n, count(distinct %s) as d, min(%s) filter (where current) as r from history where %s and value is not null group by 1"
            .formatted(lines.text(each), lines.text(of), ROW, condition));
  }

  /** Keys are grouped as they are, and only what groups there are is asked for a blank one. */
  private String few(List<String> each, String of, String condition) {
    return few(each, of, condition, "cast(null as bigint)");
  }

  private String few(List<String> each, String of, String condition, String place) {
    List<String> keys = List.of(names(each).split(", ", -1));
    return counted(
        "low is distinct from high and " + keys.stream().map(key -> "trim(" + key + ") <> ''").collect(Collectors.joining(" and ")),
        "select %s, count(*) filter (where current) as n, min(v) as low, max(v) as high, %s as r from (select %s, current, %s, %s as v from history where %s) where %s and v is not null group by %s"
            .formatted(names(each), place, ROW, named(each), of, condition, allThere(keys), names(each)));
  }

  /** The statement of where the lines stand that break a check, where that of the check does not say it. */
  Optional<String> places(Check check, Question question) {
    String condition = question.condition().map(lines::of).orElse("true");
    String place = "greatest(arg_min(" + ROW + ", v), arg_max(" + ROW + ", v))";
    return switch (check) {
      case Check.Few(List<String> each, String of) ->
          Optional.of(few(texts(each), lines.compared(of), condition, place));
      case Check.SameKeys(List<String> each, String object) ->
          Optional.of(few(texts(each), keys(object), condition, place));
      case Check.One _, Check.Uniform _, Check.Spelled _, Check.KeyTypes _, Check.Settles _, Check.Taxed _,
          Check.Listed _, Check.Invoiced _, Check.All _, Check.Any _, Check.Rule _, Check.Present _, Check.Is _, Check.IsNot _,
          Check.Same _, Check.Differs _, Check.After _, Check.AtLeast _, Check.Product _, Check.Shaped _,
          Check.Every _, Check.Names _, Check.Defined _ ->
          Optional.empty();
    };
  }

  private List<String> texts(List<String> columns) {
    return columns.stream().map(lines::text).toList();
  }

  private String spelled(String text, String condition) {
    return counted(
        "low is distinct from high",
        "select sum(c) as n, min(v) as low, max(v) as high, greatest(arg_min(o, v), arg_max(o, v)) as r from (select %s as v, count(*) filter (where current) as c, min(%s) as o from history where %s group by 1) where trim(v) <> '' group by lower(regexp_replace(trim(v), '\\s+', ' ', 'g'))"
            .formatted(text, ROW, condition));
  }

  private String keys(String object) {
    return "cast(list_sort(json_keys(" + object(object) + ")) as varchar)";
  }

  private String uniform(List<String> each, String of, String condition) {
    return "select coalesce(sum(n), 0), coalesce(sum(none) filter (where has > 0), 0), min(r, %d) filter (where has > 0 and none > 0) from (select count(*) filter (where current) as n, count(*) filter (where current and v is null) as none, count(v) as has, min(%s) filter (where current and v is null) as r from (select %s, current, %s, %s as v from history where %s) where %s group by %s)"
        .formatted(first, ROW, ROW, named(each), of, condition, allThere(List.of(names(each).split(", ", -1))), names(each));
  }

  /** Few objects differ, so each is parsed once. */
  private String keyTypes(List<String> each, String object, String condition) {
    String objects =
        "select %s, %s as o, count(*) filter (where current) as n, min(%s) filter (where current) as r from history where %s group by all having o is not null"
            .formatted(named(each), object, ROW, condition);
    String values =
        "select %s, n, r, unnest(json_keys(o)) as k, unnest(list_transform(json_extract(o, '$.*'), lambda v: case when json_type(v) in ('BIGINT', 'UBIGINT', 'DOUBLE', 'HUGEINT') then 'number' else json_type(v) end)) as t from (%s)"
            .formatted(names(each), objects);
    return counted(
        "low is distinct from high",
        "select sum(n) as n, min(t) as low, max(t) as high, greatest(arg_min(r, t), arg_max(r, t)) as r from (%s) where t <> 'NULL' group by %s, k"
            .formatted(values, names(each)));
  }

  private String category(String name) {
    return "coalesce(" + lines.text("ChargeCategory") + ", '') = '" + name + "'";
  }

  private String settles(String amount, boolean whole, String condition) {
    String purchased = amount.equals("EffectiveCost") ? "BilledCost" : amount;
    String sums =
        """
        select count(*) filter (where current and %11$s) as n, min(%1$s) filter (where current and %11$s) as r,
          sum(%2$s) filter (where %3$s) as used, sum(%4$s) filter (where %5$s) as bought,
          bool_and(%6$s = 'Recurring') filter (where %5$s) as recurring,
          min(%7$s) filter (where %3$s) as u0, max(%8$s) filter (where %3$s) as u1,
          min(%7$s) filter (where %5$s) as b0, max(%8$s) filter (where %5$s) as b1
        from history where %9$s is not null and coalesce(%10$s, '') <> 'Correction' group by %9$s
        """
            .formatted(
                ROW,
                lines.number(amount),
                category("Usage"),
                lines.number(purchased),
                category("Purchase"),
                lines.text("ChargeFrequency"),
                lines.moment("ChargePeriodStart"),
                lines.moment("ChargePeriodEnd"),
                lines.filled("CommitmentDiscountId"),
                lines.text("ChargeClass"),
                condition);
    String differs =
        "(used is null or bought is null or abs(cast(used - bought as double)) > greatest(0.01, abs(cast(bought as double)) / 1e6))";
    return counted(
        whole ? "coalesce(recurring and u0 = b0 and u1 = b1 and " + differs + ", false)" : differs, sums);
  }

  private String taxed(String cost, boolean alike) {
    String sums =
        """
        select count(*) filter (where current and %1$s) as n, min(%2$s) filter (where current and %1$s) as r,
          sum(try_cast(%3$s as double)) filter (where %1$s) as tb, sum(try_cast(%4$s as double)) filter (where %1$s) as tx,
          sum(try_cast(%3$s as double)) filter (where not (%1$s)) as ob,
          sum(try_cast(%4$s as double)) filter (where not (%1$s)) as ox
        from history group by %5$s, %6$s, %7$s, %8$s
        """
            .formatted(
                category("Tax"),
                ROW,
                lines.number("BilledCost"),
                lines.number(cost),
                lines.text("BillingAccountId"),
                lines.text("BillingPeriodStart"),
                lines.text("BillingCurrency"),
                lines.text("InvoiceId"));
    return counted(
        alike
            ? "coalesce(abs(ob - ox) <= 0.005 and abs(tb - tx) > 0.005, false)"
            : "coalesce(abs(tx * ob - tb * ox) > 0.01 * abs(ob), true)",
        sums);
  }

  /** A unit is the same in singular and plural, and whatever its letters; tags in whatever order. */
  private static String alike(String column, String expression) {
    if (column.equals("Tags")) {
      return "cast(list_sort(list_zip(json_keys(%1$s), json_extract_string(%1$s, '$.*'))) as varchar)".formatted(expression);
    }
    return column.endsWith("Unit") ? "rtrim(lower(" + expression + "), 's')" : expression;
  }

  private String listed(String fact, List<String> keys, Optional<String> value, String condition) {
    String table = "fact_" + fact;
    String theirs = keys.stream().map(key -> "nullif(trim(\"" + key + "\"), '')").collect(Collectors.joining(", "));
    String known = "(" + names(keys) + ") in (select (" + theirs + ") from " + table + ")";
    String same =
        value
            .map(
                column -> {
                  boolean number = !lines.compared(column).equals(lines.filled(column));
                  String stated =
                      number ? "try_cast(\"" + column + "\" as decimal(38, 18))" : alike(column, "nullif(trim(\"" + column + "\"), '')");
                  String stating = " from " + table + " where " + stated + " is not null)";
                  return known + " and (v is null or (" + names(keys) + ", v) in (select (" + theirs + ", " + stated + ")"
                      + stating + " or (" + names(keys) + ") not in (select (" + theirs + ")" + stating + ")";
                })
            .orElse(known);
    String v = value.map(column -> alike(column, lines.compared(column))).orElse("null");
    return "select count(*), count(*) filter (where not ok), min(r, %d) filter (where not ok) from (select r, coalesce(%s, false) as ok from (select %s as r, %s, %s as v from data where %s) where %s)"
        .formatted(
            first,
            same,
            ROW,
            named(filled(keys)),
            v,
            condition,
            allThere(List.of(names(keys).split(", ", -1))));
  }

  private String invoiced() {
    return counted(
        "billed is distinct from payable",
        "select n, r, billed, payable from (select %s as id, count(*) as n, min(%s) as r, sum(%s) as billed from data group by 1 having id is not null) left join (select nullif(trim(\"InvoiceId\"), '') as id, sum(try_cast(\"Amount\" as decimal(38, 18))) as payable from fact_invoices group by 1) using (id)"
            .formatted(lines.filled("InvoiceId"), ROW, lines.number("BilledCost")));
  }
}
