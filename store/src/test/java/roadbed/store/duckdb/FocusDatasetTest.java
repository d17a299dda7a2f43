package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.focus.Criteria;
import roadbed.assess.cost.focus.Requirements;
import roadbed.assess.cost.focus.Validation;
import roadbed.assess.cost.focus.Verdict;
import roadbed.assess.cost.focus.Verdict.Status;
import roadbed.model.BillingFile;

class FocusDatasetTest {
  private static final Requirements REQUIREMENTS = Requirements.load(false);

  @TempDir Path folder;

  /** A line of usage under a commitment and in a capacity reservation: every column of FOCUS 1.2 has a value. */
  private static Map<String, String> line() {
    Map<String, String> line = new LinkedHashMap<>();
    for (String column : REQUIREMENTS.columns()) {
      line.put(column, "");
    }
    String[] values = {
      "AvailabilityZone", "eu-1a", "BilledCost", "0", "BillingAccountId", "cloud:billing:b1", "BillingAccountName", "Main",
      "BillingAccountType", "Payer", "BillingCurrency", "EUR", "BillingPeriodStart", "2026-01-01T00:00:00Z",
      "BillingPeriodEnd", "2026-02-01T00:00:00Z", "CapacityReservationId", "cloud:capacity:cr1", "CapacityReservationStatus", "Used",
      "ChargeCategory", "Usage", "ChargeDescription", "An hour", "ChargeFrequency", "Usage-Based",
      "ChargePeriodStart", "2026-01-05T00:00:00Z", "ChargePeriodEnd", "2026-01-05T01:00:00Z",
      "CommitmentDiscountCategory", "Spend", "CommitmentDiscountId", "cloud:plan:sp1", "CommitmentDiscountName", "Plan",
      "CommitmentDiscountQuantity", "1.5", "CommitmentDiscountStatus", "Used", "CommitmentDiscountType", "Savings Plan",
      "CommitmentDiscountUnit", "USD", "ConsumedQuantity", "2", "ConsumedUnit", "Hours", "ContractedCost", "3",
      "ContractedUnitPrice", "1.5", "EffectiveCost", "2.5", "InvoiceId", "i1", "InvoiceIssuerName", "Cloud",
      "ListCost", "4", "ListUnitPrice", "2", "PricingCategory", "Committed", "PricingCurrency", "USD",
      "PricingCurrencyContractedUnitPrice", "1.6", "PricingCurrencyEffectiveCost", "2.7",
      "PricingCurrencyListUnitPrice", "2.1", "PricingQuantity", "2", "PricingUnit", "Hours", "ProviderName", "Cloud",
      "PublisherName", "Cloud", "RegionId", "eu-1", "RegionName", "Europe", "ResourceId", "cloud:vm:vm1", "ResourceName", "web",
      "ResourceType", "VM", "ServiceCategory", "Compute", "ServiceName", "Machines", "ServiceSubcategory",
      "Virtual Machines", "SkuId", "s1", "SkuMeter", "Hours of a VM", "SkuPriceDetails",
      "{\"CoreCount\":4,\"InstanceType\":\"m1\"}", "SkuPriceId", "s1.1", "SubAccountId", "a1", "SubAccountName", "Shop",
      "SubAccountType", "Account", "Tags", "{\"team\":\"shop\"}"
    };
    for (int i = 0; i < values.length; i += 2) {
      assertThat(line.containsKey(values[i])).as(values[i]).isTrue();
      line.put(values[i], values[i + 1]);
    }
    return line;
  }

  private static String csv(List<Map<String, String>> lines) {
    StringBuilder text = new StringBuilder(String.join(",", lines.getFirst().keySet())).append('\n');
    for (Map<String, String> line : lines) {
      text.append(
              line.values().stream()
                  .map(value -> value.isEmpty() ? "" : '"' + value.replace("\"", "\"\"") + '"')
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    return text.toString();
  }

  private Map<String, Verdict> judge(String csv, Set<String> lacking) throws IOException {
    Path file = Files.writeString(folder.resolve("bill.csv"), csv);
    return judge(new BillingFile(file, BillingFile.Format.CSV, "1.2"), lacking);
  }

  private static Map<String, Verdict> judge(BillingFile file, Set<String> lacking) throws IOException {
    try (FocusDataset data = new FocusDataset(List.of(file))) {
      Set<String> supported = new LinkedHashSet<>(REQUIREMENTS.criteria());
      supported.removeAll(lacking);
      Map<String, Verdict> verdicts = new LinkedHashMap<>();
      Validation.of(REQUIREMENTS, data, Criteria.of(REQUIREMENTS, data, supported, lacking))
          .forEach(verdict -> verdicts.put(verdict.requirement().id(), verdict));
      return verdicts;
    }
  }

  /** Judges lines beside others of before, or beside tables of facts. */
  private Map<String, Verdict> beside(List<Map<String, String>> lines, List<Map<String, String>> before, Map<String, String> facts)
      throws IOException {
    List<BillingFile> previous = new ArrayList<>();
    if (!before.isEmpty()) {
      previous.add(
          new BillingFile(Files.writeString(folder.resolve("before.csv"), csv(before)), BillingFile.Format.CSV, "1.2"));
    }
    Map<String, Path> tables = new LinkedHashMap<>();
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      tables.put(fact.getKey(), Files.writeString(folder.resolve(fact.getKey() + ".csv"), fact.getValue()));
    }
    Path file = Files.writeString(folder.resolve("now.csv"), csv(lines));
    try (FocusDataset data =
        new FocusDataset(
            List.of(new BillingFile(file, BillingFile.Format.CSV, "1.2")), new FocusDataset.Beside(previous, tables))) {
      Map<String, Verdict> verdicts = new LinkedHashMap<>();
      Validation.of(REQUIREMENTS, data, Criteria.of(REQUIREMENTS, data, REQUIREMENTS.criteria(), Set.of()))
          .forEach(verdict -> verdicts.put(verdict.requirement().id(), verdict));
      return verdicts;
    }
  }

  private static Verdict verdict(Map<String, Verdict> verdicts, String id) {
    Verdict verdict = verdicts.get(id);
    if (verdict == null) {
      throw new AssertionError("no verdict on " + id);
    }
    return verdict;
  }

  private static Map<String, String> line(String... cells) {
    Map<String, String> line = line();
    for (int i = 0; i < cells.length; i += 2) {
      line.put(cells[i], cells[i + 1]);
    }
    return line;
  }

  private static List<String> of(Map<String, Verdict> verdicts, Status status) {
    return verdicts.values().stream()
        .filter(verdict -> verdict.status() == status)
        .map(verdict -> verdict.requirement().id())
        .toList();
  }

  @Test
  void allRequirementsAreThereAndAGoodFileBreaksNone() throws IOException {
    Map<String, Verdict> verdicts = judge(csv(List.of(line(), line())), Set.of());
    assertThat(verdicts).hasSize(621);
    assertThat(REQUIREMENTS.criteria()).hasSize(18);
    assertThat(REQUIREMENTS.all().stream().filter(one -> one.dynamic())).hasSize(201);
    assertThat(of(verdicts, Status.FAILED)).isEmpty();
    assertThat(of(verdicts, Status.PASSED)).hasSizeGreaterThan(300);
    Verdict nullability = verdicts.get("BilledCost-C-003-M");
    assertThat(nullability).isNotNull();
    assertThat(nullability.checked()).isEqualTo(2);
  }

  @Test
  void whatTheDataCannotSayIsNotEvaluatedAndNothingMadeOfItPasses() throws IOException {
    Map<String, Verdict> verdicts = judge(csv(List.of(line())), Set.of());
    for (Verdict verdict : verdicts.values()) {
      boolean undecidable =
          verdict.requirement().open().isPresent() && verdict.requirement().settled().isEmpty();
      assertThat(undecidable && verdict.status() == Status.PASSED).as(verdict.requirement().id()).isFalse();
      if (verdict.status() == Status.NOT_EVALUATED || verdict.status() == Status.SKIPPED) {
        assertThat(verdict.reason()).as(verdict.requirement().id()).isNotEmpty();
      }
    }
    assertThat(of(verdicts, Status.NOT_EVALUATED)).contains("CostAndUsage-D-000-M", "BilledCost-C-007-M");
  }

  /** A column, what is written in it, and the requirement that it breaks, which the unchanged lines do not. */
  private static final String BROKEN =
      """
      BilledCost | (null) | BilledCost-C-003-M
      BilledCost | 1,5 | BilledCost-C-001-M
      BilledCost | 1,5 | NumericFormat-A-009-M
      BilledCost | +5 | NumericFormat-A-010-M
      BilledCost | $5 | NumericFormat-A-008-M
      BilledCost | 1/2 | NumericFormat-A-004-M
      BilledCost | 1E+2 | NumericFormat-A-006-M
      BilledCost | (5) | NumericFormat-A-011-M
      BilledCost | 2*3 | NumericFormat-A-007-M
      BilledCost | 1 2 | NumericFormat-A-002-M
      BilledCost | 1x10^3 | NumericFormat-A-005-M
      BilledCost | abc | BilledCost-C-002-M
      BilledCost | abc | BilledCost-C-004-M
      BilledCost | 3 | DiscountHandling-A-009-C
      BillingCurrency | EURO | BillingCurrency-C-006-M
      BillingCurrency | (null) | BillingCurrency-C-004-M
      BillingCurrency | eur | CurrencyFormat-A-001-C
      ChargeCategory | Fee | ChargeCategory-C-003-M
      ChargeCategory | Purchase | ChargeFrequency-C-004-C
      ChargeCategory | Tax | ListUnitPrice-C-004-C
      ChargeCategory | Tax | PricingCurrencyContractedUnitPrice-C-004-C
      ChargeCategory | Credit | EffectiveCost-C-010-C
      ChargeClass | Refund | ChargeClass-C-005-C
      ChargeClass | Correction | ChargeClass-C-003-C
      ChargeFrequency | Daily | ChargeFrequency-C-003-M
      ChargePeriodStart | 2026-01-05 00:00:00 | ChargePeriodStart-C-002-M
      ChargePeriodStart | 2026-01-05 00:00:00 | DateTimeFormat-A-004-M
      ChargePeriodStart | 2026-01-05T00:00:00+02:00 | DateTimeFormat-A-001-M
      ChargePeriodStart | 2026-01-05T00:00:00+00:00 | DateTimeFormat-A-006-M
      ChargePeriodStart | 2026-01-05T0:00:00Z | DateTimeFormat-A-005-M
      ChargePeriodStart | yesterday | ChargePeriodStart-C-001-M
      ChargePeriodEnd | 2026-01-04T00:00:00Z | ChargePeriodEnd-C-004-M
      BillingPeriodEnd | 2026-01-01T00:00:00Z | BillingPeriodEnd-C-004-M
      ServiceCategory | Cheese | ServiceCategory-C-003-M
      ServiceCategory | Storage | ServiceName-C-005-C
      ServiceSubcategory | Cheese | ServiceSubcategory-C-003-M
      ServiceCategory | Storage | ServiceSubcategory-C-004-M
      ServiceSubcategory | Containers | ServiceName-C-008-C
      SkuId | s2 | SkuPriceId-C-008-M
      SkuMeter | other | SkuMeter-C-006-O
      SkuPriceId | (null) | SkuPriceDetails-C-004-C
      ListUnitPrice | -2 | ListUnitPrice-C-008-M
      ListUnitPrice | 3 | ListCost-C-009-C
      ListCost | 5 | ListUnitPrice-C-010-C
      ContractedCost | 9 | ContractedUnitPrice-C-011-C
      ContractedCost | 9 | PricingQuantity-C-009-C
      ConsumedUnit | (null) | ConsumedUnit-C-006-C
      ConsumedUnit | hours | UnitFormat-A-003-M
      ConsumedUnit | ,hours | ConsumedUnit-C-003-O
      ConsumedQuantity | (null) | ConsumedQuantity-C-006-C
      ConsumedQuantity | many | ConsumedQuantity-C-008-C
      Tags | team=shop | Tags-C-001-M
      Tags | [1] | KeyValueFormat-A-001-M
      Tags | {"a":1,"a":2} | KeyValueFormat-A-002-M
      Tags | {"a":{}} | KeyValueFormat-A-003-M
      Tags | {"a":[1]} | KeyValueFormat-A-004-M
      Tags | {"a":null} | Tags-C-006-M
      SkuPriceDetails | {"core":1} | SkuPriceDetails-C-017-C
      SkuPriceDetails | {"coreCount":1} | SkuPriceDetails-C-020-M
      SkuPriceDetails | {"CoreCount":"4"} | SkuPriceDetails-C-021-M
      SkuPriceDetails | {"x_a":1} | SkuPriceDetails-C-002-O
      CommitmentDiscountId | (null) | CommitmentDiscountName-C-004-C
      CommitmentDiscountStatus | Active | CommitmentDiscountStatus-C-005-M
      CommitmentDiscountStatus | (null) | CommitmentDiscountStatus-C-004-C
      CommitmentDiscountStatus | Unused | DiscountHandling-A-019-C
      CommitmentDiscountQuantity | (null) | CommitmentDiscountQuantity-C-005-C
      PricingCategory | Standard | PricingCategory-C-009-C
      PricingCategory | Odd | PricingCategory-C-007-M
      RegionName | (null) | RegionName-C-005-C
      ResourceType | (null) | ResourceType-C-005-C
      SubAccountName | (null) | SubAccountName-C-005-C
      BillingAccountType | Other | BillingAccountType-C-006-M
      ProviderName | (blank) | StringHandling-A-007-M
      ResourceName | N/A | NullHandling-A-002-M
      CapacityReservationStatus | Idle | CapacityReservationStatus-C-006-M
      CapacityReservationId | (null) | CapacityReservationStatus-C-003-C
      PricingCurrencyEffectiveCost | (null) | PricingCurrencyEffectiveCost-C-003-M
      ChargePeriodEnd | 2026-01-05T00:59:59Z | ChargePeriodEnd-C-004-M
      BillingAccountId | b1 | BillingAccountId-C-005-O
      BillingAccountId | b1 | InvoiceId-C-007-C
      BillingAccountName | Other | BillingAccountId-C-004-M
      ConsumedUnit | Gigabytes | UnitFormat-A-004-C
      SkuPriceDetails | {"x_vCPU":4} | SkuPriceDetails-C-010-C
      SkuPriceDetails | {"InstanceType":1} | SkuPriceDetails-C-016-O
      EffectiveCost | -1 | DiscountHandling-A-001-C
      EffectiveCost | 0 | DiscountHandling-A-010-C
      EffectiveCost | 2.7 | EffectiveCost-C-006-M
      EffectiveCost | 2.7 | PricingCurrencyEffectiveCost-C-006-M
      ListUnitPrice | 2.1 | ListUnitPrice-C-009-M
      SubAccountId | (null) | SubAccountId-C-005-C
      SubAccountName | Store | StringHandling-A-004-M
      SubAccountType | Project | SubAccountType-C-006-M
      RegionId | (null) | RegionId-C-004-C
      ResourceId | vm1 | ResourceId-C-008-O
      ResourceId | (null) | ResourceId-C-005-C
      ResourceName | (null) | ResourceName-C-005-C
      ResourceId | cloud:capacity:cr1 | CapacityReservationStatus-C-007-C
      CapacityReservationStatus | Unused | CapacityReservationStatus-C-008-C
      CommitmentDiscountStatus | (null) | CommitmentDiscountId-C-004-C
      CommitmentDiscountName | (null) | CommitmentDiscountName-C-006-C
      ServiceName | machines | StringHandling-A-003-M
      PricingUnit | GB | PricingUnit-C-008-M
      PricingUnit | GB | SkuPriceId-C-009-M
      ListUnitPrice | 9 | SkuPriceId-C-014-C
      """;

  @Test
  void aBrokenCellBreaksItsRequirement() throws IOException {
    List<Map<String, String>> lines = new ArrayList<>(List.of(line()));
    BROKEN.lines()
        .map(broken -> broken.split(" \\| ", -1))
        .forEach(
            broken -> {
              Map<String, String> line = line();
              line.put(broken[0].strip(), broken[1].equals("(null)") ? "" : broken[1].equals("(blank)") ? " " : broken[1].strip());
              lines.add(line);
            });
    Map<String, Verdict> verdicts = judge(csv(lines), Set.of());
    BROKEN.lines()
        .map(broken -> broken.split(" \\| ", -1))
        .forEach(
            broken -> {
              Verdict verdict = verdicts.get(broken[2].strip());
              assertThat(verdict).as(broken[2]).isNotNull();
              assertThat(verdict.status()).as(String.join(" ", broken)).isEqualTo(Status.FAILED);
              assertThat(verdict.first()).as(broken[2]).isNotEmpty();
            });
  }

  @Test
  void theLinesThatBreakARequirementAreCountedAndTheFirstAreNamed() throws IOException {
    Map<String, String> broken = line();
    broken.put("BilledCost", "abc");
    Verdict verdict = judge(csv(List.of(line(), broken, line(), broken)), Set.of()).get("BilledCost-C-002-M");
    assertThat(verdict).isNotNull();
    assertThat(verdict.checked()).isEqualTo(4);
    assertThat(verdict.violating()).isEqualTo(2);
    assertThat(verdict.first()).containsExactly(2L, 4L);
  }

  @Test
  void aMissingColumnFailsWhereItIsRequiredAndIsSkippedWhereTheProviderHasNoSuchThing() throws IOException {
    Map<String, String> line = line();
    line.keySet().removeIf(column -> column.startsWith("CapacityReservation") || column.equals("ServiceName"));
    Map<String, Verdict> without = judge(csv(List.of(line)), Set.of("CAPACITY_RESERVATION_SUPPORTED"));
    assertThat(without.get("CapacityReservationId-C-001-M").status()).isEqualTo(Status.SKIPPED);
    assertThat(without.get("CapacityReservationId-C-001-M").reason()).contains("CAPACITY_RESERVATION_SUPPORTED");
    assertThat(of(without, Status.FAILED)).contains("CostAndUsage-D-001-M", "CostAndUsage-D-000-M");
    assertThat(without.get("ServiceName-C-003-M").status()).isEqualTo(Status.NOT_EVALUATED);
    Map<String, Verdict> with = judge(csv(List.of(line)), Set.of());
    List<String> missing = new ArrayList<>();
    with.values().forEach(verdict -> missing.addAll(verdict.names()));
    assertThat(missing).contains("CapacityReservationId", "CapacityReservationStatus", "ServiceName");
  }

  @Test
  void namesAndOrderOfColumnsAreJudged() throws IOException {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("x_cost", "1");
    line.put("Weird-Column", "1");
    line.putAll(line());
    String text = csv(List.of(line)).replaceFirst("ServiceName", "serviceName");
    Map<String, Verdict> verdicts = judge(text, Set.of());
    assertThat(verdicts.get("ColumnHandling-A-001-M").names()).containsExactly("serviceName");
    assertThat(verdicts.get("ColumnHandling-A-003-M").names()).containsExactly("Weird-Column");
    assertThat(verdicts.get("ColumnHandling-A-010-M").names()).containsExactly("Weird-Column");
    assertThat(verdicts.get("ColumnHandling-A-011-O").names()).containsExactly("x_cost");
    assertThat(verdicts.get("ColumnHandling-A-013-O").names()).containsExactly("x_cost", "Weird-Column");
  }

  @Test
  void parquetIsJudgedByItsTypes() throws IOException, SQLException {
    Path csv = Files.writeString(folder.resolve("in.csv"), csv(List.of(line(), line())).replace("\"s1\"", "\"11\""));
    Path parquet = folder.resolve("bill.parquet");
    try (DuckDBConnection connection = DuckDb.open();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "copy (select * replace (cast(\"SkuId\" as integer) as \"SkuId\", cast('' as varchar) as \"RegionName\","
              + " map {'team': 'shop'} as \"Tags\") from read_csv("
              + DuckDb.quoted(csv.toString())
              + ")) to " + DuckDb.quoted(parquet.toString()) + " (format parquet)");
    }
    Map<String, Verdict> verdicts =
        judge(new BillingFile(parquet, BillingFile.Format.PARQUET, "1.2"), Set.of());
    assertThat(verdicts.get("SkuId-C-001-M").status()).isEqualTo(Status.FAILED);
    assertThat(verdicts.get("NullHandling-A-001-C").status()).isEqualTo(Status.FAILED);
    assertThat(verdicts.get("ChargePeriodStart-C-002-M").status()).isEqualTo(Status.PASSED);
    assertThat(verdicts.get("Tags-C-001-M").status()).isEqualTo(Status.PASSED);
  }

  @Test
  void whatMustStayTheSameOverTimeIsJudgedAgainstEarlierDeliveries() throws IOException {
    Map<String, String> december =
        line("BillingPeriodStart", "2025-12-01T00:00:00Z", "BillingPeriodEnd", "2026-01-01T00:00:00Z");
    Verdict alone = verdict(judge(csv(List.of(line())), Set.of()), "SkuPriceId-C-009-M");
    assertThat(alone.status()).isEqualTo(Status.NOT_EVALUATED);
    assertThat(alone.lack()).isEqualTo(Verdict.Lack.PERIODS);
    Verdict same = verdict(beside(List.of(line()), List.of(december), Map.of()), "SkuPriceId-C-009-M");
    assertThat(same.status()).isEqualTo(Status.PASSED);
    assertThat(same.reason()).isEqualTo("over 2 billing periods");
    december.put("PricingUnit", "GB");
    Verdict changed = verdict(beside(List.of(line()), List.of(december), Map.of()), "SkuPriceId-C-009-M");
    assertThat(changed.status()).isEqualTo(Status.FAILED);
    assertThat(changed.checked()).as("earlier lines bear witness and are not judged").isEqualTo(1);
    assertThat(changed.first()).containsExactly(1L);
  }

  @Test
  void aTableOfFactsDecidesWhatNoLineSays() throws IOException {
    List<Map<String, String>> lines = List.of(line("BilledCost", "1.25"), line("BilledCost", "2.5"));
    String invoices = "InvoiceId,BillingAccountId,BillingCurrency,Amount\ni1,cloud:billing:b1,EUR,%s\n";
    Map<String, Verdict> right =
        beside(
            lines,
            List.of(),
            Map.of(
                "invoices", invoices.formatted("3.75"),
                "prices", "SkuPriceId,ListUnitPrice,ContractedUnitPrice,PricingUnit\ns1.1,2.00,1.4,hour\n",
                "metadata", "ColumnName,DataType,StringMaxLength\nBilledCost,Decimal,\nChargeDescription,String,500\n"));
    assertThat(verdict(right, "BilledCost-C-007-M").status()).isEqualTo(Status.PASSED);
    assertThat(verdict(right, "BilledCost-C-007-M").checked()).isEqualTo(2);
    assertThat(verdict(right, "InvoiceId-C-007-C").status()).isEqualTo(Status.PASSED);
    assertThat(verdict(right, "SkuPriceId-C-013-M").status()).isEqualTo(Status.PASSED);
    assertThat(verdict(right, "SkuPriceId-C-014-C").status()).isEqualTo(Status.PASSED);
    assertThat(verdict(right, "SkuPriceId-C-015-C").violating()).isEqualTo(2);
    assertThat(verdict(right, "PricingUnit-C-008-M").status()).as("singular and plural are one unit").isEqualTo(Status.PASSED);
    assertThat(verdict(right, "ChargeDescription-C-004-O").status()).isEqualTo(Status.PASSED);
    assertThat(verdict(right, "NumericFormat-A-012-M").names()).contains("ListCost").doesNotContain("BilledCost");
    Verdict wrong =
        verdict(beside(lines, List.of(), Map.of("invoices", invoices.formatted("3.76"))), "BilledCost-C-007-M");
    assertThat(wrong.status()).isEqualTo(Status.FAILED);
    assertThat(verdict(judge(csv(lines), Set.of()), "BilledCost-C-007-M").lack()).isEqualTo(Verdict.Lack.FACT);
  }

  @Test
  void theUseOfACommitmentAddsUpToItsPurchases() throws IOException {
    Map<String, String> fee =
        line(
            "ChargeCategory", "Purchase", "ChargeFrequency", "Recurring", "CommitmentDiscountStatus", "", "BilledCost", "3",
            "EffectiveCost", "0", "ResourceId", "cloud:plan:sp1", "ResourceName", "", "ResourceType", "");
    Map<String, String> unused =
        line("CommitmentDiscountStatus", "Unused", "EffectiveCost", "0.5", "ResourceId", "cloud:plan:sp1");
    String rule = "DiscountHandling-A-011-C";
    Verdict even = verdict(judge(csv(List.of(fee, line(), unused)), Set.of()), rule);
    assertThat(even.status()).isEqualTo(Status.PASSED);
    assertThat(even.checked()).isEqualTo(3);
    Verdict torn = verdict(judge(csv(List.of(fee, line())), Set.of()), rule);
    assertThat(torn.status()).as("use and purchases span the same hour and differ").isEqualTo(Status.FAILED);
    Verdict open = verdict(judge(csv(List.of(line())), Set.of()), rule);
    assertThat(open.status()).as("the purchase is of another delivery").isEqualTo(Status.NOT_EVALUATED);
  }

  @Test
  void ofWhatTheLinesDecideInPartTheRestIsCounted() throws IOException {
    Map<String, String> without = line("ResourceId", "", "ResourceName", "", "ResourceType", "");
    Verdict verdict = verdict(judge(csv(List.of(line(), without)), Set.of()), "ResourceId-C-005-C");
    assertThat(verdict.status()).isEqualTo(Status.NOT_EVALUATED);
    assertThat(verdict.checked()).isEqualTo(2);
    assertThat(verdict.reason()).startsWith("1 of 2 lines keep it; of 1 ");
    assertThat(verdict.lack()).isEqualTo(Verdict.Lack.PROVIDER);
  }

  @Test
  void whoKeepsARequirementKeepsItWhetherOrNotItApplies() throws IOException {
    Map<String, String> line = line();
    line.keySet().removeIf(column -> column.startsWith("CapacityReservation"));
    Path file = Files.writeString(folder.resolve("bill.csv"), csv(List.of(line)));
    try (FocusDataset data = new FocusDataset(List.of(new BillingFile(file, BillingFile.Format.CSV, "1.2")))) {
      Map<String, Verdict> verdicts = new LinkedHashMap<>();
      Validation.of(REQUIREMENTS, data, Criteria.of(REQUIREMENTS, data, Set.of(), Set.of()))
          .forEach(verdict -> verdicts.put(verdict.requirement().id(), verdict));
      assertThat(verdict(verdicts, "SubAccountType-C-001-M").status()).isEqualTo(Status.PASSED);
      assertThat(of(verdicts, Status.NOT_EVALUATED)).isNotEmpty();
      assertThat(verdicts.values())
          .filteredOn(verdict -> verdict.names().contains("CapacityReservationId") && verdict.lack() == Verdict.Lack.CRITERION)
          .allMatch(verdict -> verdict.reason().contains("CAPACITY_RESERVATION_SUPPORTED"))
          .isNotEmpty();
    }
  }
}
