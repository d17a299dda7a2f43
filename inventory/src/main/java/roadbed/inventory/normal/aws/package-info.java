/** Normal forms of Amazon Web Services' types, as Terraform's provider and the cluster's own documents write them. */
@NullMarked
package roadbed.inventory.normal.aws;

import org.jspecify.annotations.NullMarked;
