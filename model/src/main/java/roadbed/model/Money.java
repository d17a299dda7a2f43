package roadbed.model;

import java.math.BigDecimal;

/**
 * An amount in a currency.
 *
 * @param amount exact amount
 * @param currency ISO 4217 code
 */
public record Money(BigDecimal amount, String currency) {}
