package roadbed.rego.server;

import java.util.List;
import java.util.stream.Collectors;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * A condition as a WHERE clause. Values are literals of the dialect, so a text of theirs ends nowhere but at its end; what
 * has no literal is refused.
 */
final class SqlText {
  private final FilterTarget dialect;

  private SqlText(FilterTarget dialect) {
    this.dialect = dialect;
  }

  static String where(Condition condition, FilterTarget dialect) {
    return "WHERE " + new SqlText(dialect).text(condition);
  }

  private String text(Condition condition) {
    return switch (condition) {
      case Condition.And and -> joined(and.parts(), " AND ");
      case Condition.Or or -> joined(or.parts(), " OR ");
      case Condition.Not not -> "NOT " + text(not.part());
      case Condition.Field field -> field(field);
    };
  }

  private String joined(List<Condition> parts, String word) {
    return parts.stream().map(this::text).collect(Collectors.joining(word, "(", ")"));
  }

  private String field(Condition.Field field) {
    String column = field.column();
    String other = field.other();
    if (field.value() instanceof NullValue && other == null) {
      return switch (field.operator()) {
        case "eq" -> column + " IS NULL";
        case "ne" -> column + " IS NOT NULL";
        default -> throw DataFilter.refused(field.operator() + ": null can only be compared for equality");
      };
    }
    String value = other == null && !field.operator().equals("in") ? literal(field.value()) : String.valueOf(other);
    return switch (field.operator()) {
      case "eq" -> column + " = " + value;
      case "ne" -> column + " <> " + value;
      case "lt" -> column + " < " + value;
      case "lte" -> column + " <= " + value;
      case "gt" -> column + " > " + value;
      case "gte" -> column + " >= " + value;
      case "in" -> in(column, field.value());
      case "startswith" -> like(column, "", field.value(), "%");
      case "endswith" -> like(column, "%", field.value(), "");
      case "contains" -> like(column, "%", field.value(), "%");
      default -> throw DataFilter.refused("invalid builtin " + field.operator());
    };
  }

  private String in(String column, Value values) {
    List<Value> items =
        switch (values) {
          case ArrayValue array -> array.stream().toList();
          case SetValue set -> set.stream().toList();
          default -> throw DataFilter.refused("in: the right side is a known array or set");
        };
    if (items.isEmpty()) {
      return "0 = 1";
    }
    return column + items.stream().map(this::literal).collect(Collectors.joining(", ", " IN (", ")"));
  }

  private String like(String column, String before, Value value, String after) {
    if (!(value instanceof StringValue text)) {
      throw DataFilter.refused("a pattern is a text, not " + value.typeName());
    }
    String escaped = text.value().replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
    if (dialect == FilterTarget.SQLSERVER) {
      escaped = escaped.replace("[", "\\[");
    }
    boolean escapes = !escaped.equals(text.value());
    // PostgreSQL and MySQL escape by the backslash unless told otherwise; the others must be told.
    boolean told = escapes && (dialect == FilterTarget.SQLITE || dialect == FilterTarget.SQLSERVER);
    return column + " LIKE " + literal(StringValue.of(before + escaped + after)) + (told ? " ESCAPE '\\'" : "");
  }

  private String literal(Value value) {
    return switch (value) {
      case StringValue text -> text(text.value());
      case NumberValue number -> number.toString();
      case BooleanValue bool ->
          dialect == FilterTarget.SQLSERVER ? (bool.value() ? "1" : "0") : (bool.value() ? "TRUE" : "FALSE");
      case NullValue _ -> "NULL";
      default -> throw DataFilter.refused("a value of type " + value.typeName() + " has no literal");
    };
  }

  private String text(String text) {
    if (text.indexOf('\0') >= 0) {
      throw DataFilter.refused("a text with a zero character has no literal");
    }
    String quoted = text.replace("'", "''");
    boolean backslash = text.indexOf('\\') >= 0;
    return switch (dialect) {
      case MYSQL -> "'" + quoted.replace("\\", "\\\\") + "'";
      // The form in which a backslash means the same whatever the server is set to.
      case POSTGRESQL -> backslash ? "E'" + quoted.replace("\\", "\\\\") + "'" : "'" + quoted + "'";
      case SQLSERVER -> "N'" + quoted + "'";
      case SQLITE, UCAST_ALL, UCAST_MINIMAL, UCAST_PRISMA, UCAST_LINQ -> "'" + quoted + "'";
    };
  }
}
