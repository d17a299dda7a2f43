package roadbed.operate.oncall;

/**
 * Time for which somebody cannot be on call.
 *
 * @param person who
 * @param span when
 * @param reason as they said it; may be empty
 */
public record Absence(String person, Span span, String reason) {}
