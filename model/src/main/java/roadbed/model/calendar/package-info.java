/**
 * Calendars as other programs subscribe to them: RFC 5545. Knows nothing of what the events are about.
 */
@NullMarked
package roadbed.model.calendar;

import org.jspecify.annotations.NullMarked;
