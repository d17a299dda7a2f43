/** Normal forms of what builds and delivers: container builds and pipelines. */
@NullMarked
package roadbed.inventory.normal.delivery;

import org.jspecify.annotations.NullMarked;
