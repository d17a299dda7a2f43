package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.model.Resource;
import roadbed.model.Value;

/** Waste from Terraform code, a bill and measurements, with patches that are applied and read again. */
class CostOptimiseCommandTest {
  private static final String CODE =
      """
      provider "aws" {
        region = "eu-central-1"
      }

      # Ingest of events.
      resource "aws_instance" "ingest" {
        ami           = "ami-1"
        instance_type = "m4.xlarge"

        tags = {
          Name        = "ingest"
          environment = "production"
        }
      }

      # Left behind by the migration.
      resource "aws_eip" "old" {
        domain = "vpc"
      }

      resource "aws_ebs_volume" "data" {
        availability_zone = "eu-central-1a"
        size              = 500
        type              = "gp2" # was fast enough
      }

      resource "aws_volume_attachment" "data" {
        device_name = "/dev/sdf"
        volume_id   = aws_ebs_volume.data.id
        instance_id = aws_instance.ingest.id
      }

      resource "aws_s3_bucket" "lake" {
        bucket = "lake"
      }

      resource "aws_cloudwatch_log_group" "app" {
        name = "/app"
      }
      """;

  @TempDir Path folder;
  private Path code;
  private Path prices;

  @BeforeEach
  void files() throws IOException {
    code = Files.createDirectory(folder.resolve("code"));
    Files.writeString(code.resolve("main.tf"), CODE);
    Files.writeString(
        code.resolve("bill.csv"),
        """
        BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,ContractedCost,EffectiveCost,ListCost,PricingQuantity,PricingUnit,ProviderName,RegionId,ResourceId,ServiceCategory,ServiceName,SkuId,SkuMeter,SubAccountId
        12.5,1,USD,2026-10-01T00:00:00Z,2026-09-01T00:00:00Z,Usage,storage,2026-10-01T00:00:00Z,2026-09-01T00:00:00Z,500,GB,12.5,12.5,12.5,500,GB,AWS,eu-central-1,lake,Storage,Amazon S3,S,EUC1-TimedStorage-ByteHrs,111122223333
        1,1,USD,2026-10-01T00:00:00Z,2026-09-01T00:00:00Z,Usage,requests,2026-10-01T00:00:00Z,2026-09-01T00:00:00Z,500,Requests,1,1,1,500,Requests,AWS,eu-central-1,lake,Storage,Amazon S3,R,EUC1-Requests-Tier1,111122223333
        9,1,USD,2026-10-01T00:00:00Z,2026-09-01T00:00:00Z,Usage,across zones,2026-10-01T00:00:00Z,2026-09-01T00:00:00Z,900,GB,9,9,9,900,GB,AWS,eu-central-1,,Networking,AWS Data Transfer,D,EUC1-DataTransfer-Regional-Bytes,111122223333
        """);
    prices = folder.resolve("prices.csv");
    Files.writeString(
        prices,
        """
        provider,region,item,unit,price,currency
        aws,eu-central-1,vm:m4.xlarge:linux,hour,0.24,USD
        aws,eu-central-1,vm:m6i.xlarge:linux,hour,0.23,USD
        aws,eu-central-1,disk:gp2,gib-month,0.119,USD
        aws,eu-central-1,disk:gp3,gib-month,0.0952,USD
        aws,,public-ip,hour,0.005,USD
        """);
  }

  private Cli optimise(String... more) {
    List<String> words = new ArrayList<>(List.of("cost", "optimise", code.toString(), "--prices", prices.toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void eachFindingSaysWhatItSavesAndTheSumCountsOnlyWhatIsKnown() {
    Cli cli = optimise("--verbose");
    assertThat(cli.code()).as(cli.err()).isEqualTo(1);
    // 7.30 by the newer machine, and 500 GiB at 0.0238 less the throughput that gp2 has beyond gp3's base.
    assertThat(cli.out()).startsWith("13.25 USD a month can be saved");
    assertThat(cli.out())
        .contains("Change ingest from m4.xlarge to m6i.xlarge")
        .contains("saves      7.30 USD a month")
        .contains("Move the storage of data from gp2 to gp3")
        .contains("saves      at most 3.65 USD a month; if nothing uses it that was not read")
        .contains("saves      at most 5.62 USD a month; billed 12.5 USD in 2026-09")
        .contains("Keep the logs of /app for 30 days")
        .contains("money: the bill in 2026-09")
        .contains("idle-instance: processor use is not measured (1)");
  }

  /** Every patch is applied to the code, and the code is read again. */
  @Test
  void patchesApplyAndTheWasteIsGone() throws IOException, InterruptedException {
    Path patches = folder.resolve("patches");
    Cli cli = optimise("--patch-dir", patches.toString());
    assertThat(cli.err()).contains("patches in " + patches);
    List<Path> files;
    try (var found = Files.list(patches)) {
      files = found.sorted().toList();
    }
    assertThat(files).hasSize(5);
    for (Path patch : files) {
      Process process =
          new ProcessBuilder("patch", "-p0", "--no-backup-if-mismatch", "-d", "/", "-i", patch.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    }
    String after = Files.readString(code.resolve("main.tf"));
    assertThat(after)
        .contains("type              = \"gp3\" # was fast enough")
        .contains("instance_type = \"m6i.xlarge\"")
        .contains("retention_in_days = 30")
        .contains("resource \"aws_s3_bucket_lifecycle_configuration\" \"lake\"")
        .doesNotContain("aws_eip")
        .doesNotContain("Left behind");
    List<Resource> resources =
        Inventory.of(List.of(new Collector().collect("again", List.of(code), Instant.EPOCH, Progress.NONE, Limits.DEFAULT)))
            .resources();
    Resource bucket = resources.stream().filter(one -> one.type().equals("aws_s3_bucket")).findFirst().orElseThrow();
    assertThat(bucket.facets().at("lifecycle", "enabled")).contains(Value.Bool.TRUE);
    // What crosses zones is left, and is not a matter of code.
    assertThat(optimise().out()).contains("at most 9.00").contains(": 1 finding, 1 of them");
  }

  @Test
  void measurementsShowTheirDistribution() throws IOException {
    Path table = folder.resolve("cpu.csv");
    StringBuilder rows = new StringBuilder("time,resource,metric,value\n");
    Instant start = Instant.parse("2026-09-01T00:00:00Z");
    for (int i = 0; i < 24 * 20; i++) {
      rows.append(start.plus(i, ChronoUnit.HOURS)).append(",ingest,cpu,1.5\n");
    }
    Files.writeString(table, rows);
    Cli cli = optimise("--verbose", "--utilisation", table.toString(), "--kind", "idle");
    assertThat(cli.out()).as(cli.err()).contains("Stop the idle machine ingest").contains("175.20 USD").contains("1.5 (median), 1.5 (p95), 1.5 (max) percent over 20 days");
  }

  @Test
  void findingsGoToTheBacklogOnce() throws IOException {
    Path backlog = folder.resolve("backlog.jsonl");
    Cli cli = optimise("--add", "all", "--backlog", backlog.toString());
    assertThat(cli.err()).contains("is in the backlog: 7.30 USD a month");
    assertThat(Cli.run("cost", "backlog", "list", "--backlog", backlog.toString()).out()).contains("Change ingest from m4.xlarge").contains("proposed");
    assertThat(optimise("--add", "all", "--backlog", backlog.toString()).err()).contains("already");
  }

  @Test
  void documentsTablesAndMarkdownSayTheSame() {
    assertThat(optimise("--format", "json").out()).contains("\"format\":\"roadbed.waste/1\"").contains("\"certainty\":\"at-most\"");
    assertThat(optimise("--format", "csv").out()).startsWith("id,kind,rule,title,").contains(",7.3,known,7.3,USD,");
    assertThat(optimise("--format", "markdown").out()).contains("**13.25 USD** a month").contains("| generation | 2 | 13.25 USD |").contains("not evaluated");
    assertThat(optimise("--least", "7", "--kind", "generation").out()).contains("Change ingest").doesNotContain("Move the storage");
    assertThat(optimise("--kind", "nothing").code()).isEqualTo(2);
  }
}
