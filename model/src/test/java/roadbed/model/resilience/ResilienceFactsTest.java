package roadbed.model.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;
import roadbed.model.Location;
import roadbed.model.ValueJson;

/** Facts of resilience survive being pushed, and documents say what is wrong in them. */
class ResilienceFactsTest {
  private static final Location HERE = Location.of("a.json", 3, 1);
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void everyFactIsTheSameAfterAPush() throws Exception {
    List<ResilienceFact> facts =
        List.of(
            new BackupRun("aws-backup:1", "aws-backup", "orders", List.of("arn:1"), Optional.of("plan:1"), BackupOutcome.WITH_ISSUES, NOW, Optional.of(NOW.plusSeconds(60)), Optional.of(NOW.minusSeconds(1)), Optional.of("some files"), HERE),
            new BackupSchedule("velero:daily", "velero", "shop", List.of("k8s-namespace:shop"), "0 3 * * *", Optional.of("Europe/Berlin"), true, Optional.of(NOW), Optional.of(Duration.ofDays(30)), HERE),
            new RestoreRun("velero:r", "velero", "shop", List.of(), Optional.of("velero:b"), BackupOutcome.SUCCEEDED, NOW, Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty(), HERE),
            new QuotaReading("aws", "1", "eu-west-1", "ec2", "vCPU", Optional.of(new BigDecimal("64")), Optional.of(new BigDecimal("12.5")), Optional.of("None"), Optional.of(NOW), HERE),
            new VersionCycle("postgresql", "16", Optional.of(LocalDate.of(2023, 9, 14)), Optional.of(LocalDate.of(2028, 11, 9)), Optional.empty(), Optional.of("16.4"), List.of("postgres"), HERE),
            new ResiliencePolicy(
                Map.of("tier-1", new RecoveryObjective(Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofMinutes(5)), Optional.of(Duration.ofDays(90)), Optional.empty())),
                Map.of("shop", new ResiliencePolicy.Service(RecoveryObjective.NONE, List.of("orders-db"))),
                List.of("database.instance"), List.of("production"), List.of(new ResiliencePolicy.Exemption("*cache*", "is filled again")), HERE),
            new DrillRecord("d1", "Lose a zone", DrillRecord.Kind.GAME_DAY, List.of("shop"), List.of(), LocalDate.of(2026, 2, 1), Optional.of(DrillRecord.Outcome.FAILED), Optional.of(NOW), Optional.of(NOW), Optional.of(NOW.plusSeconds(600)), Optional.of("sli"), Optional.of(NOW.minusSeconds(30)), Optional.of(NOW.plusSeconds(900)), List.of("ana"), List.of("cut the network"), List.of(new DrillRecord.Finding("no alert", Optional.of("ben"), Optional.of(LocalDate.of(2026, 3, 1)), Optional.empty())), Optional.of("shop-up"), HERE));
    Collection collection =
        new Collection(
            "s", NOW, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), new Collection.Reading(1, 1, List.of(), 0), List.of(), facts, List.of(), List.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CollectionJson.write(collection, out);
    Collection read =
        CollectionJson.read(new ByteArrayInputStream(out.toByteArray()), "c.json", CollectionJson.Bounds.DEFAULT, Path::of);
    assertThat(read.resilience()).isEqualTo(facts);
  }

  @Test
  void whatIsWrongInADocumentIsToldWithItsPlace() {
    ResilienceDocuments.Read read =
        ResilienceDocuments.read(
            ValueJson.parse(
                """
                {"kind": "Drill", "id": "d", "planned": "2026-02-01", "services": ["shop"], "fault": "2026-02-01T10:00:00Z",
                 "recovered": "2026-02-01T09:00:00Z", "outcome": "splendid"}
                """),
            HERE);
    assertThat(read.facts()).isEmpty();
    assertThat(read.problems()).extracting(problem -> problem.pointer()).containsExactlyInAnyOrder("/recovered", "/outcome");
  }

  @Test
  void durationsAreReadAsPeopleWriteThem() {
    assertThat(WrittenDuration.parse("1d12h")).contains(Duration.ofHours(36));
    assertThat(WrittenDuration.parse("90m")).contains(Duration.ofMinutes(90));
    assertThat(WrittenDuration.parse("PT4H")).contains(Duration.ofHours(4));
    assertThat(WrittenDuration.parse("4 hours")).isEmpty();
    assertThat(WrittenDuration.parse("0h")).isEmpty();
    assertThat(WrittenDuration.text(Duration.ofMinutes(95))).isEqualTo("1h35m");
  }
}
