package roadbed.rego.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a filter is translated to, and what that can say. */
enum FilterTarget {
  UCAST_ALL("ucast", "all", Set.of("eq", "ne", "lt", "lte", "gt", "gte", "in", "startswith", "endswith", "contains"), true, true),
  UCAST_MINIMAL("ucast", "minimal", Set.of("eq", "ne", "lt", "lte", "gt", "gte"), false, false),
  UCAST_PRISMA(
      "ucast", "prisma", Set.of("eq", "ne", "lt", "lte", "gt", "gte", "in", "startswith", "endswith", "contains"), true, false),
  UCAST_LINQ("ucast", "linq", Set.of("eq", "ne", "lt", "lte", "gt", "gte", "in"), false, false),
  POSTGRESQL("sql", "postgresql", UCAST_ALL.operators, true, true),
  MYSQL("sql", "mysql", UCAST_ALL.operators, true, true),
  SQLSERVER("sql", "sqlserver", UCAST_ALL.operators, true, true),
  SQLITE("sql", "sqlite", UCAST_ALL.operators, true, true);

  private final String kind;
  private final String dialect;
  private final Set<String> operators;
  private final boolean negates;
  private final boolean comparesColumns;

  FilterTarget(String kind, String dialect, Set<String> operators, boolean negates, boolean comparesColumns) {
    this.kind = kind;
    this.dialect = dialect;
    this.operators = operators;
    this.negates = negates;
    this.comparesColumns = comparesColumns;
  }

  /** The target of a media type; nothing where it names none. */
  static Optional<FilterTarget> accepted(String type) {
    return List.of(values()).stream().filter(target -> target.mediaType().equals(type)).findFirst();
  }

  /** The target of {@code kind+dialect}. */
  static Optional<FilterTarget> named(String name) {
    return List.of(values()).stream()
        .filter(target -> name.equals(target.kind + "+" + target.dialect))
        .findFirst();
  }

  String mediaType() {
    return "application/vnd.opa." + kind + "." + dialect + "+json";
  }

  /** Under which name the answer for several targets has it. */
  String answerName() {
    return isSql() ? dialect : kind;
  }

  boolean isSql() {
    return kind.equals("sql");
  }

  String shown() {
    return kind + "/" + dialect;
  }

  boolean takes(String operator) {
    return operators.contains(operator);
  }

  boolean negates() {
    return negates;
  }

  boolean comparesColumns() {
    return comparesColumns;
  }
}
