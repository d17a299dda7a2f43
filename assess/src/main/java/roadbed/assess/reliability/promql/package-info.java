/**
 * Prometheus' query language as far as rules need it: whether a query is well-formed and of the right types, whether two
 * queries mean the same, and what a query looks like with another range in it. Pure.
 *
 * <p>Knows nothing of service levels, and evaluates nothing.
 */
@NullMarked
package roadbed.assess.reliability.promql;

import org.jspecify.annotations.NullMarked;
