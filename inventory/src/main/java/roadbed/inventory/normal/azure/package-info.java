/** Normal forms of Microsoft Azure's types, as Terraform's provider and the cluster's own documents write them. */
@NullMarked
package roadbed.inventory.normal.azure;

import org.jspecify.annotations.NullMarked;
