package roadbed.prove.report.statement;

import java.util.ArrayList;
import java.util.List;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.statement.Statement;

/** Statements as rows, a line each. */
public final class StatementCsv {
  /** What the columns are. */
  public static final List<String> HEADER =
      List.of(
          "owner", "month", "currency", "of_month", "kind", "provider", "account", "service", "trail", "amount", "exact_amount",
          "closed");

  private StatementCsv() {}

  /** The rows. */
  public static List<List<String>> rows(List<Statement> statements) {
    List<List<String>> rows = new ArrayList<>();
    for (Statement statement : statements) {
      for (Statement.Line line : statement.lines()) {
        rows.add(
            List.of(
                statement.owner(),
                statement.month().toString(),
                statement.currency(),
                line.position().of().toString(),
                line.adjusts(statement.month()) ? "adjustment" : "cost",
                line.position().provider(),
                line.position().account(),
                line.position().service(),
                line.position().trail(),
                line.shown().toPlainString(),
                Amounts.shortest(line.exact()).toPlainString(),
                Boolean.toString(statement.closed())));
      }
    }
    return rows;
  }
}
