package roadbed.model;

import java.math.BigDecimal;

/**
 * What a provider asks for one unit of something.
 *
 * @param provider {@code aws}, {@code azure} or {@code gcp}
 * @param region the provider's name of the region; empty where the price is the same everywhere
 * @param item what is sold, for example {@code vm:m5.large:linux} or {@code disk:gp3}
 * @param unit {@code hour}, {@code month}, {@code gib-month}, {@code gib}, {@code request} or {@code gb-second}
 * @param amount the price of one unit
 * @param currency ISO 4217 code
 */
public record UnitPrice(
    String provider, String region, String item, String unit, BigDecimal amount, String currency) {}
