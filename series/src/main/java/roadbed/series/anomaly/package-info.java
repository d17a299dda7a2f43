/**
 * What in a series is out of the ordinary: a score for every new value of a stream, cases with what was expected in series of
 * days and hours, and which part of a whole a change came from. Only the past is looked at. Knows nothing of what the numbers
 * measure, of alerts, or of people.
 */
@NullMarked
package roadbed.series.anomaly;

import org.jspecify.annotations.NullMarked;
