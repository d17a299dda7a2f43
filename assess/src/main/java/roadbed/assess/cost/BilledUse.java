package roadbed.assess.cost;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * How much of something was used in a month, by a bill: lines of the category usage that state a quantity.
 *
 * @param month the first day of the month in which it was used
 * @param lastDay the last day on which it was
 * @param provider provider as the bill names it
 * @param account sub account, or billing account
 * @param service FOCUS ServiceName
 * @param category FOCUS ServiceCategory
 * @param region FOCUS RegionId
 * @param resource FOCUS ResourceId; empty where the line is of none
 * @param resourceType FOCUS ResourceType
 * @param sku FOCUS SkuId
 * @param description FOCUS ChargeDescription of one of the lines
 * @param unit ConsumedUnit with ConsumedQuantity, else PricingUnit with PricingQuantity
 * @param quantity how many of that unit
 * @param currency BillingCurrency
 * @param effective EffectiveCost
 */
public record BilledUse(
    LocalDate month,
    LocalDate lastDay,
    String provider,
    String account,
    String service,
    String category,
    String region,
    String resource,
    String resourceType,
    String sku,
    String description,
    String unit,
    BigDecimal quantity,
    String currency,
    BigDecimal effective) {}
