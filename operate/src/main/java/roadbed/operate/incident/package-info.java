/**
 * Incidents: how alerts become few of them and why, what people and clocks do to them until their actions are done, and
 * what was learned. An incident is the list of its entries; every state is what the entries say. It knows nothing of
 * alerting systems' formats, of schedules, and of how people are told.
 */
@NullMarked
package roadbed.operate.incident;

import org.jspecify.annotations.NullMarked;
