/**
 * What systems tell about delivery (webhooks, events, tables) to {@link roadbed.model.delivery.DeliveryFact}s. A message is
 * recognised by its content.
 *
 * <p>Knows nothing of measures over the facts, and of who sent a message.
 */
@NullMarked
package roadbed.collect.delivery;

import org.jspecify.annotations.NullMarked;
