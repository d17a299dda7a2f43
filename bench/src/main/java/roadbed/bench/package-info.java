/**
 * Benchmarks and their recorded results.
 */
@NullMarked
package roadbed.bench;

import org.jspecify.annotations.NullMarked;
