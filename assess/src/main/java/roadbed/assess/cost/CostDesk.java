package roadbed.assess.cost;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.budget.BudgetStanding;
import roadbed.assess.cost.statement.Statement;
import roadbed.model.Diagnostic;

/** What pages ask of allocated cost. */
public interface CostDesk {

  /** All lines under the rules of today, by month; empty where there is no billing. */
  Optional<Allocation> allocation();

  /** What other rules would move, compared with those of today; their text is YAML as in a file. */
  Previewed preview(String rules);

  /** The statements of a month: those that it was closed with, or those of today. */
  List<Statement> statements(YearMonth month);

  /** Where the budgets stand that hold now. */
  List<BudgetStanding> budgets();

  /** The optimisations. */
  Backlog backlog();

  /**
   * What a preview gave.
   *
   * @param preview empty where the rules cannot be read, or there is no billing
   * @param diagnostics what is wrong with the rules
   */
  record Previewed(Optional<Preview> preview, List<Diagnostic> diagnostics) {
    public Previewed {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
