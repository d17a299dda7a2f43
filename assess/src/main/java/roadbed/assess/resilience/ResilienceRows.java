package roadbed.assess.resilience;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.model.resilience.DrillRecord;
import roadbed.model.resilience.QuotaReading;

/** An assessment as rows of the documented tables (docs/reference/tables.md), each with its columns in order. */
public final class ResilienceRows {
  private static final int SCALE = 6;

  private ResilienceRows() {}

  /** Rows of {@code recovery_objective}. */
  public static List<List<@Nullable Object>> objectives(ResilienceAssessment assessment) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ServiceStanding one : assessment.services()) {
      rows.add(
          row(
              one.service(),
              one.tier().orElse(null),
              one.owner().orElse(null),
              seconds(one.objective().time()),
              seconds(one.objective().point()),
              one.weak().size(),
              one.weak().stream().findFirst().map(weak -> String.join(", ", weak.path())).orElse(null)));
    }
    return rows;
  }

  /** Rows of {@code recovery}. */
  public static List<List<@Nullable Object>> recoveries(ResilienceAssessment assessment) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ServiceStanding.Recovery one : assessment.recoveries()) {
      rows.add(row(one.service(), one.source(), one.id(), one.at(), seconds(one.time()), seconds(one.loss())));
    }
    return rows;
  }

  /** Rows of {@code backup_run}. */
  public static List<List<@Nullable Object>> backups(ResilienceAssessment assessment) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (BackupSlot one : assessment.slots()) {
      rows.add(
          row(
              one.id(), one.source(), one.plan().orElse(null), one.subject(), one.service().orElse(null), one.dueAt(), one.endedAt().orElse(null),
              one.outcome(), one.message()));
    }
    return rows;
  }

  /** Rows of {@code protection}. */
  public static List<List<@Nullable Object>> protections(ResilienceAssessment assessment) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Protection one : assessment.protections()) {
      rows.add(
          row(
              one.resource().id().value(),
              one.resource().name(),
              one.resource().kind(),
              one.service().orElse(null),
              one.tier().orElse(null),
              one.resource().environment().orElse(null),
              one.standing().id(),
              one.reason(),
              one.lastSuccessAt().orElse(null),
              one.testEvery().map(every -> (int) Math.min(36_500, every.toDays())).orElse(null),
              one.testedAt().orElse(null),
              one.testPassed().orElse(null),
              one.provenAt().orElse(null)));
    }
    return rows;
  }

  /** Rows of {@code drill}. */
  public static List<List<@Nullable Object>> drills(ResilienceAssessment assessment) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (DrillStanding one : assessment.drills()) {
      DrillRecord drill = one.drill();
      rows.add(
          row(
              drill.id(),
              drill.title(),
              drill.kind().id(),
              String.join(" ", drill.services()),
              drill.planned(),
              drill.outcome().map(DrillRecord.Outcome::id).orElse(drill.begunAt().isPresent() ? "running" : "planned"),
              one.passed(),
              one.reason(),
              drill.endedAt().orElse(null),
              seconds(drill.recoveryTime()),
              seconds(drill.dataLoss()),
              drill.findings().size(),
              (int) drill.findings().stream().filter(finding -> finding.done().isEmpty()).count()));
    }
    return rows;
  }

  /** Rows of {@code quota}. */
  public static List<List<@Nullable Object>> quotas(ResilienceAssessment assessment) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (QuotaOutlook one : assessment.quotas()) {
      QuotaReading reading = one.reading();
      rows.add(
          row(
              reading.provider(),
              reading.account(),
              reading.region(),
              reading.service(),
              reading.quota(),
              scaled(reading.used()),
              scaled(reading.limit()),
              scaled(one.share()),
              reading.at().orElse(Instant.EPOCH),
              one.runsOut().orElse(null),
              one.earliest().orElse(null),
              one.latest().orElse(null),
              one.words()));
    }
    return rows;
  }

  /** Rows of {@code component_version}. */
  public static List<List<@Nullable Object>> versions(ResilienceAssessment assessment) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (VersionStanding one : assessment.versions()) {
      rows.add(
          row(
              one.resource().id().value(),
              one.resource().name(),
              one.product(),
              one.version(),
              one.cycle().map(cycle -> cycle.cycle()).orElse(null),
              one.judged() ? one.behind() : null,
              one.cycle().flatMap(cycle -> cycle.endOfLife()).orElse(null),
              one.ended().orElse(null),
              one.resource().environment().orElse(null),
              one.reason()));
    }
    return rows;
  }

  /** The day that an assessment speaks of. */
  public static LocalDate day(ResilienceAssessment assessment) {
    return assessment.at().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static @Nullable Long seconds(Optional<Duration> duration) {
    return duration.map(Duration::toSeconds).orElse(null);
  }

  private static @Nullable BigDecimal scaled(Optional<BigDecimal> number) {
    return number.map(value -> value.setScale(SCALE, RoundingMode.HALF_EVEN)).orElse(null);
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }
}
