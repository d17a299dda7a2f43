package roadbed.store.duckdb;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A bill in the columns of a provider's own export, as FOCUS: for each column of FOCUS an expression over those of the
 * export. What FOCUS has no column for is kept aside with the line; what cannot be told from the export is named.
 *
 * @param dialect which export it is
 * @param texts an expression that gives a text, by column
 * @param sums an expression over the export's own lines that gives what it says itself of an amount
 * @param rows what follows the export's lines in a {@code select} for those that become lines of FOCUS, or empty for
 *     just these
 * @param others columns of the export that became no column of FOCUS
 * @param lost what the export does not say, in words
 */
record ForeignBill(
    String dialect,
    Map<FocusColumn, String> texts,
    Map<FocusColumn, String> sums,
    String rows,
    Map<String, String> others,
    List<String> lost) {
  /** Marks the second of two lines that one of the export becomes: the unused part of a commitment. */
  private static final String UNUSED = "\"unused part of a commitment\"";

  /** The lines that become lines of FOCUS. */
  String relation(String source) {
    return rows.isEmpty() ? source : "(select * from " + source + rows + ")";
  }

  /** What an export of Azure has of commitments, and which part of it counts. */
  enum Azure {
    /** Purchases as they are billed, and use under commitments with nothing. */
    ACTUAL,
    /** Use under commitments with its part of the purchase, and no purchases. */
    AMORTIZED,
    /** An actual export beside an amortised one of the same bill: only purchases of commitments count. */
    ACTUAL_BESIDE_AMORTIZED,
    /** An amortised export beside an actual one of the same bill: what is billed is summed up there. */
    AMORTIZED_BESIDE_ACTUAL
  }

  /** Whether columns are those of a cost export of Azure. */
  static boolean azure(Map<String, String> types) {
    return new ForeignColumns(types).has("MeterCategory", "SubscriptionId");
  }

  /** A condition on lines of Azure that only an amortised export has. */
  static String amortized(Map<String, String> types) {
    return new Reading(new ForeignColumns(types)).onlyAmortized();
  }

  /** The bill that columns are, or empty where they are none that is known. */
  static Optional<ForeignBill> of(Map<String, String> types, Azure kind) {
    ForeignColumns columns = new ForeignColumns(types);
    if (columns.has("line_item_line_item_type", "line_item_unblended_cost")) {
      return Optional.of(new Reading(columns).aws());
    }
    if (columns.has("MeterCategory") && columns.has("SubscriptionId")) {
      return Optional.of(new Reading(columns).azure(kind));
    }
    if (columns.has("usage_start_time", "cost", "billing_account_id")) {
      return Optional.of(new Reading(columns).google());
    }
    if (columns.has("totalCost") && columns.has("cpuCost")) {
      return Optional.of(new Reading(columns).openCost());
    }
    return Optional.empty();
  }

  /** Exports in their own columns. */
  private static final class Reading {
    private final ForeignColumns from;
    private final Map<FocusColumn, String> texts = new EnumMap<>(FocusColumn.class);
    private final Map<FocusColumn, String> sums = new EnumMap<>(FocusColumn.class);
    private final List<String> lost = new ArrayList<>();
    private String rows = "";

    Reading(ForeignColumns from) {
      this.from = from;
    }

    private void put(FocusColumn column, String text) {
      if (!text.equals(ForeignColumns.NONE)) {
        texts.put(column, text);
      }
    }

    private ForeignBill bill(String dialect) {
      Map<FocusColumn, String> said = new EnumMap<>(texts);
      said.putAll(sums);
      return new ForeignBill(dialect, texts, said, rows, from.others(), lost);
    }

    private static String amount(String number) {
      return "cast(" + number + " as varchar)";
    }

    /** A product that is exact: nine places each are more than any price list has. */
    private static String times(String price, String quantity) {
      return "cast(try_cast(" + price + " as decimal(19, 9)) * try_cast(" + quantity + " as decimal(19, 9)) as varchar)";
    }

    private static String cases(String of, Map<String, String> table, String otherwise) {
      StringBuilder cases = new StringBuilder("case lower(" + of + ")");
      table.forEach(
          (name, is) ->
              cases
                  .append(" when ").append(DuckDb.quoted(name.toLowerCase(Locale.ROOT)))
                  .append(" then ").append(DuckDb.quoted(is)));
      return cases + " else " + otherwise + " end";
    }

    // --- AWS: cost and usage report 2.0, and the one before it ------------------------------------------------

    ForeignBill aws() {
      String type = from.text("line_item_line_item_type");
      String cost = from.text("line_item_unblended_cost");
      String reservation = from.text("reservation_reservation_a_r_n", "reservation_reservation_arn");
      String plan = from.text("savings_plan_savings_plan_a_r_n", "savings_plan_savings_plan_arn");
      String commitment = "coalesce(" + reservation + ", " + plan + ")";
      String unused =
          "(case " + type + " when 'SavingsPlanRecurringFee' then coalesce("
              + from.number("savings_plan_total_commitment_to_date") + ", 0) - coalesce("
              + from.number("savings_plan_used_commitment") + ", 0) when 'RIFee' then coalesce("
              + from.number("reservation_unused_amortized_upfront_fee_for_billing_period") + ", 0) + coalesce("
              + from.number("reservation_unused_recurring_fee") + ", 0) else 0 end)";
      // The amortised cost as the provider documents it; amounts that are not stated add nothing.
      String effective =
          "case "
              + type
              + " when 'SavingsPlanCoveredUsage' then coalesce("
              + from.number("savings_plan_savings_plan_effective_cost")
              + ", 0) when 'DiscountedUsage' then coalesce("
              + from.number("reservation_effective_cost")
              + ", 0) when 'SavingsPlanNegation' then 0 when 'SavingsPlanUpfrontFee' then 0"
              + " when 'SavingsPlanRecurringFee' then 0 when 'RIFee' then 0 when 'Fee' then case when "
              + reservation + " is not null then 0 else " + from.number("line_item_unblended_cost") + " end else "
              + from.number("line_item_unblended_cost") + " end";
      String list = "coalesce(" + from.text("pricing_public_on_demand_cost") + ", " + cost + ")";
      String contracted =
          "case when " + type + " in ('SavingsPlanCoveredUsage', 'DiscountedUsage') then coalesce("
              + from.text("pricing_public_on_demand_cost") + ", " + cost + ") else " + cost + " end";
      // A fee becomes its purchase and, where a part of the commitment is unused, a line of that.
      rows =
          " cross join (values (false), (true)) as part(" + UNUSED + ") where not " + UNUSED + " or " + unused + " <> 0";
      put(FocusColumn.BilledCost, part("'0'", cost));
      put(FocusColumn.EffectiveCost, part(amount(unused), amount(effective)));
      put(FocusColumn.ListCost, part("'0'", list));
      put(FocusColumn.ContractedCost, part("'0'", contracted));
      sums.put(FocusColumn.BilledCost, cost);
      sums.put(FocusColumn.EffectiveCost, amount("(" + effective + ") + " + unused));
      sums.put(FocusColumn.ListCost, list);
      sums.put(FocusColumn.ContractedCost, contracted);
      put(FocusColumn.BillingCurrency, from.text("line_item_currency_code"));
      put(FocusColumn.ChargePeriodStart, from.text("line_item_usage_start_date"));
      put(FocusColumn.ChargePeriodEnd, from.text("line_item_usage_end_date"));
      put(FocusColumn.BillingPeriodStart, from.text("bill_billing_period_start_date"));
      put(FocusColumn.BillingPeriodEnd, from.text("bill_billing_period_end_date"));
      put(FocusColumn.BillingAccountId, from.text("bill_payer_account_id"));
      put(FocusColumn.BillingAccountName, from.text("bill_payer_account_name"));
      put(FocusColumn.SubAccountId, from.text("line_item_usage_account_id"));
      put(FocusColumn.SubAccountName, from.text("line_item_usage_account_name"));
      put(FocusColumn.ProviderName, "'AWS'");
      put(FocusColumn.PublisherName, "coalesce(" + from.text("line_item_legal_entity") + ", 'AWS')");
      put(FocusColumn.InvoiceIssuerName, "coalesce(" + from.text("bill_invoicing_entity") + ", 'AWS')");
      put(FocusColumn.InvoiceId, from.text("bill_invoice_id"));
      put(
          FocusColumn.ChargeCategory,
          part("'Usage'", cases(
              type,
              new TreeMap<>(
                  Map.of(
                      "Fee", "Purchase", "RIFee", "Purchase", "SavingsPlanUpfrontFee", "Purchase",
                      "SavingsPlanRecurringFee", "Purchase", "Tax", "Tax", "Credit", "Credit", "Usage", "Usage",
                      "DiscountedUsage", "Usage", "SavingsPlanCoveredUsage", "Usage", "SavingsPlanNegation", "Usage")),
              "'Adjustment'")));
      put(FocusColumn.ChargeClass, "case when " + type + " = 'Refund' then 'Correction' end");
      put(
          FocusColumn.ChargeDescription,
          part("'Unused part of ' || coalesce(" + commitment + ", 'a commitment')", from.text("line_item_line_item_description")));
      put(
          FocusColumn.ChargeFrequency,
          "case when " + UNUSED + " then 'Usage-Based' when " + type
              + " in ('RIFee', 'SavingsPlanRecurringFee') then 'Recurring' when " + type
              + " in ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation') then 'Usage-Based'"
              + " else 'One-Time' end");
      String code = from.text("line_item_product_code");
      put(FocusColumn.ServiceName, from.text("product_product_name", "product.product_name", "product_servicename", "line_item_product_code"));
      put(FocusColumn.ServiceCategory, cases(code, AWS_SERVICES, "'Other'"));
      put(FocusColumn.RegionId, from.text("product_region_code", "product_region", "product.region"));
      put(FocusColumn.AvailabilityZone, from.text("line_item_availability_zone"));
      put(
          FocusColumn.ResourceId,
          "case when " + UNUSED + " or " + type
              + " in ('RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee') then " + commitment + " else "
              + from.text("line_item_resource_id") + " end");
      put(FocusColumn.ResourceType, from.text("product_product_family"));
      put(FocusColumn.SkuId, from.text("product_sku"));
      put(FocusColumn.SkuMeter, from.text("line_item_usage_type"));
      put(FocusColumn.SkuPriceId, from.text("pricing_rate_id", "pricing_rate_code"));
      put(
          FocusColumn.PricingCategory,
          "case when " + UNUSED + " or " + type + " in ('SavingsPlanCoveredUsage', 'DiscountedUsage') then 'Committed' when "
              + from.text("line_item_usage_type") + " like '%Spot%' then 'Dynamic' when " + type
              + " in ('Usage', 'SavingsPlanNegation') then 'Standard' end");
      put(FocusColumn.PricingQuantity, part("null", from.text("line_item_usage_amount")));
      put(FocusColumn.PricingUnit, from.text("pricing_unit"));
      put(
          FocusColumn.ConsumedQuantity,
          "case when " + type + " in ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage') then "
              + from.text("line_item_usage_amount") + " end");
      put(
          FocusColumn.ConsumedUnit,
          "case when " + type + " in ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage') then "
              + from.text("pricing_unit") + " end");
      put(FocusColumn.ListUnitPrice, from.text("pricing_public_on_demand_rate"));
      put(
          FocusColumn.ContractedUnitPrice,
          "case when " + type + " = 'Usage' then " + from.text("line_item_unblended_rate") + " end");
      put(FocusColumn.CommitmentDiscountId, commitment);
      put(
          FocusColumn.CommitmentDiscountQuantity,
          "case when " + UNUSED + " then " + amount(unused) + " when " + type + " = 'SavingsPlanCoveredUsage' then "
              + from.text("savings_plan_savings_plan_effective_cost") + " when " + type
              + " = 'SavingsPlanRecurringFee' then " + from.text("savings_plan_total_commitment_to_date") + " when "
              + type + " = 'DiscountedUsage' then " + from.text("line_item_usage_amount") + " end");
      put(
          FocusColumn.CommitmentDiscountUnit,
          "case when " + UNUSED + " or " + plan + " is not null then " + from.text("line_item_currency_code") + " when "
              + type + " = 'DiscountedUsage' then " + from.text("pricing_unit") + " end");
      put(
          FocusColumn.CommitmentDiscountCategory,
          "case when " + reservation + " is not null then 'Usage' when " + plan + " is not null then 'Spend' end");
      put(
          FocusColumn.CommitmentDiscountType,
          "case when " + reservation + " is not null then 'Reserved Instance' when " + plan
              + " is not null then 'Savings Plan' end");
      put(
          FocusColumn.CommitmentDiscountStatus,
          "case when " + UNUSED + " then 'Unused' when " + type
              + " in ('SavingsPlanCoveredUsage', 'DiscountedUsage') then 'Used' end");
      put(FocusColumn.Tags, awsTags());
      if (!from.has("pricing_public_on_demand_cost")) {
        lost.add("the list cost: the export has no public price, and the billed cost stands in its place");
      }
      return bill("aws-cur");
    }

    /** One text for the unused part of a commitment, another for any other line. */
    private static String part(String unused, String other) {
      return other.equals(ForeignColumns.NONE) ? other : "case when " + UNUSED + " then " + unused + " else " + other + " end";
    }

    private String awsTags() {
      if (from.has("resource_tags")) {
        return "regexp_replace(" + from.text("resource_tags") + ", '\"user[_:]([^\"]*)\":', '\"\\1\":', 'g')";
      }
      List<String> parts = new ArrayList<>();
      for (String prefix : List.of("resourcetags/user:", "resource_tags_user_")) {
        from.each(prefix, (key, value) -> parts.add(DuckDb.quoted(key) + ", nullif(" + value + ", '')"));
      }
      return parts.isEmpty()
          ? ForeignColumns.NONE
          : "nullif(cast(json_merge_patch('{}', json_object(" + String.join(", ", parts) + ")) as varchar), '{}')";
    }

    private static final Map<String, String> AWS_SERVICES = services();

    private static Map<String, String> services() {
      Map<String, String> table = new TreeMap<>();
      table(table, "Compute", "AmazonEC2", "AWSLambda", "AmazonEKS", "AmazonECS", "AmazonECR", "AmazonLightsail", "AWSBatch");
      table(table, "Storage", "AmazonS3", "AmazonEFS", "AmazonGlacier", "AmazonFSx", "AWSBackup", "AmazonS3GlacierDeepArchive");
      table(table, "Databases", "AmazonRDS", "AmazonDynamoDB", "AmazonElastiCache", "AmazonDocDB", "AmazonNeptune", "AmazonMemoryDB");
      table(table, "Networking", "AmazonVPC", "AmazonCloudFront", "AmazonRoute53", "AWSELB", "AWSDirectConnect", "AWSGlobalAccelerator", "AWSDataTransfer");
      table(table, "Analytics", "AmazonRedshift", "AmazonAthena", "AWSGlue", "AmazonKinesis", "ElasticMapReduce", "AmazonES", "AmazonMSK");
      table(table, "Management and Governance", "AmazonCloudWatch", "AWSCloudTrail", "AWSConfig", "AWSSystemsManager", "AWSSupportBusiness", "AWSSupportEnterprise");
      table(table, "Security", "awskms", "AWSSecretsManager", "AmazonGuardDuty", "awswaf", "AWSSecurityHub", "AmazonInspectorV2");
      table(table, "Integration", "AWSQueueService", "AmazonSNS", "AmazonMQ", "AWSEvents", "AmazonStates");
      table(table, "AI and Machine Learning", "AmazonBedrock", "AmazonSageMaker", "AmazonRekognition", "comprehend");
      table(table, "Web", "AmazonApiGateway", "AWSAmplify", "AWSAppSync");
      table(table, "Developer Tools", "CodeBuild", "AWSCodePipeline", "AWSXRay");
      return table;
    }

    private static void table(Map<String, String> table, String category, String... codes) {
      for (String code : codes) {
        table.put(code, category);
      }
    }

    // --- Azure: cost and usage details, actual or amortised, of each kind of agreement -------------------------

    private String azureCost() {
      return from.text("CostInBillingCurrency", "Cost", "PreTaxCost", "ExtendedCost");
    }

    private String azureModel() {
      return "lower(coalesce(" + from.text("PricingModel") + ", ''))";
    }

    private String azureCommitted() {
      return azureModel() + " in ('reservation', 'savingsplan', 'savings plan')";
    }

    /** Use under a commitment that costs something, or the unused part of one. */
    String onlyAmortized() {
      String type = "lower(coalesce(" + from.text("ChargeType") + ", ''))";
      return "(" + type + " like 'unused%' or (" + type + " = 'usage' and " + azureCommitted() + " and try_cast("
          + azureCost() + " as double) <> 0))";
    }

    ForeignBill azure(Azure kind) {
      boolean amortized = kind == Azure.AMORTIZED || kind == Azure.AMORTIZED_BESIDE_ACTUAL;
      String cost = azureCost();
      String type = from.text("ChargeType");
      String model = azureModel();
      String committed = azureCommitted();
      String purchases = "(" + committed + " and lower(coalesce(" + type + ", '')) in ('purchase', 'refund'))";
      put(FocusColumn.BilledCost, amortized ? "case when " + committed + " then '0' else " + cost + " end" : cost);
      put(
          FocusColumn.EffectiveCost,
          amortized
              ? cost
              : "case when " + purchases + " then '0' else " + cost + " end");
      String quantity = from.text("Quantity", "UsageQuantity", "ConsumedQuantity");
      put(FocusColumn.ListCost, "coalesce(" + times(from.text("PayGPrice"), quantity) + ", " + cost + ")");
      put(FocusColumn.ContractedCost, "coalesce(" + times(from.text("UnitPrice"), quantity) + ", " + cost + ")");
      switch (kind) {
        case ACTUAL, AMORTIZED -> {}
        case ACTUAL_BESIDE_AMORTIZED -> {
          rows = " where " + purchases;
          sums.put(FocusColumn.BilledCost, cost);
          for (FocusColumn amount : List.of(FocusColumn.EffectiveCost, FocusColumn.ListCost, FocusColumn.ContractedCost)) {
            sums.put(amount, "case when " + purchases + " then " + texts.getOrDefault(amount, "'0'") + " else '0' end");
          }
        }
        case AMORTIZED_BESIDE_ACTUAL -> sums.put(FocusColumn.BilledCost, "'0'");
      }
      put(FocusColumn.BillingCurrency, from.text("BillingCurrency", "BillingCurrencyCode", "Currency"));
      String day = day(from.text("Date", "UsageDateTime", "UsageDate"));
      put(FocusColumn.ChargePeriodStart, day);
      put(
          FocusColumn.ChargePeriodEnd,
          "strftime(try_cast(" + day + " as timestamp) + interval 1 day, '%Y-%m-%dT%H:%M:%SZ')");
      String period =
          "coalesce(" + day(from.text("BillingPeriodStartDate")) + ", strftime(date_trunc('month', try_cast(" + day
              + " as timestamp)), '%Y-%m-%dT%H:%M:%SZ'))";
      put(FocusColumn.BillingPeriodStart, period);
      put(
          FocusColumn.BillingPeriodEnd,
          "strftime(try_cast(" + period + " as timestamp) + interval 1 month, '%Y-%m-%dT%H:%M:%SZ')");
      put(FocusColumn.BillingAccountId, from.text("BillingAccountId", "BillingProfileId", "EnrollmentNumber"));
      put(FocusColumn.BillingAccountName, from.text("BillingAccountName", "BillingProfileName"));
      put(FocusColumn.SubAccountId, from.text("SubscriptionId", "SubscriptionGuid"));
      put(FocusColumn.SubAccountName, from.text("SubscriptionName"));
      put(FocusColumn.ProviderName, "'Microsoft'");
      put(FocusColumn.PublisherName, "coalesce(" + from.text("PublisherName") + ", 'Microsoft')");
      put(FocusColumn.InvoiceIssuerName, "coalesce(" + from.text("PartnerName") + ", 'Microsoft')");
      put(FocusColumn.InvoiceId, from.text("InvoiceId"));
      put(
          FocusColumn.ChargeCategory,
          cases(
              type,
              new TreeMap<>(
                  Map.of(
                      "Usage", "Usage", "UnusedReservation", "Usage", "UnusedSavingsPlan", "Usage", "Purchase",
                      "Purchase", "Refund", "Purchase", "Tax", "Tax", "Credit", "Credit")),
              "'Adjustment'"));
      put(FocusColumn.ChargeClass, "case when lower(" + type + ") = 'refund' then 'Correction' end");
      put(FocusColumn.ChargeDescription, from.text("ProductName", "Product"));
      put(
          FocusColumn.ChargeFrequency,
          cases(
              from.text("Frequency"),
              new TreeMap<>(Map.of("OneTime", "One-Time", "Recurring", "Recurring", "UsageBased", "Usage-Based")),
              "null"));
      put(FocusColumn.ServiceName, from.text("MeterCategory", "ConsumedService"));
      put(
          FocusColumn.ServiceCategory,
          cases(
              from.text("ServiceFamily"),
              new TreeMap<>(
                  Map.of(
                      "Compute", "Compute", "Containers", "Compute", "Storage", "Storage", "Networking", "Networking",
                      "Databases", "Databases", "AI + Machine Learning", "AI and Machine Learning", "Analytics",
                      "Analytics", "Security", "Security", "Integration", "Integration", "Management and Governance",
                      "Management and Governance")),
              "'Other'"));
      put(FocusColumn.ServiceSubcategory, from.text("MeterSubCategory"));
      put(FocusColumn.RegionId, from.text("ResourceLocation", "MeterRegion"));
      put(FocusColumn.AvailabilityZone, from.text("AvailabilityZone"));
      put(FocusColumn.ResourceId, from.text("ResourceId", "InstanceId", "InstanceName"));
      put(FocusColumn.ResourceName, from.text("ResourceName"));
      put(FocusColumn.ResourceType, from.text("ConsumedService"));
      put(FocusColumn.SkuId, from.text("MeterId"));
      put(FocusColumn.SkuMeter, from.text("MeterName"));
      put(FocusColumn.SkuPriceId, from.text("PartNumber"));
      put(
          FocusColumn.PricingCategory,
          "case when " + committed + " then 'Committed' when " + model + " = 'spot' then 'Dynamic' when " + model
              + " = 'ondemand' or " + model + " = 'on demand' then 'Standard' end");
      put(FocusColumn.PricingQuantity, quantity);
      put(FocusColumn.PricingUnit, from.text("UnitOfMeasure"));
      put(FocusColumn.ConsumedQuantity, "case when lower(" + type + ") = 'usage' then " + quantity + " end");
      put(
          FocusColumn.ConsumedUnit,
          "case when lower(" + type + ") = 'usage' then " + from.text("UnitOfMeasure") + " end");
      put(FocusColumn.ListUnitPrice, from.text("PayGPrice"));
      put(FocusColumn.ContractedUnitPrice, from.text("UnitPrice"));
      String commitment = from.text("BenefitId", "ReservationId");
      put(FocusColumn.CommitmentDiscountId, commitment);
      put(FocusColumn.CommitmentDiscountName, from.text("BenefitName", "ReservationName"));
      put(
          FocusColumn.CommitmentDiscountCategory,
          "case when " + commitment + " is null then null when " + model + " like 'savings%' then 'Spend' else 'Usage' end");
      put(
          FocusColumn.CommitmentDiscountType,
          "case when " + commitment + " is null then null when " + model
              + " like 'savings%' then 'Savings Plan' else 'Reservation' end");
      put(
          FocusColumn.CommitmentDiscountStatus,
          "case when lower(" + type + ") like 'unused%' then 'Unused' when lower(" + type + ") = 'usage' and "
              + commitment + " is not null then 'Used' end");
      String tags = from.text("Tags");
      put(
          FocusColumn.Tags,
          tags.equals(ForeignColumns.NONE)
              ? tags
              : "case when trim(" + tags + ") like '{%' then " + tags + " else '{' || " + tags + " || '}' end");
      switch (kind) {
        case AMORTIZED ->
            lost.add(
                "the billed cost of commitments: an amortised export has no purchases of them; import the actual one with it where it is wanted");
        case ACTUAL ->
            lost.add(
                "the effective cost of use under a commitment: an actual export bills it with 0; import the amortised one with it where it is wanted");
        case ACTUAL_BESIDE_AMORTIZED, AMORTIZED_BESIDE_ACTUAL -> {}
      }
      return bill(
          switch (kind) {
            case AMORTIZED -> "azure-amortized";
            case ACTUAL -> "azure-actual";
            case ACTUAL_BESIDE_AMORTIZED, AMORTIZED_BESIDE_ACTUAL -> "azure-actual-and-amortized";
          });
    }

    /** {@code 09/30/2026} and {@code 2026-09-30} as a time. */
    private static String day(String text) {
      return "case when regexp_matches(" + text + ", '^\\d{1,2}/') then strftime(try_strptime(" + text
          + ", '%m/%d/%Y'), '%Y-%m-%dT%H:%M:%SZ') else " + text + " end";
    }

    // --- Google: standard and detailed usage cost --------------------------------------------------------------

    ForeignBill google() {
      String cost = from.number("cost");
      String credits = from.text("credits");
      String credit =
          credits.equals(ForeignColumns.NONE)
              ? "coalesce(" + from.number("credits.amount") + ", 0)"
              : "coalesce(list_sum(list_transform(json_extract_string(" + credits
                  + ", '$[*].amount'), lambda c: try_cast(c as decimal(38, 18)))), 0)";
      String billed = amount(cost + " + " + credit);
      put(FocusColumn.BilledCost, billed);
      put(FocusColumn.EffectiveCost, billed);
      put(FocusColumn.ListCost, from.text("cost_at_list", "cost"));
      put(FocusColumn.ContractedCost, from.text("cost_at_effective_price_default", "cost"));
      put(FocusColumn.BillingCurrency, from.text("currency"));
      put(FocusColumn.ChargePeriodStart, time("usage_start_time"));
      put(FocusColumn.ChargePeriodEnd, time("usage_end_time"));
      String month = from.text("invoice.month");
      String period = "substr(" + month + ", 1, 4) || '-' || substr(" + month + ", 5, 2) || '-01T00:00:00Z'";
      put(FocusColumn.BillingPeriodStart, period);
      put(
          FocusColumn.BillingPeriodEnd,
          "strftime(try_cast(" + period + " as timestamp) + interval 1 month, '%Y-%m-%dT%H:%M:%SZ')");
      put(FocusColumn.BillingAccountId, from.text("billing_account_id"));
      put(FocusColumn.SubAccountId, from.text("project.id"));
      put(FocusColumn.SubAccountName, from.text("project.name"));
      put(FocusColumn.ProviderName, "'Google Cloud'");
      put(FocusColumn.PublisherName, "coalesce(" + from.text("seller_name") + ", 'Google Cloud')");
      put(FocusColumn.InvoiceIssuerName, "'Google Cloud'");
      // The fee of a committed use discount is told by its SKU only.
      String fee =
          "(coalesce(" + from.text("cost_type") + ", 'regular') = 'regular' and coalesce(" + from.text("sku.description")
              + ", '') like 'Commitment%')";
      put(
          FocusColumn.ChargeCategory,
          "case when " + fee + " then 'Purchase' else "
              + cases(from.text("cost_type"), new TreeMap<>(Map.of("regular", "Usage", "tax", "Tax")), "'Adjustment'")
              + " end");
      put(FocusColumn.ChargeFrequency, "case when " + fee + " then 'Recurring' else 'Usage-Based' end");
      put(FocusColumn.ListUnitPrice, from.text("price.list_price"));
      put(FocusColumn.ContractedUnitPrice, from.text("price.effective_price"));
      put(FocusColumn.ChargeDescription, from.text("sku.description"));
      put(FocusColumn.ServiceName, from.text("service.description"));
      put(
          FocusColumn.ServiceCategory,
          cases(
              from.text("service.description"),
              new TreeMap<>(
                  Map.of(
                      "Compute Engine", "Compute", "Kubernetes Engine", "Compute", "Cloud Run", "Compute",
                      "Cloud Storage", "Storage", "Cloud SQL", "Databases", "BigQuery", "Analytics", "Networking",
                      "Networking", "Vertex AI", "AI and Machine Learning", "Cloud Pub/Sub", "Integration",
                      "Cloud Logging", "Management and Governance")),
              "'Other'"));
      put(FocusColumn.RegionId, from.text("location.region", "location.location"));
      put(FocusColumn.AvailabilityZone, from.text("location.zone"));
      put(FocusColumn.ResourceId, from.text("resource.global_name", "resource.name"));
      put(FocusColumn.ResourceName, from.text("resource.name"));
      put(FocusColumn.SkuId, from.text("sku.id"));
      put(FocusColumn.SkuMeter, from.text("sku.description"));
      put(FocusColumn.PricingQuantity, from.text("usage.amount_in_pricing_units", "usage.amount"));
      put(FocusColumn.PricingUnit, from.text("usage.pricing_unit", "usage.unit"));
      put(FocusColumn.ConsumedQuantity, from.text("usage.amount"));
      put(FocusColumn.ConsumedUnit, from.text("usage.unit"));
      put(FocusColumn.Tags, labels(from.text("labels")));
      lost.add("credits by name: they are taken off the line that they were given for");
      lost.add("the fee of a commitment spread over its term: the export does not say it, and the effective cost is the billed one");
      return bill("google-billing");
    }

    /** A list of keys and values as an object; one that has a key twice stays a list. */
    private static String labels(String list) {
      String keys = "json_extract_string(" + list + ", '$[*].key')";
      return list.equals(ForeignColumns.NONE)
          ? list
          : "case when " + list + " = '[]' then null when coalesce(try(json_type(" + list + ")) = 'ARRAY', false) and len("
              + keys + ") = len(list_distinct(" + keys + ")) and len(" + keys + ") > 0 then cast(to_json(map(" + keys
              + ", json_extract_string(" + list + ", '$[*].value'))) as varchar) else " + list + " end";
    }

    private String time(String column) {
      return "replace(replace(" + from.text(column) + ", ' UTC', 'Z'), ' ', 'T')";
    }

    // --- OpenCost: allocations of a cluster --------------------------------------------------------------------

    ForeignBill openCost() {
      String cost = from.text("totalCost");
      put(FocusColumn.BilledCost, cost);
      put(FocusColumn.EffectiveCost, cost);
      put(FocusColumn.ListCost, cost);
      put(FocusColumn.ContractedCost, cost);
      put(FocusColumn.BillingCurrency, "coalesce(" + from.text("currency") + ", 'USD')");
      String start = from.text("start", "window.start", "window_start", "date");
      put(FocusColumn.ChargePeriodStart, start);
      put(
          FocusColumn.ChargePeriodEnd,
          "coalesce(" + from.text("end", "window.end", "window_end") + ", strftime(try_cast(" + start
              + " as timestamptz) + interval 1 day, '%Y-%m-%dT%H:%M:%SZ'))");
      put(
          FocusColumn.BillingPeriodStart,
          "strftime(date_trunc('month', try_cast(" + start + " as timestamptz)), '%Y-%m-%dT%H:%M:%SZ')");
      put(
          FocusColumn.BillingPeriodEnd,
          "strftime(date_trunc('month', try_cast(" + start + " as timestamptz)) + interval 1 month, '%Y-%m-%dT%H:%M:%SZ')");
      String cluster = "coalesce(" + from.text("properties.cluster", "cluster") + ", 'cluster')";
      String namespace = from.text("properties.namespace", "namespace");
      String pod = from.text("properties.pod", "pod");
      String container = from.text("properties.container", "container");
      put(FocusColumn.BillingAccountId, cluster);
      put(FocusColumn.SubAccountId, cluster);
      put(FocusColumn.ProviderName, "'Kubernetes'");
      put(FocusColumn.PublisherName, "'Kubernetes'");
      put(FocusColumn.InvoiceIssuerName, "'OpenCost'");
      put(FocusColumn.ChargeCategory, "'Usage'");
      put(FocusColumn.ServiceName, "'Kubernetes'");
      put(FocusColumn.ServiceCategory, "'Compute'");
      put(FocusColumn.ServiceSubcategory, "'Containers'");
      put(FocusColumn.ResourceId, "concat_ws('/', " + cluster + ", " + namespace + ", " + pod + ", " + container + ")");
      put(FocusColumn.ResourceName, "coalesce(" + pod + ", " + from.text("name") + ")");
      put(FocusColumn.ResourceType, "'Pod'");
      put(
          FocusColumn.Tags,
          "cast(json_merge_patch(coalesce(try_cast(" + from.text("properties.labels", "labels")
              + " as json), '{}'), json_object('namespace', " + namespace + ", 'controller', "
              + from.text("properties.controller", "controllerName", "controller") + ", 'pod', " + pod
              + ", 'container', " + container + ")) as varchar)");
      if (!from.has("currency")) {
        lost.add("the currency: the export does not say it, and USD is taken");
      }
      lost.add("cost of processors, memory, volumes and network apart: it is kept aside with the line");
      return bill("opencost");
    }
  }
}
