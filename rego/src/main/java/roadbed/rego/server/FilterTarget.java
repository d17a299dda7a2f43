package roadbed.rego.server;

import java.util.List;
import java.util.Optional;

/** What a filter is translated to, and what that can say. */
enum FilterTarget {
  UCAST_ALL("ucast", "all"),
  UCAST_MINIMAL("ucast", "minimal"),
  UCAST_PRISMA("ucast", "prisma"),
  UCAST_LINQ("ucast", "linq"),
  POSTGRESQL("sql", "postgresql"),
  MYSQL("sql", "mysql"),
  SQLSERVER("sql", "sqlserver"),
  SQLITE("sql", "sqlite");

  private final String kind;
  private final String dialect;

  FilterTarget(String kind, String dialect) {
    this.kind = kind;
    this.dialect = dialect;
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

  /** Whether it knows an operator. */
  boolean takes(String operator) {
    return switch (operator) {
      case "eq", "ne", "lt", "lte", "gt", "gte" -> true;
      case "in" -> this != UCAST_MINIMAL;
      default -> negates();
    };
  }

  /** Whether it can say that a condition does not hold. */
  boolean negates() {
    return this != UCAST_MINIMAL && this != UCAST_LINQ;
  }

  /** Whether it can compare one column with another. */
  boolean comparesColumns() {
    return isSql() || this == UCAST_ALL;
  }
}
