/** Normal forms of Kubernetes' objects, as Terraform's provider and the cluster's own documents write them. */
@NullMarked
package roadbed.inventory.normal.kubernetes;

import org.jspecify.annotations.NullMarked;
