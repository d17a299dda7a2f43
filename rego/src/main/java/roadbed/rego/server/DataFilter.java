package roadbed.rego.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.AstText;
import roadbed.rego.syntax.GroundTerm;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Turns what is left of a query into a condition on the columns of tables, for one target. */
final class DataFilter {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(?:\\.[A-Za-z_][A-Za-z0-9_$]*)*+");
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("eq", "eq"),
          Map.entry("equal", "eq"),
          Map.entry("neq", "ne"),
          Map.entry("lt", "lt"),
          Map.entry("lte", "lte"),
          Map.entry("gt", "gt"),
          Map.entry("gte", "gte"),
          Map.entry("startswith", "startswith"),
          Map.entry("endswith", "endswith"),
          Map.entry("contains", "contains"),
          Map.entry("internal.member_2", "in"));
  private static final Map<String, String> TURNED =
      Map.of("eq", "eq", "ne", "ne", "lt", "gt", "lte", "gte", "gt", "lt", "gte", "lte");

  private final FilterTarget target;
  private final ObjectValue names;
  private final Map<String, Term> columns = new LinkedHashMap<>();

  /**
   * A translation.
   *
   * @param names other names of tables and columns: {@code {"table": {"$self": "other", "column": "other"}}}
   */
  DataFilter(FilterTarget target, ObjectValue names) {
    this.target = target;
    this.names = names;
  }

  static Refusal refused(String text) {
    return new Refusal(
        400,
        Refusal.EVALUATION,
        "error(s) occurred while evaluating query",
        List.of(new RegoError("pe_fragment_error", text, null)));
  }

  /** The condition of queries, one of which must hold; there is at least one, and none is empty. */
  Condition condition(List<List<Statement>> queries) {
    List<Condition> ways = new ArrayList<>();
    for (List<Statement> query : queries) {
      columns.clear();
      List<Statement> others = new ArrayList<>(query);
      others.removeIf(this::namesColumn);
      List<Condition> parts = new ArrayList<>();
      columns.forEach(
          (variable, reference) -> {
            // A comparison of a column says already that it is not null.
            if (others.stream().noneMatch(other -> compares(other, variable))) {
              parts.add(Condition.exists(String.valueOf(column(reference))));
            }
          });
      others.forEach(other -> parts.add(condition(other)));
      ways.add(parts.size() == 1 ? parts.getFirst() : new Condition.And(parts));
    }
    return ways.size() == 1 ? ways.getFirst() : new Condition.Or(ways);
  }

  /** Whether a statement only gives a column a name, as it stands before a negation of a comparison. */
  private boolean namesColumn(Statement statement) {
    if (!(statement instanceof Statement.Expression expression)
        || expression.negated()
        || !(expression.term() instanceof Term.Infix infix)
        || !infix.builtin().equals("eq")) {
      return false;
    }
    Term left = infix.args().get(0);
    Term right = infix.args().get(1);
    Term.Var name = left instanceof Term.Var variable ? variable : right instanceof Term.Var variable ? variable : null;
    Term.Ref reference = left instanceof Term.Ref ref ? ref : right instanceof Term.Ref ref ? ref : null;
    return name != null && reference != null && columns.putIfAbsent(name.name(), reference) == null;
  }

  private static boolean compares(Statement statement, String variable) {
    if (!(statement instanceof Statement.Expression expression)) {
      return false;
    }
    List<Term> args =
        switch (expression.term()) {
          case Term.Infix infix -> infix.args();
          case Term.Call call -> call.args();
          default -> List.of();
        };
    return args.stream().anyMatch(arg -> arg instanceof Term.Var name && name.name().equals(variable));
  }

  private Condition condition(Statement statement) {
    if (!(statement instanceof Statement.Expression expression) || !expression.with().isEmpty()) {
      throw refused("cannot be translated: " + AstText.of(statement));
    }
    Condition positive =
        switch (expression.term()) {
          case Term.Infix infix when infix.args().size() == 2 ->
              comparison(infix.builtin(), infix.args().get(0), infix.args().get(1));
          case Term.Call call when call.args().size() == 2 ->
              comparison(AstText.of(call.name()), call.args().get(0), call.args().get(1));
          default -> throw refused("cannot be translated: " + AstText.of(statement));
        };
    if (!expression.negated()) {
      return positive;
    }
    if (!target.negates()) {
      throw refused("\"not\" not permitted for target " + target.shown());
    }
    return new Condition.Not(positive);
  }

  private Condition comparison(String builtin, Term left, Term right) {
    String operator = OPERATORS.get(builtin);
    if (operator == null || !target.takes(operator)) {
      throw refused("invalid builtin " + builtin + " for target " + target.shown());
    }
    String one = column(left);
    String other = column(right);
    if (one != null && other != null) {
      if (!target.comparesColumns() || !TURNED.containsKey(operator)) {
        throw refused(builtin + ": both sides are unknown");
      }
      return new Condition.Field(operator, one, StringValue.EMPTY, other);
    }
    if (one == null && other == null) {
      throw refused(builtin + ": neither side is a column");
    }
    Term term = one == null ? left : right;
    String column = one == null ? String.valueOf(other) : one;
    Value value = GroundTerm.value(term);
    if (value == null) {
      throw refused(builtin + ": " + AstText.of(term) + " is not known");
    }
    if (one == null) {
      String turned = TURNED.get(operator);
      if (turned == null) {
        throw refused(builtin + ": the left side is to be the column");
      }
      operator = turned;
    }
    boolean collection = value instanceof ArrayValue || value instanceof SetValue;
    if (value instanceof ObjectValue || collection != operator.equals("in")) {
      throw refused(builtin + ": a column is not compared with a value of type " + value.typeName());
    }
    return new Condition.Field(operator, column, value, null);
  }

  /** The column that a reference names: what follows its root; null where the term is no reference. */
  private @Nullable String column(Term written) {
    Term term = written instanceof Term.Var name ? columns.getOrDefault(name.name(), written) : written;
    if (!(term instanceof Term.Ref ref)) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    for (Term part : ref.path()) {
      if (!(part instanceof Term.Scalar scalar && scalar.value() instanceof StringValue name)) {
        throw refused("cannot be a column: " + AstText.of(term));
      }
      parts.add(name.value());
    }
    String column = renamed(parts);
    if (!NAME.matcher(column).matches()) {
      throw refused("cannot be the name of a column: " + column);
    }
    return column;
  }

  private String renamed(List<String> parts) {
    String table = parts.getFirst();
    String column = String.join(".", parts.subList(1, parts.size()));
    if (column.isEmpty() && names.get(table) instanceof ObjectValue own && own.get("$table") instanceof StringValue of) {
      // A column that is written without its table.
      column = table;
      table = of.value();
    }
    if (names.get(table) instanceof ObjectValue own) {
      if (own.get(column) instanceof StringValue other) {
        column = other.value();
      }
      if (own.get("$self") instanceof StringValue other) {
        table = other.value();
      }
    }
    return column.isEmpty() ? table : table + "." + column;
  }
}
