package roadbed.collect.metrics;

import roadbed.model.Utilisation.Metric;

/**
 * What a monitoring system's metric is in our terms.
 *
 * @param factor by which a value is multiplied
 * @param counted whether it counts over its interval (bytes, requests), so that a rate is made of its sum
 * @param free whether it tells, in percent, what is free of something that we tell the used part of
 */
record Meaning(Metric metric, double factor, boolean counted, boolean free) {
  private static final double HUNDRED = 100;

  /** As it is. */
  static Meaning plain(Metric metric) {
    return new Meaning(metric, 1, false, false);
  }

  /** A count over the interval. */
  static Meaning counted(Metric metric) {
    return new Meaning(metric, 1, true, false);
  }

  /** A part of one. */
  static Meaning ratio(Metric metric) {
    return new Meaning(metric, HUNDRED, false, false);
  }

  /** The percentage that is free. */
  static Meaning free(Metric metric) {
    return new Meaning(metric, 1, false, true);
  }

  /** The value in the metric's unit, but for the division of a count by its interval. */
  double of(double value) {
    return free ? HUNDRED - value * factor : value * factor;
  }
}
