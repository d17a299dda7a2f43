package roadbed.operate.oncall;

/**
 * Time for which one person is on call.
 *
 * @param span when
 * @param person who
 * @param reason why they and nobody else
 */
public record Duty(Span span, String person, Reason reason) {

  /** What made somebody be on call. */
  public sealed interface Reason {}

  /**
   * Their turn in a layer.
   *
   * @param layer its name
   */
  public record Turn(String layer) implements Reason {}

  /**
   * Somebody put them there.
   *
   * @param by who
   */
  public record Overridden(String by) implements Reason {}

  /**
   * The one whose turn it is is away.
   *
   * @param layer its name
   * @param absent who is away
   */
  public record StandIn(String layer, String absent) implements Reason {}
}
