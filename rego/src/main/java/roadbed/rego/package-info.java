/**
 * The Rego language on the JVM: {@code Rego} is the facade, and the packages below are the phases.
 *
 * <p>Knows nothing of the rest of Roadbed and is usable alone.
 */
@NullMarked
package roadbed.rego;

import org.jspecify.annotations.NullMarked;
