/** Reads measured series: answers of Prometheus to range queries, and tables of samples. */
@NullMarked
package roadbed.collect.metrics;

import org.jspecify.annotations.NullMarked;
