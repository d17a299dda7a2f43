package roadbed.app.drift;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import roadbed.app.config.Folders;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.WhoChanged;
import roadbed.assess.policy.Guardrails;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.collect.activity.ActivityLogs;
import roadbed.inventory.Sighting;
import roadbed.inventory.Sightings;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.FileEvidenceStore;

/** One comparison of files, from reading to report. */
public final class DriftRun {
  /**
   * What it gives.
   *
   * @param report what drifts
   * @param sightings what the report was made from
   * @param diagnostics what could not be read
   * @param recognised how many files were recognised
   * @param files how many there were
   */
  public record Outcome(
      DriftReport report,
      List<Sighting> sightings,
      List<Diagnostic> diagnostics,
      long recognised,
      long files) {
    public Outcome {
      sightings = List.copyOf(sightings);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  private final Folders folders;
  private final Clock clock;
  private final String program;

  /**
   * @param program name and version, as the evidence names it
   */
  public DriftRun(Folders folders, Clock clock, String program) {
    this.folders = folders;
    this.clock = clock;
    this.program = program;
  }

  /** Reads, compares, judges and records. */
  public Outcome run(DriftRequest request, Progress progress) {
    List<Collection> collections = new ArrayList<>();
    if (!request.paths().isEmpty()) {
      Collection all = collect(request.source(), request.paths(), progress);
      boolean pinned = !request.live().isEmpty() || !request.state().isEmpty();
      collections.add(pinned ? all : replaced(all, PlanSides.with(all)));
    }
    pinned(request.source(), request.declared(), Declaration.Side.DECLARED, progress, collections);
    pinned(request.source(), request.state(), Declaration.Side.STATE, progress, collections);
    pinned(request.source(), request.live(), Declaration.Side.LIVE, progress, collections);
    Guardrails guardrails = request.guardrails().load();
    List<Diagnostic> diagnostics = new ArrayList<>();
    collections.forEach(collection -> diagnostics.addAll(collection.diagnostics()));
    diagnostics.addAll(guardrails.diagnostics());
    List<Sighting> sightings = Sightings.of(collections);
    DriftReport report = new DriftAssessment(guardrails).of(collections, sightings, clock.instant());
    if (!request.activity().isEmpty()) {
      ActivityLogs.Read logs = ActivityLogs.read(request.activity());
      diagnostics.addAll(logs.diagnostics());
      report = new WhoChanged(logs.acts()).in(report);
    }
    DriftReport found = report;
    request.evidence().ifPresent(folder -> record(folder, request, found));
    return new Outcome(
        found,
        sightings,
        diagnostics,
        collections.stream().mapToLong(collection -> collection.reading().recognised()).sum(),
        collections.stream().mapToLong(collection -> collection.reading().files()).sum());
  }

  private Collection collect(String source, List<Path> paths, Progress progress) {
    return new Collector().collect(source, paths, clock.instant(), progress, Limits.DEFAULT);
  }

  private void pinned(
      String source, List<Path> paths, Declaration.Side side, Progress progress, List<Collection> into) {
    if (paths.isEmpty()) {
      return;
    }
    Collection found = collect(source, paths, progress);
    into.add(
        replaced(
            found,
            found.resources().stream()
                .map(one -> PlanSides.as(one, pinned(one.declaration(), side), side == Declaration.Side.DECLARED ? one.change() : Change.NONE))
                .toList()));
  }

  /** The kind of document of another side that is written in the same way. */
  private static Declaration pinned(Declaration declaration, Declaration.Side side) {
    if (declaration.side() == side) {
      return declaration;
    }
    boolean cluster =
        declaration == Declaration.KUBERNETES_MANIFEST || declaration == Declaration.KUBERNETES_LIVE;
    return switch (side) {
      case DECLARED -> cluster ? Declaration.KUBERNETES_MANIFEST : Declaration.TERRAFORM_PLAN;
      case STATE -> Declaration.TERRAFORM_STATE;
      case LIVE -> cluster ? Declaration.KUBERNETES_LIVE : Declaration.TERRAFORM_REFRESH;
    };
  }

  private static Collection replaced(Collection collection, List<CollectedResource> resources) {
    return new Collection(
        collection.source(),
        collection.capturedAt(),
        resources,
        collection.catalog(),
        collection.facts(),
        collection.incidents(),
        collection.billing(),
        collection.diagnostics(),
        collection.reading());
  }

  private void record(Path folder, DriftRequest request, DriftReport report) {
    EvidenceLog log = EvidenceLog.open(new FileEvidenceStore(folder), folders.keys(), clock);
    Map<String, String> parameters = Map.of("program", program, "source", request.source());
    log.append("drift", System.getProperty("user.name", "unknown"), DriftEvidence.body(report, parameters));
    log.checkpoint();
  }
}
