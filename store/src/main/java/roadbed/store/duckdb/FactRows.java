package roadbed.store.duckdb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.CommitmentDay;
import roadbed.assess.cost.budget.Budgets;
import roadbed.assess.cost.waste.ResourceUse;
import roadbed.assess.delivery.DeliveryAssessment;
import roadbed.assess.delivery.DeliveryRules;
import roadbed.assess.delivery.DeploymentStanding;
import roadbed.assess.delivery.InfrastructureChange;
import roadbed.assess.delivery.ServiceNames;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.resilience.ResilienceAssessment;
import roadbed.assess.resilience.ResilienceRows;
import roadbed.inventory.ApprovedModules;
import roadbed.inventory.Snapshot;
import roadbed.model.CatalogEntity;
import roadbed.model.CostBudget;
import roadbed.model.EstateFacts;
import roadbed.model.ExceptionGrant;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.ModuleRepository;
import roadbed.model.Money;
import roadbed.model.Ownership;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;
import roadbed.store.duckdb.DuckDbFactTables.Row;

/** What a scan knows, as rows of the documented tables. */
final class FactRows {
  private static final int COST_SCALE = 18;
  private static final int FACT_SCALE = 9;
  private static final int CONFIDENCE_SCALE = 4;

  private final Snapshot snapshot;
  private final Judgement judgement;
  private final List<DailyCost> dailyCosts;
  private final List<ResourceCost> resourceCosts;
  private final List<CommitmentDay> commitmentDays;
  private final List<ResourceUse> uses;
  private final DecisionLog decided;
  private @Nullable ResilienceAssessment resilience;

  FactRows(
      Snapshot snapshot,
      Judgement judgement,
      List<DailyCost> dailyCosts,
      List<ResourceCost> resourceCosts,
      List<CommitmentDay> commitmentDays,
      List<ResourceUse> uses,
      DecisionLog decided) {
    this.snapshot = snapshot;
    this.judgement = judgement;
    this.dailyCosts = dailyCosts;
    this.resourceCosts = resourceCosts;
    this.commitmentDays = commitmentDays;
    this.uses = uses;
    this.decided = decided;
  }

  void append(FactTable table, Row row) throws SQLException {
    switch (table) {
      case RESOURCE -> resources(row);
      case VERDICT -> verdicts(row);
      case RELATION -> relations(row);
      case INCIDENT -> incidents(row);
      case COST_DAILY -> dailyCosts(row);
      case COST_RESOURCE -> resourceCosts(row);
      case COMMITMENT_DAILY -> commitments(row);
      case RESOURCE_USE -> uses(row);
      case BUDGET -> budgets(row);
      case COST_BUDGET -> costBudgets(row);
      case DRIVER -> drivers(row);
      case ACCOUNT -> accounts(row);
      case COMPONENT -> components(row);
      case MODULE_REPOSITORY -> repositories(row);
      // A scan looks at one moment; these have a history, which the server keeps.
      case ON_CALL_SHIFT, DRIFT, DRIFT_RUN, COST_ANOMALY, ALERT, OPTIMISATION, BUDGET_ALERT, CLOSED_MONTH, SLO_RESULT, SLI_SLICE -> {}
      case DEPLOYMENT -> deployments(row);
      case PIPELINE_RUN -> pipelineRuns(row);
      case EXCEPTION -> exceptions(row);
      case GATE_DECISION -> decisions(row);
      case GATE_FEEDBACK -> feedback(row);
      case RECOVERY_OBJECTIVE -> all(ResilienceRows.objectives(resilience()), row);
      case RECOVERY -> all(ResilienceRows.recoveries(resilience()), row);
      case BACKUP_RUN -> all(ResilienceRows.backups(resilience()), row);
      case PROTECTION -> all(ResilienceRows.protections(resilience()), row);
      case DRILL -> all(ResilienceRows.drills(resilience()), row);
      case QUOTA -> all(ResilienceRows.quotas(resilience()), row);
      case COMPONENT_VERSION -> all(ResilienceRows.versions(resilience()), row);
    }
  }

  private ResilienceAssessment resilience() {
    ResilienceAssessment known = resilience;
    if (known == null) {
      known = ResilienceAssessment.of(snapshot, List.of());
      resilience = known;
    }
    return known;
  }

  private static void all(List<List<@Nullable Object>> rows, Row row) throws SQLException {
    for (List<@Nullable Object> values : rows) {
      row.add(values.toArray());
    }
  }

  private void resources(Row row) throws SQLException {
    Instant seen = snapshot.takenAt();
    for (Resource resource : snapshot.resources()) {
      Resource.Origin origin = resource.origin();
      row.add(
          resource.id().value(),
          resource.kind(),
          resource.type(),
          resource.provider().id(),
          resource.account(),
          resource.region(),
          resource.name(),
          orNull(resource.ownership().map(Ownership::owner)),
          orNull(resource.ownership().map(owned -> owned.basis().name().toLowerCase(Locale.ROOT))),
          orNull(resource.ownership().map(Ownership::reason)),
          orNull(resource.environment()),
          orNull(resource.tier()),
          orNull(resource.system()),
          origin.source(),
          origin.declaration().id(),
          origin.address(),
          orNull(origin.module()),
          origin.moduleApproved(),
          seen,
          place(origin.location()));
    }
  }

  private void verdicts(Row row) throws SQLException {
    Map<String, String> titles = new HashMap<>();
    for (Guardrail guardrail : judgement.guardrails()) {
      titles.put(guardrail.id(), guardrail.title());
    }
    Instant since = snapshot.takenAt();
    for (Verdict verdict : judgement.verdicts()) {
      row.add(
          verdict.resource().value(),
          verdict.guardrail(),
          titles.getOrDefault(verdict.guardrail(), verdict.guardrail()),
          verdict.severity().id(),
          verdict.outcome().id(),
          String.join("; ", verdict.messages()),
          since,
          orNull(verdict.exception().map(Verdict.Leave::exception)));
    }
  }

  private void relations(Row row) throws SQLException {
    for (Relation relation : snapshot.relations()) {
      row.add(
          relation.from().value(), relation.type().id(), relation.to().value(), relation.reason());
    }
  }

  private void incidents(Row row) throws SQLException {
    for (Incident incident : snapshot.incidents()) {
      row.add(
          incident.id(),
          incident.title(),
          incident.severity(),
          orNull(incident.service()),
          orNull(incident.team()),
          orNull(incident.cause()),
          incident.platformCaused(),
          incident.security(),
          incident.impactStartedAt(),
          orNull(incident.detectedAt()),
          orNull(incident.containedAt()),
          orNull(incident.restoredAt()));
    }
  }

  private void deployments(Row row) throws SQLException {
    for (DeploymentStanding one : DeploymentStanding.of(delivered(), new ServiceNames(snapshot.catalog()))) {
      row.add(
          one.id(),
          one.service(),
          orNull(one.environment()),
          one.standing(),
          one.finishedAt(),
          orNull(one.commit()),
          one.failed(),
          scaled(BigDecimal.valueOf(one.confidence()), CONFIDENCE_SCALE),
          unlessEmpty(one.evidence()),
          orNull(one.leadSeconds()),
          orNull(one.approvalSeconds()),
          orNull(one.recoverySeconds()),
          one.rework(),
          orNull(one.actor()),
          orNull(one.version()),
          orNull(one.link()),
          orNull(one.startedAt()));
    }
  }

  private void pipelineRuns(Row row) throws SQLException {
    for (InfrastructureChange one : delivered().infrastructure()) {
      row.add(
          one.run().id(),
          one.service(),
          one.run().pipeline(),
          one.run().outcome().id(),
          one.run().at(),
          orNull(one.run().commit()),
          orNull(one.run().templated()),
          orNull(one.openedAt()),
          orNull(one.revertedBy()),
          orNull(one.leadTime().map(Duration::toSeconds)));
    }
  }

  private DeliveryAssessment delivered() {
    return DeliveryAssessment.of(
        snapshot.delivery(), snapshot.incidents(), new ServiceNames(snapshot.catalog()), DeliveryRules.among(snapshot.documents()));
  }

  private void dailyCosts(Row row) throws SQLException {
    for (DailyCost cost : dailyCosts) {
      row.add(
          cost.day(),
          cost.provider(),
          cost.account(),
          cost.accountName(),
          cost.service(),
          cost.serviceCategory(),
          cost.region(),
          unlessEmpty(cost.owner()),
          unlessEmpty(cost.ownerBasis()),
          unlessEmpty(cost.environment()),
          cost.currency(),
          scaled(cost.billed(), COST_SCALE),
          scaled(cost.effective(), COST_SCALE),
          scaled(cost.list(), COST_SCALE),
          unlessEmpty(cost.chargeCategory()),
          scaled(cost.contracted(), COST_SCALE));
    }
  }

  private void resourceCosts(Row row) throws SQLException {
    for (ResourceCost cost : resourceCosts) {
      row.add(
          cost.resource().value(), cost.month(), cost.currency(), scaled(cost.effective(), COST_SCALE));
    }
  }

  private void commitments(Row row) throws SQLException {
    for (CommitmentDay day : commitmentDays) {
      row.add(
          day.day(),
          day.provider(),
          day.account(),
          day.service(),
          day.currency(),
          scaled(day.covered(), COST_SCALE),
          scaled(day.onDemand(), COST_SCALE),
          scaled(day.used(), COST_SCALE),
          scaled(day.unused(), COST_SCALE));
    }
  }

  private void uses(Row row) throws SQLException {
    for (ResourceUse use : uses) {
      row.add(
          use.resource(),
          use.component().id(),
          use.component().unit(),
          orNull(use.provisioned().map(amount -> scaled(amount, FACT_SCALE))),
          orNull(use.used().map(amount -> scaled(amount, FACT_SCALE))),
          orNull(use.from()),
          orNull(use.until()),
          use.hours(),
          unlessEmpty(use.source()),
          unlessEmpty(use.reason()),
          scaled(use.share(), FACT_SCALE),
          scaled(use.nominal(), FACT_SCALE),
          orNull(use.listed().map(price -> scaled(price.amount(), FACT_SCALE))),
          orNull(use.listed().map(Money::currency)));
    }
  }

  private void budgets(Row row) throws SQLException {
    YearMonth now = YearMonth.from(snapshot.takenAt().atOffset(ZoneOffset.UTC));
    for (EstateFacts.Budget budget : Budgets.monthly(snapshot.facts(), now)) {
      row.add(
          budget.scopeKind(),
          budget.scope(),
          budget.month().atDay(1),
          scaled(budget.amount(), FACT_SCALE),
          budget.currency());
    }
  }

  private void costBudgets(Row row) throws SQLException {
    for (CostBudget budget : snapshot.facts().costBudgets()) {
      Map<String, Value> scope = new LinkedHashMap<>();
      budget.scope().forEach((dimension, values) -> scope.put(dimension, Value.ofTexts(values)));
      row.add(
          budget.name(),
          ValueJson.text(new Value.Fields(scope)),
          String.join(" ", budget.owners()),
          budget.period().name().toLowerCase(Locale.ROOT),
          scaled(budget.amount(), FACT_SCALE),
          budget.currency(),
          budget.from().map(month -> month.atDay(1)).orElse(null),
          budget.until().map(month -> month.atDay(1)).orElse(null));
    }
  }

  private void drivers(Row row) throws SQLException {
    for (EstateFacts.Driver driver : snapshot.facts().drivers()) {
      row.add(driver.name(), driver.month().atDay(1), scaled(driver.value(), FACT_SCALE));
    }
  }

  private void accounts(Row row) throws SQLException {
    for (EstateFacts.Account account : snapshot.facts().accounts()) {
      row.add(
          account.provider().id(),
          account.id(),
          account.name(),
          orNull(account.environment()),
          orNull(account.owner()));
    }
  }

  private void components(Row row) throws SQLException {
    Map<String, String> tiers = snapshot.facts().tiers();
    for (CatalogEntity entity : snapshot.catalog()) {
      if (entity.kind().equals("Component")) {
        row.add(
            entity.name(),
            orNull(entity.type()),
            orNull(entity.lifecycle()),
            orNull(entity.owner()),
            orNull(entity.system()),
            orNull(
                Optional.ofNullable(tiers.get(entity.name()))
                    .or(entity::tier)
                    .or(() -> entity.system().map(tiers::get))),
            entity.annotations().get("roadbed.dev/dashboard"),
            entity.annotations().get("roadbed.dev/alerts"),
            entity.annotations().get("roadbed.dev/slo"),
            orNull(entity.goldenPathSince()));
      }
    }
  }

  private void repositories(Row row) throws SQLException {
    ApprovedModules approved = new ApprovedModules(snapshot.facts());
    for (ModuleRepository repository : snapshot.facts().moduleRepositories()) {
      row.add(
          repository.source(),
          approved.contain(repository.source()),
          repository.folder(),
          repository.tests().size(),
          repository.checks().size(),
          orNull(repository.tests().stream().findFirst()),
          orNull(repository.checks().stream().findFirst()),
          orNull(repository.unknown()),
          repository.location().toString());
    }
  }

  private void exceptions(Row row) throws SQLException {
    for (ExceptionStanding standing : judgement.exceptions()) {
      ExceptionGrant grant = standing.grant();
      row.add(
          grant.id(),
          grant.requester(),
          grant.approver(),
          orNull(grant.from()),
          grant.end(),
          grant.from().orElse(snapshot.takenAt()),
          standing.state().id(),
          (int) Math.min(Integer.MAX_VALUE, standing.used()),
          standing.note());
    }
  }

  private void decisions(Row row) throws SQLException {
    for (GateDecision decision : decided.decisions()) {
      row.add(
          decision.id(),
          decision.gate().id(),
          decision.at(),
          decision.outcome().id(),
          decision.subject(),
          orNull(decision.commit()),
          unlessEmpty(decision.reference()),
          decision.actor(),
          (int) Math.min(Integer.MAX_VALUE, decision.took().toMillis()),
          orNull(decision.bypass()),
          String.join(" ", decision.blocking()));
    }
  }

  private void feedback(Row row) throws SQLException {
    for (GateDecision.Feedback one : decided.feedback()) {
      row.add(one.decision(), one.guardrail(), one.at(), one.actor(), one.reason());
    }
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static BigDecimal scaled(BigDecimal amount, int scale) {
    return amount.setScale(scale, RoundingMode.HALF_EVEN);
  }

  private static String place(Location location) {
    return location.line() > 0 ? location.file() + ":" + location.line() : location.file();
  }
}
