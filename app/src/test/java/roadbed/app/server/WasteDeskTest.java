package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.app.cost.BacklogFile;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.assess.cost.waste.Bill;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;

/** What the server proposes by itself, and what it leaves to people. */
class WasteDeskTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String OLD_DISK =
      """
      provider "aws" {
        region = "eu-central-1"
      }

      resource "aws_ebs_volume" "data" {
        availability_zone = "eu-central-1a"
        size              = 500
        type              = "gp2"
      }

      resource "aws_volume_attachment" "data" {
        device_name = "/dev/sdf"
        volume_id   = aws_ebs_volume.data.id
        instance_id = "i-1"
      }
      """;

  @TempDir Path folder;
  private Path code;
  private BacklogStore backlog;
  private WasteDesk desk;

  @BeforeEach
  void estate() throws IOException {
    code = Files.createDirectory(folder.resolve("code")).resolve("main.tf");
    backlog = new BacklogFile(folder.resolve("backlog.jsonl"));
    desk = new WasteDesk(this::snapshot, () -> Bill.NONE, backlog, Clock.fixed(NOW, ZoneOffset.UTC));
    Files.writeString(code, OLD_DISK);
  }

  private Snapshot snapshot() {
    return Inventory.of(List.of(new Collector().collect("code", List.of(code.getParent()), NOW, Progress.NONE, Limits.DEFAULT)));
  }

  private void newDisk() throws IOException {
    Files.writeString(code, OLD_DISK.replace("gp2", "gp3"));
  }

  private Opportunity only() {
    assertThat(backlog.backlog().opportunities()).hasSize(1);
    return backlog.backlog().opportunities().getFirst();
  }

  @Test
  void whatIsFoundIsProposedOnce() {
    desk.look();
    desk.look();

    assertThat(only()).isInstanceOf(Opportunity.Proposed.class);
    assertThat(only().idea().promised()).isPositive();
    assertThat(backlog.entries()).hasSize(1);
  }

  @Test
  void whatIsFoundNoMoreGoesAwayAndComesBackWhenItIsFoundAgain() throws IOException {
    desk.look();
    newDisk();
    desk.look();
    assertThat(only()).isInstanceOf(Opportunity.Declined.class);

    Files.writeString(code, OLD_DISK);
    desk.look();
    assertThat(only()).isInstanceOf(Opportunity.Proposed.class);
  }

  @Test
  void whatSomebodyTookUpOrDeclinedStaysAsTheyLeftIt() throws IOException, Backlog.Refused {
    desk.look();
    backlog.take(new Backlog.Event.Accepted(only().idea().id(), "ann", LocalDate.parse("2026-12-01")), "ann", NOW);
    newDisk();
    desk.look();
    assertThat(only()).isInstanceOf(Opportunity.Accepted.class);

    backlog.take(new Backlog.Event.Undone(only().idea().id(), "too early"), "ann", NOW);
    backlog.take(new Backlog.Event.Declined(only().idea().id(), "ann", "is replaced in May"), "ann", NOW);
    Files.writeString(code, OLD_DISK);
    desk.look();
    assertThat(only()).isInstanceOf(Opportunity.Declined.class);
  }
}
