package roadbed.assess.cost.statement;

import java.time.YearMonth;

/**
 * What a line of a statement is about.
 *
 * @param owner who bears it; empty for what nobody does, {@code pool:NAME} for what is still shared
 * @param currency ISO 4217 code
 * @param provider the cloud
 * @param account the account
 * @param service FOCUS ServiceName
 * @param trail the rule and the steps that brought it to its owner
 * @param of the month whose cost it is; an earlier one for an adjustment
 */
public record Position(
    String owner, String currency, String provider, String account, String service, String trail, YearMonth of) {}
