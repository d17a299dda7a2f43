/**
 * Changes from the moment when they are proposed until they are over: who agreed to what exactly, when nothing may be
 * changed, what was an emergency and was looked at afterwards. Each change is the list of its entries, which are never
 * changed. It knows nothing of how a change came to be known, of messages and of pages.
 */
@NullMarked
package roadbed.operate.change;

import org.jspecify.annotations.NullMarked;
