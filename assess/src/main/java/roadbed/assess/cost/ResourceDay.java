package roadbed.assess.cost;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What one resource cost on one day, of one thing that is sold.
 *
 * @param resource its id in the bill
 * @param sku FOCUS SkuId; empty where it is not stated
 * @param effective EffectiveCost
 * @param list ListCost
 * @param quantity ConsumedQuantity, or PricingQuantity where that is not stated; 0 where neither is
 */
public record ResourceDay(
    LocalDate day,
    String resource,
    String sku,
    String currency,
    BigDecimal effective,
    BigDecimal list,
    BigDecimal quantity) {}
