/** Reads measured series and utilisation: answers of Prometheus, CloudWatch, Azure Monitor, Google Monitoring, tables. */
@NullMarked
package roadbed.collect.metrics;

import org.jspecify.annotations.NullMarked;
