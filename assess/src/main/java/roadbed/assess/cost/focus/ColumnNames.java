package roadbed.assess.cost.focus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.assess.cost.focus.Verdict.Status;

/** The rules for the names and the order of columns. */
final class ColumnNames {
  /** Words that stand for longer ones in the headers of bills. */
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "acct", "adj", "agg", "amt", "attr", "avg", "cat", "cfg", "chg", "cnt", "conf", "cur", "curr",
          "cust", "dept", "desc", "descr", "dt", "env", "est", "freq", "grp", "hr", "hrs", "info", "inst", "inv",
          "loc", "mem", "mgmt", "mo", "msg", "nbr", "num", "obj", "org", "orig", "pct",
          "prc", "prd", "prev", "proc", "prov", "pub", "qty", "req", "res", "rsrc", "seq", "sess", 
          "src", "svc", "sys", "tot", "ts", "txn", "typ", "usg", "util", "val", "vol", "yr");

  private static final Set<String> ACRONYMS =
      Set.of(
          "api", "arn", "aws", "az", "cpu", "cud", "cur", "ec2", "edp", "gcp", "gpu", "iam", "iops", "ip", "kms", "mca",
          "oci", "os", "payg", "ram", "rds", "ri", "sp", "sql", "ssd", "uom", "uri", "url", "utc", "uuid", "vat", "vm",
          "vpc");

  private static final Pattern ACRONYM = Pattern.compile("[A-Z]{2,}");
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])");

  private final Requirements requirements;
  private final BillingData data;

  ColumnNames(Requirements requirements, BillingData data) {
    this.requirements = requirements;
    this.data = data;
  }

  /** The verdict on a rule. What the specification itself names, in its own words, abbreviates nothing. */
  Verdict of(Requirement requirement, Check.NameRule rule) {
    Map<String, String> official = new HashMap<>();
    requirements.columns().forEach(column -> official.put(column.toLowerCase(Locale.ROOT), column));
    List<String> columns = data.columns();
    List<String> custom =
        columns.stream().filter(column -> !official.containsKey(column.toLowerCase(Locale.ROOT))).toList();
    int lastOfFocus = -1;
    int firstCustom = columns.size();
    for (int i = 0; i < columns.size(); i++) {
      if (custom.contains(columns.get(i))) {
        firstCustom = Math.min(firstCustom, i);
      } else {
        lastOfFocus = i;
      }
    }
    List<String> asked = columns;
    List<String> broken =
        switch (rule) {
          case PASCAL_CASE -> {
            asked = columns.stream().filter(column -> !custom.contains(column)).toList();
            yield asked.stream()
                .filter(column -> !column.equals(official.get(column.toLowerCase(Locale.ROOT))))
                .toList();
          }
          case ALPHANUMERIC -> columns.stream().filter(column -> !column.matches("(x_)?[A-Za-z0-9]+")).toList();
          case SHORT -> columns.stream().filter(column -> column.length() > 50).toList();
          case CUSTOM_PREFIX -> {
            asked = custom;
            yield custom.stream().filter(column -> !column.startsWith("x_")).toList();
          }
          case CUSTOM_PASCAL_CASE -> {
            asked = custom.stream().filter(column -> column.startsWith("x_")).toList();
            yield asked.stream().filter(column -> !column.matches("x_[A-Z][A-Za-z0-9]*")).toList();
          }
          case FOCUS_FIRST -> {
            int first = firstCustom;
            yield columns.stream()
                .filter(column -> !custom.contains(column) && columns.indexOf(column) > first)
                .toList();
          }
          case NO_ABBREVIATION -> {
            asked = own(columns);
            yield words(asked, ABBREVIATIONS);
          }
          case NO_ACRONYM -> {
            asked = own(columns);
            Set<String> found = new LinkedHashSet<>(words(asked, ACRONYMS));
            asked.stream().filter(column -> ACRONYM.matcher(column).find()).forEach(found::add);
            yield List.copyOf(found);
          }
          case SUFFIXED -> {
            asked = own(columns);
            Set<String> all = new HashSet<>(columns);
            yield asked.stream().filter(column -> all.contains(column + "Id") || all.contains(column + "Name")).toList();
          }
          case CUSTOM_LAST -> {
            asked = custom;
            int last = lastOfFocus;
            yield custom.stream().filter(column -> columns.indexOf(column) < last).toList();
          }
        };
    if (asked.isEmpty()) {
      return Verdict.of(requirement, Status.SKIPPED, "not applicable: there is no such column");
    }
    return new Verdict(
        requirement,
        broken.isEmpty() ? Status.PASSED : Status.FAILED,
        asked.size(),
        broken.size(),
        List.of(),
        broken,
        Verdict.Lack.NOTHING,
        broken.isEmpty() ? "" : "columns: " + String.join(", ", broken));
  }

  /** Columns that are not marked as custom ones. */
  private static List<String> own(List<String> columns) {
    return columns.stream().filter(column -> !column.startsWith("x_")).toList();
  }

  private List<String> words(List<String> columns, Set<String> bad) {
    Set<String> official = requirements.columns();
    List<String> found = new ArrayList<>();
    for (String column : columns) {
      Matcher words = WORD.matcher(column);
      while (!official.contains(column) && words.find()) {
        if (bad.contains(words.group().toLowerCase(Locale.ROOT))) {
          found.add(column);
          break;
        }
      }
    }
    return found;
  }
}
