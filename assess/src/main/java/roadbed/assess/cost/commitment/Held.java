package roadbed.assess.cost.commitment;

/**
 * A commitment that exists or is proposed.
 *
 * @param from first hour that it holds in
 * @param until first hour that it no longer holds in
 * @param units how much demand an hour it covers
 */
public record Held(int from, int until, double units) {

  /** Checks the span and the sign. */
  public Held {
    if (until < from || !(units >= 0) || !Double.isFinite(units)) {
      throw new IllegalArgumentException("a commitment covers something, from an hour to one not before it");
    }
  }

  boolean holdsIn(int hour) {
    return from <= hour && hour < until;
  }
}
