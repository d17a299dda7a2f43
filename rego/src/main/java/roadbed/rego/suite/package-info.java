/**
 * Tests written in Rego: rules named {@code test_…} that are found, run on all cores and reported one by one.
 *
 * <p>A run is a function of the loaded files; how its results are shown is not known here.
 */
@NullMarked
package roadbed.rego.suite;

import org.jspecify.annotations.NullMarked;
