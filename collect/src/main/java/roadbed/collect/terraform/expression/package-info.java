/**
 * The expression language of Terraform: its grammar, and the evaluation of what can be known without running
 * anything.
 *
 * <p>{@code text → Expression → Value}. What cannot be known is a {@link roadbed.model.Value.Unknown} with its
 * reason, what comes from a secret is a {@link roadbed.model.Value.Secret}; neither ever fails the rest.
 *
 * <p>Knows nothing of files, resources and modules: names are resolved by a {@link
 * roadbed.collect.terraform.expression.Scope}.
 */
@NullMarked
package roadbed.collect.terraform.expression;

import org.jspecify.annotations.NullMarked;
