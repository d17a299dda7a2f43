package roadbed.app.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import roadbed.app.config.Folders;
import roadbed.app.fix.FixRun;
import roadbed.assess.policy.Exceptions;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.gate.ChangeComparison;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.Enforcement;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.collect.terraform.TerraformPlanReader;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.ExceptionGrant;
import roadbed.model.GateRules;
import roadbed.model.Location;
import roadbed.model.Verdict;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.FileEvidenceStore;
import roadbed.prove.report.EstateReport;
import roadbed.prove.report.GateReport;

/** The gate for changes: judges both sides of a change, decides, and keeps the decision. */
public final class GateRun {
  private static final int MOST_FIXES = 50;

  private final Folders folders;
  private final Clock clock;
  private final String program;
  private final String run;

  /**
   * @param program name and version of the program
   * @param run what tells this run from all others
   */
  public GateRun(Folders folders, Clock clock, String program, String run) {
    this.folders = folders;
    this.clock = clock;
    this.program = program;
    this.run = run;
  }

  /** One side of a change, judged. */
  record Judged(Collection collection, Snapshot snapshot, Judgement judgement, List<Diagnostic> diagnostics) {}

  /** What is compared with, and how it is called. */
  private record Compared(List<GateFinding> findings, Set<String> exceptions, String words) {}

  /** The other side of the change cannot be had, and why, in words for the person who asked. */
  public static final class NoBefore extends Exception {
    private static final long serialVersionUID = 1L;

    NoBefore(String message) {
      super(message);
    }
  }

  /** Everything that is found with the change, for a baseline. */
  public List<GateFinding> findings(GateRequest request, Progress progress) {
    Names names = Names.of(request.paths());
    Judged after = judge(request.guardrails().load(), collect(request, request.paths(), progress), clock.instant());
    return GateFinding.of(after.judgement(), after.snapshot(), names::ofPath);
  }

  /** Decides, and keeps the decision where {@code keep} says so. */
  public GateReport run(GateRequest request, Progress progress, boolean keep) throws IOException, NoBefore {
    long started = System.nanoTime();
    Instant now = clock.instant();
    Names names = Names.of(request.paths());
    Guardrails guardrails = request.guardrails().load();
    Judged after = judge(guardrails, collect(request, request.paths(), progress), now);
    List<GateFinding> findings = GateFinding.of(after.judgement(), after.snapshot(), names::ofPath);
    Compared before = before(request, guardrails, after, names, now, progress);
    List<GateItem> items =
        new Enforcement(request.rules(), after.judgement().guardrails(), now)
            .act(ChangeComparison.compare(before.findings(), findings, moved(after.collection())));
    items = new GatePlaces(after.collection(), after.snapshot(), guardrails, names).of(items);
    GateDecision.Outcome outcome = GateDecision.outcome(items, request.bypass().isPresent());
    GateDecision decision =
        new GateDecision(
            run,
            GateDecision.GateKind.PULL_REQUEST,
            now,
            request.source(),
            request.caller().commit().or(names::head),
            request.caller().reference(),
            request.caller().actor(),
            after.judgement().policyDigest(),
            InputDigest.of(List.of(after.collection())),
            counts(after.judgement(), items),
            outcome,
            items.stream().sorted(GateItem.WORST_FIRST).toList(),
            used(after.judgement()),
            Duration.ofNanos(System.nanoTime() - started),
            request.bypass().filter(_ -> outcome == GateDecision.Outcome.BYPASSED));
    Optional<EstateReport.EvidenceReference> evidence = Optional.empty();
    if (keep) {
      new DecisionFile(folders.decisions()).append(decision);
      evidence = request.evidence().map(folder -> record(folder, decision));
    }
    return new GateReport(
        program,
        decision,
        items,
        before.words(),
        after.snapshot().resources().size(),
        after.judgement().guardrails(),
        after.judgement().exceptions(),
        brought(after, before),
        after.diagnostics(),
        new WrittenSources(names),
        fixes(request, items, guardrails, now),
        evidence);
  }

  /** The addresses that resources had before, by theirs, as blocks {@code moved} of the source say. */
  private static Map<String, String> moved(Collection collection) {
    Map<String, String> moved = new HashMap<>();
    for (CollectedResource resource : collection.resources()) {
      String from = resource.context().get("moved_from");
      if (from != null) {
        moved.put(resource.address(), from);
      }
    }
    return moved;
  }

  /** What would mend the findings that the change brings, by their fingerprints. */
  private static Map<String, String> fixes(
      GateRequest request, List<GateItem> items, Guardrails guardrails, Instant now) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (GateItem item : items) {
      boolean brought = item.movement() == Movement.NEW || item.movement() == Movement.WORSENED;
      boolean open = item.finding().outcome() == Verdict.Outcome.FAIL && item.level() != GateRules.Level.INFORM;
      if (brought && open && wanted.size() < MOST_FIXES) {
        wanted.put(FixRun.Result.name(item.finding().guardrail(), item.finding().address()), item.fingerprint());
      }
    }
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Set<String> resources = new HashSet<>();
    items.stream()
        .filter(item -> wanted.containsValue(item.fingerprint()))
        .forEach(item -> resources.add(item.finding().guardrail() + "\n" + item.finding().resource()));
    FixRun.Result result =
        new FixRun(request.source(), request.paths(), guardrails, now)
            .run(
                (files, recognised, found) -> {},
                verdict -> resources.contains(verdict.guardrail() + "\n" + verdict.resource().value()));
    Map<String, String> fixes = new LinkedHashMap<>();
    result
        .alone()
        .forEach(
            (name, patch) -> {
              String fingerprint = wanted.get(name);
              if (fingerprint != null) {
                fixes.put(fingerprint, patch);
              }
            });
    return fixes;
  }

  private Collection collect(GateRequest request, List<Path> paths, Progress progress) {
    return new Collector().collect(request.source(), paths, clock.instant(), progress, Limits.DEFAULT);
  }

  private static Judged judge(Guardrails guardrails, Collection collection, Instant now) {
    List<Diagnostic> diagnostics = new ArrayList<>(collection.diagnostics());
    Snapshot snapshot = Inventory.of(List.of(collection));
    diagnostics.addAll(snapshot.diagnostics());
    diagnostics.addAll(guardrails.diagnostics());
    Judgement judgement = Exceptions.apply(guardrails.judge(snapshot), snapshot, now);
    diagnostics.addAll(judgement.diagnostics());
    return new Judged(collection, snapshot, judgement, diagnostics);
  }

  private Compared before(
      GateRequest request, Guardrails guardrails, Judged after, Names names, Instant now, Progress progress)
      throws IOException, NoBefore {
    return switch (request.before()) {
      case GateRequest.Before.Prior _ -> prior(request, guardrails, after, names, now, progress);
      case GateRequest.Before.Baseline baseline -> {
        List<GateFinding> findings =
            Baseline.read(baseline.file())
                .orElseThrow(() -> new NoBefore(baseline.file() + " is not a baseline as --write-baseline makes it"));
        yield new Compared(findings, Set.of(), "the baseline " + baseline.file());
      }
      case GateRequest.Before.Folder folder -> {
        List<Path> paths = folders(request.paths(), folder.path());
        Judged judged = judge(guardrails, collect(request, paths, progress), now);
        UnaryOperator<String> file = new Names.Under(paths, request.paths(), names)::ofPath;
        yield compared(judged, file, folder.path().toString());
      }
      case GateRequest.Before.Commit commit -> commit(request, guardrails, commit.reference(), names, now, progress);
    };
  }

  private Compared prior(
      GateRequest request, Guardrails guardrails, Judged after, Names names, Instant now, Progress progress) {
    boolean plans =
        after.collection().resources().stream()
            .anyMatch(resource -> resource.declaration() == Declaration.TERRAFORM_PLAN);
    if (!plans) {
      return new Compared(List.of(), exceptions(after), "nothing: all of it counts as new");
    }
    Collection read =
        Collector.ofPlans(TerraformPlanReader.Side.PRIOR)
            .collect(request.source(), request.paths(), now, progress, Limits.DEFAULT);
    Collection told = after.collection();
    // Who owns what, and what is excepted, is told beside the plans.
    Collection whole =
        new Collection(
            read.source(), read.capturedAt(), read.resources(), told.catalog(), told.facts(), List.of(), List.of(),
            List.of(), read.reading());
    Judged judged = judge(guardrails, whole, now);
    return compared(judged, names::ofPath, "what the plan says was there before");
  }

  private Compared commit(
      GateRequest request, Guardrails guardrails, String reference, Names names, Instant now, Progress progress)
      throws IOException, NoBefore {
    GitTree tree =
        names.repository().orElseThrow(() -> new NoBefore("the paths lie in no git repository, or there is no git"));
    Files.createDirectories(folders.cache());
    Path written = Files.createTempDirectory(folders.cache(), "base-").toRealPath();
    try {
      String commit = tree.base(reference);
      tree.write(commit, written);
      List<Path> paths = names.inside(written, request.paths());
      List<Path> there = paths.stream().filter(Files::exists).toList();
      String words = reference + " at " + commit.substring(0, Math.min(12, commit.length()));
      if (there.isEmpty()) {
        return new Compared(List.of(), Set.of(), words);
      }
      Judged judged = judge(guardrails, collect(request, there, progress), now);
      return compared(judged, file -> names.below(written, file), words);
    } catch (GitTree.Unreadable e) {
      throw new NoBefore(reference + " cannot be read: " + e.getMessage());
    } finally {
      Folders.remove(written);
    }
  }

  private static Compared compared(Judged judged, UnaryOperator<String> file, String words) {
    return new Compared(
        GateFinding.of(judged.judgement(), judged.snapshot(), file), exceptions(judged), words);
  }

  /** A path of the change in the folder that holds the other side; a single path may be that folder itself. */
  private static List<Path> folders(List<Path> paths, Path folder) throws NoBefore {
    List<Path> found = new ArrayList<>();
    for (Path path : paths) {
      Path same = path.isAbsolute() ? folder : folder.resolve(path).normalize();
      found.add(Files.exists(same) && !path.isAbsolute() ? same : folder);
    }
    if (found.size() > 1 && new HashSet<>(found).size() < found.size()) {
      throw new NoBefore(folder + " does not hold the same paths");
    }
    return found;
  }

  private static Set<String> exceptions(Judged judged) {
    Set<String> ids = new HashSet<>();
    judged.snapshot().facts().exceptions().grants().stream().map(ExceptionGrant::id).forEach(ids::add);
    return ids;
  }

  private static List<String> brought(Judged after, Compared before) {
    return exceptions(after).stream().filter(id -> !before.exceptions().contains(id)).sorted().toList();
  }

  private static List<String> used(Judgement judgement) {
    return judgement.verdicts().stream()
        .flatMap(verdict -> verdict.exception().stream())
        .map(Verdict.Leave::exception)
        .distinct()
        .sorted()
        .toList();
  }

  private static Map<String, Long> counts(Judgement judgement, List<GateItem> items) {
    Map<String, Long> counts = new TreeMap<>();
    for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
      counts.put(outcome.id(), 0L);
    }
    for (Movement movement : Movement.values()) {
      counts.put(movement.id(), 0L);
    }
    judgement.verdicts().forEach(verdict -> counts.merge(verdict.outcome().id(), 1L, Long::sum));
    items.forEach(item -> counts.merge(item.movement().id(), 1L, Long::sum));
    counts.put("blocking", items.stream().filter(GateItem::blocks).count());
    return counts;
  }

  private EstateReport.EvidenceReference record(Path folder, GateDecision decision) {
    EvidenceLog log = EvidenceLog.open(new FileEvidenceStore(folder), folders.keys(), clock);
    long index = log.append("gate-decision", decision.actor(), DecisionJson.of(decision)).index();
    return EstateReport.EvidenceReference.of(folder.toString(), index, log.checkpoint().orElse(""));
  }
}
