package roadbed.app.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.app.config.Folders;
import roadbed.app.cost.WasteRun;
import roadbed.app.gate.DecisionFile;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.Ingestion;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.CommitmentDay;
import roadbed.assess.cost.CostOverview;
import roadbed.assess.cost.waste.ResourceUse;
import roadbed.assess.cost.waste.ResourceUses;
import roadbed.assess.policy.Exceptions;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.prove.evidence.EvidenceBodies;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.FileEvidenceStore;
import roadbed.prove.kpi.Kpi;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;
import roadbed.prove.kpi.Pillars;
import roadbed.prove.report.EstateReport;
import roadbed.store.duckdb.DuckDbBillingStore;
import roadbed.store.duckdb.DuckDbFactTables;

/** One scan of files, from reading to report, without a server and without a database. */
public final class Scan {
  private final Folders folders;
  private final Clock clock;
  private final String program;

  /**
   * @param program name and version, as reports name it
   */
  public Scan(Folders folders, Clock clock, String program) {
    this.folders = folders;
    this.clock = clock;
    this.program = program;
  }

  /** Reads, judges, measures and records. */
  public EstateReport run(ScanRequest request, Progress progress) throws IOException {
    long started = System.nanoTime();
    try (Measured measured = measure(request, progress)) {
      List<Diagnostic> diagnostics = measured.diagnostics();
      List<Pillars.Standing> kpis = List.of();
      Optional<KpiMeter.KpiRun> kpiRun = Optional.empty();
      KpiCatalogue catalogue = new KpiCatalogue(List.of(), "", List.of());
      if (wantsKpis(request, measured)) {
        catalogue = KpiCatalogue.load(request.kpiFolders());
        diagnostics.addAll(catalogue.diagnostics());
        try (DuckDbFactTables tables = measured.tables()) {
          KpiMeter.KpiRun run = KpiMeter.measure(catalogue, tables, asOf(request));
          diagnostics.addAll(run.diagnostics());
          kpis = standings(catalogue, run.measurements());
          kpiRun = Optional.of(run);
        }
      }
      Optional<EstateReport.EvidenceReference> evidence = Optional.empty();
      if (request.evidence().isPresent()) {
        evidence = Optional.of(record(request, request.evidence().get(), measured, catalogue, kpiRun));
      }
      return new EstateReport(
          program,
          request.source(),
          measured.collection().capturedAt(),
          Duration.ofNanos(System.nanoTime() - started),
          measured.collection().reading(),
          measured.snapshot(),
          measured.judgement(),
          measured.daily().isEmpty() ? Optional.empty() : Optional.of(CostOverview.of(measured.daily())),
          kpis,
          diagnostics,
          evidence);
    }
  }

  /** Opens one KPI over files. */
  public KpiMeter.Explanation explain(ScanRequest request, Kpi kpi, int limit, Progress progress)
      throws IOException {
    try (Measured measured = measure(request, progress);
        DuckDbFactTables tables = measured.tables()) {
      return KpiMeter.explain(kpi, tables, asOf(request), limit);
    }
  }

  /** What a scan knows before KPIs. Closing it removes its billing lines. */
  private record Measured(
      Collection collection,
      Snapshot snapshot,
      Judgement judgement,
      List<DailyCost> daily,
      List<ResourceCost> byResource,
      List<CommitmentDay> commitments,
      List<ResourceUse> uses,
      List<Diagnostic> diagnostics,
      Optional<Path> billing,
      DecisionLog decided)
      implements AutoCloseable {

    DuckDbFactTables tables() {
      return new DuckDbFactTables(snapshot, judgement, daily, byResource, commitments, uses, decided);
    }

    @Override
    public void close() throws IOException {
      if (billing.isPresent()) {
        Folders.remove(billing.get());
      }
    }
  }

  private Measured measure(ScanRequest request, Progress progress) throws IOException {
    Instant now = clock.instant();
    Collection collection =
        new Collector().collect(request.source(), request.paths(), now, progress, Limits.DEFAULT);
    List<Diagnostic> diagnostics = new ArrayList<>(collection.diagnostics());
    diagnostics.addAll(WorkingDocuments.problems(collection.documents()));
    Snapshot snapshot = Inventory.of(List.of(collection));
    diagnostics.addAll(snapshot.diagnostics());
    Guardrails guardrails =
        request.guardrails().load();
    diagnostics.addAll(guardrails.diagnostics());
    Judgement judgement = Exceptions.apply(guardrails.judge(snapshot), snapshot, now);
    diagnostics.addAll(judgement.diagnostics());
    List<DailyCost> daily = List.of();
    List<ResourceCost> byResource = List.of();
    List<CommitmentDay> commitments = List.of();
    Optional<Path> billing = Optional.empty();
    if (!collection.billing().isEmpty()) {
      Files.createDirectories(folders.cache());
      Path lines = Files.createTempDirectory(folders.cache(), "billing-");
      billing = Optional.of(lines);
      try (DuckDbBillingStore store = new DuckDbBillingStore(lines)) {
        Ingestion ingestion = store.ingest(request.source(), collection.billing());
        diagnostics.addAll(ingestion.diagnostics());
        daily = store.daily(snapshot);
        byResource = store.byResource(snapshot);
        commitments = store.commitmentDays();
      }
    }
    return new Measured(
        collection,
        snapshot,
        judgement,
        daily,
        byResource,
        commitments,
        uses(snapshot, now),
        diagnostics,
        billing,
        decided(diagnostics));
  }

  private static List<ResourceUse> uses(Snapshot snapshot, Instant now) throws IOException {
    return snapshot.uses().isEmpty() ? List.of() : ResourceUses.of(snapshot, WasteRun.sample(), now);
  }

  /** What this user's gates decided before. */
  private DecisionLog decided(List<Diagnostic> diagnostics) {
    return new DecisionFile(folders.decisions()).read(diagnostics);
  }

  private static boolean wantsKpis(ScanRequest request, Measured measured) {
    return switch (request.kpis()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          !measured.daily().isEmpty()
              || !measured.collection().incidents().isEmpty()
              || !measured.collection().catalog().isEmpty()
              || !measured.uses().isEmpty()
              || measured.collection().facts().stream()
                  .anyMatch(facts -> !facts.equals(EstateFacts.of(facts.exceptions())));
    };
  }

  private LocalDate asOf(ScanRequest request) {
    return request.asOf().orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private static List<Pillars.Standing> standings(
      KpiCatalogue catalogue, List<KpiMeasurement> measurements) {
    return Pillars.of(catalogue, measurements).stream()
        .flatMap(pillar -> pillar.standings().stream())
        .toList();
  }

  private EstateReport.EvidenceReference record(
      ScanRequest request,
      Path folder,
      Measured measured,
      KpiCatalogue catalogue,
      Optional<KpiMeter.KpiRun> kpiRun) {
    EvidenceLog log = EvidenceLog.open(new FileEvidenceStore(folder), folders.keys(), clock);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("program", program);
    parameters.put("source", request.source());
    String actor = System.getProperty("user.name", "unknown");
    log.append(
        "scan",
        actor,
        EvidenceBodies.scan(List.of(measured.collection()), measured.snapshot(), parameters));
    long index =
        log.append(
                "verdicts",
                actor,
                EvidenceBodies.verdicts(measured.judgement(), measured.snapshot(), parameters))
            .index();
    if (kpiRun.isPresent()) {
      index = log.append("kpi-run", actor, EvidenceBodies.kpiRun(catalogue, kpiRun.get(), parameters)).index();
    }
    return EstateReport.EvidenceReference.of(folder.toString(), index, log.checkpoint().orElse(""));
  }
}
