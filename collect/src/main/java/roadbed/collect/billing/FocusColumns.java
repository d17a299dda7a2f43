package roadbed.collect.billing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import roadbed.collect.CollectionSink;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** Tells FOCUS billing by its columns, and its version by those that the version brought. */
public final class FocusColumns {
  /** What stands between the words of a name in some exports. */
  private static final Pattern SEPARATORS = Pattern.compile("[_ -]");

  /** Without these no line can be placed in time, money and service. */
  private static final List<String> NEEDED =
      List.of(
          "BilledCost",
          "EffectiveCost",
          "BillingCurrency",
          "ChargeCategory",
          "ChargePeriodStart",
          "ServiceName");

  /** One of these says who sells: the name until 1.2, and that of 1.3 on. */
  private static final List<String> PROVIDERS = List.of("ProviderName", "ServiceProviderName");

  /** Two of these together are no accident. */
  private static final Set<String> TELLING =
      lower(
          "BilledCost",
          "EffectiveCost",
          "ChargePeriodStart",
          "ChargePeriodEnd",
          "ChargeCategory",
          "BillingPeriodStart",
          "ServiceCategory");

  private static final Set<String> SINCE_1_1 =
      lower(
          "CapacityReservationId",
          "CapacityReservationStatus",
          "CommitmentDiscountQuantity",
          "CommitmentDiscountUnit",
          "ServiceSubcategory",
          "SkuMeter",
          "SkuPriceDetails");

  private static final Set<String> SINCE_1_2 =
      lower(
          "BillingAccountType",
          "SubAccountType",
          "InvoiceId",
          "PricingCurrency",
          "PricingCurrencyContractedUnitPrice",
          "PricingCurrencyEffectiveCost",
          "PricingCurrencyListUnitPrice");

  private static final Set<String> SINCE_1_3 =
      lower(
          "ServiceProviderName",
          "HostProviderName",
          "AllocatedMethodId",
          "AllocatedMethodDetails",
          "AllocatedResourceId",
          "AllocatedResourceName",
          "AllocatedTags",
          "ContractApplied");

  private static final Set<String> SINCE_1_4 =
      lower("CommitmentProgramEligibilityDetails", "InvoiceDetailId", "TagDetails");

  private FocusColumns() {}

  private static Set<String> lower(String... names) {
    Set<String> lower = new HashSet<>();
    for (String name : names) {
      lower.add(SEPARATORS.matcher(name.strip()).replaceAll("").toLowerCase(Locale.ROOT));
    }
    return Set.copyOf(lower);
  }

  /** Whether a table with these columns is, or means to be, FOCUS billing. */
  public static boolean looksLikeFocus(List<String> columns) {
    return lower(columns.toArray(String[]::new)).stream().filter(TELLING::contains).count() >= 3;
  }

  /** Hands a billing file on, or says which columns it lacks. */
  public static void accept(
      List<String> columns, Path path, String name, BillingFile.Format format, CollectionSink sink) {
    Set<String> present = lower(columns.toArray(String[]::new));
    List<String> missing = new ArrayList<>();
    for (String column : NEEDED) {
      if (!present.contains(column.toLowerCase(Locale.ROOT))) {
        missing.add(column);
      }
    }
    if (PROVIDERS.stream().noneMatch(column -> present.contains(column.toLowerCase(Locale.ROOT)))) {
      missing.add(String.join(" or ", PROVIDERS));
    }
    if (!missing.isEmpty()) {
      sink.diagnostic(
          Diagnostic.error(
              "billing.columns",
              Location.of(name, format == BillingFile.Format.PARQUET ? 0 : 1, 0),
              "these are columns of FOCUS billing, but "
                  + String.join(", ", missing)
                  + (missing.size() == 1 ? " is" : " are")
                  + " missing",
              "export all columns of FOCUS 1.0 to 1.4"));
      return;
    }
    sink.billing(new BillingFile(path, format, version(present)));
  }

  /** The version that a table's columns speak of: that of the newest column it has. */
  public static String version(List<String> columns) {
    return version(lower(columns.toArray(String[]::new)));
  }

  private static String version(Set<String> present) {
    if (present.stream().anyMatch(SINCE_1_4::contains)) {
      return "1.4";
    }
    if (present.stream().anyMatch(SINCE_1_3::contains)) {
      return "1.3";
    }
    return present.stream().anyMatch(SINCE_1_2::contains)
        ? "1.2"
        : present.stream().anyMatch(SINCE_1_1::contains) ? "1.1" : "1.0";
  }
}
