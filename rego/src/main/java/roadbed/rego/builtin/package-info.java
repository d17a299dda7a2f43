/**
 * The functions that Rego offers to policies, with the semantics and error texts of OPA 1.19: {@link
 * roadbed.rego.builtin.Builtins} finds them, one class per group holds them.
 *
 * <p>Knows nothing of syntax trees, rules or machines: what a function needs of its evaluation comes through {@link
 * roadbed.rego.builtin.CallContext}. Whatever a policy could use to exhaust time or memory is bounded, and the network
 * is closed unless a {@link roadbed.rego.builtin.NetworkPolicy} opens it.
 */
@NullMarked
package roadbed.rego.builtin;

import org.jspecify.annotations.NullMarked;
