package roadbed.model;

import java.util.Optional;

/** A text column of a billing line, by its FOCUS name and by the short name that rules and tables use. */
public enum BillingColumn {
  PROVIDER("ProviderName", "provider_name"),
  ISSUER("InvoiceIssuerName", "issuer"),
  BILLING_ACCOUNT("BillingAccountId", "billing_account"),
  ACCOUNT("SubAccountId", "account"),
  ACCOUNT_NAME("SubAccountName", "account_name"),
  CHARGE_CATEGORY("ChargeCategory", "charge_category"),
  CHARGE_CLASS("ChargeClass", "charge_class"),
  CHARGE_FREQUENCY("ChargeFrequency", "charge_frequency"),
  SERVICE("ServiceName", "service"),
  SERVICE_CATEGORY("ServiceCategory", "category"),
  SERVICE_SUBCATEGORY("ServiceSubcategory", "subcategory"),
  REGION("RegionId", "region"),
  ZONE("AvailabilityZone", "zone"),
  RESOURCE("ResourceId", "resource"),
  RESOURCE_NAME("ResourceName", "resource_name"),
  RESOURCE_TYPE("ResourceType", "resource_type"),
  SKU("SkuId", "sku"),
  SKU_PRICE("SkuPriceId", "sku_price"),
  PRICING_CATEGORY("PricingCategory", "pricing_category"),
  PRICING_UNIT("PricingUnit", "pricing_unit"),
  CONSUMED_UNIT("ConsumedUnit", "consumed_unit"),
  COMMITMENT("CommitmentDiscountId", "commitment"),
  COMMITMENT_CATEGORY("CommitmentDiscountCategory", "commitment_category"),
  COMMITMENT_STATUS("CommitmentDiscountStatus", "commitment_status"),
  COMMITMENT_TYPE("CommitmentDiscountType", "commitment_type"),
  INVOICE("InvoiceId", "invoice");

  private final String focusName;
  private final String shortName;

  BillingColumn(String focusName, String shortName) {
    this.focusName = focusName;
    this.shortName = shortName;
  }

  /** The name in the FOCUS specification, for example {@code ServiceName}. */
  public String focusName() {
    return focusName;
  }

  /** The name in our own tables, for example {@code service}. */
  public String shortName() {
    return shortName;
  }

  /** The column of either name; {@code provider} is understood as well. */
  public static Optional<BillingColumn> named(String name) {
    if (name.equals("provider")) {
      return Optional.of(PROVIDER);
    }
    for (BillingColumn column : values()) {
      if (column.focusName.equals(name) || column.shortName.equals(name)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }
}
