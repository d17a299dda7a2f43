package roadbed.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.app.cost.WasteRun;
import roadbed.app.drift.DriftAssessment;
import roadbed.app.drift.DriftEvidence;
import roadbed.app.gate.InputDigest;
import roadbed.app.scan.WorkingDocuments;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.Ingestion;
import roadbed.assess.cost.BillingStore;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.budget.BudgetAlertStore;
import roadbed.assess.cost.budget.Budgets;
import roadbed.assess.cost.waste.ResourceUses;
import roadbed.assess.delivery.ServiceNames;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.policy.ContinuousJudgement;
import roadbed.assess.policy.ExceptionStore;
import roadbed.assess.policy.Exceptions;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.VerdictStore;
import roadbed.inventory.EstateStore;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.CostBudget;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Verdict;
import roadbed.operate.change.DeliveredChanges;
import roadbed.prove.evidence.EvidenceBodies;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;
import roadbed.prove.kpi.KpiStore;
import roadbed.web.api.CollectionIntake;

/**
 * Takes collections in, one at a time: merges each with the newest of the other sources, judges, adds the
 * cost up, measures, and records all of it.
 */
final class Intake implements CollectionIntake {
  /** Cost is aggregated over all sources' lines at once, so its aggregates have one name. */
  private static final String ALL_BILLING = "billing";

  private final EstateStore estate;
  private final VerdictStore verdicts;
  private final DriftStore drift;
  private final ExceptionStore exceptions;
  private final ContinuousGate gate;
  private final CostStore costs;
  private final BillingStore billing;
  private final KpiStore measurements;
  private final KpiCatalogue kpis;
  private final Supplier<FactTables> facts;
  private final EvidenceLog evidence;
  private final Clock clock;
  private final Guardrails guardrails;
  private final Runnable billed;
  private final BudgetAlertStore alerts;
  private final Consumer<Snapshot> assessed;
  private final DeliveredChanges delivered;
  private final Consumer<List<Collection>> deliveries;
  private volatile @Nullable ExceptionRules told;
  private final ContinuousJudgement judging;

  Intake(
      EstateStore estate,
      VerdictStore verdicts,
      DriftStore drift,
      ExceptionStore exceptions,
      ContinuousGate gate,
      CostStore costs,
      BillingStore billing,
      KpiStore measurements,
      KpiCatalogue kpis,
      Supplier<FactTables> facts,
      EvidenceLog evidence,
      Guardrails guardrails,
      Runnable billed,
      BudgetAlertStore alerts,
      Consumer<Snapshot> assessed,
      DeliveredChanges delivered,
      Consumer<List<Collection>> deliveries,
      Clock clock) {
    this.estate = estate;
    this.verdicts = verdicts;
    this.drift = drift;
    this.exceptions = exceptions;
    this.gate = gate;
    this.costs = costs;
    this.billing = billing;
    this.measurements = measurements;
    this.kpis = kpis;
    this.facts = facts;
    this.evidence = evidence;
    this.clock = clock;
    this.guardrails = guardrails;
    this.billed = billed;
    this.alerts = alerts;
    this.assessed = assessed;
    this.delivered = delivered;
    this.deliveries = deliveries;
    this.judging = new ContinuousJudgement(guardrails);
  }

  @Override
  public synchronized Outcome receive(String actor, Collection collection) {
    Optional<Instant> newest =
        estate.sources().stream()
            .filter(source -> source.source().equals(collection.source()))
            .map(EstateStore.SourceState::capturedAt)
            .filter(capturedAt -> capturedAt.isAfter(collection.capturedAt()))
            .findFirst();
    if (newest.isPresent()) {
      return new Older(collection.source(), newest.get());
    }
    Instant begun = clock.instant();
    List<Diagnostic> diagnostics = new ArrayList<>(collection.diagnostics());
    List<Collection> collections = new ArrayList<>();
    for (Collection other : estate.latestCollections()) {
      if (!other.source().equals(collection.source())) {
        collections.add(other);
      }
    }
    collections.add(collection);
    diagnostics.addAll(WorkingDocuments.problems(collection.documents()));
    Snapshot snapshot = Inventory.of(collections);
    diagnostics.addAll(snapshot.diagnostics());
    Judgement judgement =
        Exceptions.apply(judging.judge(snapshot).judgement(), snapshot, rules(snapshot), begun);
    diagnostics.addAll(judgement.diagnostics());
    Set<String> failing = gate.failing();
    EstateStore.Receipt receipt = estate.record(collection, snapshot);
    deliveries.accept(collections);
    told = null;
    Judgement own = ofSource(collection.source(), snapshot, judgement);
    verdicts.record(collection.source(), own, collection.capturedAt());
    DriftReport drifting = new DriftAssessment(guardrails).of(collections, rules(snapshot), begun);
    boolean compared = drifting.hasSides();
    if (compared) {
      drift.record(drifting, collection.capturedAt());
    }
    Instant judged = clock.instant();
    gate.record(
        new ContinuousGate.Occasion(
            "c" + receipt.collection(),
            actor,
            collection.source(),
            InputDigest.of(List.of(collection)),
            failing,
            judged,
            Duration.between(begun, judged)),
        snapshot,
        own);
    recordStandings(judgement, snapshot);
    assessed.accept(snapshot);
    if (!collection.delivery().isEmpty()) {
      var _ = delivered.take(collection.delivery(), new ServiceNames(snapshot.catalog())::of);
    }
    Ingestion ingestion = billing.ingest(collection.source(), collection.billing());
    diagnostics.addAll(ingestion.diagnostics());
    if (changesCosts(collection, receipt)) {
      addUp(snapshot);
      billed.run();
    }
    LocalDate day = LocalDate.ofInstant(collection.capturedAt(), ZoneOffset.UTC);
    recordUses(snapshot, day);
    KpiMeter.KpiRun run = measure(day);
    measurements.record(run.measurements());
    diagnostics.addAll(run.diagnostics());
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("source", collection.source());
    parameters.put("captured_at", collection.capturedAt().toString());
    long first =
        evidence
            .append("scan", actor, EvidenceBodies.scan(List.of(collection), snapshot, parameters))
            .index();
    evidence.append("verdicts", actor, EvidenceBodies.verdicts(own, snapshot, parameters));
    if (compared) {
      evidence.append("drift", actor, DriftEvidence.body(drifting, parameters));
    }
    evidence.append("kpi-run", actor, EvidenceBodies.kpiRun(kpis, run, parameters));
    return recorded(collection, receipt, own, ingestion, first, diagnostics);
  }

  /**
   * The exceptions that bear on what is to be admitted: those that collections told, as of the last one, and those that
   * were entered.
   */
  ExceptionRules exceptionRules() {
    ExceptionRules known = told;
    if (known == null) {
      List<ExceptionGrant> grants = new ArrayList<>();
      Optional<ExceptionRules.Terms> terms = Optional.empty();
      for (Collection collection : estate.latestCollections()) {
        for (EstateFacts facts : collection.facts()) {
          grants.addAll(facts.exceptions().grants());
          terms = terms.or(facts.exceptions()::terms);
        }
      }
      known = new ExceptionRules(grants, terms, List.of());
      told = known;
    }
    Map<String, ExceptionGrant> all = new LinkedHashMap<>();
    known.grants().forEach(grant -> all.putIfAbsent(grant.id(), grant));
    exceptions.entered().forEach(grant -> all.putIfAbsent(grant.id(), grant));
    return new ExceptionRules(List.copyOf(all.values()), known.terms(), List.of());
  }

  /** What the sources tell of exceptions, and what was entered here; an id that both have is the sources'. */
  private ExceptionRules rules(Snapshot snapshot) {
    ExceptionRules told = snapshot.facts().exceptions();
    Map<String, ExceptionGrant> grants = new LinkedHashMap<>();
    told.grants().forEach(grant -> grants.put(grant.id(), grant));
    exceptions.entered().forEach(grant -> grants.putIfAbsent(grant.id(), grant));
    return new ExceptionRules(List.copyOf(grants.values()), told.terms(), told.marks());
  }

  private void recordStandings(Judgement judgement, Snapshot snapshot) {
    exceptions.record(
        judgement.exceptions(),
        snapshot.facts().exceptions().terms().orElse(ExceptionRules.Terms.DEFAULT),
        clock.instant());
  }

  /**
   * Changes the exceptions and lets the estate feel it at once. Nothing is collected, no resource is judged again whose
   * verdicts are known, and only what another exception decides now is written.
   *
   * @param subject what the decision is told to be about
   */
  synchronized void change(String actor, String subject, Runnable change) {
    Instant begun = clock.instant();
    List<Collection> collections = estate.latestCollections();
    Snapshot snapshot = Inventory.of(collections);
    Judgement known = judging.judge(snapshot).judgement();
    Judgement before = Exceptions.apply(known, snapshot, rules(snapshot), begun);
    change.run();
    Judgement after = Exceptions.apply(known, snapshot, rules(snapshot), begun);
    recordStandings(after, snapshot);
    Judgement differing = differing(before, after);
    if (!differing.verdicts().isEmpty()) {
      verdicts.record("", differing, begun);
    }
    DriftReport drifting = new DriftAssessment(guardrails).of(collections, rules(snapshot), begun);
    if (drifting.hasSides()) {
      drift.record(drifting, begun);
    }
    judgedAnew(actor, subject, collections, ContinuousGate.failing(before), snapshot, differing, begun);
  }

  /**
   * Judges what is known by the guardrails of this start, where the last decision was made by others.
   *
   * @return whether that was so
   */
  synchronized boolean followRules(String actor) {
    if (gate.lastPolicies().filter(last -> !last.equals(guardrails.digest())).isEmpty()) {
      return false;
    }
    Instant begun = clock.instant();
    List<Collection> collections = estate.latestCollections();
    Snapshot snapshot = Inventory.of(collections);
    Set<String> failing = gate.failing();
    Judgement judgement = Exceptions.apply(judging.judge(snapshot).judgement(), snapshot, rules(snapshot), begun);
    verdicts.record("", judgement, begun);
    recordStandings(judgement, snapshot);
    judgedAnew(actor, "guardrails", collections, failing, snapshot, judgement, begun);
    return true;
  }

  private void judgedAnew(
      String actor,
      String subject,
      List<Collection> collections,
      Set<String> failing,
      Snapshot snapshot,
      Judgement judgement,
      Instant begun) {
    Instant judged = clock.instant();
    gate.record(
        new ContinuousGate.Occasion(
            "c" + Long.toString(judged.toEpochMilli(), 36) + "-" + subject.replaceAll("[^A-Za-z0-9._-]", "-"),
            actor,
            subject,
            InputDigest.of(collections),
            failing,
            judged,
            Duration.between(begun, judged)),
        snapshot,
        judgement);
  }

  /** All verdicts over the resources of which at least one is another than before. */
  private static Judgement differing(Judgement before, Judgement after) {
    Set<Verdict> same = new HashSet<>(before.verdicts());
    Set<ResourceId> touched = new HashSet<>();
    for (Verdict verdict : after.verdicts()) {
      if (!same.contains(verdict)) {
        touched.add(verdict.resource());
      }
    }
    return over(touched, after);
  }

  private static Judgement over(Set<ResourceId> resources, Judgement judgement) {
    return new Judgement(
        judgement.verdicts().stream().filter(verdict -> resources.contains(verdict.resource())).toList(),
        judgement.guardrails(),
        judgement.policyDigest(),
        judgement.diagnostics(),
        judgement.exceptions());
  }

  /**
   * Makes failures again of what exceptions gave leave to that have ended, and says when the next one ends.
   */
  synchronized Optional<Instant> expire() {
    verdicts.expire(clock.instant());
    return verdicts.nextExpiry();
  }

  /**
   * Measures on days of the past, for the KPIs whose facts carry dates of their own, so that their trends do
   * not begin today. A day that has a value already is left alone.
   */
  synchronized void measureBefore(List<LocalDate> days) {
    for (LocalDate day : days) {
      Set<String> measured = new HashSet<>();
      for (var kpi : kpis.kpis()) {
        if (measurements.trend(kpi.id(), day, day).stream().anyMatch(one -> one.value().isPresent())) {
          measured.add(kpi.id());
        }
      }
      List<KpiMeasurement> found =
          measure(day).measurements().stream()
              .filter(measurement -> measurement.value().isPresent())
              .filter(measurement -> !measured.contains(measurement.kpi()))
              .toList();
      measurements.record(found);
    }
  }

  /**
   * Adds cost up again where other bills count than those it was made of: bills are imported beside the server as well
   * as pushed to it.
   *
   * @return whether that was so
   */
  synchronized boolean followBills(String actor) {
    String state = billing.state();
    if (state.equals(costs.bills())) {
      return false;
    }
    Snapshot snapshot = Inventory.of(estate.latestCollections());
    addUp(snapshot);
    KpiMeter.KpiRun run = measure(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    measurements.record(run.measurements());
    evidence.append("kpi-run", actor, EvidenceBodies.kpiRun(kpis, run, Map.of("bills", state)));
    return true;
  }

  /** What was used of what is provisioned, as the estate and what was measured of it are known on a day. */
  private void recordUses(Snapshot snapshot, LocalDate day) {
    if (!snapshot.uses().isEmpty()) {
      try {
        costs.recordUses(day, ResourceUses.of(snapshot, WasteRun.sample(), clock.instant()));
      } catch (IOException e) {
        throw new UncheckedIOException("the prices of this program can be read", e);
      }
    }
  }

  /** Adds cost up, and raises what budgets give cause for by it. */
  private void addUp(Snapshot snapshot) {
    // Asked first: what comes in while this adds up is found by the next look.
    String state = billing.state();
    List<DailyCost> daily = billing.daily(snapshot);
    costs.record(ALL_BILLING, daily, billing.byResource(snapshot));
    costs.recordCommitments(billing.commitmentDays());
    costs.recordBills(state);
    List<CostBudget> budgets = Budgets.of(snapshot.facts());
    if (!budgets.isEmpty()) {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      alerts.raise(BudgetAlert.of(Budgets.stand(budgets, daily, Budgets.asOf(daily, today)), clock.instant()));
    }
  }

  /** Measures today again, so that what depends on the date keeps moving without a push. */
  synchronized void measureToday() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    measurements.record(measure(today).measurements());
  }

  private KpiMeter.KpiRun measure(LocalDate day) {
    try (FactTables tables = facts.get()) {
      return KpiMeter.measure(kpis, tables, day);
    }
  }

  /** Whether costs may be another's now: there are lines, or what says whose they are has changed. */
  private static boolean changesCosts(Collection collection, EstateStore.Receipt receipt) {
    return !collection.billing().isEmpty()
        || !collection.catalog().isEmpty()
        || !collection.facts().isEmpty()
        || receipt.appeared() + receipt.changed() + receipt.vanished() > 0;
  }

  /** The part of a judgement that speaks of one source's resources. */
  private static Judgement ofSource(String source, Snapshot snapshot, Judgement judgement) {
    Set<ResourceId> own = new HashSet<>();
    for (Resource resource : snapshot.resources()) {
      if (resource.origin().source().equals(source)) {
        own.add(resource.id());
      }
    }
    return over(own, judgement);
  }

  private static Recorded recorded(
      Collection collection,
      EstateStore.Receipt receipt,
      Judgement judgement,
      Ingestion ingestion,
      long evidence,
      List<Diagnostic> diagnostics) {
    Map<Severity, Long> failed = new EnumMap<>(Severity.class);
    long passed = 0;
    long notEvaluated = 0;
    long excepted = 0;
    for (Verdict verdict : judgement.verdicts()) {
      switch (verdict.outcome()) {
        case PASS -> passed++;
        case FAIL -> failed.merge(verdict.severity(), 1L, Long::sum);
        case NOT_EVALUATED -> notEvaluated++;
        case EXCEPTED -> excepted++;
      }
    }
    return new Recorded(
        collection.source(),
        receipt.collection(),
        receipt.appeared(),
        receipt.changed(),
        receipt.vanished(),
        receipt.unchanged(),
        passed,
        failed,
        notEvaluated,
        excepted,
        ingestion.lines(),
        ingestion.rejected(),
        evidence,
        diagnostics);
  }
}
