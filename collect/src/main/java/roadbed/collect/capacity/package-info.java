/**
 * What may be used and what is: quotas and limits of clouds as their programs print them, and plain tables; and how long
 * versions of products live, as public calendars tell it.
 *
 * <p>Knows nothing of forecasts, and of which versions are in use.
 */
@NullMarked
package roadbed.collect.capacity;

import org.jspecify.annotations.NullMarked;
