/**
 * HCL's native syntax: the structure of a file, bodies of attributes and blocks, each with its place. What JSON syntax
 * says becomes the same structure elsewhere.
 *
 * <p>{@code text → HclFile}. What is malformed is a diagnostic with its place; what stands around it is read all the
 * same, and an attribute that is malformed is there with a value that is not known.
 *
 * <p>Knows nothing of what blocks mean, of other files, and of evaluation.
 */
@NullMarked
package roadbed.collect.terraform.hcl;

import org.jspecify.annotations.NullMarked;
