package roadbed.inventory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.AllocationRules;
import roadbed.model.CostBudget;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;
import roadbed.model.Location;
import roadbed.model.ModuleRepository;
import roadbed.model.Severity;

/** Several facts files as one; where two contradict each other the first one holds, and it is said. */
final class Facts {
  private Facts() {}

  static EstateFacts merge(List<EstateFacts> all, List<Diagnostic> diagnostics) {
    if (all.isEmpty()) {
      return EstateFacts.NONE;
    }
    if (all.size() == 1) {
      return all.getFirst();
    }
    Map<String, EstateFacts.Account> accounts = new LinkedHashMap<>();
    List<EstateFacts.OwnerRule> rules = new ArrayList<>();
    Set<String> ownerTags = new LinkedHashSet<>();
    Set<String> environmentTags = new LinkedHashSet<>();
    Map<String, String> tiers = new LinkedHashMap<>();
    Set<EstateFacts.Budget> budgets = new LinkedHashSet<>();
    Set<EstateFacts.Driver> drivers = new LinkedHashSet<>();
    Set<String> modules = new LinkedHashSet<>();
    Map<String, ExceptionGrant> grants = new LinkedHashMap<>();
    Set<ExceptionRules.Mark> marks = new LinkedHashSet<>();
    List<ExceptionRules.Terms> terms = new ArrayList<>();
    Optional<AllocationRules> allocation = Optional.empty();
    Map<String, CostBudget> costBudgets = new LinkedHashMap<>();
    Map<String, ModuleRepository> repositories = new LinkedHashMap<>();
    for (EstateFacts facts : all) {
      for (EstateFacts.Account account : facts.accounts()) {
        EstateFacts.Account first = accounts.putIfAbsent(account.provider() + "/" + account.id(), account);
        if (first != null && !first.equals(account)) {
          contradiction("account " + account.id(), diagnostics);
        }
      }
      for (EstateFacts.OwnerRule rule : facts.ownerRules()) {
        if (!rules.contains(rule)) {
          rules.add(rule);
        }
      }
      ownerTags.addAll(facts.ownerTags());
      environmentTags.addAll(facts.environmentTags());
      facts
          .tiers()
          .forEach(
              (name, tier) -> {
                String first = tiers.putIfAbsent(name, tier);
                if (first != null && !first.equals(tier)) {
                  contradiction("the tier of " + name, diagnostics);
                }
              });
      budgets.addAll(facts.budgets());
      drivers.addAll(facts.drivers());
      modules.addAll(facts.approvedModules());
      for (ExceptionGrant grant : facts.exceptions().grants()) {
        ExceptionGrant first = grants.putIfAbsent(grant.id(), grant);
        if (first != null && !first.equals(grant)) {
          diagnostics.add(
              Diagnostic.error(
                  "exception.duplicate",
                  grant.location(),
                  "there is another exception " + grant.id() + " at " + first.location() + ", which holds",
                  "give each exception an id of its own"));
        }
      }
      marks.addAll(facts.exceptions().marks());
      facts.exceptions().terms().ifPresent(terms::add);
      if (allocation.isPresent() && facts.allocation().isPresent() && !allocation.equals(facts.allocation())) {
        contradiction("who pays for what (kind: Allocation)", diagnostics);
      }
      allocation = allocation.or(facts::allocation);
      for (CostBudget budget : facts.costBudgets()) {
        CostBudget first = costBudgets.putIfAbsent(budget.name(), budget);
        if (first != null && !first.equals(budget)) {
          contradiction("the budget " + budget.name(), diagnostics);
        }
      }
      for (ModuleRepository repository : facts.moduleRepositories()) {
        // Who has looked knows more than who has not.
        repositories.merge(
            repository.source(), repository, (first, other) -> first.unknown().isEmpty() || other.unknown().isPresent() ? first : other);
      }
    }
    return new EstateFacts(
        List.copyOf(accounts.values()),
        rules,
        List.copyOf(ownerTags),
        List.copyOf(environmentTags),
        tiers,
        List.copyOf(budgets),
        List.copyOf(drivers),
        List.copyOf(modules),
        new ExceptionRules(List.copyOf(grants.values()), strictest(terms), List.copyOf(marks)),
        allocation,
        List.copyOf(costBudgets.values()),
        List.copyOf(repositories.values()));
  }

  /** Of several terms the shortest counts for each severity, so that a file more never gives more leave. */
  private static Optional<ExceptionRules.Terms> strictest(List<ExceptionRules.Terms> all) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Map<Severity, Integer> bySeverity = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      bySeverity.put(severity, all.stream().mapToInt(terms -> terms.days(severity)).min().orElseThrow());
    }
    return Optional.of(
        new ExceptionRules.Terms(
            all.stream().mapToInt(ExceptionRules.Terms::days).min().orElseThrow(),
            bySeverity,
            all.stream().mapToInt(ExceptionRules.Terms::warnDays).max().orElseThrow()));
  }

  private static void contradiction(String what, List<Diagnostic> diagnostics) {
    diagnostics.add(
        Diagnostic.warning(
            "inventory.facts-contradict",
            Location.of("roadbed.yaml"),
            "two facts files say different things of " + what + "; the first one holds",
            "say it in one file only"));
  }
}
