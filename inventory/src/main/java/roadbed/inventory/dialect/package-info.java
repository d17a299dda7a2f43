/**
 * Translates documents of other dialects (CloudFormation's, Azure Resource Manager's, Google's) to the shape that the
 * normal form reads, by tables: type to type, property to attribute. Knows nothing of files, of what a setting means
 * and of what is done with the result.
 */
@org.jspecify.annotations.NullMarked
package roadbed.inventory.dialect;
