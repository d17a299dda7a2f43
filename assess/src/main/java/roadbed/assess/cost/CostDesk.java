package roadbed.assess.cost;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.budget.BudgetStanding;
import roadbed.assess.cost.commitment.CommitmentHour;
import roadbed.assess.cost.statement.Position;
import roadbed.assess.cost.statement.Statement;
import roadbed.assess.cost.statement.Statements;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;

/** What pages and the API ask of allocated cost, and what people do about it there. */
public interface CostDesk {

  /** All lines under the rules of today, by month; empty where there is no billing. */
  Optional<Allocation> allocation();

  /** The currencies that amounts can be told in: those that rates are kept for. */
  List<String> convertible();

  /**
   * A desk that tells allocation, statements and budgets in one currency, by the rates of their days. Months that are closed
   * stay as they were closed, and what corrects them is not told here: it is in their own currencies. What has no rate stays
   * as it is.
   *
   * @param currency one of {@link #convertible}
   */
  CostDesk in(String currency);

  /** What stays in its own currency for lack of a rate, in words; empty where nothing is turned into another one. */
  List<String> unrated();

  /** What other rules would move, compared with those of today; their text is YAML as in a file. */
  Previewed preview(String rules);

  // --- statements ---------------------------------------------------------------------------------------------

  /** What a month's statements are made of: what it was closed with, or what it is by the rules of today. */
  Booked booked(YearMonth month, Statements.Cost cost);

  /** The statements of a month: those that it was closed with, or those of today. */
  default List<Statement> statements(YearMonth month) {
    return booked(month, Statements.Cost.EFFECTIVE).statements();
  }

  /** Closes a month as it is now, for ever. */
  Closing close(YearMonth month, Statements.Cost cost, String by);

  // --- budgets ------------------------------------------------------------------------------------------------

  /** Where the budgets stand that hold now. */
  List<BudgetStanding> budgets();

  /** What was raised of budgets, the newest first. */
  List<BudgetAlert> alerts();

  /**
   * Somebody has seen an alert.
   *
   * @return whether it was there and nobody had acknowledged it
   */
  boolean acknowledge(long id, String by);

  // --- optimisations ------------------------------------------------------------------------------------------

  /** What befell the optimisations, oldest first. */
  List<Backlog.Entry> history();

  /** The optimisations. */
  Backlog backlog();

  /**
   * A step of an opportunity.
   *
   * @return what became of it
   * @throws Backlog.Refused where it does not fit
   */
  Opportunity step(Backlog.Event event, String by) throws Backlog.Refused;

  /**
   * Asks the bill what an opportunity saved that was done.
   *
   * @param use how use changed, as a factor, where somebody knows
   * @throws Backlog.Refused where it was not done, or the bill has too few days
   */
  Opportunity verify(String id, Optional<BigDecimal> use, String by) throws Backlog.Refused;

  // --- unit cost and commitments ------------------------------------------------------------------------------

  /** Cost by day after all steps of allocation. */
  List<DailyCost> daily();

  /** Business drivers by month. */
  List<EstateFacts.Driver> drivers();

  /** Hours of what commitments cover, and of what they could cover, from hourly lines of bills. */
  List<CommitmentHour> commitmentHours(LocalDate from, LocalDate to);

  /** The last day with a line of some hour that a commitment covers or could cover; empty where there is none. */
  Optional<LocalDate> lastCommitmentDay();

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

  /**
   * What a month's statements are made of.
   *
   * @param positions all amounts, to the last digit
   * @param closed when and by whom it was closed; empty where it is open
   */
  record Booked(YearMonth month, Statements.Cost cost, Map<Position, BigDecimal> positions, Optional<Seal> closed) {
    public Booked {
      positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
    }

    /** The statements. */
    public List<Statement> statements() {
      return Statements.of(month, positions, closed.isPresent());
    }
  }

  /** When a month was closed, and by whom. */
  record Seal(Instant at, String by) {}

  /** What came of closing a month. */
  sealed interface Closing {}

  /** It is closed. */
  record Closed(Booked month) implements Closing {}

  /** It is not closed, and why, in words. */
  record NotClosed(String why) implements Closing {}
}
