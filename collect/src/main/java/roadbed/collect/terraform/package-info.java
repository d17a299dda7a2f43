/**
 * Terraform documents to {@link roadbed.model.CollectedResource}s: plans, states, and configuration in JSON
 * syntax, each told by {@link roadbed.collect.terraform.TerraformDocuments}.
 *
 * <p>What a reader of the attributes must know of their shapes:
 *
 * <ul>
 *   <li>From plans and states they are as the provider's schema has them: a nested block is an array of
 *       objects, an attribute without a value is null.
 *   <li>From configuration they are as written: without schemas nobody can tell blocks from maps, so one block
 *       may stand as an object or as an array with one object, and what is not written is missing. Dynamic
 *       blocks become an array; where their number is not known, the whole block is unknown.
 *   <li>A JSON document such as a policy is text. In configuration one with unknown parts, from {@code
 *       jsonencode} or {@code aws_iam_policy_document}, has no text yet and stands as the object that it is.
 *   <li>{@link roadbed.model.Value.Unknown} stands for what is known only after apply, and {@link
 *       roadbed.model.Value.Secret} for what is secret; inside longer texts secrets are replaced by the marks of
 *       {@link roadbed.collect.SecretText}. Null and empty secrets stay, as they hold nothing.
 *   <li>A provider's default tags are in {@code tags_all} (AWS) and {@code effective_labels} (Google).
 *   <li>In the attribute path of a reference, objects of an array count from 0; texts of an array have the path
 *       of the array.
 * </ul>
 *
 * <p>Knows nothing of folders walked, of what a resource type means, and of normal forms.
 */
@NullMarked
package roadbed.collect.terraform;

import org.jspecify.annotations.NullMarked;
