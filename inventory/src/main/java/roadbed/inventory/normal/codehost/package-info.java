/**
 * Normal forms of code hosts: repositories, what protects their branches, organisations, webhooks and deploy keys. It knows
 * nothing of what runs in them; that is {@code normal.delivery}.
 */
@NullMarked
package roadbed.inventory.normal.codehost;

import org.jspecify.annotations.NullMarked;
