package roadbed.store.duckdb;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The columns of FOCUS 1.0 to 1.4 with their types; whatever else a bill has is kept aside as it came. */
enum FocusColumn {
  BilledCost(Type.REQUIRED_AMOUNT),
  EffectiveCost(Type.REQUIRED_AMOUNT),
  ListCost(Type.AMOUNT),
  ContractedCost(Type.AMOUNT),
  BillingCurrency(Type.CURRENCY),
  ChargePeriodStart(Type.REQUIRED_TIME),
  ChargePeriodEnd(Type.TIME),
  BillingPeriodStart(Type.TIME),
  BillingPeriodEnd(Type.TIME),
  BillingAccountId(Type.TEXT),
  BillingAccountName(Type.TEXT),
  BillingAccountType(Type.TEXT),
  SubAccountId(Type.TEXT),
  SubAccountName(Type.TEXT),
  SubAccountType(Type.TEXT),
  ProviderName(Type.TEXT),
  PublisherName(Type.TEXT),
  ServiceProviderName(Type.TEXT),
  HostProviderName(Type.TEXT),
  InvoiceIssuerName(Type.TEXT),
  InvoiceId(Type.TEXT),
  InvoiceDetailId(Type.TEXT),
  ChargeCategory(Type.TEXT),
  ChargeClass(Type.TEXT),
  ChargeDescription(Type.TEXT),
  ChargeFrequency(Type.TEXT),
  ServiceCategory(Type.TEXT),
  ServiceSubcategory(Type.TEXT),
  ServiceName(Type.TEXT),
  RegionId(Type.TEXT),
  RegionName(Type.TEXT),
  AvailabilityZone(Type.TEXT),
  ResourceId(Type.TEXT),
  ResourceName(Type.TEXT),
  ResourceType(Type.TEXT),
  SkuId(Type.TEXT),
  SkuMeter(Type.TEXT),
  SkuPriceId(Type.TEXT),
  SkuPriceDetails(Type.TEXT),
  PricingCategory(Type.TEXT),
  PricingQuantity(Type.AMOUNT),
  PricingUnit(Type.TEXT),
  PricingCurrency(Type.TEXT),
  PricingCurrencyListUnitPrice(Type.AMOUNT),
  PricingCurrencyContractedUnitPrice(Type.AMOUNT),
  PricingCurrencyEffectiveCost(Type.AMOUNT),
  ListUnitPrice(Type.AMOUNT),
  ContractedUnitPrice(Type.AMOUNT),
  ConsumedQuantity(Type.AMOUNT),
  ConsumedUnit(Type.TEXT),
  CommitmentDiscountCategory(Type.TEXT),
  CommitmentDiscountId(Type.TEXT),
  CommitmentDiscountName(Type.TEXT),
  CommitmentDiscountQuantity(Type.AMOUNT),
  CommitmentDiscountStatus(Type.TEXT),
  CommitmentDiscountType(Type.TEXT),
  CommitmentDiscountUnit(Type.TEXT),
  CapacityReservationId(Type.TEXT),
  CapacityReservationStatus(Type.TEXT),
  CommitmentProgramEligibilityDetails(Type.TEXT),
  ContractApplied(Type.TEXT),
  AllocatedMethodId(Type.TEXT),
  AllocatedMethodDetails(Type.TEXT),
  AllocatedResourceId(Type.TEXT),
  AllocatedResourceName(Type.TEXT),
  AllocatedTags(Type.TEXT),
  TagDetails(Type.TEXT),
  Tags(Type.TEXT);

  private static final String CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .sorted()
          .map(DuckDb::quoted)
          .collect(Collectors.joining(", "));

  /** What a column holds; a line whose required column is empty cannot be placed or counted. */
  private enum Type {
    TEXT,
    TIME,
    REQUIRED_TIME,
    AMOUNT,
    REQUIRED_AMOUNT,
    CURRENCY
  }

  private static final String USAGE_TYPE = "x_UsageType";
  private static final Pattern SEPARATORS = Pattern.compile("[_ -]");

  private final Type type;

  FocusColumn(Type type) {
    this.type = type;
  }

  /** The column of that name, in any case, and with words joined by underscores, spaces or hyphens or by nothing. */
  static Optional<FocusColumn> named(String name) {
    String plain = SEPARATORS.matcher(name.strip()).replaceAll("");
    for (FocusColumn column : values()) {
      if (column.name().equalsIgnoreCase(plain)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  /**
   * The column that one of several names stands for: none, where another name is the column's own. AWS tells the meter in a
   * column of its own, {@value #USAGE_TYPE}, as long as its export has no SkuMeter.
   */
  static Optional<FocusColumn> named(String name, List<String> among) {
    return (name.strip().equalsIgnoreCase(USAGE_TYPE) ? Optional.of(SkuMeter) : named(name))
        .filter(
            column ->
                column.name().equalsIgnoreCase(name.strip())
                    || among.stream().noneMatch(other -> column.name().equalsIgnoreCase(other.strip())));
  }

  boolean required() {
    return switch (type) {
      case REQUIRED_TIME, REQUIRED_AMOUNT, CURRENCY -> true;
      case TEXT, TIME, AMOUNT -> false;
    };
  }

  /** The type as which the column is read, so that a value that is none of it is rejected. */
  String readAs() {
    return type == Type.CURRENCY ? "enum(" + CURRENCIES + ")" : keptAs();
  }

  /** The type of the column in our Parquet files. */
  String keptAs() {
    return switch (type) {
      case TEXT, CURRENCY -> "varchar";
      case TIME, REQUIRED_TIME -> "timestamptz";
      case AMOUNT, REQUIRED_AMOUNT -> "decimal(38, 18)";
    };
  }

  /** Whether it holds a number. */
  boolean amount() {
    return type == Type.AMOUNT || type == Type.REQUIRED_AMOUNT;
  }

  /** Every ISO 4217 code as an SQL literal, with commas between. */
  static String currencies() {
    return CURRENCIES;
  }

  /** What the column must hold, for a message. */
  String expectation() {
    return switch (type) {
      case TEXT -> "a text";
      case TIME, REQUIRED_TIME -> "a time such as 2026-01-31T00:00:00Z";
      case AMOUNT, REQUIRED_AMOUNT -> "a number such as 12.34";
      case CURRENCY -> "an ISO 4217 currency code";
    };
  }

  /** The column's name in SQL. */
  String quotedName() {
    return "\"" + name() + "\"";
  }
}
