package roadbed.web.fakes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
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
import roadbed.assess.cost.backlog.Saving;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.budget.BudgetStanding;
import roadbed.assess.cost.budget.Budgets;
import roadbed.assess.cost.commitment.CommitmentHour;
import roadbed.assess.cost.currency.Conversion;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.statement.Statements;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Method;
import roadbed.model.AllocationRules.Span;
import roadbed.model.AllocationRules.Split;
import roadbed.model.CostBudget;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.ExchangeRate;
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

  private static final Saving SAVING =
      new Saving(
          TODAY.minusDays(13), TODAY.minusDays(1), new BigDecimal("21.4"), new BigDecimal("8.9"), new BigDecimal("21.6"),
          new BigDecimal("386.55"), "by list prices, which became 101.0% of what they were; use is taken as unchanged");

  private final boolean empty;
  private String currency = "EUR";
  private final Map<YearMonth, Booked> closed = new HashMap<>();
  private final Map<Long, String> acknowledged = new HashMap<>();
  private final List<Backlog.Entry> entries = new ArrayList<>();

  /** A desk with some cost, or with none. */
  public FakeCostDesk(boolean empty) {
    this.empty = empty;
    try {
      if (!empty) {
        optimisations();
      }
    } catch (Backlog.Refused e) {
      throw new IllegalStateException(e);
    }
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

  /** A dollar is half of everything here, and there is no rate of the yen. */
  @Override
  public List<String> convertible() {
    return List.of("EUR", "USD");
  }

  @Override
  public CostDesk in(String other) {
    FakeCostDesk desk = new FakeCostDesk(empty);
    desk.currency = other;
    return desk;
  }

  @Override
  public List<String> unrated() {
    return currency.equals("USD") ? List.of("1 day of JPY has no rate to USD and stays in JPY") : List.of();
  }

  private List<Charge> told() {
    return currency.equals("EUR")
        ? charges()
        : Conversion.of(
                charges(),
                currency,
                Rates.of(charges().stream().map(Charge::day).distinct().map(day -> new ExchangeRate(day, "EUR", "USD", new BigDecimal("2"))).toList()))
            .charges();
  }

  @Override
  public Optional<Allocation> allocation() {
    return empty ? Optional.empty() : Optional.of(Splitting.run(RULES, told(), Measures.NONE));
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
  public Booked booked(YearMonth month, Statements.Cost cost) {
    if (closed.containsKey(month)) {
      return closed.get(month);
    }
    return new Booked(
        month,
        cost,
        allocation().map(one -> Statements.positions(one, month, cost, List.of())).orElse(Map.of()),
        Optional.empty());
  }

  @Override
  public Closing close(YearMonth month, Statements.Cost cost, String by) {
    Booked open = booked(month, cost);
    if (open.closed().isPresent() || open.positions().isEmpty()) {
      return new NotClosed(open.positions().isEmpty() ? "there is no cost in " + month : "it is closed already");
    }
    Booked sealed = new Booked(month, cost, open.positions(), Optional.of(new Seal(FakeEstate.NOW, by)));
    closed.put(month, sealed);
    return new Closed(sealed);
  }

  @Override
  public List<BudgetStanding> budgets() {
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
    return empty ? List.of() : Budgets.stand(List.of(budget), daily(), TODAY.minusDays(1));
  }

  @Override
  public List<BudgetAlert> alerts() {
    List<BudgetAlert> alerts = new ArrayList<>();
    for (BudgetAlert alert : BudgetAlert.of(budgets(), FakeEstate.NOW.minusSeconds(7_200))) {
      long id = alerts.size() + 1L;
      alerts.add(
          new BudgetAlert(
              id, alert.budget(), alert.from(), alert.to(), alert.forecast(), alert.percent(), alert.words(),
              alert.owners(), alert.amount(), alert.currency(), alert.asOf(), alert.raised(),
              Optional.ofNullable(acknowledged.get(id)).map(by -> new BudgetAlert.Acknowledgement(by, FakeEstate.NOW))));
    }
    return alerts;
  }

  @Override
  public boolean acknowledge(long id, String by) {
    return alerts().stream().anyMatch(one -> one.id() == id) && acknowledged.putIfAbsent(id, by) == null;
  }

  private void optimisations() throws Backlog.Refused {
    for (String id : List.of("gp3-volumes", "smaller-search", "old-snapshots", "night-schedule", "spot-builds", "no-logs")) {
      Opportunity.Idea idea =
          new Opportunity.Idea(
              id, "Use " + id, List.of("vol-1"), List.of(), new BigDecimal("410.50"), "EUR", TODAY.minusDays(20));
      take(new Backlog.Event.Found(idea), 20);
    }
    take(new Backlog.Event.Accepted("smaller-search", "ann", TODAY.minusDays(3)), 9);
    for (String id : List.of("old-snapshots", "night-schedule", "spot-builds")) {
      take(new Backlog.Event.Accepted(id, "ben", TODAY.minusDays(12)), 18);
      take(new Backlog.Event.Done(id, TODAY.minusDays(14)), 14);
    }
    take(new Backlog.Event.Verified("night-schedule", SAVING), 2);
    take(new Backlog.Event.Reverted("spot-builds", TODAY.minusDays(6), "builds broke off"), 6);
    take(new Backlog.Event.Declined("no-logs", "ann", "the auditors need them"), 5);
  }

  private void take(Backlog.Event event, int daysAgo) throws Backlog.Refused {
    Backlog.of(entries).take(event);
    entries.add(new Backlog.Entry(event, FakeEstate.NOW.minusSeconds(86_400L * daysAgo), "ann"));
  }

  @Override
  public List<Backlog.Entry> history() {
    return List.copyOf(entries);
  }

  @Override
  public Backlog backlog() {
    try {
      return Backlog.of(entries);
    } catch (Backlog.Refused e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Opportunity step(Backlog.Event event, String by) throws Backlog.Refused {
    Opportunity next = backlog().take(event);
    entries.add(new Backlog.Entry(event, FakeEstate.NOW, by));
    return next;
  }

  @Override
  public Opportunity verify(String id, Optional<BigDecimal> use, String by) throws Backlog.Refused {
    return step(new Backlog.Event.Verified(id, SAVING), by);
  }

  @Override
  public List<DailyCost> daily() {
    return allocation().map(DailyCosts::of).orElse(List.of());
  }

  @Override
  public List<EstateFacts.Driver> drivers() {
    List<EstateFacts.Driver> drivers = new ArrayList<>();
    YearMonth now = YearMonth.from(TODAY);
    for (int back = 4; back >= 0 && !empty; back--) {
      drivers.add(new EstateFacts.Driver("parcels", now.minusMonths(back), BigDecimal.valueOf(90_000 - 4_000L * back)));
      drivers.add(new EstateFacts.Driver("revenue_eur", now.minusMonths(back), BigDecimal.valueOf(60_000 - 900L * back)));
    }
    return drivers;
  }

  @Override
  public List<CommitmentHour> commitmentHours(LocalDate from, LocalDate to) {
    List<CommitmentHour> hours = new ArrayList<>();
    for (LocalDate day = from; !empty && !day.isAfter(to) && day.isBefore(TODAY); day = day.plusDays(1)) {
      for (int hour = 0; hour < 24; hour++) {
        double demand = 20 + 6 * Math.sin(Math.PI * hour / 12) - (day.getDayOfWeek().getValue() > 5 ? 5 : 0);
        double covered = Math.min(14, demand);
        hours.add(
            new CommitmentHour(
                day.atTime(hour, 0).toInstant(ZoneOffset.UTC), "AWS", "eu-central-1", "Amazon Elastic Compute Cloud", "USD",
                amount(demand - covered), amount(covered), amount(0.62 * covered), amount(0.62 * (14 - covered))));
      }
    }
    return hours;
  }

  private static BigDecimal amount(double value) {
    return BigDecimal.valueOf(Math.round(value * 10_000), 4);
  }

  @Override
  public Optional<LocalDate> lastCommitmentDay() {
    return empty ? Optional.empty() : Optional.of(TODAY.minusDays(1));
  }
}
