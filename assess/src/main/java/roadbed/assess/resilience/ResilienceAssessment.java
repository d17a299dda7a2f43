package roadbed.assess.resilience;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.inventory.Snapshot;
import roadbed.model.CatalogEntity;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;
import roadbed.model.resilience.DrillRecord;
import roadbed.model.resilience.QuotaReading;
import roadbed.model.resilience.RecoveryObjective;
import roadbed.model.resilience.ResilienceFact;
import roadbed.model.resilience.RestoreRun;
import roadbed.model.resilience.WrittenDuration;

/**
 * What is known of an estate's resilience at a moment.
 *
 * @param at the moment
 * @param services all components of the catalog, by tier and name
 * @param slots backups that were due or made, the newest first
 * @param protections all resources that must be protected
 * @param drills all exercises, the newest first
 * @param quotas all quotas, the fullest first
 * @param versions all components that have a version; empty where there is no calendar
 * @param untiered stores that services need and whose tier nobody tells
 * @param schedulesNotUnderstood schedules whose rule is not understood, so that their missing runs are not known
 */
public record ResilienceAssessment(
    Instant at,
    List<ServiceStanding> services,
    List<BackupSlot> slots,
    List<Protection> protections,
    List<DrillStanding> drills,
    List<QuotaOutlook> quotas,
    List<VersionStanding> versions,
    List<String> untiered,
    List<String> schedulesNotUnderstood) {
  /** A backup older than this protects no more, where the objective allows none that is older. */
  private static final Duration FRESH = Duration.ofDays(7);

  private static final int WORST_SEVERITY = 2;

  public ResilienceAssessment {
    services = List.copyOf(services);
    slots = List.copyOf(slots);
    protections = List.copyOf(protections);
    drills = List.copyOf(drills);
    quotas = List.copyOf(quotas);
    versions = List.copyOf(versions);
    untiered = List.copyOf(untiered);
    schedulesNotUnderstood = List.copyOf(schedulesNotUnderstood);
  }

  /**
   * Assesses a snapshot at the moment at which it was taken.
   *
   * @param kept exercises that are kept elsewhere than in the estate's documents; of one identifier these count
   */
  public static ResilienceAssessment of(Snapshot snapshot, List<DrillRecord> kept) {
    return of(snapshot, kept, List.of());
  }

  /**
   * The same, with readings of quotas from before.
   *
   * @param history what was read of quotas before the snapshot, which tells the present alone
   */
  public static ResilienceAssessment of(Snapshot snapshot, List<DrillRecord> kept, List<QuotaReading> history) {
    return new Making(snapshot, kept, history).made();
  }

  /** Whether a schedule's system itself says that it protects: those of Azure and Google do, a selection of AWS alone does not. */
  private static boolean protectsByItself(BackupSchedule schedule) {
    return schedule.rule().isEmpty() && !schedule.source().equals("aws-backup");
  }

  /** All that was measured, of all services. */
  public List<ServiceStanding.Recovery> recoveries() {
    return services.stream().flatMap(service -> service.recoveries().stream()).toList();
  }

  /** All that services need and that promises less than they do. */
  public List<WeakDependency> weak() {
    return services.stream().flatMap(service -> service.weak().stream()).toList();
  }

  /** One assessment in the making. */
  private static final class Making {
    private final Snapshot snapshot;
    private final List<QuotaReading> history;
    private final Instant now;
    private final Terms terms;
    private final BackupBooks books;
    private final DependencyWalk walk;
    private final Map<ResourceId, String> owners;
    private final Names names;
    private final Map<String, DrillRecord> drills = new LinkedHashMap<>();

    Making(Snapshot snapshot, List<DrillRecord> kept, List<QuotaReading> history) {
      this.snapshot = snapshot;
      this.history = history;
      this.now = snapshot.takenAt();
      List<ResilienceFact> facts = snapshot.resilience();
      this.terms = new Terms(facts);
      this.books = new BackupBooks(facts, now);
      this.walk = new DependencyWalk(snapshot, terms);
      this.owners = walk.owners();
      this.names = new Names(snapshot.resources().stream().filter(terms::keepsData).toList());
      for (ResilienceFact fact : facts) {
        if (fact instanceof DrillRecord drill) {
          drills.put(drill.id(), drill);
        }
      }
      kept.forEach(drill -> drills.put(drill.id(), drill));
    }

    ResilienceAssessment made() {
      Set<ResourceId> untiered = new LinkedHashSet<>();
      Map<String, ServiceStanding> services = services(untiered);
      List<DrillStanding> exercised =
          Stream.concat(drills.values().stream(), due(services).stream())
              .map(drill -> DrillStanding.of(drill, services))
              .sorted(Comparator.comparing((DrillStanding one) -> one.drill().planned()).reversed().thenComparing(one -> one.drill().id()))
              .toList();
      List<Protection> protections = protections();
      List<BackupSlot> slots = slots();
      LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate();
      return new ResilienceAssessment(
          now,
          List.copyOf(services.values()),
          slots,
          protections,
          exercised,
          QuotaOutlook.of(readings()),
          VersionStanding.of(snapshot.resources(), snapshot.resilience(), day),
          untiered.stream().map(ResourceId::value).toList(),
          books.notUnderstood().stream().map(schedule -> schedule.id() + ": " + schedule.rule()).toList());
    }

    /** An exercise that a service's objective asks for and that did not take place is one that was planned. */
    private List<DrillRecord> due(Map<String, ServiceStanding> services) {
      List<DrillRecord> due = new ArrayList<>();
      for (ServiceStanding service : services.values()) {
        service
            .objective()
            .exercise()
            .flatMap(every -> overdue(service, every))
            .ifPresent(due::add);
      }
      return due;
    }

    private Optional<DrillRecord> overdue(ServiceStanding service, Duration every) {
      Optional<Instant> last =
          drills.values().stream()
              .filter(drill -> drill.kind() == DrillRecord.Kind.RECOVERY && drill.services().contains(service.service()))
              .filter(drill -> drill.outcome().filter(outcome -> outcome != DrillRecord.Outcome.CANCELLED).isPresent())
              .flatMap(drill -> drill.endedAt().or(drill::recoveredAt).stream())
              .max(Comparator.naturalOrder());
      Instant dueAt = last.map(at -> at.plus(every)).orElse(now);
      return dueAt.isAfter(now)
          ? Optional.empty()
          : Optional.of(
              new DrillRecord(
                  "due-" + service.service(), "Recovery of " + service.service() + " is to be exercised", DrillRecord.Kind.RECOVERY,
                  List.of(service.service()), List.of(), dueAt.atZone(ZoneOffset.UTC).toLocalDate(), Optional.empty(), Optional.empty(),
                  Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(),
                  Optional.empty(), Location.of("objective of " + service.service())));
    }

    private List<QuotaReading> readings() {
      List<QuotaReading> readings = new ArrayList<>(history);
      snapshot.resilience().stream().filter(QuotaReading.class::isInstance).map(QuotaReading.class::cast).forEach(readings::add);
      return readings;
    }

    private Map<String, ServiceStanding> services(Set<ResourceId> untiered) {
      Map<String, List<ServiceStanding.Recovery>> measured = recoveries();
      List<ServiceStanding> all = new ArrayList<>();
      for (CatalogEntity component : snapshot.catalog()) {
        if (component.kind().equals("Component")) {
          Optional<String> tier = Terms.tier(component, snapshot);
          RecoveryObjective objective = terms.objective(component, tier);
          all.add(
              new ServiceStanding(
                  component.name(),
                  component.owner(),
                  tier,
                  objective,
                  tier.map(known -> walk.weak(component, known, objective, untiered)).orElse(List.of()),
                  measured.getOrDefault(component.name(), List.of())));
        }
      }
      all.sort(Comparator.comparing((ServiceStanding one) -> one.tier().orElse("~")).thenComparing(ServiceStanding::service));
      Map<String, ServiceStanding> byName = new LinkedHashMap<>();
      all.forEach(one -> byName.putIfAbsent(one.service(), one));
      return byName;
    }

    /** The newest first. */
    private Map<String, List<ServiceStanding.Recovery>> recoveries() {
      List<ServiceStanding.Recovery> all = new ArrayList<>();
      for (DrillRecord drill : drills.values()) {
        Optional<Instant> at = drill.endedAt().or(drill::recoveredAt);
        boolean counts = drill.outcome().filter(outcome -> outcome != DrillRecord.Outcome.CANCELLED).isPresent();
        if (counts && at.isPresent() && (drill.recoveryTime().isPresent() || drill.dataLoss().isPresent())) {
          for (String service : drill.services()) {
            all.add(new ServiceStanding.Recovery(service, "drill", drill.id(), at.get(), drill.recoveryTime(), drill.dataLoss()));
          }
        }
      }
      for (Incident incident : snapshot.incidents()) {
        Optional<Instant> restored = incident.restoredAt().filter(at -> !at.isBefore(incident.impactStartedAt()));
        if (incident.severity() <= WORST_SEVERITY && incident.service().isPresent() && restored.isPresent()) {
          all.add(
              new ServiceStanding.Recovery(
                  incident.service().get(), "incident", incident.id(), restored.get(),
                  Optional.of(Duration.between(incident.impactStartedAt(), restored.get())), Optional.empty()));
        }
      }
      for (RestoreRun restore : books.restores()) {
        Optional<Instant> data = books.dataOf(restore).filter(at -> !at.isAfter(restore.startedAt()));
        if (restore.passed() && data.isPresent()) {
          names.of(books.resourcesOf(restore)).stream()
              .map(resource -> owners.get(resource.id()))
              .filter(service -> service != null)
              .distinct()
              .forEach(
                  service ->
                      all.add(
                          new ServiceStanding.Recovery(
                              service, "restore", restore.id(), restore.endedAt().orElse(restore.startedAt()), Optional.empty(),
                              Optional.of(Duration.between(data.get(), restore.startedAt())))));
        }
      }
      all.sort(Comparator.comparing(ServiceStanding.Recovery::at).reversed().thenComparing(ServiceStanding.Recovery::id));
      Map<String, List<ServiceStanding.Recovery>> byService = new HashMap<>();
      all.forEach(one -> byService.computeIfAbsent(one.service(), _ -> new ArrayList<>()).add(one));
      return byService;
    }

    private List<BackupSlot> slots() {
      List<BackupSlot> slots = new ArrayList<>();
      for (BackupRun run : books.runs()) {
        slots.add(
            new BackupSlot(
                run.id(), run.source(), run.schedule(), run.subject(), service(run.resources()), run.startedAt(), run.endedAt(),
                run.outcome().id(), run.message().orElse("")));
      }
      for (BackupBooks.Missing one : books.missing()) {
        slots.add(
            new BackupSlot(
                one.schedule().id() + " " + one.subject() + " " + one.dueAt(), one.schedule().source(), Optional.of(one.schedule().id()),
                one.subject(), service(one.resources()), one.dueAt(), Optional.empty(), BackupSlot.MISSING,
                "due by \"" + one.schedule().rule() + "\", and no run was seen"));
      }
      slots.sort(Comparator.comparing(BackupSlot::dueAt).reversed().thenComparing(BackupSlot::id));
      return slots;
    }

    private Optional<String> service(List<String> resources) {
      return names.of(resources).stream().flatMap(resource -> Optional.ofNullable(owners.get(resource.id())).stream()).findFirst();
    }

    private List<Protection> protections() {
      Map<ResourceId, List<BackupRun>> runs = new HashMap<>();
      books.runs().forEach(run -> names.of(run.resources()).forEach(resource -> runs.computeIfAbsent(resource.id(), _ -> new ArrayList<>()).add(run)));
      Map<ResourceId, List<BackupSchedule>> schedules = new HashMap<>();
      books.schedules().stream()
          .filter(schedule -> !schedule.paused())
          .forEach(schedule -> names.of(schedule.resources()).forEach(resource -> schedules.computeIfAbsent(resource.id(), _ -> new ArrayList<>()).add(schedule)));
      Map<ResourceId, List<Test>> tests = tests();
      List<Protection> all = new ArrayList<>();
      for (Resource resource : snapshot.resources()) {
        if (terms.mustBeProtected(resource)) {
          all.add(
              protection(
                  resource,
                  runs.getOrDefault(resource.id(), List.of()),
                  schedules.getOrDefault(resource.id(), List.of()),
                  tests.getOrDefault(resource.id(), List.of())));
        }
      }
      return all;
    }

    /** A try to bring data back. */
    private record Test(Instant at, boolean passed) {}

    private Map<ResourceId, List<Test>> tests() {
      Map<ResourceId, List<Test>> tests = new HashMap<>();
      for (RestoreRun restore : books.restores()) {
        if (restore.outcome().hasEnded() && restore.outcome() != BackupOutcome.CANCELLED) {
          Test test = new Test(restore.endedAt().orElse(restore.startedAt()), restore.passed());
          names.of(books.resourcesOf(restore)).forEach(resource -> tests.computeIfAbsent(resource.id(), _ -> new ArrayList<>()).add(test));
        }
      }
      for (DrillRecord drill : drills.values()) {
        Optional<Instant> at = drill.endedAt().or(drill::recoveredAt);
        if (at.isPresent() && drill.outcome().filter(outcome -> outcome != DrillRecord.Outcome.CANCELLED).isPresent()) {
          Test test = new Test(at.get(), drill.outcome().get() == DrillRecord.Outcome.PASSED);
          restored(drill).forEach(resource -> tests.computeIfAbsent(resource.id(), _ -> new ArrayList<>()).add(test));
        }
      }
      tests.values().forEach(all -> all.sort(Comparator.comparing(Test::at).reversed()));
      return tests;
    }

    /** What an exercise brings back: what it names, or all that its services keep where it is a test of that and names nothing. */
    private Set<Resource> restored(DrillRecord drill) {
      if (drill.kind() != DrillRecord.Kind.RESTORE_TEST || !drill.restores().isEmpty()) {
        return names.of(drill.restores());
      }
      Set<Resource> all = new LinkedHashSet<>();
      for (Resource resource : snapshot.resources()) {
        if (terms.keepsData(resource) && drill.services().contains(owners.getOrDefault(resource.id(), ""))) {
          all.add(resource);
        }
      }
      return all;
    }

    private Protection protection(Resource resource, List<BackupRun> runs, List<BackupSchedule> schedules, List<Test> tests) {
      Optional<String> service = Optional.ofNullable(owners.get(resource.id()));
      Optional<String> tier = resource.tier();
      RecoveryObjective objective =
          service
              .flatMap(name -> snapshot.catalog().stream().filter(one -> one.kind().equals("Component") && one.name().equals(name)).findFirst())
              .map(component -> terms.objective(component, Terms.tier(component, snapshot)))
              .orElseGet(() -> tier.map(terms::ofTier).orElse(RecoveryObjective.NONE));
      Optional<Instant> success =
          runs.stream().filter(run -> run.outcome() == BackupOutcome.SUCCEEDED).map(BackupRun::startedAt).max(Comparator.naturalOrder());
      Duration fresh = objective.point().filter(point -> point.compareTo(FRESH) > 0).orElse(FRESH);
      Protection.Standing standing;
      String reason;
      Optional<Boolean> own = providerBacksUp(resource);
      if (success.filter(at -> !at.isBefore(now.minus(fresh))).isPresent()) {
        standing = Protection.Standing.PROTECTED;
        reason = "backed up at " + success.get() + tooOld(success.get(), objective, own);
      } else if (own.filter(on -> on).isPresent()) {
        standing = Protection.Standing.PROTECTED;
        reason = "the provider's own backups are on";
      } else if (!runs.isEmpty()) {
        standing = Protection.Standing.UNPROTECTED;
        reason = success.map(at -> "the last clean backup is of " + at).orElse("no backup of it is clean");
      } else if (!schedules.isEmpty()) {
        boolean told = schedules.stream().anyMatch(ResilienceAssessment::protectsByItself);
        standing = told ? Protection.Standing.PROTECTED : Protection.Standing.UNPROTECTED;
        reason = told ? schedules.getFirst().subject() + " protects it" : "scheduled by " + schedules.getFirst().subject() + ", and no run was seen";
      } else if (own.isEmpty() && resource.facets().at("backup", "enabled").isPresent()) {
        standing = Protection.Standing.UNKNOWN;
        reason = "whether the provider backs it up is not known";
      } else {
        standing = Protection.Standing.UNPROTECTED;
        reason = "nothing backs it up";
      }
      return new Protection(
          resource,
          service,
          tier,
          standing,
          reason,
          success,
          objective.point(),
          objective.restoreTest(),
          tests.stream().findFirst().map(Test::at),
          tests.stream().findFirst().map(Test::passed),
          tests.stream().filter(Test::passed).findFirst().map(Test::at));
    }

    /** A backup that is older than what may be lost is worth a word, unless the provider keeps every moment. */
    private String tooOld(Instant success, RecoveryObjective objective, Optional<Boolean> own) {
      return objective
          .point()
          .filter(point -> own.filter(on -> on).isEmpty() && Duration.between(success, now).compareTo(point) > 0)
          .map(point -> ", which is older than its RPO of " + WrittenDuration.text(point))
          .orElse("");
    }

    /** Whether the provider's own backups are on; empty where its documents do not say. */
    private static Optional<Boolean> providerBacksUp(Resource resource) {
      Optional<Boolean> enabled = truth(resource, "enabled");
      Optional<Boolean> always = truth(resource, "point_in_time");
      return enabled.filter(on -> on).or(() -> always.filter(on -> on)).or(() -> enabled).or(() -> always);
    }

    private static Optional<Boolean> truth(Resource resource, String facet) {
      return resource.facets().at("backup", facet).orElse(Value.Null.INSTANCE) instanceof Value.Bool bool ? Optional.of(bool.value()) : Optional.empty();
    }
  }
}
