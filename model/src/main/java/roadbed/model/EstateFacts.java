package roadbed.model;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code roadbed.yaml} says of an estate: the facts that no cloud knows.
 *
 * @param accounts cloud accounts, subscriptions, projects and clusters
 * @param ownerRules who owns what carries no owner of its own, first match wins
 * @param ownerTags names of tags and labels that carry an owner, first that is present wins
 * @param environmentTags names of tags and labels that carry an environment
 * @param tiers tier by system or component name
 * @param budgets what may be spent
 * @param drivers business drivers for unit cost
 * @param approvedModules glob patterns of module sources that are approved
 * @param exceptions exceptions from guardrails
 * @param allocation who pays for what, where that is written down
 * @param costBudgets what may be spent by any scope, with who is told at which threshold (kind: Budgets)
 * @param moduleRepositories where modules are kept, and what was found there
 */
public record EstateFacts(
    List<Account> accounts,
    List<OwnerRule> ownerRules,
    List<String> ownerTags,
    List<String> environmentTags,
    Map<String, String> tiers,
    List<Budget> budgets,
    List<Driver> drivers,
    List<String> approvedModules,
    ExceptionRules exceptions,
    Optional<AllocationRules> allocation,
    List<CostBudget> costBudgets,
    List<ModuleRepository> moduleRepositories) {

  public EstateFacts {
    accounts = List.copyOf(accounts);
    ownerRules = List.copyOf(ownerRules);
    ownerTags = List.copyOf(ownerTags);
    environmentTags = List.copyOf(environmentTags);
    tiers = Map.copyOf(tiers);
    budgets = List.copyOf(budgets);
    drivers = List.copyOf(drivers);
    approvedModules = List.copyOf(approvedModules);
    costBudgets = List.copyOf(costBudgets);
    moduleRepositories = List.copyOf(moduleRepositories);
  }

  /** Facts that do not say where modules are kept. */
  public EstateFacts(
      List<Account> accounts,
      List<OwnerRule> ownerRules,
      List<String> ownerTags,
      List<String> environmentTags,
      Map<String, String> tiers,
      List<Budget> budgets,
      List<Driver> drivers,
      List<String> approvedModules,
      ExceptionRules exceptions,
      Optional<AllocationRules> allocation,
      List<CostBudget> costBudgets) {
    this(
        accounts,
        ownerRules,
        ownerTags,
        environmentTags,
        tiers,
        budgets,
        drivers,
        approvedModules,
        exceptions,
        allocation,
        costBudgets,
        List.of());
  }

  /** The same facts with other knowledge of where modules are kept. */
  public EstateFacts withModuleRepositories(List<ModuleRepository> repositories) {
    return new EstateFacts(
        accounts,
        ownerRules,
        ownerTags,
        environmentTags,
        tiers,
        budgets,
        drivers,
        approvedModules,
        exceptions,
        allocation,
        costBudgets,
        repositories);
  }

  /** Facts that say nothing of exceptions. */
  public EstateFacts(
      List<Account> accounts,
      List<OwnerRule> ownerRules,
      List<String> ownerTags,
      List<String> environmentTags,
      Map<String, String> tiers,
      List<Budget> budgets,
      List<Driver> drivers,
      List<String> approvedModules) {
    this(
        accounts,
        ownerRules,
        ownerTags,
        environmentTags,
        tiers,
        budgets,
        drivers,
        approvedModules,
        ExceptionRules.NONE,
        Optional.empty(),
        List.of());
  }

  /** Facts that say nothing of allocation. */
  public EstateFacts(
      List<Account> accounts,
      List<OwnerRule> ownerRules,
      List<String> ownerTags,
      List<String> environmentTags,
      Map<String, String> tiers,
      List<Budget> budgets,
      List<Driver> drivers,
      List<String> approvedModules,
      ExceptionRules exceptions) {
    this(
        accounts,
        ownerRules,
        ownerTags,
        environmentTags,
        tiers,
        budgets,
        drivers,
        approvedModules,
        exceptions,
        Optional.empty(),
        List.of());
  }

  /** Facts that say nothing but who pays for what. */
  public static EstateFacts of(AllocationRules allocation) {
    return new EstateFacts(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        ExceptionRules.NONE,
        Optional.of(allocation),
        List.of());
  }

  /** Facts that say nothing but what may be spent by scopes of their own. */
  public static EstateFacts of(List<CostBudget> budgets) {
    return new EstateFacts(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        ExceptionRules.NONE,
        Optional.empty(),
        budgets);
  }

  /** Facts that say nothing but of exceptions. */
  public static EstateFacts of(ExceptionRules exceptions) {
    return new EstateFacts(
        List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), List.of(), exceptions);
  }

  /** No facts. */
  public static final EstateFacts NONE =
      new EstateFacts(
          List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), List.of());

  /**
   * An account of a cloud.
   *
   * @param provider who runs it
   * @param id the provider's own identifier: account number, subscription id, project id, cluster name
   * @param name what people call it
   * @param environment its environment, for example {@code production}
   * @param owner its owning team, where all in it is one team's
   * @param paths glob patterns of source paths whose resources live in this account, for sources that do not
   *     say so themselves
   */
  public record Account(
      Provider provider,
      String id,
      String name,
      Optional<String> environment,
      Optional<String> owner,
      List<String> paths) {
    public Account {
      paths = List.copyOf(paths);
    }
  }

  /**
   * Ownership by rule. All conditions that are given must hold.
   *
   * @param owner the owning team
   * @param path glob pattern of the source file
   * @param tag tag name and value, {@code name=value}, where the value may be a glob
   * @param account account identifier
   */
  public record OwnerRule(
      String owner, Optional<String> path, Optional<String> tag, Optional<String> account) {}

  /**
   * Money that may be spent in a month.
   *
   * @param scopeKind {@code total}, {@code owner}, {@code account}, {@code provider} or {@code service}
   * @param scope which one; empty for {@code total}
   * @param month the month
   * @param amount how much
   * @param currency ISO 4217 code
   */
  public record Budget(
      String scopeKind, String scope, YearMonth month, BigDecimal amount, String currency) {}

  /** A business driver's value in a month, for example active customers. */
  public record Driver(String name, YearMonth month, BigDecimal value) {}
}
