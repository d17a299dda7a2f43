package roadbed.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.QueryResult;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Statement;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * A query as it was typed, and its results in OPA's shape: for each solution the statements with their values, and the
 * variables.
 *
 * @param file whose package and imports give names their meaning
 */
record RegoQuery(String text, List<Statement> statements, Module file) {
  private static final int CELL = 80;

  /**
   * Reads a query.
   *
   * @param packageName the package that it stands in; nothing for none
   * @param imports what it imports
   * @param errors takes what is wrong
   */
  static RegoQuery of(
      String text, String packageName, List<String> imports, Dialect dialect, List<RegoError> errors) {
    StringBuilder head = new StringBuilder("package ");
    head.append(packageName.isEmpty() ? "query[\"\"]" : packageName.replaceFirst("^data\\.", "")).append('\n');
    imports.forEach(path -> head.append("import ").append(path).append('\n'));
    Module file = Parser.module("query", head.toString(), dialect, errors);
    List<Statement> statements = Parser.query("query", text, dialect, errors);
    Module known = file == null ? noFile() : file;
    return new RegoQuery(text, statements, known);
  }

  private static Module noFile() {
    Module file = Parser.module("query", "package query[\"\"]\n", Dialect.V1, new ArrayList<>());
    if (file == null) {
      throw new IllegalStateException("the empty file cannot be read");
    }
    return file;
  }

  /** The text of a statement as it was typed. */
  private String text(int statement) {
    int from = offset(statements.get(statement).at());
    int to = statement + 1 < statements.size() ? offset(statements.get(statement + 1).at()) : text.length();
    return text.substring(from, Math.max(from, to)).strip().replaceFirst("[;\\s]+$", "");
  }

  private int offset(Location at) {
    int offset = 0;
    for (int line = 1; line < at.line(); line++) {
      offset = text.indexOf('\n', offset) + 1;
    }
    return Math.min(text.length(), offset + at.column() - 1);
  }

  private boolean isShown(int statement) {
    return !(statements.get(statement) instanceof Statement.SomeVars);
  }

  /** The value of a statement in a solution: true where it has none of its own. */
  private static Value value(Map<String, Value> row, int statement) {
    return row.getOrDefault(QueryResult.valueOf(statement), BooleanValue.TRUE);
  }

  private static Map<String, Value> bindings(Map<String, Value> row) {
    Map<String, Value> bindings = new TreeMap<>(row);
    bindings.keySet().removeIf(name -> name.startsWith("#") || name.startsWith("$"));
    return bindings;
  }

  /** The values of the statements of a solution. */
  List<Value> values(Map<String, Value> row) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      if (isShown(i)) {
        values.add(value(row, i));
      }
    }
    return values;
  }

  static Fields bindingsJson(Map<String, Value> row) {
    Fields fields = new Fields();
    bindings(row).forEach(fields::put);
    return fields;
  }

  /** The solutions as OPA's JSON has them. */
  List<Object> json(QueryResult result) {
    List<Object> rows = new ArrayList<>();
    for (Map<String, Value> row : result.rows()) {
      List<Object> expressions = new ArrayList<>();
      for (int i = 0; i < statements.size(); i++) {
        if (isShown(i)) {
          Location at = statements.get(i).at();
          expressions.add(
              new Fields()
                  .put("value", value(row, i))
                  .putText("text", text(i))
                  .put("location", new Fields().putNumber("row", at.line()).putNumber("col", at.column())));
        }
      }
      Fields fields = new Fields().put("expressions", expressions);
      Fields bindings = bindingsJson(row);
      if (!bindings.isEmpty()) {
        fields.put("bindings", bindings);
      }
      rows.add(fields);
    }
    return rows;
  }

  /** The solutions for people: a value, or a table of variables and values. */
  String pretty(QueryResult result) {
    if (result.rows().isEmpty()) {
      return "undefined\n";
    }
    Map<String, Value> first = result.rows().getFirst();
    boolean hasBindings = !bindings(first).isEmpty();
    List<Value> values = values(first);
    boolean single =
        result.rows().size() == 1
            && !hasBindings
            && (values.size() == 1 || values.stream().allMatch(BooleanValue.class::isInstance));
    if (single) {
      return RegoText.json(values.getFirst()) + "\n";
    }
    List<String> header = new ArrayList<>(bindings(first).keySet());
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      if (isShown(i) && (!hasBindings || !(value(first, i) instanceof BooleanValue))) {
        shown.add(i);
        header.add(text(i).replace('\n', ' '));
      }
    }
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, Value> row : result.rows()) {
      List<String> cells = new ArrayList<>();
      bindings(row).values().forEach(value -> cells.add(cell(value)));
      shown.forEach(statement -> cells.add(cell(value(row, statement))));
      rows.add(cells);
    }
    return RegoText.table(header, rows);
  }

  private static String cell(Value value) {
    String text = Values.toPlainJson(value);
    return text.length() > CELL ? text.substring(0, CELL) + "..." : text;
  }
}
