/**
 * Fixtures, fakes and generators for tests and benchmarks.
 */
@NullMarked
package roadbed.testkit;

import org.jspecify.annotations.NullMarked;
