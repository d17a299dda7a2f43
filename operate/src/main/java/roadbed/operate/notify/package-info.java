/**
 * Telling people and systems what happened: who is told of what and in which words, an outbox whose messages are sent,
 * retried, given up or withdrawn and never lost, and pages that are followed until somebody answers. It knows nothing of
 * incidents, budgets and schedules, and of how a message travels.
 */
@NullMarked
package roadbed.operate.notify;

import org.jspecify.annotations.NullMarked;
