package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The price of a change, from code and price lists as their publishers write them. */
class CostPreviewCommandTest {
  private static final String CODE =
      """
      provider "aws" { region = "eu-central-1" }
      variable "type" {}
      resource "aws_instance" "web" {
        ami           = "ami-1"
        instance_type = "m5.large"
        root_block_device {
          volume_type = "gp3"
          volume_size = 100
        }
      }
      resource "aws_s3_bucket" "logs" { bucket = "logs" }
      resource "aws_sns_topic" "t" { name = "t" }
      """;

  @TempDir Path folder;
  private Path before;
  private Path after;
  private Path prices;

  @BeforeEach
  void twoSides() throws IOException {
    before = Files.createDirectory(folder.resolve("before"));
    after = Files.createDirectory(folder.resolve("after"));
    Files.writeString(before.resolve("main.tf"), CODE);
    Files.writeString(
        after.resolve("main.tf"),
        CODE.replace("m5.large", "m5.xlarge") + "resource \"aws_instance\" \"new\" {\n ami = \"a\"\n instance_type = var.type\n}\n");
    prices = Files.createDirectory(folder.resolve("prices"));
    Files.writeString(
        prices.resolve("ec2.json"),
        """
        {"formatVersion": "v1.0", "offerCode": "AmazonEC2", "publicationDate": "2026-01-10T00:00:00Z",
         "products": {
          "A": {"sku": "A", "productFamily": "Compute Instance", "attributes": {"instanceType": "m5.large", "tenancy": "Shared",
            "operatingSystem": "Linux", "capacitystatus": "Used", "preInstalledSw": "NA", "regionCode": "eu-central-1"}},
          "B": {"sku": "B", "productFamily": "Compute Instance", "attributes": {"instanceType": "m5.xlarge", "tenancy": "Shared",
            "operatingSystem": "Linux", "capacitystatus": "Used", "preInstalledSw": "NA", "regionCode": "eu-central-1"}},
          "C": {"sku": "C", "productFamily": "Compute Instance", "attributes": {"instanceType": "m5.xlarge", "tenancy": "Dedicated",
            "operatingSystem": "Linux", "capacitystatus": "Used", "preInstalledSw": "NA", "regionCode": "eu-central-1"}},
          "D": {"sku": "D", "productFamily": "Storage", "attributes": {"volumeApiName": "gp3", "regionCode": "eu-central-1"}}},
         "terms": {"OnDemand": {
          "A": {"A.1": {"priceDimensions": {"A.1.1": {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.1000000000"}}}}},
          "B": {"B.1": {"priceDimensions": {"B.1.1": {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.2000000000"}}}}},
          "C": {"C.1": {"priceDimensions": {"C.1.1": {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "9"}}}}},
          "D": {"D.1": {"priceDimensions": {"D.1.1": {"unit": "GB-Mo", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": "0.08"}}}}}},
          "Reserved": {"A": {}}}}
        """);
    Files.writeString(
        prices.resolve("own.csv"),
        "# of today\nprovider,region,item,unit,price,currency\naws,eu-central-1,object-storage:standard,gib-month,0.02,USD\n");
  }

  private Cli preview(String... more) {
    java.util.List<String> words =
        new java.util.ArrayList<>(
            java.util.List.of(
                "cost", "preview", after.toString(), "--base", before.toString(), "--prices", prices.toString()));
    words.addAll(java.util.List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  /** 730 hours at 0.10 more; what is not known yet is said and not counted. */
  @Test
  void theDifferenceIsPricedAndWhatIsNotKnownIsSaid() {
    Cli cli = preview("--markdown");
    assertThat(cli.code()).isZero();
    assertThat(cli.out())
        .contains("**+73.00 USD** (81.00 before, 154.00 after)")
        .contains("`aws_instance.new`: vm:?:linux, instance_type is not known")
        .contains("aws_sns_topic (1)")
        .contains("ec2.json of 2026-01-10", "own.csv, of today");
  }

  @Test
  void assumedUseIsPricedAndNamed() throws IOException {
    Path usage = Files.writeString(folder.resolve("usage.csv"), "address,item,monthly,source\naws_s3_bucket.*,object-storage:*,500,January\n");
    Files.writeString(before.resolve("main.tf"), "provider \"aws\" { region = \"eu-central-1\" }\n");
    assertThat(preview("--usage", usage.toString(), "--json").out())
        .contains("\"address\":\"aws_s3_bucket.logs\"", "500 gib-month at 0.02 (assumed: January)", "\"monthly\":10");
  }

  @Test
  void guardrailsOfBudgetsSeeThePriceAndUndecidedIsNoPass() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("budget.rego"),
            """
            package roadbed.budget
            deny contains sprintf("%v %s more a month", [total.difference, total.currency]) if {
              some total in input.totals
              total.difference > 50
            }
            warn contains "not all is priced" if {
              some resource in input.resources
              not resource.complete
            }
            """);
    Cli cli = preview("--policy", policy.toString());
    assertThat(cli.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(cli.out()).contains("denied: 73 USD more a month", "warning: not all is priced");
    Files.writeString(policy, "package roadbed.budget\ndeny contains x if {");
    assertThat(preview("--policy", policy.toString()).code()).isEqualTo(ExitCode.USAGE);
  }

  private static String line(String month, String day, String service, String resource, String description, String quantity, String unit) {
    return "AWS,1,%s,Usage,%s-%sT00:00:00Z,%s-%sT12:00:00Z,USD,1,1,1,1,arn:aws:s3:::%s,%s,%s,%s,eu-central-1%n"
        .formatted(service, month, day, month, day, resource, description, quantity, unit);
  }

  private Path bill() throws IOException {
    StringBuilder bill =
        new StringBuilder(
            "ProviderName,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,BilledCost,"
                + "EffectiveCost,ListCost,ContractedCost,ResourceId,ChargeDescription,ConsumedQuantity,ConsumedUnit,RegionId\n");
    String s3 = "Amazon Simple Storage Service";
    bill.append(line("2025-01", "05", s3, "logs", "Standard storage", "400", "GB-Mo"));
    bill.append(line("2025-02", "05", s3, "logs", "Standard storage", "500", "GB-Mo"));
    bill.append(line("2025-03", "31", s3, "logs", "Standard storage", "600", "GB-Mo"));
    bill.append(line("2025-03", "31", s3, "logs", "Requests", "9000", "Requests"));
    bill.append(line("2025-03", "31", s3, "images", "Standard storage", "100", "GB-Mo"));
    bill.append(line("2025-04", "02", s3, "logs", "Standard storage", "7", "GB-Mo"));
    return Files.writeString(folder.resolve("bill.csv"), bill.toString());
  }

  /** Three full months at 0.02: its own mean is 500, and of two buckets the smaller stands for what is new. */
  @Test
  void useIsAssumedAsInTheLastFullMonthsOfTheBillAndEachFigureSaysSo() throws IOException {
    Files.writeString(before.resolve("main.tf"), "provider \"aws\" { region = \"eu-central-1\" }\n");
    Files.writeString(after.resolve("new.tf"), "resource \"aws_s3_bucket\" \"new\" { bucket = \"new\" }\n");
    Path bill = bill();
    Cli cli = preview("--history-from", bill.toString(), "--json");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .contains(
            "500 gib-month at 0.02 (assumed: its own bill, mean of 2025-01: 400, 2025-02: 500, 2025-03: 600)",
            "100 gib-month at 0.02 (assumed: median of 2 like it in eu-central-1 in the bill of 2025-01, 2025-02, 2025-03; they use"
                + " 100 to 500)");
    Path usage = Files.writeString(folder.resolve("usage.csv"), "address,item,monthly,source\naws_s3_bucket.logs,object-storage:*,1,mine\n");
    assertThat(preview("--history-from", bill.toString(), "--usage", usage.toString(), "--json").out())
        .contains("1 gib-month at 0.02 (assumed: mine)");
  }

  @Test
  void withoutAFullMonthNothingIsAssumed() throws IOException {
    Path bill =
        Files.writeString(
            folder.resolve("short.csv"),
            Files.readString(bill()).lines().limit(2).collect(java.util.stream.Collectors.joining("\n")) + "\n");
    Cli cli = preview("--history-from", bill.toString(), "--json");
    assertThat(cli.err()).contains("the bill has no full month");
    assertThat(cli.out()).doesNotContain("assumed:");
  }
}
