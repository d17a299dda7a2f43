package roadbed.rego.service;

import java.time.Duration;

/** How long the loops of the server wait. */
final class Pauses {
  private static final Duration FIRST = Duration.ofMillis(500);

  private Pauses() {}

  /**
   * The time until the next try: somewhere between least and most, or after failures twice as long each time, up to the
   * most.
   *
   * @param random from 0 to 1
   */
  static Duration between(ServiceConfiguration.Polling polling, boolean failed, int failures, double random) {
    if (failed) {
      long millis = FIRST.toMillis() << Math.min(failures, 16);
      return Duration.ofMillis(Math.min((long) (millis * (0.5 + random / 2)), Math.max(polling.most().toMillis(), 500)));
    }
    long span = polling.most().minus(polling.least()).toMillis();
    return polling.least().plusMillis((long) (span * random));
  }
}
