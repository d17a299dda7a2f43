import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Thirteen whole months of billing and the current one, in FOCUS: 1.2 for AWS, 1.0 for the others. It grows, has
 * a busy season and weekends, a runaway data transfer in October, a forgotten graphics machine in August, a
 * savings plan since April, credits, tax, and lines that nobody tagged.
 */
final class Billing {
  private static final YearMonth FIRST = YearMonth.of(2025, 10);
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 20);
  private static final LocalDate SAVINGS_PLAN = LocalDate.of(2026, 4, 1);
  private static final String PLAN_ID = "arn:aws:savingsplans::" + AwsEstate.PROD + ":savingsplan/" + Stable.uuid("savings plan");

  private static final List<String> COLUMNS_1_0 =
      List.of(
          "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass",
          "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "CommitmentDiscountCategory", "CommitmentDiscountId", "CommitmentDiscountName",
          "CommitmentDiscountStatus", "CommitmentDiscountType", "ConsumedQuantity", "ConsumedUnit", "ContractedCost", "ContractedUnitPrice", "EffectiveCost", "InvoiceIssuerName", "ListCost",
          "ListUnitPrice", "PricingCategory", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "RegionId", "RegionName", "ResourceId", "ResourceName", "ResourceType",
          "ServiceCategory", "ServiceName", "SkuId", "SkuPriceId", "SubAccountId", "SubAccountName", "Tags");

  private static final List<String> ADDED_1_2 =
      List.of(
          "BillingAccountType", "CapacityReservationId", "CapacityReservationStatus", "CommitmentDiscountQuantity", "CommitmentDiscountUnit", "InvoiceId", "PricingCurrency",
          "ServiceSubcategory", "SkuMeter", "SkuPriceDetails", "SubAccountType");

  private final Map<String, StringBuilder> files = new TreeMap<>();
  private YearMonth month = FIRST;
  private LocalDate day = FIRST.atDay(1);

  /** Files by path, without the ending of their packing. */
  static Map<String, String> files(List<Terraform.Workspace> workspaces) {
    Billing billing = new Billing();
    for (YearMonth month = FIRST; !month.atDay(1).isAfter(LAST_DAY); month = month.plusMonths(1)) {
      billing.month = month;
      for (LocalDate day = month.atDay(1); !day.isAfter(month.atEndOfMonth()) && !day.isAfter(LAST_DAY); day = day.plusDays(1)) {
        billing.day = day;
        workspaces.forEach(billing::workspace);
        billing.extras();
      }
    }
    Map<String, String> texts = new TreeMap<>();
    billing.files.forEach((name, text) -> texts.put(name, text.toString()));
    return texts;
  }

  private record Line(
      String provider, String account, String accountName, String region, String category, String service, String serviceCategory, String resource, String resourceName, String resourceType,
      String description, double list, double effective, double billed, boolean committed, Map<String, Object> tags) {}

  private void workspace(Terraform.Workspace workspace) {
    for (Terraform.Resource resource : workspace.resources) {
      if (resource.planned.equals("create") || !resource.existsOn(day)) {
        continue;
      }
      for (Terraform.Price price : resource.prices) {
        double list = price.perDay() * factor(price, resource);
        boolean committed = workspace.provider.equals("aws") && price.category().equals("Compute") && price.service().contains("Elastic Compute") && !day.isBefore(SAVINGS_PLAN) && !resource.type.equals("aws_instance");
        double effective = committed ? list * 0.74 : list * 0.97;
        line(
            new Line(
                workspace.provider, workspace.account, workspace.accountName, workspace.region, "Usage", price.service(), price.category(), resource.identity(),
                String.valueOf(resource.attributes.getOrDefault("name", resource.name)), price.type(), price.type() + " " + resource.name, list, effective, committed ? 0 : effective, committed, tags(resource)));
      }
    }
  }

  private static Map<String, Object> tags(Terraform.Resource resource) {
    Object tags = resource.attributes.getOrDefault("tags", resource.attributes.get("labels"));
    Map<String, Object> found = new TreeMap<>();
    if (tags instanceof Map<?, ?> map) {
      map.forEach((name, value) -> found.put(name.toString(), value));
    }
    return found;
  }

  private double factor(Terraform.Price price, Terraform.Resource resource) {
    double months = FIRST.atDay(1).until(day, java.time.temporal.ChronoUnit.DAYS) / 30.4;
    double growth = Math.pow(price.category().equals("Storage") ? 1.022 : 1.011, months);
    double week = price.category().equals("Compute") && day.getDayOfWeek().getValue() > 5 ? 0.9 : 1;
    double season = day.getMonthValue() >= 11 ? 1.09 : 1;
    double noise = 1 + 0.04 * Stable.noise(day + resource.address() + resource.workspace.path);
    return growth * week * season * noise;
  }

  private void extras() {
    double growth = Math.pow(1.013, FIRST.atDay(1).until(day, java.time.temporal.ChronoUnit.DAYS) / 30.4);
    boolean runaway = !day.isBefore(LocalDate.of(2026, 10, 13)) && !day.isAfter(LocalDate.of(2026, 10, 17));
    double transfer = 21 * growth * (1 + 0.06 * Stable.noise("transfer" + day)) * (runaway ? 14.5 : 1);
    usage("aws", AwsEstate.PROD, "nordlicht-prod", "AWS Data Transfer", "Networking", "Data transfer between zones", transfer, Map.of());
    usage("aws", AwsEstate.PROD, "nordlicht-prod", "Amazon Virtual Private Cloud", "Networking", "NAT gateway hours and data", 17 * growth, AwsEstate.tags("platform", "production"));
    usage("aws", AwsEstate.DATA, "nordlicht-data", "AWS Glue", "Analytics", "Jobs", 48 * growth * (1 + 0.2 * Stable.noise("glue" + day)), AwsEstate.tags("data-platform", "production"));
    usage("aws", AwsEstate.DATA, "nordlicht-data", "Amazon Athena", "Analytics", "Data scanned", 11 * growth * (1 + 0.5 * Stable.noise("athena" + day)), Map.of());
    usage("aws", AwsEstate.SECURITY, "nordlicht-security", "Amazon GuardDuty", "Security", "Events analysed", 8.5 * growth, AwsEstate.tags("security", "production"));
    usage("azurerm", AzureEstate.PORTAL, "nordlicht-portal", "Azure Monitor", "Management and Governance", "Log ingestion", 14 * growth * (1 + 0.1 * Stable.noise("monitor" + day)), Map.of());
    usage("google", GoogleEstate.ROUTING, "nordlicht-routing", "Maps Platform", "Other", "Distance matrix", 37 * growth * (1 + 0.12 * Stable.noise("maps" + day)), AwsEstate.tags("routing", "production"));
    if (day.getDayOfMonth() == 1) {
      once("aws", AwsEstate.PROD, "nordlicht-prod", "Tax", "Tax", "Other", "VAT", 190 * growth, 190 * growth);
      once("aws", AwsEstate.PROD, "nordlicht-prod", "Purchase", "AWS Support (Business)", "Management and Governance", "Support plan", 640, 640);
      if (!day.isBefore(SAVINGS_PLAN)) {
        once("aws", AwsEstate.PROD, "nordlicht-prod", "Purchase", "Savings Plans for AWS Compute usage", "Compute", "Compute savings plan, monthly fee", 0, 2950);
      }
      if (month.getMonthValue() % 3 == 1) {
        once("aws", AwsEstate.PROD, "nordlicht-prod", "Credit", "AWS Promotional Credit", "Other", "Migration programme credit", -450, -450);
      }
      once("google", GoogleEstate.ROUTING, "nordlicht-routing", "Credit", "Compute Engine", "Compute", "Sustained use credit", -85, -85);
      once("azurerm", AzureEstate.OFFICE, "nordlicht-office", "Purchase", "Azure Support", "Management and Governance", "Support plan", 92, 92);
    }
  }

  private void usage(String provider, String account, String name, String service, String category, String what, double cost, Map<String, Object> tags) {
    line(new Line(provider, account, name, provider.equals("aws") ? "eu-central-1" : provider.equals("google") ? "europe-west1" : "westeurope", "Usage", service, category, "", "", "", what, cost, cost * 0.97, cost * 0.97, false, tags));
  }

  private void once(String provider, String account, String name, String charge, String service, String category, String what, double effective, double billed) {
    line(new Line(provider, account, name, "", charge, service, category, "", "", "", what, billed, effective, billed, false, Map.of()));
  }

  private void line(Line line) {
    boolean aws = line.provider().equals("aws");
    String folder = aws ? "aws" : line.provider().equals("google") ? "gcp" : "azure";
    List<String> columns = new ArrayList<>(COLUMNS_1_0);
    if (aws) {
      columns.addAll(ADDED_1_2);
      columns.sort(null);
    }
    StringBuilder out =
        files.computeIfAbsent("billing/" + folder + "/" + month + ".csv", _ -> new StringBuilder(String.join(",", columns)).append('\n'));
    Map<String, String> values = values(line, aws);
    String comma = "";
    for (String column : columns) {
      out.append(comma).append(quoted(values.getOrDefault(column, "")));
      comma = ",";
    }
    out.append('\n');
  }

  private Map<String, String> values(Line line, boolean aws) {
    boolean usage = line.category().equals("Usage");
    Map<String, String> values = new TreeMap<>();
    values.put("BilledCost", money(line.billed()));
    values.put("EffectiveCost", money(line.effective()));
    values.put("ListCost", money(line.list()));
    values.put("ContractedCost", money(line.list() * 0.97));
    values.put("BillingAccountId", aws ? AwsEstate.SECURITY : line.provider().equals("google") ? "01A2B3-C4D5E6-F7A8B9" : Stable.uuid("billing account"));
    values.put("BillingAccountName", "Nordlicht Logistics");
    values.put("BillingCurrency", "EUR");
    values.put("BillingPeriodStart", month.atDay(1) + "T00:00:00Z");
    values.put("BillingPeriodEnd", month.plusMonths(1).atDay(1) + "T00:00:00Z");
    values.put("ChargePeriodStart", day + "T00:00:00Z");
    values.put("ChargePeriodEnd", day.plusDays(1) + "T00:00:00Z");
    values.put("ChargeCategory", line.category());
    values.put("ChargeDescription", line.description());
    values.put("ChargeFrequency", usage ? "Usage-Based" : line.category().equals("Purchase") ? "Recurring" : "One-Time");
    values.put("ServiceName", line.service());
    values.put("ServiceCategory", line.serviceCategory());
    values.put("SubAccountId", line.account());
    values.put("SubAccountName", line.accountName());
    values.put("RegionId", line.region());
    values.put("RegionName", line.region());
    values.put("ResourceId", line.resource());
    values.put("ResourceName", line.resourceName());
    values.put("ResourceType", line.resourceType());
    values.put("ProviderName", aws ? "AWS" : line.provider().equals("google") ? "Google Cloud" : "Microsoft");
    values.put("PublisherName", aws ? "Amazon Web Services, Inc." : line.provider().equals("google") ? "Google Cloud" : "Microsoft");
    values.put("InvoiceIssuerName", aws ? "Amazon Web Services EMEA SARL" : line.provider().equals("google") ? "Google Cloud EMEA Limited" : "Microsoft Ireland");
    if (usage) {
      values.put("ConsumedQuantity", "24");
      values.put("ConsumedUnit", "Hours");
      values.put("PricingQuantity", "24");
      values.put("PricingUnit", "Hours");
      values.put("PricingCategory", line.committed() ? "Committed" : "Standard");
      values.put("SkuId", Stable.hex(line.service() + line.resourceType(), 12).toUpperCase(Locale.ROOT));
      values.put("SkuPriceId", Stable.hex(line.service() + line.resourceType(), 12).toUpperCase(Locale.ROOT) + ".JRTCKXETXF");
      values.put("Tags", line.tags().isEmpty() ? "" : Json.of(line.tags()));
    }
    if (line.committed()) {
      values.put("CommitmentDiscountCategory", "Spend");
      values.put("CommitmentDiscountId", PLAN_ID);
      values.put("CommitmentDiscountName", "compute-2026");
      values.put("CommitmentDiscountStatus", "Used");
      values.put("CommitmentDiscountType", "Compute Savings Plan");
    }
    values.put("BillingAccountType", "Payer");
    values.put("SubAccountType", "Linked");
    values.put("InvoiceId", "EUINDE" + month.getYear() % 100 + "-" + month.getMonthValue());
    values.put("PricingCurrency", "EUR");
    values.put("ServiceSubcategory", "Other (" + line.serviceCategory() + ")");
    return values;
  }

  private static String money(double amount) {
    return String.format(Locale.ROOT, "%.6f", amount);
  }

  private static String quoted(String value) {
    return value.indexOf(',') < 0 && value.indexOf('"') < 0 ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
