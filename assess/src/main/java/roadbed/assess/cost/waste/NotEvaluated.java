package roadbed.assess.cost.waste;

/**
 * A rule that could not judge a resource.
 *
 * @param rule the rule
 * @param kind the kind of waste that it looks for
 * @param resource the resource's identifier
 * @param address as its source names it
 * @param why what is missing
 */
public record NotEvaluated(String rule, WasteKind kind, String resource, String address, String why) {}
