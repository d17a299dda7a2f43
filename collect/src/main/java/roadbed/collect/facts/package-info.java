/**
 * The estate's own facts, {@code roadbed.yaml}, to {@link roadbed.model.EstateFacts}.
 *
 * <p>Knows nothing of how the facts are used.
 */
@NullMarked
package roadbed.collect.facts;

import org.jspecify.annotations.NullMarked;
