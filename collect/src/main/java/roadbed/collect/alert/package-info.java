/**
 * What alerting systems send, as alerts: a format is recognised by its content or named, and a message that fits none can
 * be read by a mapping. Signatures over a message are checked here too, for what is signed is part of each format. It
 * knows nothing of incidents and of who is on call.
 */
@NullMarked
package roadbed.collect.alert;

import org.jspecify.annotations.NullMarked;
