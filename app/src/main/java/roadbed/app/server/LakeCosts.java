package roadbed.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.app.config.Folders;
import roadbed.app.cost.BacklogFile;
import roadbed.app.cost.ClosedMonths;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.ChargeStore.Grain;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Measures;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.budget.BudgetStanding;
import roadbed.assess.cost.budget.Budgets;
import roadbed.assess.cost.statement.ClosedMonth;
import roadbed.assess.cost.statement.Statement;
import roadbed.assess.cost.statement.Statements;
import roadbed.collect.AllocationFile;
import roadbed.inventory.EstateStore;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Span;
import roadbed.store.duckdb.DuckDbBillingStore;

/** Allocated cost of what was pushed. An answer is kept for a minute, for a page is asked for more often than bills come. */
final class LakeCosts implements CostDesk {
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final EstateStore estate;
  private final DuckDbBillingStore billing;
  private final Folders folders;
  private final Clock clock;
  private @Nullable Answer kept;

  LakeCosts(EstateStore estate, DuckDbBillingStore billing, Folders folders, Clock clock) {
    this.estate = estate;
    this.billing = billing;
    this.folders = folders;
    this.clock = clock;
  }

  private record Answer(Instant at, Snapshot snapshot, AllocationRules rules, Allocation allocation) {}

  private synchronized Answer answer() {
    Answer known = kept;
    if (known != null && clock.instant().isBefore(known.at().plus(KEPT))) {
      return known;
    }
    Snapshot snapshot = Inventory.of(estate.latestCollections());
    AllocationRules rules = snapshot.facts().allocation().orElse(AllocationRules.STANDARD);
    Answer fresh =
        new Answer(
            clock.instant(),
            snapshot,
            rules,
            Splitting.run(
                rules,
                billing.charges(new Classifier(rules, snapshot), Span.ALWAYS, grain(rules)),
                new Measures(rules.measures())));
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
      Files.createDirectories(folders.cache());
      Path file = Files.createTempFile(folders.cache(), "preview-", ".yaml");
      try {
        Files.writeString(file, rules);
        AllocationFile.Read read = AllocationFile.read(file);
        if (read.rules().isEmpty()) {
          return new Previewed(Optional.empty(), read.diagnostics());
        }
        AllocationRules toCome = read.rules().get();
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
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Statement> statements(YearMonth month) {
    try {
      ClosedMonths months = new ClosedMonths(folders.statements());
      Optional<ClosedMonth> closed = months.of(month, Statements.Cost.EFFECTIVE.id());
      return closed.isPresent()
          ? Statements.of(month, closed.get().positions(), true)
          : Statements.of(
              month,
              Statements.positions(
                  answer().allocation(),
                  month,
                  Statements.Cost.EFFECTIVE,
                  months.all(Statements.Cost.EFFECTIVE.id())),
              false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<BudgetStanding> budgets() {
    Snapshot snapshot = answer().snapshot();
    if (snapshot.facts().budgets().isEmpty()) {
      return List.of();
    }
    List<DailyCost> daily = billing.daily(snapshot);
    LocalDate yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    LocalDate last = daily.stream().map(DailyCost::day).max(LocalDate::compareTo).orElse(yesterday);
    return Budgets.stand(
        Budgets.of(snapshot.facts()), daily, last.isBefore(yesterday) ? last : yesterday);
  }

  @Override
  public Backlog backlog() {
    try {
      return new BacklogFile(folders.backlog()).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
