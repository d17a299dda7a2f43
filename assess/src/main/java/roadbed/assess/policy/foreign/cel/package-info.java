/**
 * The Common Expression Language with Kubernetes' libraries, and the checks that Kubernetes makes with it.
 *
 * <p>Loaded only where there is an expression to evaluate: nothing outside may hold on to its classes in a field that is
 * there without one. Nothing of the environment is evaluated: what asks the API server for permissions is undecided.
 */
@NullMarked
package roadbed.assess.policy.foreign.cel;

import org.jspecify.annotations.NullMarked;
