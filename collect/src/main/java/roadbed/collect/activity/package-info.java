/**
 * Reads activity logs of clouds: CloudTrail, Azure's activity log, Google's audit logs. Keeps what changes something
 * and leaves out what only looks. Knows nothing of what the acts are compared with.
 */
@NullMarked
package roadbed.collect.activity;

import org.jspecify.annotations.NullMarked;
