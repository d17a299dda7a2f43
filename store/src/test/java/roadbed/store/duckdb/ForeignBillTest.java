package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.BillingLake.Balance;
import roadbed.assess.cost.BillingLake.Delivery;
import roadbed.assess.cost.BillingLake.Standing;
import roadbed.model.BillingFile;

class ForeignBillTest {
  private static final String AWS =
      """
      bill/PayerAccountId,bill/BillingPeriodStartDate,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,\
      lineItem/ProductCode,lineItem/UnblendedCost,lineItem/CurrencyCode,lineItem/UsageAmount,pricing/publicOnDemandCost,\
      reservation/ReservationARN,reservation/EffectiveCost,savingsPlan/SavingsPlanARN,savingsPlan/SavingsPlanEffectiveCost,\
      savingsPlan/TotalCommitmentToDate,savingsPlan/UsedCommitment,resourceTags/user:team,identity/LineItemId
      1,2026-01-01T00:00:00Z,11,Usage,2026-01-02T00:00:00Z,AmazonEC2,1.25,USD,2,1.25,,,,,,,shop,a
      1,2026-01-01T00:00:00Z,11,SavingsPlanCoveredUsage,2026-01-02T00:00:00Z,AmazonEC2,4,USD,4,4,,,arn:sp,2.5,,,shop,b
      1,2026-01-01T00:00:00Z,11,SavingsPlanNegation,2026-01-02T00:00:00Z,AmazonEC2,-4,USD,4,,,,arn:sp,,,,shop,c
      1,2026-01-01T00:00:00Z,11,SavingsPlanRecurringFee,2026-01-02T00:00:00Z,ComputeSavingsPlans,3,USD,1,,,,arn:sp,,3,2.5,,d
      1,2026-01-01T00:00:00Z,11,DiscountedUsage,2026-01-02T00:00:00Z,AmazonRDS,0,USD,1,2,arn:ri,0.75,,,,,,e
      1,2026-01-01T00:00:00Z,11,Tax,2026-01-02T00:00:00Z,AmazonEC2,0.19,USD,1,,,,,,,,,f
      1,2026-01-01T00:00:00Z,11,Refund,2026-01-02T00:00:00Z,AmazonEC2,-0.5,USD,1,,,,,,,,,g
      """;

  @TempDir Path folder;

  private record Line(String category, String service, String billed, String effective, String tags) {}

  private Delivery take(String name, String text) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    BillingFile.Format format = name.endsWith(".json") ? BillingFile.Format.JSON : BillingFile.Format.CSV;
    List<BillingFile> files = List.of(new BillingFile(file, format, ""));
    try (DuckDbBillingLake lake = new DuckDbBillingLake(folder.resolve("billing"))) {
      Delivery delivery = lake.take(files, Set.of(), Instant.parse("2026-02-01T00:00:00Z"), (_, _) -> {}).getFirst();
      assertThat(delivery.standing()).as(delivery.diagnostics().toString()).isEqualTo(Standing.IMPORTED);
      assertThat(delivery.balances()).isNotEmpty().allMatch(Balance::even);
      return delivery;
    }
  }

  private List<Line> lines() throws IOException, SQLException {
    List<Line> lines = new ArrayList<>();
    String files =
        new BillingFolder(folder.resolve("billing"))
            .files().stream().map(file -> DuckDb.quoted(file.toString())).collect(Collectors.joining(", "));
    try (DuckDBConnection connection = DuckDb.open();
        Statement statement = connection.createStatement()) {
      statement.execute(BillingLines.view(List.of(files)));
      try (var row =
          statement.executeQuery("select charge_category, service, billed, effective, tags from line order by billed desc, effective desc")) {
        while (row.next()) {
          lines.add(
              new Line(
                  row.getString(1),
                  row.getString(2),
                  row.getBigDecimal(3).stripTrailingZeros().toPlainString(),
                  row.getBigDecimal(4).stripTrailingZeros().toPlainString(),
                  row.getString(5)));
        }
      }
    }
    return lines;
  }

  @Test
  void awsOfEitherSpellingIsAmortisedAsTheProviderDocumentsIt() throws IOException, SQLException {
    assertThat(take("cur.csv", AWS).dialect()).isEqualTo("aws-cur");
    List<Line> legacy = lines();
    assertThat(legacy)
        .containsExactly(
            new Line("Usage", "AmazonEC2", "4", "2.5", "{\"team\":\"shop\"}"),
            new Line("Purchase", "ComputeSavingsPlans", "3", "0", ""),
            new Line("Usage", "AmazonEC2", "1.25", "1.25", "{\"team\":\"shop\"}"),
            new Line("Tax", "AmazonEC2", "0.19", "0.19", ""),
            new Line("Usage", "AmazonRDS", "0", "0.75", ""),
            new Line("Usage", "ComputeSavingsPlans", "0", "0.5", ""),
            new Line("Adjustment", "AmazonEC2", "-0.5", "-0.5", ""),
            new Line("Usage", "AmazonEC2", "-4", "0", "{\"team\":\"shop\"}"));
    String header = AWS.lines().findFirst().orElseThrow();
    StringBuilder snake = new StringBuilder();
    for (char c : header.replace("resourceTags/user:team", "resource_tags").toCharArray()) {
      snake.append(c == '/' ? "_" : Character.isUpperCase(c) ? "_" + Character.toLowerCase(c) : c);
    }
    String text = snake.toString().replace("__", "_") + "\n"
        + AWS.lines().skip(1).map(line -> line.replace(",shop,", ",\"{\"\"user_team\"\":\"\"shop\"\"}\",")).collect(Collectors.joining("\n"));
    take("cur.csv", text);
    assertThat(lines()).isEqualTo(legacy);
  }

  @Test
  void azureActualAndAmortisedOfBothAgreements() throws IOException, SQLException {
    String ea =
        """
        BillingAccountId,SubscriptionId,SubscriptionName,Date,MeterCategory,MeterId,Quantity,CostInBillingCurrency,BillingCurrencyCode,ChargeType,PricingModel,ReservationId,Tags,PayGPrice
        b,s1,Shop,01/05/2026,Virtual Machines,m1,2,3.5,EUR,Usage,OnDemand,,"""
            + "\"\"\"team\"\": \"\"shop\"\"\"" + """
        ,2
        b,s1,Shop,01/05/2026,Virtual Machines,m1,2,0,EUR,Usage,Reservation,r1,,2
        b,s1,Shop,01/05/2026,Virtual Machines,m2,1,100,EUR,Purchase,Reservation,r1,,
        """;
    Delivery actual = take("ea.csv", ea);
    assertThat(actual.dialect()).isEqualTo("azure-actual");
    assertThat(actual.diagnostics()).extracting(one -> one.message()).anyMatch(it -> it.contains("lost"));
    assertThat(lines())
        .containsExactly(
            new Line("Purchase", "Virtual Machines", "100", "0", ""),
            new Line("Usage", "Virtual Machines", "3.5", "3.5", "{\"team\": \"shop\"}"),
            new Line("Usage", "Virtual Machines", "0", "0", ""));
    Files.delete(folder.resolve("in/ea.csv"));
    String mca =
        """
        billingAccountId,subscriptionId,date,meterCategory,meterId,quantity,costInBillingCurrency,billingCurrency,chargeType,pricingModel,benefitId,tags
        b,s1,2026-01-05,Virtual Machines,m1,2,1.5,EUR,Usage,SavingsPlan,p1,
        b,s1,2026-01-05,Virtual Machines,m1,2,0.25,EUR,UnusedSavingsPlan,SavingsPlan,p1,
        """;
    assertThat(take("amortized/mca.csv", mca).dialect()).isEqualTo("azure-amortized");
    assertThat(lines())
        .containsExactly(
            new Line("Usage", "Virtual Machines", "0", "1.5", ""), new Line("Usage", "Virtual Machines", "0", "0.25", ""));
  }

  @Test
  void googleAsDocumentsAndAsATable() throws IOException, SQLException {
    String documents =
        """
        {"billing_account_id":"g","service":{"id":"1","description":"Compute Engine"},"sku":{"id":"s","description":"Core"},"usage_start_time":"2026-01-05 00:00:00 UTC","usage_end_time":"2026-01-05 01:00:00 UTC","project":{"id":"shop","name":"Shop"},"labels":[{"key":"team","value":"shop"}],"location":{"region":"eu"},"cost":"5.25","currency":"EUR","usage":{"amount":"3600","unit":"seconds"},"credits":[{"name":"CUD","amount":"-1.5","type":"COMMITTED_USAGE_DISCOUNT"},{"name":"x","amount":"-0.25","type":"PROMOTION"}],"invoice":{"month":"202601"},"cost_type":"regular"}
        {"billing_account_id":"g","service":{"id":"1","description":"Invoice"},"sku":{"id":"t","description":"Tax"},"usage_start_time":"2026-01-31 00:00:00 UTC","usage_end_time":"2026-01-31 01:00:00 UTC","project":null,"labels":[],"location":{"region":null},"cost":"0.19","currency":"EUR","usage":{"amount":"0","unit":"requests"},"credits":[],"invoice":{"month":"202601"},"cost_type":"tax"}
        """;
    assertThat(take("export.json", documents).dialect()).isEqualTo("google-billing");
    assertThat(lines()).extracting(Line::category, Line::service, Line::billed)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Usage", "Compute Engine", "3.5"),
            org.assertj.core.groups.Tuple.tuple("Tax", "Invoice", "0.19"));
    assertThat(lines().getFirst().tags()).contains("team", "shop");
    Files.delete(folder.resolve("in/export.json"));
    take(
        "export.csv",
        """
        billing_account_id,service.description,usage_start_time,usage_end_time,project.id,cost,currency,credits,invoice.month,cost_type
        g,Compute Engine,2026-01-05 00:00:00 UTC,2026-01-31 01:00:00 UTC,shop,5.25,EUR,"[{""name"":""a"",""amount"":-1.75}]",202601,regular
        g,Compute Engine,2026-01-31 00:00:00 UTC,2026-01-31 01:00:00 UTC,shop,1,EUR,[],202601,regular
        """);
    assertThat(lines()).extracting(Line::billed).containsExactly("3.5", "1");
  }

  @Test
  void openCostAsAnAnswerAndAsATable() throws IOException, SQLException {
    take(
        "allocation.json",
        """
        {"code":200,"data":[{"c/shop/web":{"name":"c/shop/web","properties":{"cluster":"c","namespace":"shop","pod":"web","labels":{"team":"shop"}},"window":{"start":"2026-01-05T00:00:00Z","end":"2026-01-06T00:00:00Z"},"start":"2026-01-05T00:00:00Z","end":"2026-01-06T00:00:00Z","cpuCost":1.5,"ramCost":0.5,"totalCost":2.0},
         "__idle__":{"name":"__idle__","properties":{"cluster":"c"},"window":{"start":"2026-01-05T00:00:00Z","end":"2026-01-06T00:00:00Z"},"start":"2026-01-05T00:00:00Z","end":"2026-01-06T00:00:00Z","cpuCost":0.25,"ramCost":0.25,"totalCost":0.5}}]}
        """);
    assertThat(lines()).extracting(Line::billed).containsExactly("2", "0.5");
    assertThat(lines().getFirst().tags()).contains("\"team\":\"shop\"", "\"namespace\":\"shop\"");
    Files.delete(folder.resolve("in/allocation.json"));
    take(
        "table.csv",
        """
        Date,Namespace,ControllerName,Pod,Container,CPUCost,RAMCost,TotalCost
        2026-01-05,shop,web,web-1,app,1,1,2.25
        """);
    assertThat(lines()).extracting(Line::billed).contains("2.25");
  }

  /** A column of every line there is, the lines in the order of what they bill and cost. */
  private List<String> column(String name) throws IOException, SQLException {
    String files =
        new BillingFolder(folder.resolve("billing"))
            .files().stream().map(file -> DuckDb.quoted(file.toString())).collect(Collectors.joining(", "));
    List<String> values = new ArrayList<>();
    try (DuckDBConnection connection = DuckDb.open();
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select \"" + name + "\" from read_parquet([" + files + "], union_by_name = true) order by \"BilledCost\" desc, \"EffectiveCost\" desc")) {
      while (row.next()) {
        values.add(String.valueOf(row.getString(1)));
      }
    }
    return values;
  }

  /** Writes a real Parquet file with the types of a provider's own export. */
  private Delivery parquet(String name, String select) throws IOException, SQLException {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    try (DuckDBConnection connection = DuckDb.open();
        Statement statement = connection.createStatement()) {
      statement.execute("copy (" + select + ") to " + DuckDb.quoted(file.toString()) + " (format parquet)");
    }
    try (DuckDbBillingLake lake = new DuckDbBillingLake(folder.resolve("billing"))) {
      Delivery delivery =
          lake.take(
                  List.of(new BillingFile(file, BillingFile.Format.PARQUET, "")),
                  Set.of(),
                  Instant.parse("2026-02-01T00:00:00Z"),
                  (_, _) -> {})
              .getFirst();
      assertThat(delivery.standing()).as(delivery.diagnostics().toString()).isEqualTo(Standing.IMPORTED);
      assertThat(delivery.balances()).isNotEmpty().allMatch(Balance::even);
      return delivery;
    }
  }

  @Test
  void theUnusedPartOfACommitmentIsALineOfItsOwnAndItsFeeAPurchase() throws IOException, SQLException {
    take("cur.csv", AWS);
    assertThat(column("CommitmentDiscountStatus"))
        .containsExactly("Used", "null", "null", "null", "Used", "Unused", "null", "null");
    assertThat(column("ResourceId").get(1)).isEqualTo("arn:sp");
    assertThat(column("ResourceId").get(5)).isEqualTo("arn:sp");
    assertThat(column("ChargeFrequency").get(1)).isEqualTo("Recurring");
    assertThat(column("PricingCategory").get(5)).isEqualTo("Committed");
  }

  @Test
  void parquetOfACostAndUsageReportWithItsMaps() throws IOException, SQLException {
    Delivery delivery =
        parquet(
            "cur2.snappy.parquet",
            """
            select '1' as bill_payer_account_id, timestamp '2026-01-01' as bill_billing_period_start_date,
              timestamp '2026-02-01' as bill_billing_period_end_date, '11' as line_item_usage_account_id,
              t as line_item_line_item_type, timestamp '2026-01-02' as line_item_usage_start_date,
              timestamp '2026-01-02 01:00:00' as line_item_usage_end_date, 'AmazonEC2' as line_item_product_code,
              cost as line_item_unblended_cost, 'USD' as line_item_currency_code, 2.0::double as line_item_usage_amount,
              list as pricing_public_on_demand_cost, arn as reservation_reservation_a_r_n,
              0.1::double as reservation_effective_cost, unused as reservation_unused_recurring_fee,
              0.03::double as reservation_unused_amortized_upfront_fee_for_billing_period,
              map {'user_team': 'shop', 'aws_created_by': 'root'} as resource_tags,
              map {'product_name': 'Amazon Elastic Compute Cloud', 'region': 'eu-west-1'} as product,
              map {'total_discount': 0.0::double} as discount, map {'c': 'd'} as cost_category, 'x' as stray
            from (values ('Usage', 0.1::double, 0.2::double, null, null::double),
                         ('DiscountedUsage', 0.0, 0.3, 'arn:ri', null),
                         ('RIFee', 72.0000000001, null, 'arn:ri', 0.07)) v(t, cost, list, arn, unused)
            """);
    assertThat(delivery.dialect()).isEqualTo("aws-cur");
    assertThat(lines())
        .extracting(Line::category, Line::service, Line::billed, Line::effective)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Purchase", "Amazon Elastic Compute Cloud", "72.0000000001", "0"),
            org.assertj.core.groups.Tuple.tuple("Usage", "Amazon Elastic Compute Cloud", "0.1", "0.1"),
            org.assertj.core.groups.Tuple.tuple("Usage", "Amazon Elastic Compute Cloud", "0", "0.1"),
            org.assertj.core.groups.Tuple.tuple("Usage", "Amazon Elastic Compute Cloud", "0", "0.1"));
    assertThat(column("RegionId")).containsOnly("eu-west-1");
    assertThat(lines().getFirst().tags()).contains("\"team\":\"shop\"");
    assertThat(column("Extra").getFirst()).contains("stray", "cost_category", "total_discount");
    assertThat(column("CommitmentDiscountStatus")).containsExactlyInAnyOrder("null", "null", "Used", "Unused");
  }

  @Test
  void parquetOfGooglesExportWithItsRecords() throws IOException, SQLException {
    parquet(
        "google.parquet",
        """
        select 'g' as billing_account_id, {'id': '1', 'description': 'Compute Engine'} as service,
          {'id': 's', 'description': sku} as sku, timestamptz '2026-01-05 00:00:00Z' as usage_start_time,
          timestamptz '2026-01-05 01:00:00Z' as usage_end_time,
          {'id': 'shop', 'name': 'Shop', 'labels': [{'key': 'unit', 'value': 'web'}]} as project,
          [{'key': 'team', 'value': 'shop'}] as labels, {'region': 'eu', 'zone': 'eu-a'} as location,
          cost, 'EUR' as currency, {'amount': 3600.0::double, 'unit': 'seconds', 'amount_in_pricing_units': 1.0::double, 'pricing_unit': 'hour'} as usage,
          credits, {'month': '202601'} as invoice, 'regular' as cost_type,
          {'name': 'vm', 'global_name': '//compute/vm'} as resource,
          {'effective_price': 5.25::numeric(38, 9), 'unit': 'hour'} as price
        from (values ('Core', 5.25::double, [{'name': 'CUD', 'amount': -1.5::double}, {'name': 'x', 'amount': -0.0000001::double}]),
                     ('Commitment v1: Cpu in EMEA for 1 Year', 100.1::double, [])) v(sku, cost, credits)
        """);
    assertThat(lines())
        .extracting(Line::category, Line::billed, Line::tags)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Purchase", "100.1", "{\"team\":\"shop\"}"),
            org.assertj.core.groups.Tuple.tuple("Usage", "3.7499999", "{\"team\":\"shop\"}"));
    assertThat(column("ResourceId")).containsOnly("//compute/vm");
    assertThat(column("Extra").getFirst()).contains("unit", "web");
  }

  private static final String AZURE_HEADER =
      "BillingAccountId,SubscriptionId,Date,MeterCategory,MeterId,Quantity,CostInBillingCurrency,BillingCurrencyCode,ChargeType,PricingModel,ReservationId,ResourceId\n";

  @Test
  void azuresActualAndAmortisedExportsAreOneBill() throws IOException, SQLException {
    Path in = Files.createDirectories(folder.resolve("in"));
    // Neither path says which is which: the lines do.
    Path actual =
        Files.writeString(
            Files.createDirectories(in.resolve("a")).resolve("part_0.csv"),
            AZURE_HEADER
                + "b,s1,01/05/2026,Storage,m0,2,3.5,EUR,Usage,OnDemand,,/r/disk\n"
                + "b,s1,01/05/2026,Virtual Machines,m1,2,0,EUR,Usage,Reservation,r1,/r/vm\n"
                + "b,s1,01/05/2026,Virtual Machines,m2,1,100.01,EUR,Purchase,Reservation,r1,\n");
    Path amortised =
        Files.writeString(
            Files.createDirectories(in.resolve("b")).resolve("part_0.csv"),
            AZURE_HEADER
                + "b,s1,01/05/2026,Storage,m0,2,3.5,EUR,Usage,OnDemand,,/r/disk\n"
                + "b,s1,01/05/2026,Virtual Machines,m1,2,80.005,EUR,Usage,Reservation,r1,/r/vm\n"
                + "b,s1,01/05/2026,Virtual Machines,m1,2,20.005,EUR,UnusedReservation,Reservation,r1,\n");
    try (DuckDbBillingLake lake = new DuckDbBillingLake(folder.resolve("billing"))) {
      List<Delivery> deliveries =
          lake.take(
              List.of(
                  new BillingFile(actual, BillingFile.Format.CSV, ""),
                  new BillingFile(amortised, BillingFile.Format.CSV, "")),
              Set.of(),
              Instant.parse("2026-02-01T00:00:00Z"),
              (_, _) -> {});
      assertThat(deliveries).hasSize(1);
      assertThat(deliveries.getFirst().dialect()).isEqualTo("azure-actual-and-amortized");
      assertThat(deliveries.getFirst().balances()).isNotEmpty().allMatch(Balance::even);
    }
    assertThat(lines())
        .extracting(Line::category, Line::billed, Line::effective)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Purchase", "100.01", "0"),
            org.assertj.core.groups.Tuple.tuple("Usage", "3.5", "3.5"),
            org.assertj.core.groups.Tuple.tuple("Usage", "0", "80.005"),
            org.assertj.core.groups.Tuple.tuple("Usage", "0", "20.005"));
  }

  @Test
  void focusWithOtherSpellingsOfItsNames() throws IOException, SQLException {
    take(
        "snake.csv",
        """
        Provider Name,sub_account_id,ServiceName,charge_category,Charge-Period-Start,billing_period_start,billing_currency,billed_cost,effective_cost,Service Name,x_stray
        AWS,111,EC2,Usage,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,USD,60.10,60,other,s
        """);
    assertThat(lines()).containsExactly(new Line("Usage", "EC2", "60.1", "60", ""));
    assertThat(column("Extra").getFirst()).as("the column's own name wins").contains("Service Name", "other", "x_stray");
  }
}
