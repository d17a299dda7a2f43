/**
 * Who is on call, as other schedulers and calendars write it, to documents of kind {@code OnCall}. What cannot be said in
 * such a document is listed: other people than those who are meant on call would be worse than a gap that is told.
 *
 * <p>Knows nothing of what a schedule means, only of how it is written.
 */
@NullMarked
package roadbed.collect.oncall;

import org.jspecify.annotations.NullMarked;
