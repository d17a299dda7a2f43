/** Normal forms of Google Cloud's types, as Terraform's provider and the cluster's own documents write them. */
@NullMarked
package roadbed.inventory.normal.gcp;

import org.jspecify.annotations.NullMarked;
