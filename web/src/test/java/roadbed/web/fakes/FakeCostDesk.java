package roadbed.web.fakes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.DailyCosts;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Measures;
import roadbed.assess.cost.allocation.Placement;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.assess.cost.budget.BudgetStanding;
import roadbed.assess.cost.budget.Budgets;
import roadbed.assess.cost.statement.Statement;
import roadbed.assess.cost.statement.Statements;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Method;
import roadbed.model.AllocationRules.Span;
import roadbed.model.AllocationRules.Split;
import roadbed.model.CostBudget;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Value;

/** A small company's allocated cost, split by the real steps; or nothing at all. */
public final class FakeCostDesk implements CostDesk {
  private static final LocalDate TODAY = LocalDate.ofInstant(FakeEstate.NOW, ZoneOffset.UTC);
  private static final AllocationRules RULES =
      new AllocationRules(
          List.of(),
          List.of(),
          List.of(new Split("network by cost", "network", new Method.Proportional(List.of(), false), false, false, Span.ALWAYS)),
          List.of(),
          new AllocationRules.UnusedCommitments.Buyer(),
          false,
          Value.Null.INSTANCE);

  private final boolean empty;

  /** A desk with some cost, or with none. */
  public FakeCostDesk(boolean empty) {
    this.empty = empty;
  }

  private static Charge charge(LocalDate day, String owner, String pool, String service, String amount) {
    BigDecimal cost = new BigDecimal(amount);
    return new Charge(
        day,
        "EUR",
        service,
        "Compute",
        "eu-central-1",
        "Usage",
        "",
        false,
        new Placement(Provider.AWS, "123456789012", "shop", "production", owner, pool, pool.isEmpty() ? "team tag" : "network", "tag"),
        new Amounts(cost, cost, cost, cost));
  }

  private static List<Charge> charges() {
    List<Charge> charges = new ArrayList<>();
    for (int back = 60; back >= 1; back--) {
      LocalDate day = TODAY.minusDays(back);
      charges.add(charge(day, "payments", "", "Amazon Elastic Compute Cloud", "310.25"));
      charges.add(charge(day, "search", "", "Amazon OpenSearch Service", "120.10"));
      charges.add(charge(day, "", "network", "Amazon Virtual Private Cloud", "64.01"));
      charges.add(charge(day, "", "", "AWS Support", "12.40"));
    }
    return charges;
  }

  @Override
  public Optional<Allocation> allocation() {
    return empty ? Optional.empty() : Optional.of(Splitting.run(RULES, charges(), Measures.NONE));
  }

  @Override
  public Previewed preview(String rules) {
    if (!rules.contains("kind: Allocation")) {
      return new Previewed(
          Optional.empty(),
          List.of(Diagnostic.error("allocation.documents", Location.of("rules"), "there are no rules <here>", "write some")));
    }
    List<Preview.Pair> pairs =
        charges().stream()
            .map(
                charge ->
                    new Preview.Pair(
                        charge,
                        charge.placement().unallocated()
                            ? charge(charge.day(), "platform", "", "", "0").placement()
                            : charge.placement()))
            .toList();
    return new Previewed(Optional.of(Preview.of(RULES, RULES, pairs, Measures.NONE)), List.of());
  }

  @Override
  public List<Statement> statements(YearMonth month) {
    return allocation()
        .map(
            allocation ->
                Statements.of(
                    month, Statements.positions(allocation, month, Statements.Cost.EFFECTIVE, List.of()), false))
        .orElse(List.of());
  }

  @Override
  public List<BudgetStanding> budgets() {
    List<DailyCost> daily = allocation().map(DailyCosts::of).orElse(List.of());
    CostBudget budget =
        new CostBudget(
            "payments in production",
            Map.of("owner", List.of("payments")),
            List.of("ann"),
            CostBudget.Period.QUARTER,
            new BigDecimal("20000"),
            "EUR",
            List.of(50, 80),
            List.of(100),
            Optional.empty(),
            Optional.empty());
    return empty ? List.of() : Budgets.stand(List.of(budget), daily, TODAY.minusDays(1));
  }

  @Override
  public Backlog backlog() {
    Backlog backlog = new Backlog();
    if (!empty) {
      try {
        for (String id : List.of("gp3-volumes", "smaller-search")) {
          backlog.take(
              new Backlog.Event.Found(
                  new Opportunity.Idea(
                      id, "Use " + id, List.of("vol-1"), List.of(), new BigDecimal("410.50"), "EUR", TODAY.minusDays(20))));
        }
        backlog.take(new Backlog.Event.Accepted("smaller-search", "ann", TODAY.minusDays(3)));
      } catch (Backlog.Refused e) {
        throw new IllegalStateException(e);
      }
    }
    return backlog;
  }
}
