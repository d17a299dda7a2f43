/** Runs case files of OPA's own test suite against this engine. */
@NullMarked
package roadbed.rego.conformance;

import org.jspecify.annotations.NullMarked;
