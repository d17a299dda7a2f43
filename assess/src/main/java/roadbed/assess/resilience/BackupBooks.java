package roadbed.assess.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;
import roadbed.model.resilience.ResilienceFact;
import roadbed.model.resilience.RestoreRun;

/**
 * Runs, schedules and restores, each once: what was told again later counts. A run that was due by its schedule and that
 * nobody saw is missing.
 */
final class BackupBooks {
  /** How far back it is looked for missing runs: as long as AWS lists jobs. */
  static final Duration WINDOW = Duration.ofDays(30);

  /** How late a run may begin; AWS gives a job eight hours where nobody says otherwise. */
  private static final Duration LATE = Duration.ofHours(8);

  /** A run that begins a little before its time is that one all the same. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final Map<String, BackupRun> runs = new LinkedHashMap<>();
  private final Map<String, BackupSchedule> schedules = new LinkedHashMap<>();
  private final Map<String, RestoreRun> restores = new LinkedHashMap<>();
  private final List<BackupSchedule> notUnderstood = new ArrayList<>();
  private final Instant now;

  BackupBooks(List<ResilienceFact> facts, Instant now) {
    this.now = now;
    for (ResilienceFact fact : facts) {
      if (fact instanceof BackupRun run) {
        runs.put(run.id(), run);
      } else if (fact instanceof RestoreRun run) {
        restores.put(run.id(), run);
      } else if (fact instanceof BackupSchedule schedule) {
        schedules.merge(schedule.id(), schedule, BackupBooks::joined);
      }
    }
  }

  /** A schedule of which several things tell: a plan says when, jobs say of what. */
  private static BackupSchedule joined(BackupSchedule one, BackupSchedule other) {
    Set<String> resources = new LinkedHashSet<>(one.resources());
    resources.addAll(other.resources());
    BackupSchedule ruled = other.rule().isEmpty() ? one : other;
    return new BackupSchedule(
        one.id(),
        one.source(),
        ruled.subject(),
        List.copyOf(resources),
        ruled.rule(),
        ruled.zone().or(one::zone),
        other.paused(),
        one.since().filter(since -> other.since().filter(since::isAfter).isEmpty()).or(other::since),
        other.kept().or(one::kept),
        other.location());
  }

  List<BackupRun> runs() {
    return List.copyOf(runs.values());
  }

  List<RestoreRun> restores() {
    return List.copyOf(restores.values());
  }

  List<BackupSchedule> schedules() {
    return List.copyOf(schedules.values());
  }

  /** Schedules whose rule is told and not understood: whether their runs are missing is not known. */
  List<BackupSchedule> notUnderstood() {
    return List.copyOf(notUnderstood);
  }

  /** The moment whose data a restore brought back, by its own word or by its backup's. */
  Optional<Instant> dataOf(RestoreRun restore) {
    return restore.dataAt().or(() -> restore.backup().flatMap(backup -> Optional.ofNullable(runs.get(backup))).map(BackupRun::pointInTime));
  }

  /** What a restore is of, by its own word or by its backup's. */
  List<String> resourcesOf(RestoreRun restore) {
    Optional<BackupRun> from = restore.backup().flatMap(backup -> Optional.ofNullable(runs.get(backup)));
    return from.filter(_ -> restore.resources().isEmpty() || restore.resources().contains("k8s-namespace:*")).map(BackupRun::resources).orElse(restore.resources());
  }

  /** A run that was due and that nobody saw. */
  record Missing(BackupSchedule schedule, String subject, List<String> resources, Instant dueAt) {}

  /** All of them in the window before now. */
  List<Missing> missing() {
    Map<String, Map<String, List<BackupRun>>> bySchedule = new TreeMap<>();
    Map<String, Instant> firstOfSource = new TreeMap<>();
    for (BackupRun run : runs.values()) {
      run.schedule().ifPresent(
          schedule ->
              bySchedule
                  .computeIfAbsent(schedule, _ -> new TreeMap<>())
                  .computeIfAbsent(String.join(" ", run.resources()), _ -> new ArrayList<>())
                  .add(run));
      firstOfSource.merge(run.source(), run.startedAt(), (one, other) -> one.isBefore(other) ? one : other);
    }
    List<Missing> missing = new ArrayList<>();
    for (BackupSchedule schedule : schedules.values()) {
      if (schedule.paused() || schedule.rule().isEmpty()) {
        continue;
      }
      Instant begin = begin(schedule, firstOfSource);
      Optional<DueTimes> due = DueTimes.of(schedule.rule(), schedule.zone(), schedule.since().orElse(begin));
      if (due.isEmpty()) {
        notUnderstood.add(schedule);
        continue;
      }
      Map<String, List<BackupRun>> groups = bySchedule.getOrDefault(schedule.id(), Map.of());
      if (groups.isEmpty() || isWhole(schedule)) {
        List<BackupRun> all = groups.values().stream().flatMap(List::stream).toList();
        missing(schedule, schedule.subject(), schedule.resources(), all, begin, due.get(), missing);
      } else {
        groups.forEach(
            (_, own) -> {
              Instant first = own.stream().map(BackupRun::startedAt).min(Comparator.naturalOrder()).orElse(begin);
              BackupRun any = own.getFirst();
              missing(schedule, any.subject(), any.resources(), own, first.isAfter(begin) ? first : begin, due.get(), missing);
            });
      }
    }
    return missing;
  }

  /** One run of Velero is of all that its schedule names; AWS makes a job for each resource. */
  private static boolean isWhole(BackupSchedule schedule) {
    return schedule.source().equals("velero");
  }

  /** From when on runs are known: what was deleted when its time had come is not missing. */
  private Instant begin(BackupSchedule schedule, Map<String, Instant> firstOfSource) {
    Instant begin = now.minus(WINDOW);
    Optional<Instant> kept = schedule.kept().map(now::minus);
    Optional<Instant> seen = isWhole(schedule) ? Optional.empty() : Optional.ofNullable(firstOfSource.get(schedule.source()));
    for (Optional<Instant> bound : List.of(schedule.since(), kept, seen)) {
      begin = bound.filter(begin::isBefore).orElse(begin);
    }
    return begin;
  }

  private void missing(
      BackupSchedule schedule, String subject, List<String> resources, List<BackupRun> own, Instant begin, DueTimes due, List<Missing> into) {
    List<Instant> times = due.between(begin, now);
    List<Instant> began = own.stream().map(BackupRun::startedAt).sorted().toList();
    for (int i = 0; i < times.size(); i++) {
      Instant from = times.get(i).minus(EARLY);
      Instant until = i + 1 < times.size() ? times.get(i + 1).minus(EARLY) : Instant.MAX;
      boolean seen = began.stream().anyMatch(at -> !at.isBefore(from) && at.isBefore(until));
      Duration late = i + 1 < times.size() ? Duration.ZERO : LATE;
      if (!seen && !times.get(i).plus(late).isAfter(now)) {
        into.add(new Missing(schedule, subject, resources, times.get(i)));
      }
    }
  }
}
