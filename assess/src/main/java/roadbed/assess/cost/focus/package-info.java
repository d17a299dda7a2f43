/**
 * The requirements of the FOCUS specification as data, and the verdict on each of them: passed, failed, skipped
 * where it does not apply, or not evaluated with the reason. Says what is to be counted, and leaves the counting to
 * the {@link roadbed.assess.cost.focus.BillingData} that it is given.
 *
 * <p>Knows nothing of files, formats and databases.
 */
@NullMarked
package roadbed.assess.cost.focus;

import org.jspecify.annotations.NullMarked;
