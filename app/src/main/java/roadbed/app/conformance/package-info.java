/** Case files of public suites, run against the product: how anyone checks its claims. */
@NullMarked
package roadbed.app.conformance;

import org.jspecify.annotations.NullMarked;
