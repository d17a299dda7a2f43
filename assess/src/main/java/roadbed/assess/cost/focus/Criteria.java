package roadbed.assess.cost.focus;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider supports: which requirements apply depends on it. What is not said is taken from the data where
 * they show it (a column that only providers with reservations have, with values in it), and is otherwise unknown.
 *
 * @param standings what is known of each criterion
 */
public record Criteria(Map<String, Standing> standings) {

  /** What is known of a criterion. */
  public enum Standing {
    /** Said by the user. */
    SUPPORTED,
    /** The data show it. */
    SHOWN,
    /** Said by the user. */
    NOT_SUPPORTED,
    UNKNOWN;

    /** The word for documents, for example {@code not-supported}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What is said and what the data show. */
  public static Criteria of(
      Requirements requirements, BillingData data, Set<String> supported, Set<String> lacking) {
    Map<String, Standing> standings = new LinkedHashMap<>();
    for (String criterion : requirements.criteria()) {
      standings.put(
          criterion,
          supported.contains(criterion)
              ? Standing.SUPPORTED
              : lacking.contains(criterion)
                  ? Standing.NOT_SUPPORTED
                  : shown(criterion, data) ? Standing.SHOWN : Standing.UNKNOWN);
    }
    return new Criteria(standings);
  }

  /** A provider has what its own lines have. */
  private static boolean shown(String criterion, BillingData data) {
    return switch (criterion) {
      case "ACCOUNT_NAMING_SUPPORTED" -> filled(data, "BillingAccountName", "SubAccountName");
      case "AVAILABILITY_ZONE_SUPPORTED" -> filled(data, "AvailabilityZone");
      case "BILLING_BASED_ON_PROVISIONED_RESOURCES_SUPPORTED" -> filled(data, "ResourceId");
      case "CAPACITY_RESERVATION_SUPPORTED" -> filled(data, "CapacityReservationId", "CapacityReservationStatus");
      case "COMMITMENT_DISCOUNT_SUPPORTED" ->
          filled(data, "CommitmentDiscountId", "CommitmentDiscountStatus", "CommitmentDiscountType");
      case "MULTIPLE_BILLING_ACCOUNT_TYPES_SUPPORTED" -> data.different("BillingAccountType") > 1;
      case "MULTIPLE_PRICING_CATEGORIES_SUPPORTED" -> data.different("PricingCategory") > 1;
      case "MULTIPLE_SUB_ACCOUNT_TYPES_SUPPORTED" -> data.different("SubAccountType") > 1;
      case "NEGOTIATED_PRICING_SUPPORTED" -> differ(data, "ContractedUnitPrice", "ListUnitPrice");
      case "PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED" -> differ(data, "PricingCurrency", "BillingCurrency");
      case "PUBLIC_PRICE_LIST_SUPPORTED" -> filled(data, "ListUnitPrice");
      case "REGION_SUPPORTED" -> filled(data, "RegionId", "RegionName");
      case "RESOURCE_TYPE_ASSIGNMENT_SUPPORTED" -> filled(data, "ResourceType");
      case "SUB_ACCOUNT_SUPPORTED" -> filled(data, "SubAccountId");
      case "TAGGING_SUPPORTED" -> filled(data, "Tags");
      case "UNIT_PRICING_SUPPORTED" -> filled(data, "ListUnitPrice", "ContractedUnitPrice");
      case "USAGE_MEASUREMENT_SUPPORTED" -> filled(data, "ConsumedQuantity");
      case "VIRTUAL_CURRENCY_SUPPORTED" -> breaks(data, new Check.Shaped("PricingCurrency", Check.Shape.NATIONAL_CURRENCY));
      default -> false;
    };
  }

  private static boolean filled(BillingData data, String... columns) {
    Map<String, Long> filled = new HashMap<>();
    data.filled().forEach((column, count) -> filled.merge(column.toLowerCase(Locale.ROOT), count, Long::sum));
    return Arrays.stream(columns).anyMatch(column -> filled.getOrDefault(column.toLowerCase(Locale.ROOT), 0L) > 0);
  }

  private static boolean differ(BillingData data, String column, String other) {
    return filled(data, column)
        && filled(data, other)
        && breaks(
            data,
            new Check.Any(
                List.of(
                    new Check.Same(column, other),
                    new Check.Is(column, Optional.empty()),
                    new Check.Is(other, Optional.empty()))));
  }

  private static boolean breaks(BillingData data, Check check) {
    return data.count(List.of(new BillingData.Question(check, Optional.empty()))).getFirst().violating() > 0;
  }

  /** What is known of a criterion. */
  public Standing of(String criterion) {
    return standings.getOrDefault(criterion, Standing.UNKNOWN);
  }
}
