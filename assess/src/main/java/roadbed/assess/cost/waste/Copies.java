package roadbed.assess.cost.waste;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.waste.Rule.Judged;

/** Snapshots that are old, or of disks and databases that are gone. */
final class Copies {
  static final List<Rule> RULES =
      List.of(
          Rule.of(
              "old-snapshot",
              WasteKind.SNAPSHOT,
              Copies::judge,
              "aws_ebs_snapshot", "aws_db_snapshot", "azurerm_snapshot", "google_compute_snapshot"));

  private Copies() {}

  private static Judged judge(Seen it, Estate estate) {
    if (it.text("SnapshotType").filter("automated"::equalsIgnoreCase).isPresent()) {
      return Rule.FINE;
    }
    Optional<Instant> made = made(it);
    Optional<String> origin =
        it.text("volume_id", "db_instance_identifier", "source_disk_id", "source_disk", "sourceDisk", "source_resource_id", "creationData.sourceResourceId");
    String parent =
        switch (it.type()) {
          case "aws_ebs_snapshot" -> "aws_ebs_volume";
          case "aws_db_snapshot" -> "aws_db_instance";
          case "azurerm_snapshot" -> "azurerm_managed_disk";
          default -> "google_compute_disk";
        };
    boolean orphaned =
        origin.isPresent()
            && estate.toldOf(parent, it.resource().account())
            && !estate.names(parent, origin.get());
    if (made.isEmpty() && !orphaned) {
      return Rule.unjudged("when it was made is not told");
    }
    long days = made.map(at -> Duration.between(at, estate.now()).toDays()).orElse(-1L);
    if (!orphaned && days <= estate.limits().snapshotDays()) {
      return Rule.FINE;
    }
    String age = days < 0 ? "" : ", " + days + " days old";
    return new Rule.Draft(
            "Delete the snapshot " + it.resource().name() + (orphaned ? " of something that is gone" : "") + age,
            (orphaned ? "what it was made of, " + origin.orElse("") + ", is not there any more" : "older than " + estate.limits().snapshotDays() + " days")
                + (days < 0 ? "" : "; made " + made.map(Instant::toString).orElse("")),
            Part.WHOLE,
            estate.costs().of(it, Part.WHOLE)
                .<Estimate>map(cost -> new Estimate.Known(cost.money(), "all that it costs: " + cost.words()))
                .orElseGet(() -> new Estimate.Unknown("snapshots hold only what changed: only a bill by resource tells what this one costs")),
            Grade.medium("what only this copy has is gone"),
            Grade.low("one call; a lifecycle policy for those to come"),
            orphaned ? Grade.high("the inventory has no " + parent + " of that name") : Grade.medium("it may be kept for a reason that nobody wrote down"),
            List.of(),
            Remedy.remove(command(it)))
        .found();
  }

  private static Optional<Instant> made(Seen it) {
    return it.text("StartTime", "snapshot_create_time", "SnapshotCreateTime", "time_created", "timeCreated", "creation_timestamp", "start_time")
        .flatMap(
            text -> {
              try {
                return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
              } catch (DateTimeException _) {
                return Optional.empty();
              }
            });
  }

  private static String command(Seen it) {
    String id = it.identifier("id", "SnapshotId", "snapshot_id");
    return switch (it.type()) {
      case "aws_ebs_snapshot" -> "aws ec2 delete-snapshot --snapshot-id " + id;
      case "aws_db_snapshot" -> "aws rds delete-db-snapshot --db-snapshot-identifier " + it.resource().name();
      case "azurerm_snapshot" -> "az snapshot delete --ids " + id;
      default -> "gcloud compute snapshots delete " + it.resource().name();
    };
  }
}
