package roadbed.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import roadbed.app.cost.BillVerification;
import roadbed.app.cost.MonthClosing;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.ChargeStore.Grain;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Measures;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.budget.BudgetAlertStore;
import roadbed.assess.cost.budget.BudgetStanding;
import roadbed.assess.cost.budget.Budgets;
import roadbed.assess.cost.commitment.CommitmentHour;
import roadbed.assess.cost.currency.Conversion;
import roadbed.assess.cost.currency.RateStore;
import roadbed.assess.cost.currency.Unrated;
import roadbed.assess.cost.statement.ClosedMonth;
import roadbed.assess.cost.statement.ClosedMonthStore;
import roadbed.assess.cost.statement.Statements;
import roadbed.collect.DocumentFile;
import roadbed.inventory.EstateStore;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Span;
import roadbed.model.CostBudget;
import roadbed.model.EstateFacts;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.store.duckdb.DuckDbBillingStore;

/** Allocated cost of what was pushed. An answer is kept for a minute, for a page is asked for more often than bills come. */
final class LakeCosts implements CostDesk {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST_ALERTS = 200;

  private final EstateStore estate;
  private final DuckDbBillingStore billing;
  private final State state;
  private final EvidenceLog evidence;
  private final Clock clock;
  private final RateStore rates;
  private final Optional<String> currency;
  private final Map<String, LakeCosts> others = new ConcurrentHashMap<>();
  private @Nullable Answer kept;
  private @Nullable Days days;

  LakeCosts(
      EstateStore estate, DuckDbBillingStore billing, State state, RateStore rates, EvidenceLog evidence, Clock clock) {
    this(estate, billing, state, rates, evidence, clock, Optional.empty());
  }

  private LakeCosts(
      EstateStore estate,
      DuckDbBillingStore billing,
      State state,
      RateStore rates,
      EvidenceLog evidence,
      Clock clock,
      Optional<String> currency) {
    this.estate = estate;
    this.billing = billing;
    this.state = state;
    this.rates = rates;
    this.evidence = evidence;
    this.clock = clock;
    this.currency = currency;
  }

  @Override
  public List<String> convertible() {
    return rates.rates().currencies();
  }

  @Override
  public CostDesk in(String other) {
    return currency.filter(other::equals).isPresent()
        ? this
        : others.computeIfAbsent(
            other, one -> new LakeCosts(estate, billing, state, rates, evidence, clock, Optional.of(one)));
  }

  @Override
  public List<String> unrated() {
    return currency.map(to -> answer().unrated().stream().map(one -> one.words(to)).toList()).orElse(List.of());
  }

  /** What people do about cost, as it is kept. */
  record State(BacklogStore backlog, ClosedMonthStore months, BudgetAlertStore alerts) {}

  private record Answer(
      Instant at, Snapshot snapshot, AllocationRules rules, Allocation allocation, List<Unrated> unrated) {}

  private record Days(Answer of, List<DailyCost> daily) {}

  private synchronized Answer answer() {
    Answer known = kept;
    if (known != null && clock.instant().isBefore(known.at().plus(KEPT))) {
      return known;
    }
    Snapshot snapshot = Inventory.of(estate.latestCollections());
    AllocationRules rules = snapshot.facts().allocation().orElse(AllocationRules.STANDARD);
    Classifier classifier = new Classifier(rules, snapshot);
    Conversion charges =
        currency
            .map(to -> Conversion.of(billing.charges(classifier, Span.ALWAYS, Grain.DAY), to, rates.rates()))
            .orElseGet(() -> new Conversion(billing.charges(classifier, Span.ALWAYS, grain(rules)), List.of()));
    Answer fresh =
        new Answer(
            clock.instant(),
            snapshot,
            rules,
            Splitting.run(rules, charges.charges(), new Measures(rules.measures())),
            charges.unrated());
    kept = fresh;
    return fresh;
  }

  private static Grain grain(AllocationRules rules) {
    return rules.looksAtDays() ? Grain.DAY : Grain.MONTH;
  }

  @Override
  public Optional<Allocation> allocation() {
    return Optional.of(answer().allocation());
  }

  @Override
  public Previewed preview(String rules) {
    try {
      DocumentFile.One<AllocationRules> read = DocumentFile.allocation("rules", rules);
      if (read.document().isEmpty()) {
        return new Previewed(Optional.empty(), read.diagnostics());
      }
      AllocationRules toCome = read.document().get();
      Answer today = answer();
      return new Previewed(
          Optional.of(
              Preview.of(
                  today.rules(),
                  toCome,
                  billing.pairs(
                      new Classifier(today.rules(), today.snapshot()),
                      new Classifier(toCome, today.snapshot()),
                      Span.ALWAYS,
                      today.rules().looksAtDays() ? Grain.DAY : grain(toCome)),
                  new Measures(toCome.measures().isEmpty() ? today.rules().measures() : toCome.measures()))),
          read.diagnostics());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Booked booked(YearMonth month, Statements.Cost cost) {
    Optional<ClosedMonth> closed = state.months().of(month, cost.id());
    return closed.isPresent()
        ? new Booked(month, cost, closed.get().positions(), closed.map(one -> new Seal(one.at(), one.by())))
        : new Booked(
            month,
            cost,
            Statements.positions(
                answer().allocation(), month, cost, currency.isPresent() ? List.of() : state.months().all(cost.id())),
            Optional.empty());
  }

  @Override
  public synchronized Closing close(YearMonth month, Statements.Cost cost, String by) {
    if (!month.isBefore(YearMonth.from(today()))) {
      return new NotClosed(month + " is not over");
    }
    if (state.months().all(cost.id()).stream().anyMatch(one -> one.month().isAfter(month))) {
      return new NotClosed("a later month is closed already; months are closed in their order");
    }
    Booked open = booked(month, cost);
    if (open.closed().isPresent()) {
      return new NotClosed(month + " is closed already, by " + open.closed().get().by());
    }
    if (open.positions().isEmpty()) {
      return new NotClosed("there is no cost in " + month);
    }
    ClosedMonth closed = Statements.close(month, cost, open.positions(), clock.instant(), by);
    return MonthClosing.close(closed, state.months(), evidence)
        ? new Closed(new Booked(month, cost, closed.positions(), Optional.of(new Seal(closed.at(), by))))
        : new NotClosed(month + " was closed a moment ago by somebody else");
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  @Override
  public List<BudgetStanding> budgets() {
    List<CostBudget> budgets = Budgets.of(answer().snapshot().facts());
    List<BudgetStanding> standings =
        budgets.isEmpty() ? List.of() : Budgets.stand(budgets, daily(), Budgets.asOf(daily(), today()));
    return currency
        .map(to -> standings.stream().map(one -> rated(one, to).map(rate -> one.in(to, rate)).orElse(one)).toList())
        .orElse(standings);
  }

  private Optional<BigDecimal> rated(BudgetStanding one, String to) {
    return rates.rates().of(one.asOf(), one.budget().currency(), to);
  }

  /** Raises what budgets give cause for and was not raised before. */
  void watchBudgets() {
    state.alerts().raise(BudgetAlert.of(budgets(), clock.instant()));
  }

  @Override
  public List<BudgetAlert> alerts() {
    return state.alerts().alerts(MOST_ALERTS);
  }

  @Override
  public boolean acknowledge(long id, String by) {
    return state.alerts().acknowledge(id, by, clock.instant());
  }

  @Override
  public List<Backlog.Entry> history() {
    return state.backlog().entries();
  }

  @Override
  public Backlog backlog() {
    return state.backlog().backlog();
  }

  @Override
  public Opportunity step(Backlog.Event event, String by) throws Backlog.Refused {
    return state.backlog().take(event, by, clock.instant());
  }

  @Override
  public Opportunity verify(String id, Optional<BigDecimal> use, String by) throws Backlog.Refused {
    return step(BillVerification.of(backlog().of(id), use, billing), by);
  }

  @Override
  public synchronized List<DailyCost> daily() {
    Answer answer = answer();
    Days known = days;
    if (known != null && known.of().at().equals(answer.at())) {
      return known.daily();
    }
    List<DailyCost> daily = billing.daily(answer.snapshot());
    days = new Days(answer, daily);
    return daily;
  }

  @Override
  public List<EstateFacts.Driver> drivers() {
    return answer().snapshot().facts().drivers();
  }

  @Override
  public List<CommitmentHour> commitmentHours(LocalDate from, LocalDate to) {
    return billing.commitmentHours(from, to);
  }

  @Override
  public Optional<LocalDate> lastCommitmentDay() {
    return billing.lastCommitmentDay();
  }
}
