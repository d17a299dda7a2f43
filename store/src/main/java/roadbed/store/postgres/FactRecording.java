package roadbed.store.postgres;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.budget.Budgets;
import roadbed.assess.delivery.DeliveryAssessment;
import roadbed.assess.delivery.DeliveryRules;
import roadbed.assess.delivery.DeploymentStanding;
import roadbed.assess.delivery.InfrastructureChange;
import roadbed.assess.delivery.ServiceNames;
import roadbed.inventory.ApprovedModules;
import roadbed.model.CatalogEntity;
import roadbed.model.Collection;
import roadbed.model.CostBudget;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.ModuleRepository;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Accounts, budgets, drivers, components, incidents and deployments of one collection; equal ones are kept once. */
final class FactRecording {
  /** The columns of a deployment, in the order of its row. */
  static final String DEPLOYMENT =
      "id, service, environment, standing, finished_at, commit, failed, confidence, evidence, lead_seconds,"
          + " approval_seconds, recovery_seconds, rework, actor, version, link, started_at";

  /** The columns of a run that changes infrastructure, in the order of its row. */
  static final String PIPELINE_RUN =
      "id, service, pipeline, outcome, finished_at, commit, templated, opened_at, reverted_by, lead_seconds";

  private final Connection connection;
  private final Collection collection;
  private final Map<String, String> tiers;
  private final ApprovedModules approved;

  /**
   * Facts of a collection.
   *
   * @param all what is written of the estate, of all sources together
   */
  FactRecording(Connection connection, Collection collection, EstateFacts all) {
    this.connection = connection;
    this.collection = collection;
    this.tiers = all.tiers();
    this.approved = new ApprovedModules(all);
  }

  /** The number of the set of facts that the collection tells, written now where it is new. */
  long run() throws SQLException {
    List<List<@Nullable Object>> accounts = of(EstateFacts::accounts, FactRecording::account);
    YearMonth now = YearMonth.from(collection.capturedAt().atOffset(ZoneOffset.UTC));
    List<List<@Nullable Object>> budgets = of(facts -> Budgets.monthly(facts, now), FactRecording::budget);
    List<List<@Nullable Object>> costBudgets = of(EstateFacts::costBudgets, FactRecording::costBudget);
    List<List<@Nullable Object>> drivers = of(EstateFacts::drivers, FactRecording::driver);
    List<List<@Nullable Object>> components =
        collection.catalog().stream()
            .filter(entity -> entity.kind().equals("Component"))
            .map(this::component)
            .toList();
    List<List<@Nullable Object>> incidents =
        collection.incidents().stream().map(FactRecording::incident).toList();
    List<List<@Nullable Object>> repositories = of(EstateFacts::moduleRepositories, this::repository);

    ServiceNames names = new ServiceNames(collection.catalog());
    DeliveryAssessment delivered =
        DeliveryAssessment.of(collection.delivery(), collection.incidents(), names, DeliveryRules.among(collection.documents()));
    List<List<@Nullable Object>> deployments =
        DeploymentStanding.of(delivered, names).stream().map(FactRecording::deployment).toList();
    List<List<@Nullable Object>> runs =
        delivered.infrastructure().stream().map(FactRecording::pipelineRun).toList();

    byte[] digest =
        digest(List.of(accounts, budgets, costBudgets, drivers, components, incidents, deployments, runs, repositories));
    Optional<Long> same =
        Sql.first(
            connection, "select id from fact_set where digest = ?", row -> row.getLong("id"), digest);
    if (same.isPresent()) {
      return same.get();
    }
    long set =
        Sql.first(
                connection,
                "insert into fact_set (digest) values (?) returning id",
                row -> row.getLong("id"),
                digest)
            .orElseThrow();
    write(set, "fact_account", "provider, id, name, environment, owner", accounts);
    write(set, "fact_budget", "scope_kind, scope, month, amount, currency", budgets);
    write(
        set,
        "fact_cost_budget",
        "name, scope, owners, period, amount, currency, actual, forecast, from_month, to_month",
        costBudgets);
    write(set, "fact_driver", "name, month, value", drivers);
    write(
        set,
        "fact_component",
        "name, type, lifecycle, owner, system, tier, dashboard, alerts, slo, golden_path_since",
        components);
    write(
        set,
        "fact_incident",
        "id, title, severity, service, team, cause, platform_caused, security, impact_started_at,"
            + " detected_at, contained_at, restored_at",
        incidents);
    write(
        set,
        "fact_deployment",
        DEPLOYMENT,
        deployments);
    write(
        set,
        "fact_pipeline_run",
        PIPELINE_RUN,
        runs);
    write(
        set,
        "fact_module_repository",
        "source, approved, folder, tests, checks, test_file, checked_by, unknown, location",
        repositories);
    return set;
  }

  private <T> List<List<@Nullable Object>> of(
      Function<EstateFacts, List<T>> part, Function<T, List<@Nullable Object>> row) {
    return collection.facts().stream().flatMap(facts -> part.apply(facts).stream()).map(row).toList();
  }

  private void write(long set, String table, String columns, List<List<@Nullable Object>> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (Copy copy = Copy.into(connection, table, "fact_set, " + columns)) {
      for (List<@Nullable Object> row : rows) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(set);
        values.addAll(row);
        copy.row(values.toArray());
      }
      copy.end();
    }
  }

  private static byte[] digest(List<List<List<@Nullable Object>>> tables) {
    MessageDigest digest = Digests.sha256();
    for (List<List<@Nullable Object>> table : tables) {
      digest.update((byte) 2);
      for (List<@Nullable Object> row : table) {
        digest.update((byte) 1);
        for (Object value : row) {
          digest.update((byte) (value == null ? 4 : 3));
          digest.update(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
        }
      }
    }
    return digest.digest();
  }

  private static List<@Nullable Object> account(EstateFacts.Account account) {
    return row(
        account.provider().id(),
        account.id(),
        account.name(),
        account.environment().orElse(null),
        account.owner().orElse(null));
  }

  private static List<@Nullable Object> budget(EstateFacts.Budget budget) {
    return row(
        budget.scopeKind(),
        budget.scope(),
        budget.month().atDay(1),
        budget.amount().toPlainString(),
        budget.currency());
  }

  private static List<@Nullable Object> costBudget(CostBudget budget) {
    Map<String, Value> scope = new LinkedHashMap<>();
    budget.scope().forEach((dimension, values) -> scope.put(dimension, Value.ofTexts(values)));
    return row(
        budget.name(),
        ValueJson.text(new Value.Fields(scope)),
        list(budget.owners()),
        budget.period().name().toLowerCase(Locale.ROOT),
        budget.amount().toPlainString(),
        budget.currency(),
        list(budget.actualThresholds()),
        list(budget.forecastThresholds()),
        budget.from().map(month -> month.atDay(1)).orElse(null),
        budget.until().map(month -> month.atDay(1)).orElse(null));
  }

  /** An array as PostgreSQL writes one. */
  private static String list(List<?> values) {
    StringBuilder text = new StringBuilder("{");
    for (Object value : values) {
      text.append(text.length() > 1 ? "," : "").append('"');
      text.append(value.toString().replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return text.append('}').toString();
  }

  private static List<@Nullable Object> driver(EstateFacts.Driver driver) {
    return row(driver.name(), driver.month().atDay(1), driver.value().toPlainString());
  }

  private List<@Nullable Object> component(CatalogEntity entity) {
    return row(
        entity.name(),
        entity.type().orElse(null),
        entity.lifecycle().orElse(null),
        entity.owner().orElse(null),
        entity.system().orElse(null),
        Optional.ofNullable(tiers.get(entity.name()))
            .or(entity::tier)
            .or(() -> entity.system().map(tiers::get))
            .orElse(null),
        entity.annotations().get("roadbed.dev/dashboard"),
        entity.annotations().get("roadbed.dev/alerts"),
        entity.annotations().get("roadbed.dev/slo"),
        entity.goldenPathSince().orElse(null));
  }

  private List<@Nullable Object> repository(ModuleRepository one) {
    return row(
        one.source(),
        approved.contain(one.source()),
        one.folder(),
        one.tests().size(),
        one.checks().size(),
        one.tests().stream().findFirst().orElse(null),
        one.checks().stream().findFirst().orElse(null),
        one.unknown().orElse(null),
        one.location().toString());
  }

  private static List<@Nullable Object> incident(Incident incident) {
    return row(
        incident.id(),
        incident.title(),
        incident.severity(),
        incident.service().orElse(null),
        incident.team().orElse(null),
        incident.cause().orElse(null),
        incident.platformCaused(),
        incident.security(),
        incident.impactStartedAt(),
        incident.detectedAt().orElse(null),
        incident.containedAt().orElse(null),
        incident.restoredAt().orElse(null));
  }

  static List<@Nullable Object> deployment(DeploymentStanding one) {
    return row(
        one.id(),
        one.service(),
        one.environment().orElse(null),
        one.standing(),
        one.finishedAt(),
        one.commit().orElse(null),
        one.failed(),
        BigDecimal.valueOf(one.confidence()).setScale(4, RoundingMode.HALF_EVEN).toPlainString(),
        one.evidence(),
        one.leadSeconds().orElse(null),
        one.approvalSeconds().orElse(null),
        one.recoverySeconds().orElse(null),
        one.rework(),
        one.actor().orElse(null),
        one.version().orElse(null),
        one.link().orElse(null),
        one.startedAt().orElse(null));
  }

  static List<@Nullable Object> pipelineRun(InfrastructureChange one) {
    return row(
        one.run().id(),
        one.service(),
        one.run().pipeline(),
        one.run().outcome().id(),
        one.run().at(),
        one.run().commit().orElse(null),
        one.run().templated().orElse(null),
        one.openedAt().orElse(null),
        one.revertedBy().orElse(null),
        one.leadTime().map(Duration::toSeconds).orElse(null));
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
