package roadbed.assess.cost;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The billing lines as one view, {@code line}, with flat columns in snake case: the one shape that every question
 * to the lake is asked of, whatever version of FOCUS the bill was in and whichever engine answers. A text that is not
 * stated is empty and never null; a price or a quantity that is not stated is null.
 */
public final class LineView {
  private static final Pattern NAME = Pattern.compile("\"([A-Za-z]++)\"");

  private LineView() {}

  /** What a column of the lake holds. */
  public enum Kind {
    TEXT,
    /** A time, in UTC. */
    TIME,
    /** A decimal of 38 digits, 18 of them behind the point. */
    AMOUNT;

    private static Kind of(String column) {
      if (column.endsWith("PeriodStart") || column.endsWith("PeriodEnd")) {
        return TIME;
      }
      return column.endsWith("Cost") || column.endsWith("Quantity") || column.endsWith("UnitPrice") ? AMOUNT : TEXT;
    }
  }

  /** The FOCUS columns that the query reads, for an engine that is told of them before it opens files. */
  public static Map<String, Kind> columns() {
    Map<String, Kind> columns = new TreeMap<>();
    Matcher names = NAME.matcher(select(""));
    while (names.find()) {
      columns.put(names.group(1), Kind.of(names.group(1)));
    }
    return Collections.unmodifiableMap(columns);
  }

  /**
   * The lines as a query that DuckDB and Spark both understand, in a session whose time zone is UTC. A charge belongs to
   * the UTC day on which its period starts, and to the month in which its billing period starts; the account is the sub
   * account, or the billing account where there is none.
   *
   * @param from what follows {@code from}: something with FOCUS columns as the lake keeps them
   */
  public static String select(String from) {
    return """
      select cast(date_trunc('month', coalesce("BillingPeriodStart", "ChargePeriodStart")) as date) as month,
             cast("ChargePeriodStart" as date) as day,
             "ChargePeriodStart" as starts,
             "ChargePeriodEnd" as ends,
             coalesce("ProviderName", "ServiceProviderName", "HostProviderName", "PublisherName", '') as provider_name,
             coalesce("InvoiceIssuerName", '') as issuer,
             coalesce("BillingAccountId", '') as billing_account,
             coalesce("SubAccountId", "BillingAccountId", '') as account,
             case when "SubAccountId" is null then coalesce("BillingAccountName", '')
               else coalesce("SubAccountName", '') end as account_name,
             coalesce("ChargeCategory", '') as charge_category,
             coalesce("ChargeClass", '') as charge_class,
             coalesce("ChargeFrequency", '') as charge_frequency,
             coalesce("ChargeDescription", '') as description,
             coalesce("ServiceName", '') as service,
             coalesce("ServiceCategory", '') as category,
             coalesce("ServiceSubcategory", '') as subcategory,
             coalesce("RegionId", "RegionName", '') as region,
             coalesce("AvailabilityZone", '') as zone,
             coalesce("ResourceId", '') as resource,
             coalesce("ResourceName", '') as resource_name,
             coalesce("ResourceType", '') as resource_type,
             coalesce("SkuId", '') as sku,
             coalesce("SkuMeter", '') as meter,
             coalesce("SkuPriceId", '') as sku_price,
             coalesce("PricingCategory", '') as pricing_category,
             coalesce("PricingUnit", '') as pricing_unit,
             coalesce("ConsumedUnit", '') as consumed_unit,
             coalesce("CommitmentDiscountId", '') as commitment,
             coalesce("CommitmentDiscountCategory", '') as commitment_category,
             coalesce("CommitmentDiscountStatus", '') as commitment_status,
             coalesce("CommitmentDiscountType", '') as commitment_type,
             coalesce("InvoiceId", '') as invoice,
             coalesce("Tags", '') as tags,
             "BillingCurrency" as currency,
             "BilledCost" as billed, "EffectiveCost" as effective,
             coalesce("ListCost", 0) as list, coalesce("ContractedCost", 0) as contracted,
             "PricingQuantity" as pricing_quantity, "ConsumedQuantity" as consumed_quantity,
             "ListUnitPrice" as list_unit_price, "ContractedUnitPrice" as contracted_unit_price
      from %s
      """
        .formatted(from);
  }
}
