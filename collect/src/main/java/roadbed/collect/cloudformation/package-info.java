/**
 * Reads CloudFormation templates, in YAML and JSON, and AWS SAM's extension of them: evaluates parameters, conditions,
 * mappings and functions as far as a template decides them, follows nested stacks by file, and says of the rest that it
 * is not known and why. Asks AWS nothing. Knows nothing of what a property means.
 */
@org.jspecify.annotations.NullMarked
package roadbed.collect.cloudformation;
