/**
 * Service level objectives, whatever they were written in: what is measured, which share of it must be good, over which
 * time, and who is told when it is not.
 *
 * <p>Knows nothing of the formats that they are read from, of rules made from them, and of what was measured.
 */
@NullMarked
package roadbed.model.slo;

import org.jspecify.annotations.NullMarked;
