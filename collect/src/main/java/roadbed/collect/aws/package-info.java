/**
 * Reads what AWS itself tells of an account's resources: configuration items of AWS Config, and rows of its queries. Knows
 * nothing of templates and of what a property means.
 */
@org.jspecify.annotations.NullMarked
package roadbed.collect.aws;
